// Lines of the ground: FADE_START and FADE_SCALE (metres) stand before this text.
#include "lib/ribbon.glsl"
in vec4 vColorSrgb;
in vec3 vPositionView;
in vec2 vAcrossView;

void main() {
  float away = max(length(vPositionView) - FADE_START, 0.0) / FADE_SCALE;
  vec2 acrossPx = vAcrossView / max(fwidth(vAcrossView.x), 1e-6);
  out_FragColor = vec4(vColorSrgb.rgb, vColorSrgb.a * ribbon_coverage(acrossPx.x, acrossPx.y) * exp(-away));
}
