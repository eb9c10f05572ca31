// Ground from afar: haze pixel by pixel, for sheets are larger than the haze is even.
#include "lib/haze.glsl"
#include "lib/srgb.glsl"
// Tangents of the sight line from the pixel: × pixel + offset.
uniform vec4 u_sight;
in vec3 vColourLinear;
flat in float vHazeFacts;

void main() {
  float distanceMeters = length(vec3(gl_FragCoord.xy * u_sight.xy + u_sight.zw, 1.0)) / gl_FragCoord.w;
  float scaleMeters = vHazeFacts > 0.5 ? u_hazeScale : u_outsideHazeScale;
  out_FragColor = vec4(srgb_near(haze_over(vColourLinear, distanceMeters, 0.0, u_haze, u_hazeStart, scaleMeters)), 1.0);
}
