/**
 * What of the ground a camera sees: along rays of its sector, the stretches that neither a building nor the ground
 * itself hides. Exact along each ray (the ground is straight between its creases, a building is an upright prism).
 */
import { groundCreases } from '../geometry/drape.ts';
import { groundUpMeters, type HeightField } from '../geometry/heightField.ts';
import { type MultiPolygon, type Point2, sideOfMultiPolygon } from '../geometry/polygon.ts';

export interface Lens {
  /** Clockwise from north; null = turns, or nobody knows: all around. */
  readonly azimuthDeg: number | null;
  readonly horizontalFovDeg: number;
  /** Beyond it nothing can be told on the picture. */
  readonly rangeMeters: number;
}

/** A building as it hides: its outlines in whole centimetres ENU, its top over the district's plane. */
export interface Obstacle {
  readonly footprintCm: MultiPolygon;
  readonly topUpMeters: number;
}

/** Metres along a ray, from < to. */
export type Stretch = readonly [fromMeters: number, toMeters: number];

export interface SightRay {
  readonly azimuthDeg: number;
  /** From near to far, apart from each other. */
  readonly seen: readonly Stretch[];
}

/** Rays stand for as much of the sector as lies nearer to them than to their neighbours. */
export interface FieldOfView {
  readonly eyeEnuMeters: readonly [number, number, number];
  readonly stepDeg: number;
  readonly rays: readonly SightRay[];
}

/** Along a ray: inside a building from … to, whose top is so high. */
interface Crossing {
  readonly from: number;
  readonly to: number;
  readonly topUpMeters: number;
}

/**
 * @param eyeEnuMeters the camera over the district's plane; a building whose outline holds it carries it: it hides
 *   nothing but the ground that it stands on.
 * @param stepDeg at most so far from ray to ray; the sector is divided evenly.
 */
export function fieldOfView(
  ground: HeightField,
  eyeEnuMeters: readonly [number, number, number],
  lens: Lens,
  obstacles: readonly Obstacle[],
  stepDeg = 0.5,
): FieldOfView {
  const [east, north] = eyeEnuMeters;
  const widthDeg = lens.azimuthDeg === null ? 360 : Math.min(360, lens.horizontalFovDeg);
  const count = Math.max(1, Math.ceil(widthDeg / stepDeg));
  const step = widthDeg / count;
  const firstDeg = (lens.azimuthDeg ?? 180) - widthDeg / 2 + step / 2;
  const hiding = obstacles.map(({ footprintCm, topUpMeters }): Obstacle => {
    const isCarrier = sideOfMultiPolygon(footprintCm, east * 100, north * 100) !== 'outside';
    return { footprintCm, topUpMeters: isCarrier ? Number.NEGATIVE_INFINITY : topUpMeters };
  });
  const rays = Array.from({ length: count }, (_, index): SightRay => {
    const azimuthDeg = firstDeg + index * step;
    return { azimuthDeg, seen: seenAlong(ground, eyeEnuMeters, azimuthDeg, lens.rangeMeters, hiding) };
  });
  return { eyeEnuMeters, stepDeg: step, rays };
}

/** True where the camera sees this place of the ground, by the ray nearest to it. */
export function seesPlace({ eyeEnuMeters, stepDeg, rays }: FieldOfView, [east, north]: Point2): boolean {
  const [dx, dy] = [east - eyeEnuMeters[0], north - eyeEnuMeters[1]];
  const away = Math.hypot(dx, dy);
  const azimuthDeg = (Math.atan2(dx, dy) * 180) / Math.PI;
  return rays.some((ray) => {
    const aside = Math.abs(((azimuthDeg - ray.azimuthDeg + 540) % 360) - 180);
    return aside <= stepDeg / 2 && ray.seen.some(([from, to]) => away >= from && away <= to);
  });
}

