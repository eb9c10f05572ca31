// Exposure and tone, linear in and out. By night 1 - exp(-k L): blacks stay ink, lights never clip. By day straight up to
// 0.7, then a soft shoulder: colours keep their strength in the sun. `shoulder` 0 = night, 1 = day.
vec3 tone_expose(vec3 radiance, float exposure, float shoulder) {
  vec3 level = exposure * radiance;
  vec3 night = 1.0 - exp(-level);
  vec3 over = max(level - 0.7, 0.0);
  vec3 day = min(level, 0.7) + 0.3 * (1.0 - exp(-over / 0.3));
  return mix(night, day, shoulder);
}
