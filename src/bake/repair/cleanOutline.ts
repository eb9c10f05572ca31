/** What is wrong within one outline without any edge crossing another. */
import { distanceToSegment, type Outline } from '../../model/geometry/polygon.ts';
import { samePoint, turnOf } from './edgePairs.ts';

/** Both sides of a needle are at least this long and lie within its width of each other. */
const NEEDLE_LENGTH_CM = 20;
const NEEDLE_WIDTH_CM = 1;

/** What lies across the seam shows within so many turns. */
const SEAM = 3;

export interface CleanOutline {
  readonly outline: Outline;
  readonly repeated: number;
  readonly spikes: number;
  /** How often it runs its whole way again. */
  readonly repeatedLoops: number;
}

/** Does the outline run out to `tip` and straight back? */
function isSpike(before: Outline[number], tip: Outline[number], after: Outline[number]): boolean {
  const [outX, outY] = [before[0] - tip[0], before[1] - tip[1]];
  const [backX, backY] = [after[0] - tip[0], after[1] - tip[1]];
  if (outX * backX + outY * backY <= 0) return false;
  if (turnOf(before, tip, after) === 0) return true;
  if (Math.hypot(outX, outY) < NEEDLE_LENGTH_CM || Math.hypot(backX, backY) < NEEDLE_LENGTH_CM) return false;
  const apart = Math.min(
    distanceToSegment(before[0], before[1], tip, after),
    distanceToSegment(after[0], after[1], tip, before),
  );
  return apart <= NEEDLE_WIDTH_CM;
}

/** Cut wherever it is back at its start; by the even-odd rule a way that is drawn twice would be no land at all. */
function distinctLoops(outline: Outline): { distinct: Outline[]; repeated: number } {
  const starts = outline.flatMap((point, index) => (samePoint(point, outline[0]!) ? [index] : []));
  const loops = starts.map((start, index) => outline.slice(start, starts[index + 1]));
  const distinct: Outline[] = [];
  for (const loop of loops) {
    const isKnown = distinct.some(
      (known) => known.length === loop.length && known.every((point, index) => samePoint(point, loop[index]!)),
    );
    if (!isKnown) distinct.push(loop);
  }
  return { distinct, repeated: loops.length - distinct.length };
}

/** Without repeated vertices and without spikes; vertices in the middle of a line stay, for neighbours share them. */
export function cleanOutline(outline: Outline): CleanOutline {
  const path: Outline[number][] = [];
  let [repeated, spikes] = [0, 0];
  /** Takes back what the newest vertex makes superfluous. */
  const settle = (): boolean => {
    const [before, tip, after] = [path.at(-3), path.at(-2), path.at(-1)];
    if (tip && after && samePoint(tip, after)) {
      path.pop();
      repeated++;
      return true;
    }
    if (before && tip && after && isSpike(before, tip, after)) {
      path.splice(-2, 1);
      spikes++;
      return true;
    }
    return false;
  };
  for (const point of outline) {
    path.push(point);
    while (settle());
  }
  // The seam: the last vertices before the first ones. Each turn moves the seam by one until it is sound all around.
  let sound = 0;
  while (path.length >= 3 && sound < SEAM) {
    path.push(path.shift()!);
    const count = path.length;
    while (settle());
    sound = path.length === count ? sound + 1 : 0;
  }
  const cleaned = [...path.slice(-sound), ...path.slice(0, -sound)];
  const loops = distinctLoops(cleaned);
  return { outline: loops.distinct.flat(), repeated, spikes, repeatedLoops: loops.repeated };
}
