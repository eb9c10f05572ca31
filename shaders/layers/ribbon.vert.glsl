// Lines of the ground: HALF_TANGENT and LEAST_HALF_METERS stand before this text.
#include "lib/ribbon.glsl"
#include "lib/towardEye.glsl"
in vec3 position3DHigh;
in vec3 position3DLow;
in vec3 tangent;
in float side;
in vec4 color;
in float batchId;
out vec4 vColorSrgb;
out vec3 vPositionView;
// In metres: from the line's middle, and half its width.
out vec2 vAcrossView;

void main() {
  vec4 position = czm_computePosition();
  vec3 positionView = (czm_modelViewRelativeToEye * position).xyz;
  vec3 alongView = (czm_modelViewRelativeToEye * vec4(tangent, 0.0)).xyz;
  float metersPerPx = max(-positionView.z, 1.0) * 2.0 / (czm_projection[1][1] * czm_viewport.w);
  float halfMeters = ribbon_halfMeters(positionView, HALF_TANGENT, LEAST_HALF_METERS);
  // A pixel more: the edge is drawn soft.
  float asideMeters = halfMeters + metersPerPx;
  vColorSrgb = color;
  vPositionView = positionView;
  vAcrossView = vec2(side * asideMeters, halfMeters);
  positionView.xy += ribbon_aside(positionView, alongView) * side * asideMeters;
  gl_Position = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.0012), 1.0);
}
