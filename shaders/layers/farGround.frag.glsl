// Ground from afar; WIDE = the sheets outside and of water, which fade pixel by pixel.
#include "lib/groundShade.glsl"
#include "lib/haze.glsl"
#include "lib/srgb.glsl"
#ifdef WIDE
// Tangents of the sight line from the pixel: × pixel + offset.
uniform vec4 u_sight;
in vec3 vColourLinear;
#else
in vec3 vColourSrgb;
in vec3 vShadeEnu;
#endif

void main() {
#ifdef WIDE
  float distanceMeters = length(vec3(gl_FragCoord.xy * u_sight.xy + u_sight.zw, 1.0)) / gl_FragCoord.w;
  out_FragColor = vec4(srgb_near(haze_over(vColourLinear, distanceMeters, 0.0, u_haze, u_hazeStart, u_outsideHazeScale)), 1.0);
#else
  float gain = groundShade_gain(textureLod(u_groundShade, vShadeEnu.xy, 0.0).rg, u_shadeLeft);
  out_FragColor = vec4(vColourSrgb * mix(1.0, gain, vShadeEnu.z), 1.0);
#endif
}
