/**
 * The land around a district, as far as the eye reaches: no data, only so that the world does not end at its outline. A
 * plan says how the coast goes on and where hills stand; without one the land runs level from the district's edge.
 */
import { roundedHeightField } from '../../model/contract/heightFieldFile.ts';
import { groundUpMeters, type HeightField, heightFieldOf } from '../../model/geometry/heightField.ts';
import {
  type Bounds2,
  boundsOf,
  distanceToOutline,
  type MultiPolygon,
  type Outline,
  type Point2,
} from '../../model/geometry/polygon.ts';
import type { BeyondSheet } from '../districtModel.ts';
import { differenceCm, intersectionCm } from '../topology/clipCm.ts';
import { coastLine } from './coast.ts';
import { type Hill, outlineOfHill } from './hills.ts';
import type { LandscapeSpec } from './landscape.ts';
import { distanceToLine, withPointsEvery } from './lines.ts';
import { insideByRow, landUp, smoothStep } from './relief.ts';

/** Around the district, and from there to where the haze takes it. */
const NEAR = { reachMeters: 2_500, stepMeters: 125 } as const;
const FAR = { reachMeters: 30_000, stepMeters: 500 } as const;
/** Edges of the near sheet lie on the far one's lattice. */
const ALIGN_METERS = FAR.stepMeters;
/** From the district's own heights to those around it, and from the near sheet's to the far one's. */
const BLEND_METERS = 1_500;
const RIM_METERS = 500;
/** Heights ask how far the shore is to some 50 m: every so many points of it are enough. */
const COAST_STRIDE = 4;
/** Nobody builds on hills out there: their woods go further down than a city leaves them. */
const WOODS_RATIO = 0.88;
/** Along the district's edge the sheet has as many points as the ground there has creases. */
const SEAM_STEP_CM = 4_000;
const AT_SEAM_CM = 3;

export interface BeyondSpec extends LandscapeSpec {
  readonly seaCm: MultiPolygon;
  /** Water that lies off the district's land, sea and rivers. */
  readonly waterCm: MultiPolygon;
  readonly heightField: HeightField;
}

type UpAt = (eastMeters: number, northMeters: number) => number;

/** How far outside of a rectangle a place lies; negative inside. Its unit. */
function outsideBy({ minX, minY, maxX, maxY }: Readonly<Bounds2>, x: number, y: number): number {
  const [dx, dy] = [Math.max(minX - x, x - maxX), Math.max(minY - y, y - maxY)];
  return dx > 0 && dy > 0 ? Math.hypot(dx, dy) : Math.max(dx, dy);
}

const isApart = (a: Readonly<Bounds2>, b: Readonly<Bounds2>): boolean =>
  a.minX > b.maxX || a.maxX < b.minX || a.minY > b.maxY || a.maxY < b.minY;

function boxAround(center: Readonly<Bounds2>, reachMeters: number): Bounds2 {
  const low = (meters: number): number => Math.floor((meters - reachMeters) / ALIGN_METERS) * ALIGN_METERS;
  const high = (meters: number): number => Math.ceil((meters + reachMeters) / ALIGN_METERS) * ALIGN_METERS;
  return { minX: low(center.minX), minY: low(center.minY), maxX: high(center.maxX), maxY: high(center.maxY) };
}

function fieldOver({ minX, minY, maxX, maxY }: Bounds2, stepMeters: number, upAt: UpAt): HeightField {
  const count = (from: number, to: number): number => Math.round((to - from) / stepMeters) + 1;
  // In steps of a power of two, so that whoever straightens them gets true planes.
  return roundedHeightField(heightFieldOf([minX, minY], stepMeters, count(minX, maxX), count(minY, maxY), upAt));
}

function outlineCm({ minX, minY, maxX, maxY }: Bounds2): Outline {
  const corners: Point2[] = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
  return corners.map(([x, y]): Point2 => [x * 100, y * 100]);
}

/** Heights as the plan has them: the sea at zero, land up to its shore. */
function planned({ seed, plan, shoreCm, seaCm }: BeyondSpec, hills: readonly Hill[]): UpAt {
  const whole = coastLine(shoreCm, plan!.beyond?.coast ?? null);
  const coast = whole.filter((_, index) => index % COAST_STRIDE === 0 || index === whole.length - 1);
  const isSea = insideByRow(seaCm);
  const relief = { ...plan!, hills };
  return (east, north) => {
    const [x, y] = [east * 100, north * 100];
    if (isSea(x, y)) return 0;
    const fromShore = coast.length > 1 ? distanceToLine(coast, x, y) / 100 : Infinity;
    return landUp(relief, seed, fromShore, x, y);
  };
}

