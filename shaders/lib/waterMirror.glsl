// Still water mirrors the sky: more the flatter one looks at it (Schlick's approximation of Fresnel's equations), never
// so much that it becomes sky. `cosine` of the angle between the way to the eye and straight up; colours linear.
#include "lib/sky.glsl"

vec3 waterMirror_over(vec3 water, float cosine, vec3 horizon, vec3 zenith) {
  float away = 1.0 - clamp(cosine, 0.0, 1.0);
  float share = min(0.02 + 0.98 * away * away * away * away * away, 0.55);
  return mix(water, sky_colour(cosine, horizon, zenith), share);
}
