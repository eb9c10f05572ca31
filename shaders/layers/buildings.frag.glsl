// Buildings: matte graphite (night) or plaster (day); the only warm light on a façade is a resolved matter. TEXCOORD_0 =
// (column of windows, metres above the base), roofs have column -1, blank walls -2; COLOR_0 = lib/facadeFacts.glsl;
// _FEATURE_ID_0 = buildingIndex.
#include "lib/buildingState.glsl"
#include "lib/edgeRim.glsl"
#include "lib/facade.glsl"
#include "lib/facadeFacts.glsl"
#include "lib/haze.glsl"
#include "lib/hemisphere.glsl"
#include "lib/ownShade.glsl"
#include "lib/roofRows.glsl"
#include "lib/srgb.glsl"
#include "lib/themeColour.glsl"
#include "lib/tone.glsl"
#include "lib/wallColour.glsl"

// Classes by night: bright enough to be told apart, below a lit window.
const float NIGHT_THEME_GAIN = 0.55;

void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  vec2 facade = fsInput.attributes.texCoord_0;
  FacadeFacts facts = facadeFacts_of(fsInput.attributes.color_0);
  float index = floor(fsInput.attributes.featureId_0 + 0.5);
  BuildingState state = buildingState_at(u_buildingStates, index);
  bool roof = abs(facade.x + 1.0) < 0.5;
  bool old = facts.age > 0.5 && facts.age < 1.5;
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
    vec3 albedo = old ? mix(u_roofOld, wall, 0.1 + 0.25 * wallColour_own(index)) : wall * 0.86;
    vec3 light = hemisphere_shade(albedo, normal, u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
    if (pitched && metersPerPixel < 0.35) light *= roofRows_gain(facade.y, normal, metersPerPixel);
    colour = tone_expose(light, u_exposure, u_toneShoulder);
    if (!pitched) awayFromEdge = 1e3;
  } else {
    vec3 light = hemisphere_shade(wall, normal, u_keyDirection, u_keyColour, u_skyLight, u_groundLight);
    // Little sky reaches the foot of a street canyon.
    float canyon = mix(u_footShade, 1.0, smoothstep(0.0, 24.0, facade.y));
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
        vec3 warm = litWindow_warmth(own) * (0.8 + 0.4 * fract(own * 7.0)) * (1.0 + 0.05 * state.overflow);
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
    colour = themeColour_over(colour, theme, dot(normal, u_keyDirection), mix(1.0, NIGHT_THEME_GAIN, u_windowGlow), hatch);
  }
  float rim = edgeRim_share(awayFromEdge, metersPerPixel);
  colour = colour * (1.0 - u_rimShade * rim) + u_rimLight * rim;

  if (state.selected || state.hovered) colour = colour * 1.2 + u_selectedColour * (state.selected ? 0.06 : 0.03);
  if (state.dimmed) {
    colour = mix(colour, vec3(dot(colour, vec3(0.2126, 0.7152, 0.0722))) * vec3(0.92, 1.0, 1.1), 0.42) * u_otherGain;
    litShare *= 0.7;
  }
  colour = mix(colour, lit, litShare);
  vec3 hazed = haze_over(colour, length(fsInput.attributes.positionEC), facade.y, u_haze, u_hazeStart, u_hazeScale);
  material.diffuse = srgb_forPower22(hazed);
  if (u_shadowLeft < 1.0) {
    material.diffuse *= ownShade_gain(dot(normal, u_keyDirection), -fsInput.attributes.positionEC.z, u_shadowReach, u_shadowLeft);
  }
  material.alpha = 1.0;
}
