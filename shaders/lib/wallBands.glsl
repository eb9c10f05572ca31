// What runs level around a wall: plinth, string courses, parapet with its coping, balconies. Each is the gain on the wall's
// light, and fades before it could alias.
#include "lib/covered.glsl"
#include "lib/facadeFacts.glsl"
#include "lib/facadeGrid.glsl"

// Fades a thing of so many metres: whole at two pixels of it, gone below half of one.
float wallBands_seen(float sizeMeters, float metersPerPixel) {
  return 1.0 - smoothstep(0.5, 2.0, metersPerPixel / sizeMeters);
}

float wallBands_gain(FacadeFacts facts, float heightMeters, float metersPerPixel) {
  float gain = 1.0;
  float top = facts.wallTopMeters;
  // Plinth of stone.
  gain *= 1.0 - 0.2 * covered_share(heightMeters, -9.0, 0.75, metersPerPixel) * wallBands_seen(0.75, metersPerPixel);
  if (facts.roof < 0.5 && top > 5.0) {
    // Coping, and the shade below it.
    float seen = wallBands_seen(0.3, metersPerPixel);
    gain *= 1.0 + 0.16 * seen * covered_share(heightMeters, top - 0.28, top + 1.0, metersPerPixel);
    gain *= 1.0 - 0.28 * seen * covered_share(heightMeters, top - 0.5, top - 0.28, metersPerPixel);
  } else {
    // Shade of the eaves.
    gain *= 1.0 - 0.3 * wallBands_seen(0.5, metersPerPixel) * covered_share(heightMeters, top - 0.5, top + 0.1, metersPerPixel);
  }
  return gain;
}

// String course of old houses: 3.5 % of a storey, lighter, with a shade below; slabs of others show as a fine joint.
float wallBands_course(FacadeFacts facts, FacadeGrid grid, float metersPerPixel) {
  if (grid.cell.y < 0.5 || !(grid.cell.y < facts.floors)) return 1.0;
  bool old = facts.age > 0.5 && facts.age < 1.5;
  float width = max(grid.cellsPerPixel.y, 1e-3);
  float line = covered_share(grid.within.y, 0.0, 0.035, width);
  float shade = covered_share(grid.within.y, 0.965, 1.0, width);
  float seen = wallBands_seen(0.035 * grid.storeyMeters, metersPerPixel);
  return 1.0 + seen * (old ? 0.14 * line - 0.2 * shade : -0.14 * line);
}

// Balconies of slabs built between 1975 and 2015: two of three columns, a rail one metre high, shade above it. x = gain,
// y = share of the pane that the rail hides.
vec2 wallBands_balcony(FacadeFacts facts, FacadeGrid grid, float metersPerPixel) {
  bool slab = facts.use < 0.5 && facts.age > 2.5 && facts.age < 4.5 && facts.floors > 3.5;
  if (!slab || !grid.hasWindow || grid.cell.y < 0.5 || mod(grid.cell.x, 3.0) < 0.5) return vec2(1.0, 0.0);
  float rail = covered_share(grid.within.y, 0.0, 0.32, max(grid.cellsPerPixel.y, 1e-3));
  float recess = covered_share(grid.within.y, 0.32, 0.95, max(grid.cellsPerPixel.y, 1e-3));
  float seen = wallBands_seen(0.6, metersPerPixel);
  return vec2(1.0 + seen * (0.08 * rail - 0.22 * recess), seen * rail);
}
