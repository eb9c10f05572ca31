// Measures a card: a pixel as dear as one of a façade under haze.
#include "lib/haze.glsl"
#include "lib/hemisphere.glsl"
#include "lib/srgb.glsl"
#include "lib/tone.glsl"
in vec2 vPlaceFacade;

void main() {
  vec3 normal = normalize(vec3(vPlaceFacade - 0.5, 1.0));
  vec3 light = hemisphere_shade(vec3(0.3), normal, vec3(0.5, 0.5, 0.7), vec3(1.0), vec3(0.2), vec3(0.1));
  vec3 colour = tone_expose(light, 1.2, 0.5);
  colour = haze_over(colour, 4000.0 * vPlaceFacade.y, 20.0 * vPlaceFacade.x, vec3(0.1), 900.0, 6000.0);
  out_FragColor = vec4(srgb_fromLinear(colour), 1.0);
}