/** Mean height along the district's edge: what lies around it where nobody says more. */
function edgeLevel(field: HeightField, landCm: MultiPolygon): number {
  const ups = landCm.flat(2).map(([x, y]) => groundUpMeters(field, x / 100, y / 100));
  return ups.reduce((sum, up) => sum + up, 0) / ups.length;
}

/** Edges that run along the district's own have a point wherever the ground there may bend. */
function withSeam(polygonsCm: MultiPolygon, landCm: MultiPolygon): MultiPolygon {
  const isAtSeam = ([x, y]: Point2): boolean =>
    landCm.flat().some((outline) => distanceToOutline(outline, x, y) <= AT_SEAM_CM);
  return polygonsCm.map((polygon) =>
    polygon.map((outline) => {
      const atSeam = outline.map(isAtSeam);
      return outline.flatMap((point, index): Point2[] => {
        const next = (index + 1) % outline.length;
        if (!atSeam[index] || !atSeam[next]) return [point];
        return withPointsEvery([point, outline[next]!], SEAM_STEP_CM).slice(0, -1);
      });
    }),
  );
}

/** One sheet, nearest first; two where a plan says what lies far off. Empty where there is no land around. */
export function beyondOf(spec: BeyondSpec): BeyondSheet[] {
  const { plan, landCm, waterCm, heightField } = spec;
  const cm = boundsOf(landCm.flat());
  const district = { minX: cm.minX / 100, minY: cm.minY / 100, maxX: cm.maxX / 100, maxY: cm.maxY / 100 };
  const hills = [...(plan?.hills ?? []), ...(plan?.beyond?.hills ?? [])];
  const [nearBox, farBox] = [boxAround(district, NEAR.reachMeters), boxAround(district, FAR.reachMeters)];
  const woodsCm = hills.map((hill): MultiPolygon[number] => [outlineOfHill(hill, WOODS_RATIO)]);

  const far = plan?.beyond ? fieldOver(farBox, FAR.stepMeters, planned(spec, hills)) : null;
  const level = edgeLevel(heightField, landCm);
  const around = plan ? planned(spec, hills) : (): number => level;
  const { originEnuMeters, stepMeters, columns, rows } = heightField;
  const known: Bounds2 = {
    minX: originEnuMeters[0],
    minY: originEnuMeters[1],
    maxX: originEnuMeters[0] + (columns - 1) * stepMeters,
    maxY: originEnuMeters[1] + (rows - 1) * stepMeters,
  };
  const near = fieldOver(nearBox, NEAR.stepMeters, (east, north) => {
    const own = groundUpMeters(heightField, east, north);
    const share = smoothStep(outsideBy(known, east, north) / BLEND_METERS);
    const up = share === 0 ? own : own + share * (around(east, north) - own);
    if (!far) return up;
    const rim = smoothStep(-outsideBy(nearBox, east, north) / RIM_METERS);
    return rim === 1 ? up : groundUpMeters(far, east, north) * (1 - rim) + rim * up;
  });

  const sheet = (field: HeightField, box: Bounds2, taken: MultiPolygon, aroundCm: Outline | null): BeyondSheet => {
    const ground = differenceCm([[outlineCm(box)]], taken);
    const edge = { minX: box.minX * 100, minY: box.minY * 100, maxX: box.maxX * 100, maxY: box.maxY * 100 };
    const own = woodsCm.filter((polygon) => !isApart(boundsOf(polygon), edge));
    const hasWoods = own.length > 0;
    return {
      ...{ field, aroundCm },
      landCm: withSeam(hasWoods ? differenceCm(ground, own) : ground, landCm),
      woodsCm: hasWoods ? withSeam(intersectionCm(ground, own), landCm) : [],
    };
  };
  return [
    sheet(near, nearBox, [...waterCm, ...landCm], null),
    ...(far ? [sheet(far, farBox, [...waterCm, [outlineCm(nearBox)]], outlineCm(nearBox))] : []),
  ];
}
