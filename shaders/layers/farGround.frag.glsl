// Ground from afar: haze pixel by pixel, for sheets are larger than the haze is even.
#include "lib/haze.glsl"
#include "lib/srgb.glsl"
#include "lib/waterMirror.glsl"
// Tangents of the sight line from the pixel: × pixel + offset.
uniform vec4 u_sight;
in vec3 vColourLinear;
flat in float vHazeFacts;

void main() {
  float distanceMeters = length(vec3(gl_FragCoord.xy * u_sight.xy + u_sight.zw, 1.0)) / gl_FragCoord.w;
  float scaleMeters = vHazeFacts > 0.5 ? u_hazeScale : u_outsideHazeScale;
  vec3 colour = vColourLinear;
  // Water is level: the sight line meets it as steeply as the eye stands high.
  if (vHazeFacts < -0.5) colour = waterMirror_over(colour, czm_eyeHeight / distanceMeters, u_horizon, u_zenith);
  out_FragColor = vec4(srgb_near(haze_over(colour, distanceMeters, 0.0, u_haze, u_hazeStart, scaleMeters)), 1.0);
}
