/**
 * Streets and rivers of an invented city. A street crosses a river from bank to bank, roughly square to it and on a
 * bridge, or it ends on the bank: none runs in the water along it.
 */
import { type Bounds2, boundsOf, type MultiPolygon, type Point2 } from '../../model/geometry/polygon.ts';
import type { Bridge, Road } from '../districtModel.ts';
import { clippedLine } from '../topology/guideCuts.ts';
import { nearestOnLine, withPointsEvery } from './lines.ts';
import type { PlacedPlan } from './placedPlan.ts';

export type River = Pick<PlacedPlan['rivers'][number], 'courseCm' | 'halfWidthMeters'>;

/** A crossing may be so much longer than the river is wide; a road that the plan draws may run more aslant. */
export const LONGEST_CROSSING = { invented: 1.6, planned: 2.6 } as const;
/** Banks are met within this much. */
const SAMPLE_CM = 100;
/** A deck reaches so far onto each bank. */
const ABUTMENT_STEPS = 3;
/** What is left of a street that was cut is dropped where it is shorter. */
const SHORTEST_PIECE_CM = 2_000;

/** Those that cross the district; one that bounds it has its water outside. */
export function riversThrough(plan: PlacedPlan | null, landCm: MultiPolygon): PlacedPlan['rivers'] {
  const runsIn = ({ courseCm }: River): boolean => landCm.some(([outer]) => clippedLine(outer!, courseCm).length > 0);
  return (plan?.rivers ?? []).filter(runsIn);
}

interface Stretch {
  /** First and last of the points that lie over the water. */
  readonly first: number;
  readonly last: number;
}

const isApart = (a: Readonly<Bounds2>, b: Readonly<Bounds2>, reach: number): boolean =>
  a.minX - reach > b.maxX || a.maxX + reach < b.minX || a.minY - reach > b.maxY || a.maxY + reach < b.minY;

const lengthCm = (line: readonly Point2[]): number =>
  line.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - line[index]![0], y - line[index]![1]), 0);

/** The line with points every metre where it comes near a river's water, and as it is elsewhere. */
function finelyAt(line: readonly Point2[], courseCm: readonly Point2[], reachCm: number): Point2[] {
  return line.flatMap((to, index): Point2[] => {
    const from = line[index - 1];
    if (!from) return [to];
    const half = Math.hypot(to[0] - from[0], to[1] - from[1]) / 2;
    const { distance } = nearestOnLine(courseCm, (from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
    return distance > reachCm + half + (ABUTMENT_STEPS + 1) * SAMPLE_CM
      ? [to]
      : withPointsEvery([from, to], SAMPLE_CM).slice(1);
  });
}

/** Which points of a line lie nearer to a river's course than `reachCm`, stretch by stretch. */
function stretchesOver(points: readonly Point2[], courseCm: readonly Point2[], reachCm: number): Stretch[] {
  const stretches: Stretch[] = [];
  let first = -1;
  points.forEach(([x, y], index) => {
    const isOver = nearestOnLine(courseCm, x, y).distance < reachCm;
    if (isOver && first < 0) first = index;
    if (!isOver && first >= 0) stretches.push({ first, last: index - 1 });
    if (!isOver) first = -1;
  });
  if (first >= 0) stretches.push({ first, last: points.length - 1 });
  return stretches;
}

/** On which bank a place lies: the sign of its side of the nearest piece of the course. */
function bankAt(courseCm: readonly Point2[], [x, y]: Point2): number {
  const { segment } = nearestOnLine(courseCm, x, y);
  const [[ax, ay], [bx, by]] = [courseCm[segment]!, courseCm[segment + 1]!];
  return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}

/** The line as it was, between two of its finer points: its own corners and the new ends. */
function partOf(points: readonly Point2[], corners: ReadonlySet<string>, first: number, last: number): Point2[] {
  return points
    .slice(first, last + 1)
    .filter((point, index) => index === 0 || index === last - first || corners.has(String(point)));
}

function offRiver(road: Road, { courseCm, halfWidthMeters }: River, longest: number): Road[] {
  // So far from the course all of a street's width is on the bank.
  const reachCm = (halfWidthMeters + road.halfWidthMeters) * 100;
  if (isApart(boundsOf([road.centrelineCm]), boundsOf([courseCm]), reachCm)) return [road];
  const points = finelyAt(road.centrelineCm, courseCm, reachCm);
  const isCrossing = ({ first, last }: Stretch): boolean => {
    const [before, after] = [points[first - 1], points[last + 1]];
    if (!before || !after || road.rank === 4) return false;
    if (bankAt(courseCm, before) === bankAt(courseCm, after)) return false;
    return lengthCm(points.slice(first, last + 1)) <= 2 * reachCm * longest;
  };
  const cut = stretchesOver(points, courseCm, reachCm).filter((stretch) => !isCrossing(stretch));
  if (cut.length === 0) return [road];
  const corners = new Set(road.centrelineCm.map(String));
  const starts = [0, ...cut.map(({ last }) => last + 1)];
  const ends = [...cut.map(({ first }) => first - 1), points.length - 1];
  return starts.flatMap((first, index): Road[] => {
    const last = ends[index]!;
    if (last <= first) return [];
    const centrelineCm = partOf(points, corners, first, last);
    return lengthCm(centrelineCm) < SHORTEST_PIECE_CM ? [] : [{ ...road, centrelineCm }];
  });
}

/**
 * What of streets is no road in the water: lanes end at the bank, the others where they do not cross it squarely.
 * @param by who drew them.
 */
export function streetsOffRivers(
  roads: readonly Road[],
  rivers: readonly River[],
  by: keyof typeof LONGEST_CROSSING,
): Road[] {
  const longest = LONGEST_CROSSING[by];
  return rivers.reduce<Road[]>(
    (left, river) => left.flatMap((road) => (road.kind === 'street' ? offRiver(road, river, longest) : [road])),
    [...roads],
  );
}

/** A bridge under every stretch of street or rail over a river, from bank to bank; viaducts stand on piers of their own. */
export function bridgesOver(roads: readonly Road[], rivers: readonly River[]): Bridge[] {
  return roads.flatMap((road) =>
    rivers.flatMap(({ courseCm, halfWidthMeters }): Bridge[] => {
      const { kind, centrelineCm } = road;
      if (kind === 'viaduct') return [];
      if (isApart(boundsOf([centrelineCm]), boundsOf([courseCm]), halfWidthMeters * 100)) return [];
      const points = finelyAt(centrelineCm, courseCm, halfWidthMeters * 100);
      const corners = new Set(centrelineCm.map(String));
      return stretchesOver(points, courseCm, halfWidthMeters * 100).map(({ first, last }): Bridge => {
        const [from, to] = [Math.max(0, first - ABUTMENT_STEPS), Math.min(points.length - 1, last + ABUTMENT_STEPS)];
        return { centrelineCm: partOf(points, corners, from, to), halfWidthMeters: road.halfWidthMeters };
      });
    }),
  );
}
