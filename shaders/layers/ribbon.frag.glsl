// Lines of the ground.
#include "lib/ribbon.glsl"
// Metres: full strength up to x, then fading by y.
uniform vec2 u_fade;
in vec4 vColorSrgb;
in vec3 vPositionView;
in vec2 vAcrossView;

void main() {
  float away = max(length(vPositionView) - u_fade.x, 0.0) / u_fade.y;
  vec2 acrossPx = vAcrossView / max(fwidth(vAcrossView.x), 1e-6);
  out_FragColor = vec4(vColorSrgb.rgb, vColorSrgb.a * ribbon_coverage(acrossPx.x, acrossPx.y) * exp(-away));
}
