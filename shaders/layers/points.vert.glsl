// Points of one size in pixels, however far away, that buildings hide: POINT_PX stands before this text.
#include "lib/towardEye.glsl"
in vec3 position3DHigh;
in vec3 position3DLow;
in vec4 color;
in float batchId;
out vec4 vColorSrgb;

void main() {
  vec3 positionView = (czm_modelViewRelativeToEye * czm_computePosition()).xyz;
  vColorSrgb = color;
  gl_Position = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.0012), 1.0);
  gl_PointSize = POINT_PX;
}
