/** Water, paved land at the water, and open green of an invented city. */
import { type MultiPolygon, outlineCentroid, type Point2, sideOfOutline } from '../../model/geometry/polygon.ts';
import { differenceCm, intersectionCm, unionCm } from '../topology/clipCm.ts';
import { dissolve } from '../topology/dissolve.ts';
import { clippedLine } from '../topology/guideCuts.ts';
import { BANK_METERS } from './cityGuides.ts';
import { generateWater } from './coast.ts';
import { strip } from './lines.ts';
import type { PlacedPlan } from './placedPlan.ts';
import type { Block, SeaSide } from './specs.ts';

const QUAY_STRIP_CM = 2_200;

export interface LandscapeSpec {
  readonly seed: string;
  readonly plan: PlacedPlan | null;
  readonly seaSide: SeaSide;
  readonly landCm: MultiPolygon;
  readonly shoreCm: readonly Point2[];
}

export function seaOf({ seaSide, landCm }: LandscapeSpec): MultiPolygon {
  return seaSide ? generateWater(landCm, seaSide) : [];
}

/** The sea, and rivers as far as they are not yet sea. */
export function waterOf(spec: LandscapeSpec): MultiPolygon {
  const { plan, landCm } = spec;
  const seaCm = seaOf(spec);
  const rivers = (plan?.rivers ?? []).flatMap(({ courseCm, halfWidthMeters }) => {
    // A river that bounds the district lies wholly outside, one that crosses it has its water on the land.
    const isOutside = landCm.every(([outer]) => clippedLine(outer!, courseCm).length === 0);
    return differenceCm([[strip(courseCm, halfWidthMeters * 100)]], isOutside ? [...seaCm, ...landCm] : seaCm);
  });
  return [...seaCm, ...rivers];
}

/** Piers and moles of the plan and a strip along the shore; nothing without a plan. */
export function quaysOf({ plan, landCm, shoreCm }: LandscapeSpec): MultiPolygon {
  if (!plan) return [];
  const strips = shoreCm
    .slice(1)
    .map((to, index): MultiPolygon[number] => [strip([shoreCm[index]!, to], QUAY_STRIP_CM)]);
  const paved = unionCm([...plan.quays.map(({ outlineCm }): MultiPolygon[number] => [outlineCm]), ...strips]);
  return intersectionCm(paved, landCm);
}

/** Hills and parks, block by block up to the streets around them, and the banks of rivers. */
export function greenOf(blocks: readonly Block[], { plan, landCm }: LandscapeSpec): MultiPolygon {
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
    return differenceCm(intersectionCm(around, landCm), [[strip(courseCm, halfWidthMeters * 100)]]);
  });
  return [...open, ...banks];
}
