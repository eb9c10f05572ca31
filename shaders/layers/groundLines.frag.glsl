// Lines on the ground: main roads have a whole line in their middle, others a broken one; a shore is a thin light edge
// amid wet sand.
#include "lib/dashes.glsl"
#include "lib/ribbon.glsl"
#include "lib/srgb.glsl"
in vec4 vLineView;

void main() {
  float metersPerPixel = max(fwidth(vLineView.x), 1e-6);
#ifdef SHORE
  float inward = clamp(1.0 - abs(vLineView.x) / vLineView.y, 0.0, 1.0);
  float edge = ribbon_coverage(vLineView.x / metersPerPixel, 1.1 / metersPerPixel);
  float share = 0.3 * inward * inward + 0.55 * edge;
  vec3 colour = u_shoreLine;
#else
  float share = ribbon_coverage(vLineView.x / metersPerPixel, vLineView.y / metersPerPixel);
  if (vLineView.y < 0.2) share *= dashes_share(vLineView.z, 15.0, 6.0, max(fwidth(vLineView.z), 1e-3));
  vec3 colour = u_roadLine;
  share *= 0.8;
#endif
  out_FragColor = vec4(srgb_near(colour), share * vLineView.w);
}
