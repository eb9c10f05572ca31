/**
 * The walls of those buildings of a cell that have a lit window. Looking for windows costs a far pixel more than all else:
 * most buildings are spared it, because these walls are drawn first, and the whole cell after them.
 */
import type { FarCell, FarShapes, IndexRange } from './farCity.ts';

/** Where so many buildings are lit, two draws of their walls cost more than one that looks for windows everywhere. */
const MOST_SHARE = 0.5;

export type CellLight = 'none' | 'some' | 'most';

/** @param isLit 1 for each lit building of the cell, in the order of `buildingRows`. */
export function cellLightOf(isLit: Uint8Array): CellLight {
  const lit = isLit.reduce((sum, one) => sum + one, 0);
  if (lit === 0) return 'none';
  return lit < MOST_SHARE * isLit.length ? 'some' : 'most';
}

export interface LitWalls {
  /** Vertices are the cell's own. */
  readonly indices: Uint32Array;
  /** Of each tier of the cell and all larger ones: so far as a cell is drawn, one range holds its lit walls. */
  readonly upToTier: readonly { readonly prisms: IndexRange; readonly boxes: IndexRange }[];
}

export function litWallsOf({ buildingRows, facts, indices, tiers }: FarCell, isLit: Uint8Array): LitWalls {
  const litRows = new Set(buildingRows.filter((_, at) => isLit[at] === 1));
  const found: number[] = [];
  /** The first round of sides has every wall once. */
  const addWalls = ({ starts, ends }: FarShapes): void => {
    for (let side = 0; side < starts.length / 2; side++) {
      for (let at = starts[side]!; at < ends[side]!; at += 3) {
        if (!litRows.has(facts[indices[at]! * 3]!)) continue;
        found.push(indices[at]!, indices[at + 1]!, indices[at + 2]!);
      }
    }
  };
  const rangesOf = (shapes: 'prisms' | 'boxes'): IndexRange[] => {
    const offset = found.length;
    return tiers.map((tier) => {
      addWalls(tier[shapes]);
      return { offset, count: found.length - offset };
    });
  };
  const [prisms, boxes] = [rangesOf('prisms'), rangesOf('boxes')];
  const upToTier = tiers.map((_, tier) => ({ prisms: prisms[tier]!, boxes: boxes[tier]! }));
  return { indices: Uint32Array.from(found), upToTier };
}