function seenAlong(
  ground: HeightField,
  [east, north, up]: readonly [number, number, number],
  azimuthDeg: number,
  rangeMeters: number,
  obstacles: readonly Obstacle[],
): Stretch[] {
  const turn = (azimuthDeg * Math.PI) / 180;
  const [dx, dy] = [Math.sin(turn), Math.cos(turn)];
  const at = (along: number): Point2 => [east + dx * along, north + dy * along];
  const crossings = obstacles
    .flatMap((obstacle) => crossingsOf(obstacle, east, north, dx, dy, rangeMeters))
    .sort((a, b) => a.from - b.from);
  const creases = groundCreases(ground, at(0), at(rangeMeters)).map(([x, y]) => Math.hypot(x - east, y - north));
  const stops = [...new Set([...creases, ...crossings.flatMap(({ from, to }) => [from, to]), rangeMeters])]
    .filter((along) => along > 0 && along <= rangeMeters)
    .sort((a, b) => a - b);

  // The steepest sight line so far, as rise per metre: what lies under it is hidden.
  let horizon = Number.NEGATIVE_INFINITY;
  const slopeOf = (along: number, upMeters: number): number => (upMeters - up) / along;
  const seen: Stretch[] = [];
  let from = 0;
  for (const to of stops) {
    const middle = (from + to) / 2;
    const over = crossings.filter((crossing) => crossing.from <= middle && crossing.to >= middle);
    if (over.length > 0) {
      const top = Math.max(...over.map(({ topUpMeters }) => topUpMeters));
      // A roof above the eye hides by its near edge, one below by its far edge.
      horizon = Math.max(horizon, slopeOf(Math.max(from, 1e-6), top), slopeOf(to, top));
    } else {
      const [nearUp, farUp] = [groundUpMeters(ground, ...at(from)), groundUpMeters(ground, ...at(to))];
      // Over straight ground the slope of the sight line only rises or only falls.
      const near = from === 0 ? (nearUp < up ? Number.NEGATIVE_INFINITY : Infinity) : slopeOf(from, nearUp);
      const far = slopeOf(to, farUp);
      const rise = (farUp - nearUp) / (to - from);
      // Where ground = eye + horizon × along.
      const cross = (): number => (up - nearUp + rise * from) / (rise - horizon);
      if (near >= horizon && far >= horizon) addStretch(seen, from, to);
      else if (near >= horizon) addStretch(seen, from, clamp(cross(), from, to));
      else if (far >= horizon) addStretch(seen, clamp(cross(), from, to), to);
      horizon = Math.max(horizon, near, far);
    }
    from = to;
  }
  return seen;
}

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

function addStretch(seen: Stretch[], from: number, to: number): void {
  if (to - from < 1e-9) return;
  const last = seen.at(-1);
  if (last && from - last[1] < 1e-9) seen[seen.length - 1] = [last[0], to];
  else seen.push([from, to]);
}

/** Where a ray runs inside a building: between its walls in pairs, by the even-odd rule; courtyards are outside. */
function crossingsOf(
  { footprintCm, topUpMeters }: Obstacle,
  east: number,
  north: number,
  dx: number,
  dy: number,
  rangeMeters: number,
): Crossing[] {
  return footprintCm.flatMap((polygon) => {
    const walls: number[] = [];
    for (const outline of polygon) {
      for (let index = 0; index < outline.length; index++) {
        const [a, b] = [outline[index]!, outline[(index + 1) % outline.length]!];
        const [ax, ay, bx, by] = [a[0] / 100 - east, a[1] / 100 - north, b[0] / 100 - east, b[1] / 100 - north];
        // Which side of the ray's line; a corner on it counts as left, so that it is crossed once.
        const [sideA, sideB] = [dx * ay - dy * ax, dx * by - dy * bx];
        if (sideA >= 0 === sideB >= 0) continue;
        const share = sideA / (sideA - sideB);
        walls.push((ax + share * (bx - ax)) * dx + (ay + share * (by - ay)) * dy);
      }
    }
    walls.sort((a, b) => a - b);
    const crossings: Crossing[] = [];
    for (let pair = 0; pair + 1 < walls.length; pair += 2) {
      const [from, to] = [Math.max(0, walls[pair]!), Math.min(rangeMeters, walls[pair + 1]!)];
      if (to > from) crossings.push({ from, to, topUpMeters });
    }
    return crossings;
  });
}
