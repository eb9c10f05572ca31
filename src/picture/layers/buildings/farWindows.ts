/**
 * The lit windows of a cell of the city from afar, each as two triangles where it is in its wall. What few windows cost so is
 * little; looking for them on every pixel of a façade cost as much as half of the city.
 */
import { windowOfRank } from '../../../model/contract/windowOrder.ts';
import { FAR_STEPS_PER_METER, type FarCell, type FarShapes, type IndexRange } from './farCity.ts';

/** Where more are lit for a building of the cell, their corners cost more than looking for them everywhere. */
const MOST_PER_BUILDING = 4;
/** Quarters of a metre are heights kept in. */
const STEPS_PER_QUARTER = FAR_STEPS_PER_METER / 4;
/** Widths of windows' cells are kept to 1/64 m. */
export const BAY_STEPS_PER_METER = 64;
const MOST_SHORT = 32_767;

export type CellLight = 'none' | 'some' | 'most';

/** @param litCounts windows with any light of each building of the cell, in the order of `buildingRows`. */
export function cellLightOf(litCounts: Uint32Array): CellLight {
  const lit = litCounts.reduce((sum, count) => sum + count, 0);
  if (lit === 0) return 'none';
  return lit <= MOST_PER_BUILDING * litCounts.length ? 'some' : 'most';
}

export interface FarWindows {
  /** Middle of the window's cell in the wall in steps from the cell's middle; quarters of a metre above the building's base. */
  readonly places: Int16Array;
  /** As FarCell has them, but for the second: the corner, 0…3 counter-clockwise from below left. */
  readonly looks: Uint8Array;
  /** Building's row, the window's rank, the wall's top in metres. Three a vertex. */
  readonly facts: Float32Array;
  /** Column and storey, and how wide a column is there, in 1/64 m. Three a vertex, and one for nothing. */
  readonly windows: Int16Array;
  readonly indices: Uint32Array;
  /** Of each tier of the cell and all larger ones: so far as a cell is drawn, one range holds its windows. */
  readonly upToTier: Readonly<Record<'prisms' | 'boxes', readonly IndexRange[]>>;
}

/** So few windows that one light over the roof says as much (farLights.ts). */
const FEW = 2;

/** What the order of windows is made of, by building. */
export interface WindowCounts {
  /** With any light. */
  litOf(row: number): number;
  columnsOf(row: number): number;
  stepOf(row: number): number;
}

/** One wall by its corners: above at its first column, below at its last. */
interface Wall {
  readonly top: number;
  readonly foot: number;
}

/** Walls of lit buildings; the first round of sides has every wall once, as (top, foot, far foot, top, far foot, far top). */
function litWallsOf(
  { facts, indices }: FarCell,
  { starts, ends }: FarShapes,
  isMeant: (row: number) => boolean,
): Map<number, Wall[]> {
  const walls = new Map<number, Wall[]>();
  for (let side = 0; side < starts.length / 2; side++) {
    for (let at = starts[side]!; at < ends[side]!; at += 6) {
      const top = indices[at]!;
      const row = facts[top * 3]!;
      if (!isMeant(row)) continue;
      const wall = { top, foot: indices[at + 2]! };
      const ofRow = walls.get(row);
      if (ofRow) ofRow.push(wall);
      else walls.set(row, [wall]);
    }
  }
  return walls;
}

const CORNERS = [0, 1, 2, 3] as const;

class WindowMesh {
  readonly #cell: FarCell;
  readonly #counts: WindowCounts;
  readonly places: number[] = [];
  readonly looks: number[] = [];
  readonly facts: number[] = [];
  readonly windows: number[] = [];
  readonly indices: number[] = [];

  constructor(cell: FarCell, counts: WindowCounts) {
    this.#cell = cell;
    this.#counts = counts;
  }

  addAll(shapes: FarShapes, isMeant: (row: number) => boolean): void {
    for (const [row, walls] of litWallsOf(this.#cell, shapes, isMeant)) this.#addOf(row, walls);
  }

  #addOf(row: number, walls: readonly Wall[]): void {
    const { facts, looks } = this.#cell;
    const floors = Math.max(1, looks[walls[0]!.top * 4 + 3]!);
    const columns = this.#counts.columnsOf(row);
    const lit = Math.min(this.#counts.litOf(row), columns * floors);
    for (let rank = 0; rank < lit; rank++) {
      const { column, storey } = windowOfRank(rank, columns, floors, this.#counts.stepOf(row), row);
      const wall = walls.find(({ top, foot }) => {
        return facts[top * 3 + 1]! <= column + 0.5 && column + 0.5 < facts[foot * 3 + 1]!;
      });
      if (wall) this.#add(wall, rank, column, storey, floors);
    }
  }

  #add({ top, foot }: Wall, rank: number, column: number, storey: number, floors: number): void {
    const { places, looks, facts } = this.#cell;
    const [from, to] = [facts[top * 3 + 1]!, facts[foot * 3 + 1]!];
    const share = (column + 0.5 - from) / (to - from);
    const between = (axis: number): number => {
      const first = places[top * 4 + axis]!;
      return first + share * (places[foot * 4 + axis]! - first);
    };
    const lengthSteps = Math.hypot(places[foot * 4]! - places[top * 4]!, places[foot * 4 + 1]! - places[top * 4 + 1]!);
    const wallTopMeters = facts[top * 3 + 2]!;
    const heightMeters = ((storey + 0.5) * Math.max(wallTopMeters, 1)) / floors;
    const baseSteps = places[top * 4 + 2]! - places[top * 4 + 3]! * STEPS_PER_QUARTER;
    const bay = Math.round(((lengthSteps / FAR_STEPS_PER_METER) * BAY_STEPS_PER_METER) / (to - from));
    const first = this.places.length / 4;
    for (const corner of CORNERS) {
      this.places.push(Math.round(between(0)), Math.round(between(1)));
      this.places.push(Math.round(baseSteps + heightMeters * FAR_STEPS_PER_METER), Math.round(heightMeters * 4));
      this.looks.push(looks[top * 4]!, corner, looks[top * 4 + 2]!, floors);
      this.facts.push(facts[top * 3]!, rank, wallTopMeters);
      this.windows.push(Math.min(column, MOST_SHORT), storey, Math.min(bay, MOST_SHORT), 0);
    }
    this.indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
  }
}

/** Of buildings with few lit windows, or of those with many. */
export function farWindowsOf(cell: FarCell, counts: WindowCounts, of: 'few' | 'many'): FarWindows {
  const mesh = new WindowMesh(cell, counts);
  const isMeant = (row: number): boolean => {
    const lit = counts.litOf(row);
    return lit > 0 && lit <= FEW === (of === 'few');
  };
  const upToTier = (shapes: 'prisms' | 'boxes'): IndexRange[] => {
    const offset = mesh.indices.length;
    return cell.tiers.map((tier) => {
      mesh.addAll(tier[shapes], isMeant);
      return { offset, count: mesh.indices.length - offset };
    });
  };
  const ranges = { prisms: upToTier('prisms'), boxes: upToTier('boxes') };
  return {
    places: new Int16Array(mesh.places),
    looks: new Uint8Array(mesh.looks),
    facts: new Float32Array(mesh.facts),
    windows: new Int16Array(mesh.windows),
    indices: new Uint32Array(mesh.indices),
    upToTier: ranges,
  };
}
