// What a wall is painted, before light: one quiet step per building, so that neighbours part; plaster where old, cooler
// where offices and shops are, a trace of colour by building.
#include "lib/facadeFacts.glsl"

float wallColour_own(float index) {
  return fract(sin(index * 12.9898) * 43758.5453);
}

vec3 wallColour_of(FacadeFacts facts, float index, vec3 dark, vec3 bright, vec3 plaster) {
  float own = wallColour_own(index);
  vec3 wall = mix(dark, bright, 0.15 + 0.7 * own);
  if (facts.age > 0.5 && facts.age < 1.5) return mix(wall, plaster, 0.55 + 0.35 * fract(own * 7.0));
  if (facts.use > 0.5 && facts.use < 2.5) return wall * vec3(0.93, 1.0, 1.08);
  float hue = fract(own * 13.0) - 0.5;
  return wall * (1.0 + 0.09 * hue * vec3(1.0, 0.1, -1.2));
}
