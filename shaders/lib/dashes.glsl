// A broken line, as the share of a pixel that is painted: sharp near by, its mean where a pixel holds much of a dash.
#include "lib/covered.glsl"

float dashes_share(float alongMeters, float periodMeters, float paintedMeters, float metersPerPixel) {
  float within = alongMeters - periodMeters * floor(alongMeters / periodMeters);
  float sharp = covered_share(within, 0.0, paintedMeters, metersPerPixel);
  return mix(sharp, paintedMeters / periodMeters, smoothstep(0.3, 0.8, metersPerPixel / periodMeters));
}
