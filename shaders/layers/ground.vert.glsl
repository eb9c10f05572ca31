// Ground (feature id = class: 0 land, 1 water, 2 green, 3…6 roads by rank, 7 quay, 8 rail, 9 deck, 10 outside): sheets lie on each
// other and keep their order by depth alone.
#include "lib/towardEye.glsl"

void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  float kind = float(vsInput.featureIds.featureId_0);
  // Main roads (3) lie over lanes (6); quays between land and green; rails over lanes; decks over all.
  float level = kind < 2.5 ? kind : kind < 6.5 ? 9.0 - kind : kind < 7.5 ? 1.5 : kind < 8.5 ? 4.5 : kind < 9.5 ? 7.0 : 0.0;
  // Normal turned from glTF (y up) to ENU (z up).
  vec3 n = vsInput.attributes.normalMC;
  vNormalEnu = vec3(n.x, -n.z, n.y);
  vec3 eye = (czm_inverseModelView * vec4(0.0, 0.0, 0.0, 1.0)).xyz;
  vsOutput.positionMC = towardEye_move(vsInput.attributes.positionMC, eye, 0.00012 * level);
}
