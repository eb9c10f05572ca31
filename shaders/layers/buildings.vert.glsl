// Buildings: normal turned from glTF (y up) to ENU (z up).
void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  vec3 n = vsInput.attributes.normalMC;
  vNormalEnu = vec3(n.x, -n.z, n.y);
}
