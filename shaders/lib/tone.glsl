// Exposure and tone: 1 - exp(-k L), linear in and out. Blacks stay ink, lights never clip.
vec3 tone_expose(vec3 radiance, float exposure) {
  return 1.0 - exp(-exposure * radiance);
}
