/** Where large streets meet: the places of traffic lights. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';
import { NearCells } from './nearCells.ts';

/** One street at a crossing. */
export interface Arm {
  /** Unit vector along it. */
  readonly direction: Point2;
  readonly halfWidthMeters: number;
}

export interface Crossing {
  readonly at: Point2;
  readonly arms: readonly [Arm, Arm];
}

interface Stretch {
  readonly road: number;
  readonly from: Point2;
  readonly to: Point2;
}

/** Streets that meet at less than this are one that forks. Sine of some 20°. */
const LEAST_SINE = 0.35;
/** Ends that miss the other street by so little meet it. */
const REACH_CM = 150;
/** Both halves of a wide street make one crossing with another. */
const APART_CM = 4_000;

const armOf = ({ from, to }: Stretch, { halfWidthMeters }: Road): Arm => {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.sqrt(dx * dx + dy * dy);
  return { direction: [dx / length, dy / length], halfWidthMeters };
};

/** The common place of two stretches, their ends included. */
function meeting(a: Stretch, b: Stretch): Point2 | null {
  const [ax, ay] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
  const [bx, by] = [b.to[0] - b.from[0], b.to[1] - b.from[1]];
  const cross = ax * by - ay * bx;
  const [aLength, bLength] = [Math.sqrt(ax * ax + ay * ay), Math.sqrt(bx * bx + by * by)];
  if (Math.abs(cross) < LEAST_SINE * aLength * bLength) return null;
  const [ox, oy] = [b.from[0] - a.from[0], b.from[1] - a.from[1]];
  const alongA = (ox * by - oy * bx) / cross;
  const alongB = (ox * ay - oy * ax) / cross;
  const isOn = (along: number, length: number): boolean =>
    along * length >= -REACH_CM && (along - 1) * length <= REACH_CM;
  if (!isOn(alongA, aLength) || !isOn(alongB, bLength)) return null;
  return [Math.round(a.from[0] + alongA * ax), Math.round(a.from[1] + alongA * ay)];
}

/**
 * Of the streets given, each pair once; in their order. Viaducts pass over, and rails have their own lights.
 * @param mostRanks of both streets together: 4 is main roads with each other and with what leads into quarters.
 */
export function streetCrossings(roads: readonly Road[], mostRanks: number): Crossing[] {
  const near = new NearCells<Stretch>();
  const known = new NearCells<Point2>();
  const crossings: Crossing[] = [];
  roads.forEach((road, number) => {
    if (road.kind !== 'street') return;
    for (let index = 0; index + 1 < road.centrelineCm.length; index++) {
      const [from, to] = [road.centrelineCm[index]!, road.centrelineCm[index + 1]!];
      if (from[0] === to[0] && from[1] === to[1]) continue;
      const stretch = { road: number, from, to };
      const box = {
        minX: Math.min(from[0], to[0]) - REACH_CM,
        maxX: Math.max(from[0], to[0]) + REACH_CM,
        minY: Math.min(from[1], to[1]) - REACH_CM,
        maxY: Math.max(from[1], to[1]) + REACH_CM,
      };
      near.some(box, (other) => {
        if (road.rank + roads[other.road]!.rank > mostRanks) return false;
        const at = meeting(stretch, other);
        if (!at || known.at(...at).some(([x, y]) => Math.abs(x - at[0]) < APART_CM && Math.abs(y - at[1]) < APART_CM)) {
          return false;
        }
        const [x, y] = at;
        known.add(at, { minX: x - APART_CM, maxX: x + APART_CM, minY: y - APART_CM, maxY: y + APART_CM });
        crossings.push({ at, arms: [armOf(stretch, road), armOf(other, roads[other.road]!)] });
        return false;
      });
      near.add(stretch, box);
    }
  });
  return crossings;
}
