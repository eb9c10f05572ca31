// Lines of the ground.
#include "lib/ribbon.glsl"
#include "lib/towardEye.glsl"
// Half the width as seen from a metre away, and in metres where that is more.
uniform vec2 u_width;
// Metres: full strength up to x, then fading by y.
uniform vec2 u_fade;
// Metres ENU from the origin.
in vec3 place;
// Unit direction of the line there.
in vec3 along;
// Edge it is moved to, -1 or 1.
in float side;
in vec4 colour;
// Of its strength a two hundredth is left.
const float GONE_SCALES = 5.3;
out vec4 vColorSrgb;
out vec3 vPositionView;
// In metres: from the line's middle, and half its width.
out vec2 vAcrossView;

void main() {
  vec3 positionView = (czm_modelView * vec4(place, 1.0)).xyz;
  vec3 alongView = (czm_modelView * vec4(along, 0.0)).xyz;
  float metersPerPx = max(-positionView.z, 1.0) * 2.0 / (czm_projection[1][1] * czm_viewport.w);
  float halfMeters = ribbon_halfMeters(positionView, u_width.x, u_width.y);
  // A pixel more: the edge is drawn soft. Where next to nothing is left of it, it has no width, and no pixel is asked for it.
  bool isGone = -positionView.z > u_fade.x + GONE_SCALES * u_fade.y;
  float asideMeters = isGone ? 0.0 : halfMeters + metersPerPx;
  vColorSrgb = colour;
  vPositionView = positionView;
  vAcrossView = vec2(side * asideMeters, halfMeters);
  positionView.xy += ribbon_aside(positionView, alongView) * side * asideMeters;
  gl_Position = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.0012), 1.0);
}
