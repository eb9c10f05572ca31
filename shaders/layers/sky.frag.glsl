// Sky: HORIZON, ZENITH, HAZE and OUTSIDE (linear) stand before this text.
#include "lib/sky.glsl"
#include "lib/srgb.glsl"
in vec3 v_direction;

void main() {
  vec3 colour = skyColourAt(normalize(v_direction).z, HORIZON, ZENITH, HAZE, OUTSIDE);
  out_FragColor = vec4(srgbFromLinear(colour) + ditherAt(gl_FragCoord.xy), 1.0);
}
