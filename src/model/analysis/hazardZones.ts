/**
 * Where people are in danger around a hazard that escapes: the circle of initial isolation and the square downwind in
 * which they are protected. Emergency Response Guidebook, "How to use table 1"; the distances come with the hazard.
 */
import { WIND_STALE_MILLIS, type WindView } from '../contract/live.ts';
import type { Hazard } from '../domain/hazards.ts';
import {
  type Bounds2,
  boundsOf,
  distanceToOutline,
  type MultiPolygon,
  type Outline,
  type Point2,
  sideOfMultiPolygon,
  sideOfOutline,
} from '../geometry/polygon.ts';
import { sunAt } from './sun.ts';

/** The sun's middle at sunset, with refraction. */
const SUNSET_DEG = -0.833;

/** Where the wind carries what escapes: known and of now, or not. */
export interface Downwind {
  /** Null: nobody knows the wind, or what is known is too old. */
  readonly wind: Pick<WindView, 'fromDeg' | 'metersPerSec' | 'observedMillis'> | null;
  /** Sunset to sunrise: other distances hold. */
  readonly isNight: boolean;
}

export function isWindStale({ observedMillis }: Pick<WindView, 'observedMillis'>, atMillis: number): boolean {
  return atMillis - observedMillis >= WIND_STALE_MILLIS;
}

/** @param lonLatDeg whose day and night count. */
export function downwindAt(
  wind: WindView | null,
  atMillis: number,
  lonLatDeg: readonly [lonDeg: number, latDeg: number],
): Downwind {
  return {
    wind: wind && !isWindStale(wind, atMillis) ? wind : null,
    isNight: sunAt(atMillis, lonLatDeg).elevationDeg < SUNSET_DEG,
  };
}

/** Side of the square within which people are protected; null where the substance has none. */
export function downwindMeters(
  { downwindDayMeters, downwindNightMeters }: Pick<Hazard, 'downwindDayMeters' | 'downwindNightMeters'>,
  isNight: boolean,
): number | null {
  return isNight ? downwindNightMeters : downwindDayMeters;
}

/** The square of protective action: its side as given, beginning at the place, its axis where the wind goes; counter-clockwise. */
export function downwindSquare([east, north]: Point2, sideMeters: number, windFromDeg: number): Outline {
  const turn = ((windFromDeg + 180) * Math.PI) / 180;
  const [dx, dy] = [Math.sin(turn), Math.cos(turn)];
  const at = (along: number, right: number): Point2 => [
    east + dx * along + dy * right,
    north + dy * along - dx * right,
  ];
  const half = sideMeters / 2;
  return [at(0, half), at(sideMeters, half), at(sideMeters, -half), at(0, -half)];
}

/** Metres ENU. */
export type Zone =
  | { readonly kind: 'circle'; readonly centreMeters: Point2; readonly radiusMeters: number }
  | { readonly kind: 'square'; readonly outlineMeters: Outline };

export interface HazardZones {
  /** Null where the substance has no such distance. */
  readonly isolation: Zone | null;
  /** A circle where nobody knows the wind: it may go anywhere. */
  readonly downwind: Zone | null;
}

export type ZonedHazard = Pick<
  Hazard,
  'enuAboveGroundMeters' | 'isolationMeters' | 'downwindDayMeters' | 'downwindNightMeters'
>;

export function hazardZones(hazard: ZonedHazard, { wind, isNight }: Downwind): HazardZones {
  const [east, north] = hazard.enuAboveGroundMeters;
  const circle = (radiusMeters: number): Zone => ({ kind: 'circle', centreMeters: [east, north], radiusMeters });
  const side = downwindMeters(hazard, isNight);
  const square = (sideMeters: number): Zone =>
    wind
      ? { kind: 'square', outlineMeters: downwindSquare([east, north], sideMeters, wind.fromDeg) }
      : circle(sideMeters);
  return {
    isolation: hazard.isolationMeters === null ? null : circle(hazard.isolationMeters),
    downwind: side === null ? null : square(side),
  };
}

/** The least upright rectangle around a zone. */
export function zoneBounds(zone: Zone): Bounds2 {
  if (zone.kind === 'square') return boundsOf([zone.outlineMeters]);
  const { centreMeters, radiusMeters } = zone;
  const [east, north] = centreMeters;
  return {
    ...{ minX: east - radiusMeters, maxX: east + radiusMeters },
    ...{ minY: north - radiusMeters, maxY: north + radiusMeters },
  };
}

/** True where a zone holds or touches any part of a shape. @param footprintCm whole centimetres ENU; courtyards are outside. */
export function zoneMeets(zone: Zone, footprintCm: MultiPolygon): boolean {
  return zone.kind === 'circle'
    ? circleMeets(zone.centreMeters, zone.radiusMeters, footprintCm)
    : squareMeets(zone.outlineMeters, footprintCm);
}

export function zoneHolds(zone: Zone, [east, north]: Point2): boolean {
  if (zone.kind === 'square') return sideOfOutline(zone.outlineMeters, east, north) !== 'outside';
  return Math.hypot(east - zone.centreMeters[0], north - zone.centreMeters[1]) <= zone.radiusMeters;
}

function circleMeets([east, north]: Point2, radiusMeters: number, footprintCm: MultiPolygon): boolean {
  const [x, y] = [east * 100, north * 100];
  if (sideOfMultiPolygon(footprintCm, x, y) !== 'outside') return true;
  return footprintCm.some((polygon) =>
    polygon.some((outline) => distanceToOutline(outline, x, y, radiusMeters * 100) <= radiusMeters * 100),
  );
}

/** Two shapes meet where edges cross, or where one holds a corner of the other. */
function squareMeets(outlineMeters: Outline, footprintCm: MultiPolygon): boolean {
  const square = outlineMeters.map(([x, y]): Point2 => [x * 100, y * 100]);
  const first = square[0]!;
  if (sideOfMultiPolygon(footprintCm, first[0], first[1]) !== 'outside') return true;
  return footprintCm.some((polygon) =>
    polygon.some((outline) =>
      outline.some((a, index) => {
        if (sideOfOutline(square, a[0], a[1]) !== 'outside') return true;
        const b = outline[(index + 1) % outline.length]!;
        return square.some((c, side) => segmentsCross(a, b, c, square[(side + 1) % square.length]!));
      }),
    ),
  );
}

function segmentsCross(a: Point2, b: Point2, c: Point2, d: Point2): boolean {
  const side = (p: Point2, q: Point2, r: Point2): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
