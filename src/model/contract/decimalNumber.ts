/** Decimal numbers as tables write them: digits, a point, an exponent. No hexadecimal, no digit groups, no blanks within. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** Null for everything else, and for what is too large for a double. */
export function numberFromDecimal(text: string): number | null {
  const number = DECIMAL.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}
