// Ground (feature id = class): classes lie on each other (0 land, 1 water, 2 green, 3…6 roads); the order is kept by depth alone.
#include "lib/towardEye.glsl"

void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  float kind = float(vsInput.featureIds.featureId_0);
  // Main roads (3) lie over lanes (6).
  float level = kind < 2.5 ? kind : 9.0 - kind;
  vec3 eye = (czm_inverseModelView * vec4(0.0, 0.0, 0.0, 1.0)).xyz;
  vsOutput.positionMC = towardEye_move(vsInput.attributes.positionMC, eye, 0.00012 * level);
}
