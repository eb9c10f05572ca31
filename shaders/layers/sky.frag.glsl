// Sky, and below it the land outside the district, of which nothing is known but its distance. HORIZON, ZENITH, HAZE,
// OUTSIDE (linear), HAZE_START and OUTSIDE_HAZE_SCALE (metres) stand before this text.
#include "lib/dither.glsl"
#include "lib/haze.glsl"
#include "lib/sky.glsl"
#include "lib/srgb.glsl"
in vec3 vDirectionEnu;

void main() {
  float sine = normalize(vDirectionEnu).z;
  float distanceMeters = czm_eyeHeight / max(-sine, 1e-4);
  vec3 ground = haze_over(OUTSIDE, distanceMeters, 0.0, HAZE, HAZE_START + 1.6 * czm_eyeHeight, OUTSIDE_HAZE_SCALE);
  vec3 colour = mix(ground, sky_colour(sine, HORIZON, ZENITH), smoothstep(-0.004, 0.012, sine));
  out_FragColor = vec4(srgb_fromLinear(colour) + dither_level(gl_FragCoord.xy), 1.0);
}
