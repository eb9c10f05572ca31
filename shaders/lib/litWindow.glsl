// Lit windows: one for every matter resolved, in the building's own order (windowOrder.glsl). Where a pixel holds several
// windows, the façade counts as a coarser one with fewer and larger windows: as many are lit, none is smaller than a pixel.
#include "lib/facadeGrid.glsl"
#include "lib/windowOrder.glsl"
#include "lib/windowPane.glsl"

// One number 0…1 per window, for colours and levels.
float litWindow_own(vec2 cell, float seed) {
  return fract(sin(dot(cell, vec2(12.9898, 78.233)) + seed * 0.618034) * 43758.5453);
}

// 2,700 K to 3,500 K, linear, brightest channel 1.
vec3 litWindow_warmth(float own) {
  return mix(vec3(1.0, 0.40, 0.095), vec3(1.0, 0.56, 0.24), own);
}

// How far the window of this rank is lit, 0…1: a part of a matter is a window going on.
float litWindow_on(uint rank, float litWindows) {
  return clamp(litWindows - float(rank), 0.0, 1.0);
}

// Light of this place of the façade against a fully lit pixel, 0…1. `metersPerPixel` decides how far a pane grows.
float litWindow_share(FacadeGrid grid, WindowPane pane, float litWindows, float columns, float floors, float columnStep, float seed, float metersPerPixel) {
  // A level further whenever a pixel would hold more than one window, along the wall and up it.
  vec2 level = max(ceil(log2(max(grid.cellsPerPixel, 1e-3))), 0.0);
  vec2 size = exp2(level);
  uvec2 cell = uvec2(floor(grid.cell / size));
  vec2 coarse = ceil(vec2(columns, floors) / size);
  bool isNear = level.x + level.y < 0.5;
  uint step_ = isNear ? uint(columnStep) % max(uint(columns), 1u) : 1u;
  uint rank = windowOrder_rank(cell.y, cell.x, uint(coarse.x), uint(coarse.y), step_, uint(seed));
  float on = litWindow_on(rank, litWindows);
  if (on <= 0.0) return 0.0;
  if (isNear) {
    float grown = 0.24 * smoothstep(0.7, 1.8, metersPerPixel);
    return on * windowPane_share(windowPane_grown(pane, grown), grid.within, grid.cellsPerPixel);
  }
  // What the lit windows shed together, spread over those that stand for them; one alone stays a point of light.
  float standing = min(litWindows, coarse.x * coarse.y) / (coarse.x * coarse.y);
  float together = windowPane_area(pane) * litWindows / (columns * floors) / standing;
  return on * max(together, 0.8 * pow(0.85, level.x + level.y));
}
