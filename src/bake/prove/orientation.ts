const EXACT = 2 ** 53;

/**
 * Sign of the turn a → b → c: 1 left, -1 right, 0 straight. Exact for whole numbers below 2^53: products that doubles
 * would round are taken again in whole-number arithmetic.
 */
export function turnOf(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (bx - ax) * (cy - ay);
  const right = (by - ay) * (cx - ax);
  if (Math.abs(left) + Math.abs(right) < EXACT) return Math.sign(left - right);
  const exact = BigInt(bx - ax) * BigInt(cy - ay) - BigInt(by - ay) * BigInt(cx - ax);
  return exact > 0n ? 1 : exact < 0n ? -1 : 0;
}
