/** Rings of an OSM relation from its member ways, which come in any order and direction (OSM wiki, Relation:multipolygon). */
import { type Outline, type Point2, type Polygon, sideOfOutline, signedArea } from '../../model/geometry/polygon.ts';

export interface PlacedWay {
  readonly refs: readonly number[];
  /** One per ref. */
  readonly lonLatDeg: readonly Point2[];
}

export type Rings = { readonly ok: true; readonly rings: readonly Outline[] } | { readonly ok: false; reason: string };

/** Joins ways end to end, by their nodes' ids, into open outlines. */
export function joinRings(ways: readonly PlacedWay[]): Rings {
  const byEnd = new Map<number, Set<PlacedWay>>();
  const endsOf = ({ refs }: PlacedWay): readonly [number, number] => [refs[0]!, refs.at(-1)!];
  const unused = new Set(ways);
  for (const way of ways) {
    for (const end of endsOf(way)) byEnd.set(end, (byEnd.get(end) ?? new Set()).add(way));
  }
  const take = (way: PlacedWay): void => {
    unused.delete(way);
    for (const end of endsOf(way)) byEnd.get(end)!.delete(way);
  };
  const rings: Outline[] = [];
  for (const first of ways) {
    if (!unused.has(first)) continue;
    take(first);
    const [start, firstEnd] = endsOf(first);
    const points: Point2[] = first.lonLatDeg.slice(0, -1);
    let end = firstEnd;
    while (end !== start) {
      const [next] = byEnd.get(end) ?? [];
      if (!next) return { ok: false, reason: `open at node ${end}` };
      take(next);
      const isForward = next.refs[0] === end;
      const ahead = isForward ? next.lonLatDeg.slice(0, -1) : next.lonLatDeg.slice(1).reverse();
      for (const point of ahead) points.push(point);
      end = isForward ? next.refs.at(-1)! : next.refs[0]!;
    }
    if (points.length < 3) return { ok: false, reason: `${points.length} corners at node ${start}` };
    rings.push(points);
  }
  return { ok: true, rings };
}

/** The first corner that does not lie on the other outline decides; rings of one relation do not cross. */
function isWithin(inner: Outline, outer: Outline): boolean {
  const side = inner.map(([x, y]) => sideOfOutline(outer, x, y)).find((found) => found !== 'edge');
  return side === 'inside';
}

/** Each inner ring into the smallest outer one around it; null where one lies in none. */
export function polygonsOfRings(outers: readonly Outline[], inners: readonly Outline[]): Polygon[] | null {
  const bySize = [...outers].sort((a, b) => Math.abs(signedArea(a)) - Math.abs(signedArea(b)));
  const polygons = new Map(bySize.map((outer) => [outer, [outer]]));
  for (const inner of inners) {
    const owner = bySize.find((outer) => isWithin(inner, outer));
    if (!owner) return null;
    polygons.get(owner)!.push(inner);
  }
  return outers.map((outer) => polygons.get(outer)!);
}
