/** The look that frames places on the ground: a district in the free middle of its screen, an area flown to. */
import { eyeOfLook } from '../../model/contract/stage.ts';
import type { Bounds2, Point2 } from '../../model/geometry/polygon.ts';
import type { Look } from '../cityView.ts';
import { HALF_HEIGHT_TANGENT, poseFromLook } from './look.ts';
import { axesOf, unitFromDeg } from './pose.ts';

const NEAREST_METERS = 150;
/** Moving the target and coming nearer change each other's answer; by then they have settled. */
const ROUNDS = 8;
const HALVINGS = 32;

/** Window that holds all places, in tangents around the look's axis; null where one lies behind the eye. */
interface Extents {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function extentsOf(places: readonly Point2[], look: Look): Extents | null {
  const { right: r, up: u, forward: f } = axesOf(poseFromLook(look));
  const eye = eyeOfLook(look);
  let [left, right, top, bottom] = [Infinity, -Infinity, -Infinity, Infinity];
  for (const [east, north] of places) {
    const [dx, dy, dz] = [east - eye[0], north - eye[1], -eye[2]];
    const depth = f[0] * dx + f[1] * dy + f[2] * dz;
    if (depth <= 0) return null;
    const x = (r[0] * dx + r[1] * dy + r[2] * dz) / depth;
    const y = (u[0] * dx + u[1] * dy + u[2] * dz) / depth;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.max(top, y);
    bottom = Math.min(bottom, y);
  }
  return { left, right, top, bottom };
}

export function cornersOf({ minX, maxX, minY, maxY }: Bounds2): Point2[] {
  return [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ];
}

/**
 * The nearest look from a side that shows all places (ENU metres, at least one) in the free middle, and stands in its
 * centre both ways. By halving: the nearer rows of a slanted view are wider than the farther ones, which no closed
 * formula of the size says. `freeAspect` = width ÷ height of the free middle; `margin` > 1 leaves room around.
 */
export function lookAtPlaces(
  places: readonly Point2[],
  headingDeg: number,
  pitchDeg: number,
  freeAspect: number,
  margin = 1.12,
): Look {
  const [hs, hc] = unitFromDeg(headingDeg);
  const slope = -unitFromDeg(pitchDeg)[0];
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const farthestMeters = Math.max(NEAREST_METERS, Math.hypot(maxX - minX, maxY - minY) * 6);
  let target: Point2 = [(minX + maxX) / 2, (minY + maxY) / 2];
  const at = (rangeMeters: number): Look => ({ targetEnuMeters: [...target], rangeMeters, headingDeg, pitchDeg });
  const fits = (look: Look): boolean => {
    const extents = extentsOf(places, look);
    return (
      extents !== null &&
      extents.right - extents.left <= 2 * HALF_HEIGHT_TANGENT * freeAspect &&
      extents.top - extents.bottom <= 2 * HALF_HEIGHT_TANGENT
    );
  };
  let range = farthestMeters;
  for (let round = 0; round < ROUNDS; round++) {
    let [near, far] = [1, farthestMeters];
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (near + far) / 2;
      if (fits(at(middle))) far = middle;
      else near = middle;
    }
    range = Math.max(NEAREST_METERS, far * margin);
    const extents = extentsOf(places, at(range));
    if (!extents) break;
    const ahead = (((extents.top + extents.bottom) / 2) * range) / slope;
    const aside = ((extents.left + extents.right) / 2) * range;
    target = [target[0] + ahead * hs + aside * hc, target[1] + ahead * hc - aside * hs];
  }
  return at(range);
}
