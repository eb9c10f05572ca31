const MOST_DIGITS = 6;

/** How many decimals tell these values apart: one, or as many more as that takes. Whole numbers are written without. Pure. */
export function legendDigits(values: readonly number[]): number {
  const different = new Set(values).size;
  let digits = 1;
  while (digits < MOST_DIGITS && new Set(values.map((value) => value.toFixed(digits))).size < different) digits++;
  return digits;
}
