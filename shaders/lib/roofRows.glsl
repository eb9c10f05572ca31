// Rows of tiles on a pitched roof, as a gain on its light: 0.38 m along the slope, fading above 0.35 m per pixel. Heights
// on the roof count up the slope by its steepness.
float roofRows_gain(float heightMeters, vec3 normalEnu, float heightPerPixel) {
  float slope = max(length(normalEnu.xy), 0.05);
  float alongMeters = heightMeters / slope;
  float metersPerPixel = heightPerPixel / slope;
  float row = abs(fract(alongMeters / 0.38) - 0.5) * 2.0;
  return 1.0 + (0.12 * row - 0.06) * (1.0 - smoothstep(0.12, 0.35, metersPerPixel));
}
