// The pane of a window within its cell, as shares of it: by use, age and height of the building.
#include "lib/covered.glsl"
#include "lib/facadeFacts.glsl"

struct WindowPane {
  vec2 low;
  vec2 high;
};

WindowPane windowPane_of(FacadeFacts facts, float storey) {
  bool works = facts.use > 4.5 && facts.use < 5.5;
  bool shop = facts.use > 0.5 && facts.use < 1.5;
  bool tower = facts.use > 0.5 && facts.use < 2.5 && facts.floors > 11.5;
  vec2 size = tower ? vec2(0.8, 0.7) : works ? vec2(0.74, 0.26) : vec2(0.42, 0.5);
  // Young housing has wider windows; old houses tall ones.
  if (facts.use < 0.5 && facts.age > 3.5) size = vec2(0.52, 0.54);
  if (facts.age > 0.5 && facts.age < 1.5) size = vec2(0.38, 0.54);
  if (facts.use > 2.5 && facts.use < 4.5) size = vec2(0.62, 0.52);
  float middle = works ? 0.72 : 0.53;
  if (shop && storey < 0.5) {
    size = vec2(0.86, 0.7);
    middle = 0.43;
  }
  return WindowPane(vec2(0.5, middle) - 0.5 * size, vec2(0.5, middle) + 0.5 * size);
}

float windowPane_area(WindowPane pane) {
  return (pane.high.x - pane.low.x) * (pane.high.y - pane.low.y);
}

// Grown by a share of the cell, never beyond it.
WindowPane windowPane_grown(WindowPane pane, float by) {
  return WindowPane(max(pane.low - 0.5 * by, 0.0), min(pane.high + 0.5 * by, 1.0));
}

// Share of a pixel that is pane; its mean where a pixel holds several windows.
float windowPane_share(WindowPane pane, vec2 within, vec2 cellsPerPixel) {
  vec2 width = clamp(cellsPerPixel, 1e-3, 1.0);
  vec2 sharp = vec2(
    covered_share(within.x, pane.low.x, pane.high.x, width.x),
    covered_share(within.y, pane.low.y, pane.high.y, width.y)
  );
  vec2 share = mix(sharp, pane.high - pane.low, smoothstep(0.45, 0.95, cellsPerPixel));
  return share.x * share.y;
}

// Share of a pixel that is the cross of a window: bars of so many metres, once they can be seen.
float windowPane_bars(WindowPane pane, vec2 within, vec2 cellsPerPixel, vec2 barShare) {
  vec2 middle = vec2(0.5 * (pane.low.x + pane.high.x), mix(pane.low.y, pane.high.y, 0.68));
  float upright = covered_share(within.x, middle.x - 0.5 * barShare.x, middle.x + 0.5 * barShare.x, cellsPerPixel.x);
  float level = covered_share(within.y, middle.y - 0.5 * barShare.y, middle.y + 0.5 * barShare.y, cellsPerPixel.y);
  return max(upright, level);
}
