// Exposure and tone: 1 - exp(-k L). Blacks stay ink, lights never clip.
vec3 tone(vec3 radiance, float exposure) {
  return 1.0 - exp(-exposure * radiance);
}
