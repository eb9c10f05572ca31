import { invariant } from '../../model/faults/invariant.ts';

/**
 * Shares a whole number out by weight: floors first, the rest to the largest remainders (Hamilton's method), ties to
 * the lower index. The parts add up to `total` exactly.
 * @param least each part gets at least this many; `total` must allow it.
 */
export function apportion(total: number, weights: readonly number[], least = 0): number[] {
  const free = total - least * weights.length;
  invariant(free >= 0, 'the total allows the least of every part');
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const ideal = weights.map((weight) => (sum > 0 ? (free * weight) / sum : free / weights.length));
  const parts = ideal.map(Math.floor);
  let rest = free - parts.reduce((all, part) => all + part, 0);
  const order = ideal.map((value, index) => ({ index, remainder: value - parts[index]! }));
  order.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order) {
    if (rest-- <= 0) break;
    parts[index]!++;
  }
  return parts.map((part) => part + least);
}
