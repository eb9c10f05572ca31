/** What is left of a drag when the finger lifts: the ground runs on a little and stops. */
import type { Point2 } from '../../model/geometry/polygon.ts';

/** Time in which two thirds of the speed are gone. */
const DECAY_MILLIS = 180;
/** By then less than half a per cent of the speed is left. */
export const GLIDE_MILLIS = 1_000;
/** The speed of a hand is told by this last stretch of its way. */
const SPEED_MILLIS = 100;
/** A hand that rested so long before it lifted meant to stop. */
const REST_MILLIS = 60;

/** How fast a drag moved what is looked at; times in milliseconds of one clock. */
export class DragSpeed {
  #samples: { readonly atMillis: number; readonly enuMeters: Point2 }[] = [];

  add(atMillis: number, enuMeters: Point2): void {
    this.#samples.push({ atMillis, enuMeters });
    while (this.#samples.length > 2 && this.#samples[0]!.atMillis < atMillis - SPEED_MILLIS) this.#samples.shift();
  }

  /** Metres per second when lifted at an instant; null where the hand had come to rest, or was hardly there. */
  at(liftedMillis: number): Point2 | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.atMillis === first.atMillis || liftedMillis - last.atMillis > REST_MILLIS) return null;
    const seconds = (last.atMillis - first.atMillis) / 1000;
    return [(last.enuMeters[0] - first.enuMeters[0]) / seconds, (last.enuMeters[1] - first.enuMeters[1]) / seconds];
  }
}

/** Way gone so long after the finger lifted, in metres: fast at first, still from GLIDE_MILLIS on. */
export function glidden([east, north]: Point2, sinceMillis: number): Point2 {
  const time = Math.min(GLIDE_MILLIS, Math.max(0, sinceMillis));
  const seconds = (DECAY_MILLIS / 1000) * (1 - Math.exp(-time / DECAY_MILLIS));
  return [east * seconds, north * seconds];
}
