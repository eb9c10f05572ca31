// Flat marks of the ground and curtains: position in two floats relative to the eye, colour per vertex.
#include "lib/towardEye.glsl"
in vec3 position3DHigh;
in vec3 position3DLow;
in vec4 color;
in float batchId;
out vec4 v_color;
out vec3 v_positionEye;

void main() {
  vec4 position = czm_computePosition();
  vec3 eyeSpace = (czm_modelViewRelativeToEye * position).xyz;
  v_color = color;
  v_positionEye = eyeSpace;
  gl_Position = czm_projection * vec4(towardEye(eyeSpace, vec3(0.0), 0.0012), 1.0);
}
