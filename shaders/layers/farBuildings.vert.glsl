// Buildings from afar (src/picture/layers/buildings/farCity.ts): coloured corner by corner as layers/buildings.frag.glsl
// colours a façade whose windows are too small to be told apart. STEPS_PER_METER stands before this text. TOLD = some building
// is coloured by class, chosen, or steps back; LIT = some window is lit: else nobody's state is looked up.
#include "lib/buildingLook.glsl"
#include "lib/buildingState.glsl"
#include "lib/farFacts.glsl"
#include "lib/haze.glsl"
#include "lib/hemisphere.glsl"
#include "lib/srgb.glsl"
#include "lib/tone.glsl"
#include "lib/turnVector.glsl"
#include "lib/windowPane.glsl"
// Steps from the middle of the cell; quarters of a metre above the building's base.
in vec4 place;
// Side, 1 for roofs and 2 for walls with windows, look, floors.
in vec4 look;
// Row, column of windows, the wall's top in metres.
in vec3 fact;
// sRGB, as the screen takes it.
out vec3 vColourSrgb;
#ifdef LIT
// Where some window is lit. What lies between corners costs more than what is computed from it: else there is none of this.
// Column of windows, metres above the base.
out vec2 vPlaceFacade;
// Row, look + 256 × floors, the wall's top; a row of −1 where no window is lit.
flat out vec3 vFactsFacade;
#endif

// With and without windows a wall has the same depth: what was drawn first stays.
invariant gl_Position;

void main() {
  vec3 positionView = (czm_modelView * vec4(place.xyz / STEPS_PER_METER, 1.0)).xyz;
  gl_Position = czm_projection * vec4(positionView, 1.0);
  float heightMeters = place.w / 4.0;
  bool roof = look.y > 0.5 && look.y < 1.5;
  FacadeFacts facts = farFacts_of(look.z, look.w, fact.z);
  float index = fact.x;
#if defined(TOLD) || defined(LIT)
  BuildingState state = buildingState_at(u_buildingStates, index);
#endif
  vec3 normal = roof ? vec3(0.0, 0.0, 1.0) : vec3(turnVector_of(look.x / 256.0), 0.0);
  vec3 wall = wallColour_of(facts, index, u_wallDark, u_wallLight, u_wallOld);
  vec3 albedo = roof ? buildingLook_roof(facts, index, wall, u_roofOld) : wall;
  vec3 light = hemisphere_shade(albedo, normal, u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
  if (!roof) {
    float canyon = buildingLook_canyon(heightMeters, u_footShade);
    float glassShare = look.y > 1.5 ? windowPane_area(windowPane_of(facts, 1.0)) : 0.0;
    vec3 glass = hemisphere_shade(u_glass, normal, u_keyDirection, u_keyColour * 0.4, u_skyLight, u_groundLight);
    light = mix(light, glass, glassShare) * canyon;
  }
  vec3 colour = tone_expose(light, u_exposure, u_toneShoulder);
#ifdef TOLD
  if (state.themeClass > 0.5) {
    vec4 theme = themeColour_at(u_classColours, state.themeClass);
    colour = buildingLook_themed(colour, theme, dot(normal, u_keyDirection), u_windowGlow, 0.5);
  }
  colour = buildingLook_chosen(colour, state.selected, state.hovered, state.dimmed, u_selectedColour, u_otherGain);
#endif
  float through = haze_share(length(positionView), heightMeters, u_hazeStart, u_hazeScale);
  vColourSrgb = srgb_near(mix(u_haze, colour, through));
#ifdef LIT
  vPlaceFacade = vec2(fact.y, heightMeters);
  vFactsFacade = vec3(roof || state.litWindows <= 0.0 ? -1.0 : index, look.z + 256.0 * look.w, fact.z);
#endif
}
