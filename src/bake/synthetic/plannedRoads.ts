/** Named roads, viaducts and railways of a city plan, as far as they lie on the land. */
import type { MultiPolygon, Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';
import { clippedLine } from '../topology/guideCuts.ts';
import { HALF_WIDTH_METERS } from './boundaryRanks.ts';
import { TRACK_SPACING_METERS } from './cityGuides.ts';
import { offsetLine, withPointsEvery } from './lines.ts';
import type { PlacedPlan } from './placedPlan.ts';

const RAMP_METERS = 230;
const DECK_STEP_CM = 3_000;
/** Two ends of viaducts this near are one deck that goes on: no ramp between them. */
const SAME_END_CM = 1_500;
const TRACK_HALF_WIDTH_METERS = 1.6;
const SHORTEST_CM = 2_000;

const lengthCm = (line: readonly Point2[]): number =>
  line.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - line[index]![0], y - line[index]![1]), 0);

const onLand = (landCm: MultiPolygon, line: readonly Point2[]): Point2[][] =>
  landCm.flatMap(([outer]) => clippedLine(outer!, line)).filter((piece) => lengthCm(piece) > SHORTEST_CM);

/** Height of a deck over the ground along a line: up a ramp at each open end, level between. */
function deckMeters(line: readonly Point2[], level: number, opensAt: readonly [boolean, boolean]): number[] {
  const total = lengthCm(line) / 100;
  const ramp = Math.min(RAMP_METERS, total / 2);
  let along = 0;
  return line.map((point, index) => {
    const before = line[index - 1];
    if (before) along += Math.hypot(point[0] - before[0], point[1] - before[1]) / 100;
    const fromEnd = Math.min(opensAt[0] ? along : Infinity, opensAt[1] ? Math.max(0, total - along) : Infinity);
    const ratio = Math.min(1, fromEnd / ramp);
    return Math.round(level * ratio * ratio * (3 - 2 * ratio) * 100) / 100;
  });
}

function viaducts({ roads }: PlacedPlan, landCm: MultiPolygon): Road[] {
  const ends = roads.flatMap(({ viaduct, courseCm }) => (viaduct ? [courseCm[0]!, courseCm.at(-1)!] : []));
  const goesOn = ([x, y]: Point2): boolean =>
    ends.filter(([ex, ey]) => Math.hypot(x - ex, y - ey) < SAME_END_CM).length > 1;
  return roads.flatMap(({ viaduct, courseCm }): Road[] =>
    viaduct
      ? onLand(landCm, courseCm).map((piece): Road => {
          const centrelineCm = withPointsEvery(piece, DECK_STEP_CM);
          const opensAt = [!goesOn(piece[0]!), !goesOn(piece.at(-1)!)] as const;
          const { name, nameEn, halfWidthMeters } = viaduct;
          const deckAboveGroundMeters = deckMeters(centrelineCm, viaduct.deckMeters, opensAt);
          return { rank: 1, kind: 'viaduct', name, nameEn, centrelineCm, halfWidthMeters, deckAboveGroundMeters };
        })
      : [],
  );
}

function rails({ rails: planned }: PlacedPlan, landCm: MultiPolygon): Road[] {
  return planned.flatMap(({ name, nameEn, courseCm, tracks }) =>
    Array.from({ length: tracks }, (_, track) => (track - (tracks - 1) / 2) * TRACK_SPACING_METERS * 100).flatMap(
      (asideCm) =>
        onLand(landCm, offsetLine(courseCm, asideCm)).map((centrelineCm): Road => {
          const way = { rank: 3, kind: 'rail', deckAboveGroundMeters: null } as const;
          return { ...way, name, nameEn, centrelineCm, halfWidthMeters: TRACK_HALF_WIDTH_METERS };
        }),
    ),
  );
}

/** Streets first, then viaducts, then each track of the railways. */
export function plannedRoads(plan: PlacedPlan | null, landCm: MultiPolygon): Road[] {
  if (!plan) return [];
  const streets = plan.roads.flatMap(({ name, nameEn, rank, courseCm }) =>
    onLand(landCm, courseCm).map((centrelineCm): Road => {
      const way = { kind: 'street', deckAboveGroundMeters: null } as const;
      return { ...way, rank, name, nameEn, centrelineCm, halfWidthMeters: HALF_WIDTH_METERS[rank] };
    }),
  );
  return [...streets, ...viaducts(plan, landCm), ...rails(plan, landCm)];
}
