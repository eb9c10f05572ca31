// Flat marks of the ground and curtains: position in two floats relative to the eye, colour per vertex.
#include "lib/towardEye.glsl"
in vec3 position3DHigh;
in vec3 position3DLow;
in vec4 color;
in float batchId;
out vec4 vColorSrgb;
out vec3 vPositionView;

void main() {
  vec4 position = czm_computePosition();
  vec3 positionView = (czm_modelViewRelativeToEye * position).xyz;
  vColorSrgb = color;
  vPositionView = positionView;
  gl_Position = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.0012), 1.0);
}
