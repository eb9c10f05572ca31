// Buildings from afar: their corners are coloured; only where a matter was resolved is a light found window by window.
#include "lib/buildingLook.glsl"
#include "lib/buildingState.glsl"
#include "lib/facadeGrid.glsl"
#include "lib/farFacts.glsl"
#include "lib/haze.glsl"
#include "lib/litWindow.glsl"
#include "lib/srgb.glsl"
in vec3 vColourSrgb;
#ifdef LIT
in vec2 vPlaceFacade;
flat in vec3 vFactsFacade;
#endif

void main() {
  vec3 colour = vColourSrgb;
#ifdef LIT
  if (vFactsFacade.x >= 0.0) {
    float index = floor(vFactsFacade.x + 0.5);
    float floors = floor(vFactsFacade.y / 256.0);
    BuildingState state = buildingState_at(u_buildingStates, index);
    FacadeFacts facts = farFacts_of(vFactsFacade.y - 256.0 * floors, floors, vFactsFacade.z);
    vec2 perPixel = max(fwidth(vPlaceFacade), vec2(1e-4, 1e-3));
    FacadeGrid grid = facadeGrid_at(vPlaceFacade.x, vPlaceFacade.y, facts.wallTopMeters, floors, perPixel);
    if (grid.hasWindow) {
      WindowPane pane = windowPane_of(facts, grid.cell.y);
      float share = litWindow_share(grid, pane, state.litWindows, state.columns, floors, state.columnStep, index, perPixel.y);
      float own = litWindow_own(grid.cell, index + 0.5);
      vec3 warm = buildingLook_warm(litWindow_warmth(own), own, state.overflow);
      vec3 lit = mix(mix(u_paneLow, u_paneHigh, own), min(warm, 1.0), u_windowGlow);
      // As deep in the picture as far away: no eye tells a light's haze in the corner of a view from that in its middle.
      vec3 hazed = haze_over(lit, 1.0 / gl_FragCoord.w, vPlaceFacade.y, u_haze, u_hazeStart, u_hazeScale);
      colour = mix(colour, srgb_near(hazed), share * buildingLook_litLeft(state.dimmed));
    }
  }
#endif
  out_FragColor = vec4(colour, 1.0);
}
