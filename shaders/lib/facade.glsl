// A wall near enough to tell its windows: panes, bands and balconies on its light, all linear and after exposure. Far
// away it is its mean.
#include "lib/facadeGrid.glsl"
#include "lib/litWindow.glsl"
#include "lib/wallBands.glsl"
#include "lib/windowPane.glsl"

// A façade is told apart while a pixel holds less than one window.
bool facade_isNear(FacadeGrid grid) {
  return max(grid.cellsPerPixel.x, grid.cellsPerPixel.y) < 0.95;
}

// Windows as crosses are seen from here on.
const float FACADE_BAR_METERS_PER_PIXEL = 0.14;
const float FACADE_BAR_METERS = 0.05;
const float FACADE_BAY_METERS = 3.0;

// x = gain on the wall's light, y = share of the pixel that is glass, z = gain on the glass.
vec3 facade_near(FacadeFacts facts, FacadeGrid grid, WindowPane pane, float heightMeters, float metersPerPixel, float seed) {
  float gain = wallBands_course(facts, grid, metersPerPixel) * wallBands_gain(facts, heightMeters, metersPerPixel);
  vec2 balcony = wallBands_balcony(facts, grid, metersPerPixel);
  if (!grid.hasWindow) return vec3(gain, 0.0, 1.0);
  float glass = windowPane_share(pane, grid.within, grid.cellsPerPixel) * (1.0 - balcony.y);
  // Curtains and depth: panes are not alike, and the lintel throws a little shade.
  float own = litWindow_own(grid.cell, seed);
  float told = 1.0 - smoothstep(0.2, 0.7, max(grid.cellsPerPixel.x, grid.cellsPerPixel.y));
  float glassGain = 1.0 + told * (0.5 * own * own - 0.2);
  glassGain *= 1.0 - 0.35 * told * smoothstep(pane.high.y - 0.1, pane.high.y, grid.within.y);
  if (metersPerPixel < FACADE_BAR_METERS_PER_PIXEL) {
    vec2 barShare = FACADE_BAR_METERS / vec2(FACADE_BAY_METERS, grid.storeyMeters);
    glass *= 1.0 - 0.8 * windowPane_bars(pane, grid.within, grid.cellsPerPixel, barShare);
  }
  return vec3(gain * balcony.x, glass, glassGain);
}
