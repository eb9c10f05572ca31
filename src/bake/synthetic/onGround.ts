const EARTH_RADIUS_METERS = 6_371_000;

/**
 * Height of level ground in the tangent plane's frame: the Earth falls away by d² / 2R, 2.8 m at 6 km. Without it a pole
 * at the edge of the district would float.
 */
export function upOnGroundMeters(eastMeters: number, northMeters: number): number {
  return -(eastMeters ** 2 + northMeters ** 2) / (2 * EARTH_RADIUS_METERS);
}
