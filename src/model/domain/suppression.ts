/**
 * Small counts of people never leave the hub as they are. Counts that the public may see are rounded to fives from the
 * top down: the parts of an area always add up to the area, and whoever subtracts learns a multiple of five, never a
 * count. Below the threshold the figure is not shown at all. Rule: domain threshold 10 in public, 5 on duty.
 */

export const ROUNDING_STEP = 5;
export const PUBLIC_THRESHOLD = 10;
export const DUTY_THRESHOLD = 5;

/** A count as an audience may see it: a figure, or only that it is below a threshold. */
export type ShownCount = { readonly value: number } | { readonly below: number };

export function roundToStep(count: number): number {
  return Math.round(count / ROUNDING_STEP) * ROUNDING_STEP;
}

/**
 * Controlled rounding: multiples of the step for each part that sum exactly to `roundedTotal`, each within one step of
 * its count. Parts are floored, then the missing steps go to the largest remainders (ties to the lower index).
 * `roundedTotal` must itself be the (controlled) rounding of the parts' sum.
 */
export function roundParts(counts: readonly number[], roundedTotal: number): number[] {
  const floored = counts.map((count) => Math.floor(count / ROUNDING_STEP) * ROUNDING_STEP);
  let missing = (roundedTotal - floored.reduce((sum, value) => sum + value, 0)) / ROUNDING_STEP;
  const order = counts
    .map((count, index) => ({ index, remainder: count % ROUNDING_STEP }))
    .filter(({ remainder }) => remainder > 0)
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order) {
    if (missing <= 0) break;
    floored[index]! += ROUNDING_STEP;
    missing--;
  }
  return floored;
}

/** The shown form of a count whose controlled rounding is known. Zero is zero: an empty place is no secret. */
export function showRounded(count: number, rounded: number, threshold: number): ShownCount {
  return count > 0 && count < threshold ? { below: threshold } : { value: rounded };
}

/** Bands of a building: a façade or a card must not be a small count. Lower bounds; the last is open. */
export const buildingBands = [0, 1, 10, 50, 100, 200] as const;
export type CountBand = { readonly from: number; readonly to: number | null };

export function bandOf(count: number): CountBand {
  if (count <= 0) return { from: 0, to: 0 };
  let band = 1;
  while (band + 1 < buildingBands.length && count >= buildingBands[band + 1]!) band++;
  const next = buildingBands[band + 1];
  return { from: buildingBands[band]!, to: next === undefined ? null : next - 1 };
}
