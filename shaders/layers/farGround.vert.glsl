// Ground from afar: colours and order by class as layers/ground.*.glsl, lit corner by corner.
#include "lib/groundLight.glsl"
#include "lib/towardEye.glsl"
// Metres ENU from the origin.
in vec3 place;
// Normal ENU, and the class.
in vec4 face;
// Linear, without haze.
out vec3 vColourLinear;
// 1 for land and roads, 0 for what fades as the land outside does.
flat out float vHazeFacts;

void main() {
  float kind = face.w;
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
    float lit = groundLight_share(normalize(face.xyz), u_slopeDrama, u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
    colour *= groundLight_within(lit, u_slopeShade, u_slopeShine);
  }
  float level = kind < 2.5 ? kind : kind < 6.5 ? 9.0 - kind : kind < 7.5 ? 1.5 : kind < 8.5 ? 4.5 : kind < 9.5 ? 7.0 : 0.0;
  vec3 positionView = (czm_modelView * vec4(place, 1.0)).xyz;
  vColourLinear = isOutside ? colour : colour * u_groundGain;
  vHazeFacts = isWater ? -1.0 : isOutside ? 0.0 : 1.0;
  gl_Position = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.00012 * level), 1.0);
}
