/**
 * Where the sun stands, seen from a place on Earth: J. Meeus, Astronomical Algorithms, 2nd edition, ch. 12, 13, 22 and 25
 * (low accuracy, 0.01° from 1900 to 2100). Geometric: without refraction, which lifts it by 0.5° at the horizon, and
 * without parallax (0.0024°).
 */
import type { Vec3 } from '../frames/ecef.ts';

const DEG = Math.PI / 180;
const DAY_MILLIS = 86_400_000;
/** 2000-01-01 12:00 UTC. */
const J2000_MILLIS = Date.UTC(2000, 0, 1, 12);
/** Terrestrial time runs ahead of UTC by about this much in these decades: 0.0008° of the sun's way. */
const TERRESTRIAL_AHEAD_MILLIS = 69_000;
/** Angles are rounded, so that every machine says the same. */
const STEPS_PER_DEG = 10_000;

export interface EquatorialSun {
  readonly rightAscensionDeg: number;
  readonly declinationDeg: number;
}

/** Apparent place of the sun. @param terrestrialMillis terrestrial time, written like UTC epoch milliseconds. */
export function equatorialSunAt(terrestrialMillis: number): EquatorialSun {
  const centuries = (terrestrialMillis - J2000_MILLIS) / DAY_MILLIS / 36_525;
  const meanLongitudeDeg = 280.46646 + centuries * (36_000.76983 + centuries * 0.0003032);
  const anomaly = (357.52911 + centuries * (35_999.05029 - centuries * 0.0001537)) * DEG;
  const centreDeg =
    (1.914602 - centuries * (0.004817 + centuries * 0.000014)) * Math.sin(anomaly) +
    (0.019993 - centuries * 0.000101) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const node = (125.04 - 1934.136 * centuries) * DEG;
  const longitude = (meanLongitudeDeg + centreDeg - 0.00569 - 0.00478 * Math.sin(node)) * DEG;
  const obliquity = (23.439291 - 0.0130042 * centuries + 0.00256 * Math.cos(node)) * DEG;
  const rightAscension = Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude));
  return {
    rightAscensionDeg: (rightAscension / DEG + 360) % 360,
    declinationDeg: Math.asin(Math.sin(obliquity) * Math.sin(longitude)) / DEG,
  };
}

/** Mean sidereal time at Greenwich in degrees. */
function siderealDegAt(atMillis: number): number {
  const days = (atMillis - J2000_MILLIS) / DAY_MILLIS;
  const centuries = days / 36_525;
  return 280.46061837 + 360.98564736629 * days + 0.000387933 * centuries * centuries;
}

export interface Sun {
  /** Above the horizon; negative below it. */
  readonly elevationDeg: number;
  /** Clockwise from north, 0…360. */
  readonly azimuthDeg: number;
  /** Unit vector toward the sun: east, north, up. */
  readonly directionEnu: Vec3;
}

/** @param atMillis UTC epoch milliseconds. @param lonLatDeg east and north positive. */
export function sunAt(atMillis: number, [lonDeg, latDeg]: readonly [number, number]): Sun {
  const { rightAscensionDeg, declinationDeg } = equatorialSunAt(atMillis + TERRESTRIAL_AHEAD_MILLIS);
  const hourAngle = (siderealDegAt(atMillis) + lonDeg - rightAscensionDeg) * DEG;
  const [declination, latitude] = [declinationDeg * DEG, latDeg * DEG];
  const east = -Math.cos(declination) * Math.sin(hourAngle);
  const north =
    Math.sin(declination) * Math.cos(latitude) - Math.cos(declination) * Math.sin(latitude) * Math.cos(hourAngle);
  const up =
    Math.sin(declination) * Math.sin(latitude) + Math.cos(declination) * Math.cos(latitude) * Math.cos(hourAngle);
  const rounded = (deg: number): number => Math.round(deg * STEPS_PER_DEG) / STEPS_PER_DEG;
  return {
    elevationDeg: rounded(Math.asin(Math.max(-1, Math.min(1, up))) / DEG),
    azimuthDeg: rounded((Math.atan2(east, north) / DEG + 360) % 360),
    directionEnu: [east, north, up].map((part) => Math.round(part * 1e6) / 1e6) as unknown as Vec3,
  };
}
