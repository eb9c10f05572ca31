// Share of a pixel covered by lines every `periodMeters`, `widthMeters` thick; fades to its mean before it could alias.
float storeyLines_share(float heightMeters, float periodMeters, float widthMeters) {
  float metersPerPixel = max(fwidth(heightMeters), 1e-4);
  float phase = fract(heightMeters / periodMeters);
  float edge = metersPerPixel / periodMeters;
  float half_ = 0.5 * widthMeters / periodMeters;
  float away = min(phase, 1.0 - phase);
  float line = 1.0 - smoothstep(half_, half_ + edge, away);
  return line * (1.0 - smoothstep(0.12, 0.34, edge));
}
