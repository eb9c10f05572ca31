/** WGS84 geographic ↔ Earth-centred, Earth-fixed. Source: NIMA TR8350.2 (a, 1/f); inverse after Bowring 1976. */

export type LonLatDeg = readonly [lon: number, lat: number];
export type Vec3 = readonly [number, number, number];

const SEMI_MAJOR_METERS = 6378137;
const FLATTENING = 1 / 298.257223563;
const SEMI_MINOR_METERS = SEMI_MAJOR_METERS * (1 - FLATTENING);
const FIRST_ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const SECOND_ECCENTRICITY_SQUARED = FIRST_ECCENTRICITY_SQUARED / (1 - FIRST_ECCENTRICITY_SQUARED);

const RAD_PER_DEG = Math.PI / 180;

/** Degrees and metres above the ellipsoid → `ecefMeters`. */
export function ecefFromLonLat(lonLatDeg: LonLatDeg, heightEllipsoidMeters = 0): Vec3 {
  const lonRad = lonLatDeg[0] * RAD_PER_DEG;
  const latRad = lonLatDeg[1] * RAD_PER_DEG;
  const sinLat = Math.sin(latRad);
  const cosLat = Math.cos(latRad);
  const primeVerticalMeters = SEMI_MAJOR_METERS / Math.sqrt(1 - FIRST_ECCENTRICITY_SQUARED * sinLat * sinLat);
  const horizontalMeters = (primeVerticalMeters + heightEllipsoidMeters) * cosLat;
  return [
    horizontalMeters * Math.cos(lonRad),
    horizontalMeters * Math.sin(lonRad),
    (primeVerticalMeters * (1 - FIRST_ECCENTRICITY_SQUARED) + heightEllipsoidMeters) * sinLat,
  ];
}

/** `ecefMeters` → degrees and ellipsoidal metres; below 0.1 mm from -400 m to 9 km. */
export function lonLatFromEcef(ecefMeters: Vec3): { lonLatDeg: LonLatDeg; heightEllipsoidMeters: number } {
  const [x, y, z] = ecefMeters;
  const horizontalMeters = Math.hypot(x, y);
  let parametricRad = Math.atan2(z * SEMI_MAJOR_METERS, horizontalMeters * SEMI_MINOR_METERS);
  let latRad = 0;
  // Two rounds: one is already below 0.1 mm near the ground, the second covers aircraft heights.
  for (let round = 0; round < 2; round++) {
    const sin = Math.sin(parametricRad);
    const cos = Math.cos(parametricRad);
    latRad = Math.atan2(
      z + SECOND_ECCENTRICITY_SQUARED * SEMI_MINOR_METERS * sin * sin * sin,
      horizontalMeters - FIRST_ECCENTRICITY_SQUARED * SEMI_MAJOR_METERS * cos * cos * cos,
    );
    parametricRad = Math.atan2(SEMI_MINOR_METERS * Math.sin(latRad), SEMI_MAJOR_METERS * Math.cos(latRad));
  }
  const sinLat = Math.sin(latRad);
  const cosLat = Math.cos(latRad);
  const primeVerticalMeters = SEMI_MAJOR_METERS / Math.sqrt(1 - FIRST_ECCENTRICITY_SQUARED * sinLat * sinLat);
  // Stable at the equator and at the poles alike.
  const heightEllipsoidMeters =
    horizontalMeters * cosLat + z * sinLat - primeVerticalMeters * (1 - FIRST_ECCENTRICITY_SQUARED * sinLat * sinLat);
  return { lonLatDeg: [Math.atan2(y, x) / RAD_PER_DEG, latRad / RAD_PER_DEG], heightEllipsoidMeters };
}
