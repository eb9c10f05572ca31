/**
 * How large pieces are by the outlines as they were given. Joining lines within the tolerance takes the slender end off a
 * wedge, and some of every seam: where a piece is, joined lines say; how large it is, they do not.
 */
import { type Bounds2, boundsOf, labelPoint, type Point2, sideOfPolygon } from '../../model/geometry/polygon.ts';
import type { Region } from './regions.ts';

type RegionsByLabel = ReadonlyMap<string, readonly Region[]>;

interface Placed {
  readonly region: Region;
  readonly bounds: Bounds2;
  readonly within: Point2;
}

const placedOf = (region: Region): Placed => ({
  region,
  bounds: boundsOf(region.polygonCm),
  within: labelPoint(region.polygonCm),
});

const areApart = (a: Bounds2, b: Bounds2): boolean =>
  a.maxX < b.minX || b.maxX < a.minX || a.maxY < b.minY || b.maxY < a.minY;

const holds = ({ polygonCm }: Region, [x, y]: Point2): boolean => sideOfPolygon(polygonCm, x, y) !== 'outside';

/** One is a part of the other, but for what joining moved. */
const areSame = (a: Placed, b: Placed): boolean =>
  !areApart(a.bounds, b.bounds) && (holds(a.region, b.within) || holds(b.region, a.within));

/**
 * @param found regions of joined lines, by label; each gets the given regions of its label that lie in it or that it
 * lies in. A given region that joining cut in several counts to each by its share.
 * @returns square centimetres by region of `found`; its own where no given region is the same.
 */
export function givenSizes(found: RegionsByLabel, given: RegionsByLabel): Map<Region, number> {
  const sizes = new Map<Region, number>();
  for (const [label, regions] of found) {
    const pieces = regions.map(placedOf);
    for (const region of given.get(label) ?? []) {
      const bounds = boundsOf(region.polygonCm);
      const near = pieces.filter((piece) => !areApart(piece.bounds, bounds));
      if (near.length === 0) continue;
      const placed = placedOf(region);
      const same = near.filter((piece) => areSame(piece, placed));
      const sum = same.reduce((total, piece) => total + piece.region.squareCm, 0);
      for (const { region: piece } of same) {
        sizes.set(piece, (sizes.get(piece) ?? 0) + (region.squareCm * piece.squareCm) / sum);
      }
    }
    for (const region of regions) if (!sizes.has(region)) sizes.set(region, region.squareCm);
  }
  return sizes;
}
