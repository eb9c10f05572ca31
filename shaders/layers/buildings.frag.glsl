// Buildings: matte graphite (night) or plaster (day); the only warm light on a façade is a resolved matter. TEXCOORD_0 =
// (column of windows, metres above the base), roofs have column -1, blank walls -2; COLOR_0 = lib/facadeFacts.glsl;
// _FEATURE_ID_0 = buildingIndex.
#include "lib/buildingLook.glsl"
#include "lib/buildingState.glsl"
#include "lib/edgeRim.glsl"
#include "lib/facade.glsl"
#include "lib/facadeFacts.glsl"
#include "lib/haze.glsl"
#include "lib/hemisphere.glsl"
#include "lib/ownShade.glsl"
#include "lib/roofRows.glsl"
#include "lib/srgb.glsl"
#include "lib/tone.glsl"

void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec2 facade = fsInput.attributes.texCoord_0;
  FacadeFacts facts = facadeFacts_of(fsInput.attributes.color_0);
  float index = floor(fsInput.attributes.featureId_0 + 0.5);
  BuildingState state = buildingState_at(u_buildingStates, index);
  bool roof = abs(facade.x + 1.0) < 0.5;
  vec2 perPixel = max(fwidth(facade), vec2(1e-4, 1e-3));
  float metersPerPixel = perPixel.y;
  vec3 normal = normalize(vNormalEnu);
  vec3 wall = wallColour_of(facts, index, u_wallDark, u_wallLight, u_wallOld);

  vec3 colour;
  vec3 lit = vec3(0.0);
  float litShare = 0.0;
  float awayFromEdge = abs(facts.wallTopMeters - facade.y);
  if (roof) {
    bool pitched = facts.roof > 0.5;
    vec3 albedo = buildingLook_roof(facts, index, wall, u_roofOld);
    vec3 light = hemisphere_shade(albedo, normal, u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
    if (pitched && metersPerPixel < 0.35) light *= roofRows_gain(facade.y, normal, metersPerPixel);
    colour = tone_expose(light, u_exposure, u_toneShoulder);
    if (!pitched) awayFromEdge = 1e3;
  } else {
    vec3 light = hemisphere_shade(wall, normal, u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
    float canyon = buildingLook_canyon(facade.y, u_footShade);
    FacadeGrid grid = facadeGrid_at(facade.x, facade.y, facts.wallTopMeters, facts.floors, perPixel);
    WindowPane pane = windowPane_of(facts, grid.cell.y);
    vec3 seen = facade_isNear(grid)
      ? facade_near(facts, grid, pane, facade.y, metersPerPixel, index)
      : vec3(1.0, grid.hasWindow ? windowPane_area(pane) : 0.0, 1.0);
    vec3 glass = hemisphere_shade(u_glass * seen.z, normal, u_keyDirection, u_keyColour * 0.4, u_skyLight, u_groundLight);
    colour = tone_expose(mix(light * seen.x, glass, seen.y) * canyon, u_exposure, u_toneShoulder);
    if (grid.hasWindow && state.litWindows > 0.0) {
      litShare = litWindow_share(grid, pane, state.litWindows, state.columns, facts.floors, state.columnStep, index, metersPerPixel);
      if (litShare > 0.0) {
        float own = litWindow_own(grid.cell, index + 0.5);
        vec3 warm = buildingLook_warm(litWindow_warmth(own), own, state.overflow);
        vec3 ochre = tone_expose(hemisphere_shade(mix(u_paneLow, u_paneHigh, own), normal, u_keyDirection, u_keyColour, u_skyLight, u_groundLight), u_exposure, u_toneShoulder);
        lit = mix(ochre, min(warm, 1.0), u_windowGlow);
        if (metersPerPixel < FACADE_BAR_METERS_PER_PIXEL) {
          litShare *= 1.0 - 0.75 * windowPane_bars(pane, grid.within, grid.cellsPerPixel, FACADE_BAR_METERS / vec2(FACADE_BAY_METERS, grid.storeyMeters));
        }
      }
    }
  }
  if (state.themeClass > 0.5) {
    float hatch = roof ? 0.5 : themeColour_hatch(facade.x * FACADE_BAY_METERS, facade.y, metersPerPixel);
    vec4 theme = themeColour_at(u_classColours, state.themeClass);
    colour = buildingLook_themed(colour, theme, dot(normal, u_keyDirection), u_windowGlow, hatch);
  }
  float rim = edgeRim_share(awayFromEdge, metersPerPixel);
  colour = colour * (1.0 - u_rimShade * rim) + u_rimLight * rim;

  colour = buildingLook_chosen(colour, state.selected, state.hovered, state.dimmed, u_selectedColour, u_otherGain);
  colour = mix(colour, lit, litShare * buildingLook_litLeft(state.dimmed));
  vec3 hazed = haze_over(colour, length(fsInput.attributes.positionEC), facade.y, u_haze, u_hazeStart, u_hazeScale);
  material.diffuse = srgb_forPower22(hazed);
  if (u_shadowLeft < 1.0) {
    material.diffuse *= ownShade_gain(dot(normal, u_keyDirection), -fsInput.attributes.positionEC.z, u_shadowReach, u_shadowLeft);
  }
  material.alpha = 1.0;
}
