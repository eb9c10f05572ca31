// Buildings: matte graphite (night) or plaster (day). TEXCOORD_0 = (column of windows, metres above the base), roofs have
// column -1, blank walls -2; COLOR_0 = lib/facadeFacts.glsl; _FEATURE_ID_0 = buildingIndex.
#include "lib/facadeFacts.glsl"
#include "lib/hemisphere.glsl"
#include "lib/haze.glsl"
#include "lib/srgb.glsl"
#include "lib/storeyLines.glsl"
#include "lib/tone.glsl"

void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec2 facade = fsInput.attributes.texCoord_0;
  FacadeFacts facts = facadeFacts_of(fsInput.attributes.color_0);
  float index = floor(fsInput.attributes.featureId_0 + 0.5);
  bool roof = abs(facade.x + 1.0) < 0.5;

  // One quiet step per building, so that neighbours part; warmer where old, cooler where offices and shops are.
  float own = fract(sin(index * 12.9898) * 43758.5453);
  vec3 wall = mix(u_wallDark, u_wallLight, 0.2 + 0.6 * own);
  bool old = facts.age > 0.5 && facts.age < 1.5;
  if (old) wall = mix(wall, u_wallOld, 0.75);
  if (facts.use > 0.5 && facts.use < 2.5) wall *= vec3(0.94, 1.0, 1.08);
  vec3 albedo = roof ? (old ? mix(u_roofOld, wall, 0.35 + 0.3 * own) : wall * 0.86) : wall;

  vec3 normal = normalize(vNormalEnu);
  vec3 light = hemisphere_shade(albedo, normal, u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
  if (!roof) {
    // Little sky reaches the foot of a street canyon.
    light *= mix(u_footShade, 1.0, smoothstep(0.0, 24.0, facade.y));
    light *= 1.0 - 0.3 * storeyLines_share(facade.y, facts.wallTopMeters, facts.floors, 0.45);
  }
  if (u_selected >= 0.0) {
    light = abs(index - u_selected) < 0.5 ? light * 1.2 + u_selectedColour * 0.05 : light * u_otherGain;
  }
  vec3 hazed = haze_over(tone_expose(light, u_exposure), length(fsInput.attributes.positionEC), facade.y, u_haze, u_hazeStart, u_hazeScale);
  material.diffuse = srgb_forPower22(hazed);
  material.alpha = 1.0;
}
