import Flatbush from 'flatbush';
import { boundsOf, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import { leavesOf } from './sharedArcs.ts';

/** Which responsibility grid does a place lie in? On a shared edge: the lowest id, as everywhere in the product. */
export class LeafLocator {
  readonly #leaves: readonly AreaNode[];
  readonly #index: Flatbush;

  /** Needs at least one area. */
  constructor(areas: readonly AreaNode[]) {
    this.#leaves = leavesOf(areas).sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#index = new Flatbush(this.#leaves.length);
    for (const leaf of this.#leaves) {
      const { minX, minY, maxX, maxY } = boundsOf(leaf.polygonsCm.flat());
      this.#index.add(minX, minY, maxX, maxY);
    }
    this.#index.finish();
  }

  /** Place in centimetres ENU. Null outside of the land. */
  find(xCm: number, yCm: number): AreaNode | null {
    for (const row of this.#index.search(xCm, yCm, xCm, yCm).sort((a, b) => a - b)) {
      const leaf = this.#leaves[row]!;
      if (sideOfMultiPolygon(leaf.polygonsCm, xCm, yCm) !== 'outside') return leaf;
    }
    return null;
  }
}
