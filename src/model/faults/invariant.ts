/** Throws when our own reasoning is wrong. Never for bad input: that is a Fault. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
