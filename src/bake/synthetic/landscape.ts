/** Water, paved land at the water, and open green of an invented city. */
import {
  boundsOf,
  type MultiPolygon,
  outlineCentroid,
  type Point2,
  type Polygon,
  sideOfOutline,
} from '../../model/geometry/polygon.ts';
import { differenceCm, intersectionCm, unionCm } from '../topology/clipCm.ts';
import { dissolve } from '../topology/dissolve.ts';
import { BANK_METERS } from './cityGuides.ts';
import { generateWater } from './coast.ts';
import { strip } from './lines.ts';
import type { PlacedPlan } from './placedPlan.ts';
import { type River, riversThrough } from './riverCrossings.ts';
import type { Block, SeaSide } from './specs.ts';

const QUAY_STRIP_CM = 2_200;

export interface LandscapeSpec {
  readonly seed: string;
  readonly plan: PlacedPlan | null;
  readonly seaSide: SeaSide;
  readonly landCm: MultiPolygon;
  readonly shoreCm: readonly Point2[];
}

export function seaOf({ seaSide, landCm, plan }: LandscapeSpec): MultiPolygon {
  return seaSide ? generateWater(landCm, seaSide, plan?.beyond?.coast ?? null) : [];
}

const bedOf = ({ courseCm, halfWidthMeters }: River): MultiPolygon => [[strip(courseCm, halfWidthMeters * 100)]];

/** The water of rivers through the district, up to the sea. */
export function riverbedsOf(spec: LandscapeSpec): MultiPolygon {
  const seaCm = seaOf(spec);
  return riversThrough(spec.plan, spec.landCm).flatMap((river) => differenceCm(bedOf(river), seaCm));
}

/** The sea, and rivers as far as they are not yet sea; `riverbedsOf` come last. */
export function waterOf(spec: LandscapeSpec, riverbedsCm = riverbedsOf(spec)): MultiPolygon {
  const { plan, landCm } = spec;
  const [seaCm, through] = [seaOf(spec), new Set(riversThrough(plan, landCm))];
  // A river that bounds the district lies wholly outside.
  const beside = (plan?.rivers ?? []).filter((river) => !through.has(river));
  return [...seaCm, ...beside.flatMap((river) => differenceCm(bedOf(river), [...seaCm, ...landCm])), ...riverbedsCm];
}

/** Sheets of land without the rivers that run through them; most lie beside none. */
function withoutRivers(polygonsCm: MultiPolygon, { plan, landCm }: LandscapeSpec): MultiPolygon {
  return riversThrough(plan, landCm).reduce<MultiPolygon>((left, river) => {
    const bed = bedOf(river);
    const around = boundsOf(bed.flat());
    const isBeside = (polygon: Polygon): boolean => {
      const { minX, minY, maxX, maxY } = boundsOf(polygon);
      return minX > around.maxX || maxX < around.minX || minY > around.maxY || maxY < around.minY;
    };
    return left.flatMap((polygon) => (isBeside(polygon) ? [polygon] : differenceCm([polygon], bed)));
  }, polygonsCm);
}

/** Piers and moles of the plan and a strip along the shore; nothing without a plan. */
export function quaysOf(spec: LandscapeSpec): MultiPolygon {
  const { plan, landCm, shoreCm } = spec;
  if (!plan) return [];
  const strips = shoreCm
    .slice(1)
    .map((to, index): MultiPolygon[number] => [strip([shoreCm[index]!, to], QUAY_STRIP_CM)]);
  const paved = unionCm([...plan.quays.map(({ outlineCm }): MultiPolygon[number] => [outlineCm]), ...strips]);
  return withoutRivers(intersectionCm(paved, landCm), spec);
}

/** Hills and parks, block by block up to the streets around them, and the banks of rivers. */
export function greenOf(blocks: readonly Block[], spec: LandscapeSpec): MultiPolygon {
  const { plan, landCm } = spec;
  // Open ground on a pier is a yard.
  const isPaved = ([x, y]: Point2): boolean =>
    (plan?.quays ?? []).some(({ outlineCm }) => sideOfOutline(outlineCm, x, y) !== 'outside');
  // Blocks of one grid share their vertices; those of two grids meet along a boundary, on which each has its own.
  const openByGrid = Map.groupBy(
    blocks.filter(({ zone, outlineCm }) => zone === 'hill' && !isPaved(outlineCentroid(outlineCm))),
    ({ gridId }) => gridId,
  );
  const open = [...openByGrid.values()].flatMap((own) =>
    dissolve(own.map(({ outlineCm }): MultiPolygon => [[outlineCm]])),
  );
  const banks = (plan?.rivers ?? []).flatMap(({ courseCm, halfWidthMeters }) => {
    const around: MultiPolygon = [[strip(courseCm, (halfWidthMeters + BANK_METERS) * 100)]];
    return intersectionCm(around, landCm);
  });
  return withoutRivers([...open, ...banks], spec);
}
