// Ground: colours by class, shaded by slope; roads brighten with rank; water is dark and still.
#include "lib/groundLight.glsl"
#include "lib/groundShade.glsl"
#include "lib/haze.glsl"
#include "lib/srgb.glsl"
#include "lib/waterMirror.glsl"

void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  float kind = float(fsInput.featureIds.featureId_0);
  vec3 colour = u_land;
  if (kind > 0.5) colour = u_water;
  if (kind > 1.5) colour = u_green;
  if (kind > 2.5) colour = mix(u_land, u_road1, u_roadsShown);
  if (kind > 3.5) colour = mix(u_land, u_road2, u_roadsShown);
  if (kind > 4.5) colour = mix(u_land, u_road3, u_roadsShown);
  if (kind > 5.5) colour = mix(u_land, u_road4, u_roadsShown);
  if (kind > 6.5) colour = u_quay;
  if (kind > 7.5) colour = mix(u_land, u_rail, u_roadsShown);
  if (kind > 8.5) colour = mix(u_land, u_road1, u_roadsShown);
  bool isOutside = kind > 9.5;
  if (isOutside) colour = u_outside;
  bool isWater = kind > 0.5 && kind < 1.5;
  if (!isWater) {
    float lit = groundLight_share(normalize(vNormalEnu), u_slopeDrama, u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
    colour *= groundLight_within(lit, u_slopeShade, u_slopeShine);
  }
  float distanceMeters = length(fsInput.attributes.positionEC);
  // The sea goes on where the district ends: it fades as the land outside does, so that the two meet far away.
  float scaleMeters = isWater || isOutside ? u_outsideHazeScale : u_hazeScale;
  colour *= isOutside ? 1.0 : u_groundGain;
  if (isWater) {
    float cosine = dot(normalize(-fsInput.attributes.positionEC), normalize(fsInput.attributes.normalEC));
    colour = waterMirror_over(colour, cosine, u_horizon, u_zenith);
  }
  if (!isWater && !isOutside) {
    vec2 enuMeters = u_eyeEnu.xy + (u_enuFromView * fsInput.attributes.positionEC).xy;
    vec2 light = texture(u_groundShade, groundShade_place(enuMeters, u_shadeMap)).rg;
    // Near by, where sharp shadows are thrown, these are not.
    if (u_sharpReach > 0.0) light.x = mix(1.0, light.x, smoothstep(0.8, 1.0, -fsInput.attributes.positionEC.z / u_sharpReach));
    float gain = groundShade_gain(light, u_shadeLeft);
    colour *= gain * gain;
  }
  // Level land outside has the very colour that the sky's dome gives it farther off.
  vec3 hazed = haze_over(colour, distanceMeters, 0.0, u_haze, u_hazeStart, scaleMeters);
  material.diffuse = srgb_forPower22(hazed);
  material.alpha = 1.0;
}
