/**
 * Marks that a building stands before. Only an eye among the houses asks: seen from above, a mark behind a roof still
 * says where it is. Rays are dear, so a frame casts a fixed number of them, in turn; while the eye moves a mark keeps
 * what was found last, also what it was shown with from above; one new in the view is not shown until a ray reached it.
 */
import type { Vec3 } from '../../model/frames/ecef.ts';
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import type { View } from '../camera/pose.ts';
import type { BuildingRays } from '../picking/buildingRays.ts';

/** An eye lower than this above its ground looks along streets, not down on roofs. */
export const STREET_LEVEL_METERS = 200;
/**
 * Numbers and not times, so that the same frames give the same picture on every machine. A ray takes 10 to 50 µs among
 * 50,000 buildings; an eye at rest draws marks alone, and has time for more.
 */
export const RAYS_PER_FRAME = { moving: 60, resting: 300 } as const;
/** A mark on a wall, or a little within it, is not hidden by that wall. */
const OWN_WALL_METERS = 2.5;

export interface SightInputs {
  readonly view: View;
  /** `rays` null while the footprints are not there: then nothing is hidden. Asked for only where it is needed. */
  readonly parts: { readonly rays: BuildingRays | null };
  readonly ground: HeightField;
  /** Of the marks that the view shows. */
  readonly rows: Uint32Array;
  /** Three per mark of the layer. */
  readonly enuMeters: Float32Array;
}

export class SightLines {
  readonly #hiddenOf = new Map<number, boolean>();
  #view: View | null = null;
  #rays: BuildingRays | null = null;
  #rows: Uint32Array | null = null;
  /** Where the next frame goes on among the rows, and how many of them are still to be asked for this view. */
  #next = 0;
  #pending = 0;
  #seen: Uint32Array = new Uint32Array(0);

  /** Rows that can be seen, as far as known, in the order given: the same array while nothing changed. */
  get seen(): Uint32Array {
    return this.#seen;
  }

  /** One frame's share; true where `seen` is another. To be called in each frame. */
  update({ view, parts, ground, rows, enuMeters }: SightInputs): boolean {
    const [east, north, up] = view.pose.eyeEnuMeters;
    const isLow = up - groundUpMeters(ground, east, north) < STREET_LEVEL_METERS;
    const rays = isLow ? parts.rays : null;
    if (!rays) {
      this.#hiddenOf.clear();
      this.#pending = 0;
      [this.#view, this.#rays, this.#rows] = [null, null, rows];
      return this.#take(rows);
    }
    const isOther = view !== this.#view || rays !== this.#rays || rows !== this.#rows;
    if (isOther) {
      if (!this.#rays) for (const row of this.#seen) this.#hiddenOf.set(row, false);
      else if (rays !== this.#rays) this.#hiddenOf.clear();
      [this.#view, this.#rays, this.#rows] = [view, rays, rows];
      this.#forgetOthers(rows);
      this.#pending = rows.length;
    } else if (this.#pending === 0) return false;
    const share = isOther ? RAYS_PER_FRAME.moving : RAYS_PER_FRAME.resting;
    this.#cast(share, rays, view.pose.eyeEnuMeters, rows, enuMeters);
    return this.#take(rows.filter((row) => this.#hiddenOf.get(row) === false));
  }

  #cast(share: number, rays: BuildingRays, eye: Vec3, rows: Uint32Array, enuMeters: Float32Array): void {
    let left = Math.min(share, this.#pending);
    this.#pending -= left;
    const ask = (row: number): void => {
      const at: Vec3 = [enuMeters[row * 3]!, enuMeters[row * 3 + 1]!, enuMeters[row * 3 + 2]!];
      this.#hiddenOf.set(row, isHidden(rays, eye, at));
    };
    for (; left > 0; left--) {
      if (this.#next >= rows.length) this.#next = 0;
      ask(rows[this.#next++]!);
    }
  }

  /** What is out of sight is asked anew when it comes back. */
  #forgetOthers(rows: Uint32Array): void {
    const kept = new Set(rows);
    for (const row of this.#hiddenOf.keys()) if (!kept.has(row)) this.#hiddenOf.delete(row);
    if (this.#next >= rows.length) this.#next = 0;
  }

  #take(seen: Uint32Array): boolean {
    const before = this.#seen;
    if (seen === before || (seen.length === before.length && seen.every((row, at) => row === before[at]))) return false;
    this.#seen = seen;
    return true;
  }
}

/** Whether a building stands between an eye and a place, both in district ENU metres. */
export function isHidden(rays: BuildingRays, eye: Vec3, at: Vec3): boolean {
  const awayMeters = Math.hypot(at[0] - eye[0], at[1] - eye[1], at[2] - eye[2]);
  if (awayMeters <= OWN_WALL_METERS) return false;
  const share = 1 - OWN_WALL_METERS / awayMeters;
  const before = (axis: 0 | 1 | 2): number => eye[axis] + (at[axis] - eye[axis]) * share;
  return rays.isBetween(eye, [before(0), before(1), before(2)]);
}
