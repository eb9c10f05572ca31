// Sky, and below it the land outside the district, of which nothing is known but its distance. Colours linear, haze in
// metres.
#include "lib/dither.glsl"
#include "lib/haze.glsl"
#include "lib/sky.glsl"
#include "lib/srgb.glsl"
uniform vec3 u_horizon;
uniform vec3 u_zenith;
uniform vec3 u_haze;
uniform vec3 u_outside;
uniform float u_hazeStart;
uniform float u_outsideHazeScale;
in vec3 vDirectionEnu;

void main() {
  float sine = normalize(vDirectionEnu).z;
  float distanceMeters = czm_eyeHeight / max(-sine, 1e-4);
  vec3 ground = haze_over(u_outside, distanceMeters, 0.0, u_haze, u_hazeStart + 1.6 * czm_eyeHeight, u_outsideHazeScale);
  vec3 colour = mix(ground, sky_colour(sine, u_horizon, u_zenith), smoothstep(-0.004, 0.012, sine));
  out_FragColor = vec4(srgb_near(colour) + dither_level(gl_FragCoord.xy), 1.0);
}
