/** A scale bar of a round length. Pure. */
export interface ScaleBar {
  readonly meters: number;
  readonly px: number;
}

/** The longest of 1, 2, 5 × 10ⁿ metres that fits `mostPx`; null where the scale is unknown. */
export function scaleBar(metersPerPx: number, mostPx: number): ScaleBar | null {
  if (!(metersPerPx > 0) || !Number.isFinite(metersPerPx)) return null;
  const mostMeters = metersPerPx * mostPx;
  const power = 10 ** Math.floor(Math.log10(mostMeters));
  const meters = (mostMeters >= 5 * power ? 5 : mostMeters >= 2 * power ? 2 : 1) * power;
  return { meters, px: meters / metersPerPx };
}
