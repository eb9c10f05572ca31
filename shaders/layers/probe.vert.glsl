// Measures a card: one triangle over the whole picture, or with CORNERS many beside it, each corner moved as a city's is.
out vec2 vPlaceFacade;

void main() {
  float corner = float(gl_VertexID);
  vPlaceFacade = vec2(mod(corner, 2.0), floor(mod(corner, 3.0) / 2.0)) * 2.0;
#ifdef CORNERS
  mat4 turn = mat4(cos(corner), sin(corner), 0.0, 0.0, -sin(corner), cos(corner), 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 4.0, 0.0, 0.0, 1.0);
  gl_Position = turn * vec4(fract(corner * vec3(0.13, 0.37, 0.71)), 1.0);
#else
  gl_Position = vec4(vPlaceFacade * 2.0 - 1.0, 0.0, 1.0);
#endif
}
