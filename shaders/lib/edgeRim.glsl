// The drawn rim of an edge: at most 0.35 m or 0.55 px wide, whichever is less, fading with metres per pixel.
float edgeRim_share(float awayMeters, float metersPerPixel) {
  float widthMeters = min(0.35, 0.55 * metersPerPixel);
  float share = clamp((widthMeters + 0.5 * metersPerPixel - awayMeters) / metersPerPixel, 0.0, 1.0);
  return share * min(1.0, 2.2 / metersPerPixel);
}
