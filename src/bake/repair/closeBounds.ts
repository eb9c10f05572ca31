/** Rectangles that touch: what need not be compared is not. */
import type { Bounds2 } from '../../model/geometry/polygon.ts';

/** Calls `visit` once for each pair that touches, the lower index first, by a sweep from west to east. */
export function visitTouching(bounds: readonly Bounds2[], visit: (a: number, b: number) => void): void {
  const order = bounds.map((_, index) => index).sort((a, b) => bounds[a]!.minX - bounds[b]!.minX || a - b);
  let open: number[] = [];
  for (const index of order) {
    const own = bounds[index]!;
    open = open.filter((other) => bounds[other]!.maxX >= own.minX);
    for (const other of open) {
      const { minY, maxY } = bounds[other]!;
      if (minY <= own.maxY && maxY >= own.minY) visit(Math.min(other, index), Math.max(other, index));
    }
    open.push(index);
  }
}

/** Which of them hang together by touching, directly or through others: lists of indices, each in order. */
export function touchingGroups(bounds: readonly Bounds2[]): number[][] {
  const parent = bounds.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = index; parent[at] !== root; ) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  visitTouching(bounds, (a, b) => {
    const [first, second] = [rootOf(a), rootOf(b)];
    parent[Math.max(first, second)] = Math.min(first, second);
  });
  return [...Map.groupBy(parent.keys(), rootOf).values()];
}
