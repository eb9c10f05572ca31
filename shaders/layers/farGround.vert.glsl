// Ground from afar: colours and order by class as layers/ground.*.glsl, lit corner by corner.
#include "lib/groundLight.glsl"
#include "lib/groundShade.glsl"
#include "lib/haze.glsl"
#include "lib/srgb.glsl"
#include "lib/towardEye.glsl"
// Metres ENU from the origin.
in vec3 place;
// Normal ENU, and the class.
in vec4 face;
#ifdef WIDE
// Linear, without haze: that is for every pixel, on sheets larger than the haze is even.
out vec3 vColourLinear;
#else
// As the screen takes it.
out vec3 vColourSrgb;
// Where it lies in the map of shade, and how far haze lets it be seen.
out vec3 vShadeEnu;
#endif

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
  if (!isOutside) colour *= u_groundGain;
#ifdef WIDE
  vColourLinear = colour;
#else
  float through = haze_share(length(positionView), 0.0, u_hazeStart, u_hazeScale);
  vColourSrgb = srgb_near(mix(u_haze, colour, through));
  vShadeEnu = vec3(groundShade_place(place.xy, u_shadeMap), through);
#endif
  gl_Position = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.00012 * level), 1.0);
}
