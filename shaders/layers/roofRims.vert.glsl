// Upper edges of flat roofs, on the vertices of the city from afar. STEPS_PER_METER stands before this text.
#include "lib/farFacts.glsl"
#include "lib/haze.glsl"
#include "lib/hemisphere.glsl"
#include "lib/srgb.glsl"
#include "lib/tone.glsl"
#include "lib/towardEye.glsl"
#include "lib/wallColour.glsl"
in vec4 place;
in vec4 look;
in vec3 fact;
// As the screen takes it.
out vec4 vRimSrgb;

// A coping seen from here on is a pixel of light; from there on it is none.
const float NEAR_METERS = 350.0;
const float FAR_METERS = 1500.0;

void main() {
  vec3 positionView = (czm_modelView * vec4(place.xyz / STEPS_PER_METER, 1.0)).xyz;
  float distanceMeters = length(positionView);
  FacadeFacts facts = farFacts_of(look.z, look.w, fact.z);
  vec3 stone = 1.12 * wallColour_of(facts, fact.x, u_wallDark, u_wallLight, u_wallOld);
  vec3 light = hemisphere_shade(stone, vec3(0.0, 0.0, 1.0), u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
  vec3 colour = tone_expose(light, u_exposure, u_toneShoulder) + u_rimLight;
  vec3 hazed = haze_over(colour, distanceMeters, place.w / 4.0, u_haze, u_hazeStart, u_hazeScale);
  vRimSrgb = vec4(srgb_near(hazed), 0.7 * (1.0 - smoothstep(NEAR_METERS, FAR_METERS, distanceMeters)));
  gl_Position = czm_projection * vec4(towardEye_move(positionView, vec3(0.0), 0.0006), 1.0);
}
