// Ground from afar; WIDE = the sheets outside and of water, which fade pixel by pixel.
#include "lib/haze.glsl"
#include "lib/srgb.glsl"
#ifdef WIDE
// Tangents of the sight line from the pixel: × pixel + offset.
uniform vec4 u_sight;
in vec3 vColourLinear;
#else
in vec3 vColourSrgb;
#endif

void main() {
#ifdef WIDE
  float distanceMeters = length(vec3(gl_FragCoord.xy * u_sight.xy + u_sight.zw, 1.0)) / gl_FragCoord.w;
  out_FragColor = vec4(srgb_near(haze_over(vColourLinear, distanceMeters, 0.0, u_haze, u_hazeStart, u_outsideHazeScale)), 1.0);
#else
  out_FragColor = vec4(vColourSrgb, 1.0);
#endif
}
