// Share of a pixel covered by lines between storeys, `widthMeters` thick: `floors` equal storeys from the base to the top, no
// line above it; fades to its mean before it could alias.
float storeyLines_share(float heightMeters, float topMeters, float floors, float widthMeters) {
  float periodMeters = max(topMeters, 1.0) / max(floors, 1.0);
  float metersPerPixel = max(fwidth(heightMeters), 1e-4);
  float phase = fract(heightMeters / periodMeters);
  float edge = metersPerPixel / periodMeters;
  float half_ = 0.5 * widthMeters / periodMeters;
  float away = min(phase, 1.0 - phase);
  float line = 1.0 - smoothstep(half_, half_ + edge, away);
  float onWall = step(heightMeters, topMeters + 0.5 * widthMeters);
  return onWall * line * (1.0 - smoothstep(0.12, 0.34, edge));
}
