// Sky: a dome around the eye; its far side closes the picture behind everything.
in vec3 position3DHigh;
in vec3 position3DLow;
in float batchId;
out vec3 vDirectionEnu;

void main() {
  vec3 position = position3DHigh + position3DLow;
  vDirectionEnu = position;
  gl_Position = czm_modelViewProjection * vec4(position, 1.0);
}
