/**
 * All buildings as they are seen from afar: upright prisms with flat roofs, merged by cells of the district, from what
 * picking has anyway. A screen draws them where a window is no larger than a pixel: nothing has to be fetched for it.
 *
 * A cell's triangles stand in an order that lets most of what an eye cannot see go undrawn: large buildings before small
 * ones, walls by the side they look to.
 */
import type { Footprints } from '../../../model/contract/footprintsFile.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import { boxOf, type Ring, ringsOf, roofTriangles } from './farOutlines.ts';

/** Sides that walls are sorted by: an even number. */
export const WALL_SIDES = 16;
/** As wide is a cell: what one draw call shows, and what is left out beside the picture. */
export const CELL_METERS = 2000;
/** Positions are kept to 1/16 m from the middle of their cell. */
export const FAR_STEPS_PER_METER = 16;
/** So far may a corner be from that middle: places are of sixteen bits. */
const MOST_STEPS = 32_767;
/** A box may reach twice as far as its outline: what may not fit into a cell so has one of its own. */
const MOST_REACH_METERS = (MOST_STEPS / FAR_STEPS_PER_METER - CELL_METERS / 2) / 2;
/** Walls reach into the ground: between two corners it may be lower than at both. */
const FOOT_METERS = 3;
/** However steep the ground is, so much of a building is seen above its highest corner. */
const LEAST_SEEN_METERS = 2.5;

export interface IndexRange {
  readonly offset: number;
  readonly count: number;
}

/**
 * Triangles of a tier: walls by the side they look to, counter-clockwise from east, in two rounds, and after every half
 * round the roofs. So whatever half of the walls an eye can see is one range, and the roofs are in it.
 */
export interface FarShapes {
  /** Where the walls of each side of both rounds begin and end. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly roofs: IndexRange;
}

/** The buildings of one size in a cell. */
export interface FarTier {
  /** So large and so high is a usual one of them. */
  readonly sizeMeters: number;
  readonly heightMeters: number;
  /** With their own outlines; and as boxes as large, for where a box is all that is seen of them. */
  readonly prisms: FarShapes;
  readonly boxes: FarShapes;
}

export interface FarCell {
  readonly middleEnuMeters: readonly [number, number, number];
  readonly radiusMeters: number;
  /** The buildings that stand in it. */
  readonly buildingRows: Uint32Array;
  /** x, y, z in steps from the middle; metres above the building's base in quarters. Four a vertex. */
  readonly places: Int16Array;
  /**
   * Side it looks to in 1/256 of a turn counter-clockwise from east (roofs: 0), 1 for roofs, 2 for walls of a building with
   * windows and 0 for others, the look (lookBitsOf), floors. Four a vertex.
   */
  readonly looks: Uint8Array;
  /** Building's row, column of windows, the wall's top in metres. Three a vertex. */
  readonly facts: Float32Array;
  readonly indices: Uint32Array;
  /** From the largest to the smallest. */
  readonly tiers: readonly FarTier[];
}

/** Shares of a cell's buildings, from the largest on. */
const TIER_SHARES = [0.12, 0.5, 1];

interface Prism {
  readonly row: number;
  readonly east: number;
  readonly north: number;
  /** Half of its longer side. */
  readonly reachMeters: number;
  readonly sizeMeters: number;
}

/** Middle and size of each building. */
function prismsOf({ count, partStart, outlineStart, vertexStart, enuCm, heightGroundMeters }: Footprints): Prism[] {
  const prisms: Prism[] = [];
  for (let row = 0; row < count; row++) {
    const first = vertexStart[outlineStart[partStart[row]!]!]!;
    const last = vertexStart[outlineStart[partStart[row + 1]!]!]!;
    if (first === last) continue;
    let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let at = first * 2; at < last * 2; at += 2) {
      const x = enuCm[at]!;
      const y = enuCm[at + 1]!;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    const sideMeters = (maxX - minX + maxY - minY) / 200;
    prisms.push({
      row,
      east: (minX + maxX) / 200,
      north: (minY + maxY) / 200,
      reachMeters: Math.max(maxX - minX, maxY - minY) / 200,
      // The side of a square as large as what is seen of it.
      sizeMeters: Math.sqrt(sideMeters * (sideMeters / 2 + heightGroundMeters[row]!)),
    });
  }
  return prisms;
}

/** What every vertex of a building says, and how high it stands. */
interface Standing {
  readonly row: number;
  readonly lowestUp: number;
  readonly topUp: number;
  readonly columnsPerMeter: number;
}

class Sorted {
  readonly roofs: number[] = [];
  readonly walls: number[][] = Array.from({ length: WALL_SIDES }, () => []);
}

/** So many vertices a cell begins with. */
const BEGIN_VERTICES = 4096;

/** The longer one, with what was in the other. */
function grown<T extends Int16Array | Uint8Array | Float32Array>(into: T, values: T): T {
  into.set(values);
  return into;
}

/** Every corner of the city passes here before the first picture, much of it before the browser has compiled any of it. */
class CellMesh {
  readonly #footprints: Footprints;
  readonly #ground: HeightField;
  readonly #middle: readonly [number, number, number];
  #places = new Int16Array(4 * BEGIN_VERTICES);
  #looks = new Uint8Array(4 * BEGIN_VERTICES);
  #facts = new Float32Array(3 * BEGIN_VERTICES);
  #vertices = 0;
  #prisms = new Sorted();
  #boxes = new Sorted();
  readonly #rows: number[] = [];
  readonly #indices: number[] = [];
  readonly #tiers: FarTier[] = [];
  #radiusSquared = 0;
  #mostMeters = 0;

  constructor(footprints: Footprints, ground: HeightField, middle: readonly [number, number, number]) {
    this.#footprints = footprints;
    this.#ground = ground;
    this.#middle = middle;
  }

  /** @param side negative for roofs. */
  #vertex(x: number, y: number, up: number, side: number, column: number, standing: Standing): number {
    const vertex = this.#vertices++;
    if (vertex * 4 === this.#places.length) this.#grow(vertex * 2);
    const east = x - this.#middle[0];
    const north = y - this.#middle[1];
    const above = up - this.#middle[2];
    this.#radiusSquared = Math.max(this.#radiusSquared, east * east + north * north + above * above);
    this.#mostMeters = Math.max(this.#mostMeters, Math.abs(east), Math.abs(north), Math.abs(above));
    const places = this.#places;
    places[vertex * 4] = Math.round(east * FAR_STEPS_PER_METER);
    places[vertex * 4 + 1] = Math.round(north * FAR_STEPS_PER_METER);
    places[vertex * 4 + 2] = Math.round(above * FAR_STEPS_PER_METER);
    places[vertex * 4 + 3] = Math.round((up - standing.lowestUp) * 4);
    const looks = this.#looks;
    looks[vertex * 4] = Math.max(side, 0);
    looks[vertex * 4 + 1] = side < 0 ? 1 : this.#footprints.windowColumns[standing.row]! > 0 ? 2 : 0;
    looks[vertex * 4 + 2] = this.#footprints.looks[standing.row]!;
    looks[vertex * 4 + 3] = Math.min(255, this.#footprints.floors[standing.row]!);
    const facts = this.#facts;
    facts[vertex * 3] = standing.row;
    facts[vertex * 3 + 1] = column;
    facts[vertex * 3 + 2] = standing.topUp - standing.lowestUp;
    return vertex;
  }

  #grow(vertices: number): void {
    this.#places = grown(new Int16Array(4 * vertices), this.#places);
    this.#looks = grown(new Uint8Array(4 * vertices), this.#looks);
    this.#facts = grown(new Float32Array(3 * vertices), this.#facts);
  }

  /** One part of a building, its walls counted on from `alongMeters`; returns how far they are counted now. */
  #addPart(rings: readonly Ring[], standing: Standing, alongMeters: number, into: readonly Sorted[]): number {
    const { lowestUp, topUp, columnsPerMeter } = standing;
    const flat: number[] = [];
    const holes: number[] = [];
    const roof: number[] = [];
    let along = alongMeters;
    for (const ring of rings) {
      if (flat.length > 0) holes.push(flat.length / 2);
      for (let corner = 0; corner < ring.length; corner++) {
        const here = ring[corner]!;
        const next = ring[corner + 1 < ring.length ? corner + 1 : 0]!;
        const ax = here[0];
        const ay = here[1];
        const bx = next[0];
        const by = next[1];
        flat.push(ax, ay);
        roof.push(this.#vertex(ax, ay, topUp, -1, -1, standing));
        const length = Math.hypot(bx - ax, by - ay);
        if (length === 0) continue;
        // Outside lies to the right of a ring that runs counter-clockwise.
        const turn = (Math.atan2(ax - bx, by - ay) / (2 * Math.PI) + 1) % 1;
        const side = Math.round(turn * 256) % 256;
        const from = along * columnsPerMeter;
        const to = (along + length) * columnsPerMeter;
        along += length;
        const footUp = lowestUp - FOOT_METERS;
        const topA = this.#vertex(ax, ay, topUp, side, from, standing);
        const footA = this.#vertex(ax, ay, footUp, side, from, standing);
        const footB = this.#vertex(bx, by, footUp, side, to, standing);
        const topB = this.#vertex(bx, by, topUp, side, to, standing);
        for (const { walls } of into) {
          walls[Math.floor(turn * WALL_SIDES) % WALL_SIDES]!.push(topA, footA, footB, topA, footB, topB);
        }
      }
    }
    const triangles = roofTriangles(flat, holes);
    for (let at = 0; at < triangles.length; at += 3) {
      const a = triangles[at]!;
      const b = triangles[at + 1]!;
      const c = triangles[at + 2]!;
      const cross =
        (flat[b * 2]! - flat[a * 2]!) * (flat[c * 2 + 1]! - flat[a * 2 + 1]!) -
        (flat[b * 2 + 1]! - flat[a * 2 + 1]!) * (flat[c * 2]! - flat[a * 2]!);
      for (const { roofs } of into) roofs.push(roof[a]!, roof[cross >= 0 ? b : c]!, roof[cross >= 0 ? c : b]!);
    }
    return along;
  }

  add(row: number): void {
    this.#rows.push(row);
    const { partStart, heightGroundMeters, windowColumns } = this.#footprints;
    const parts: Ring[][] = [];
    for (let part = partStart[row]!; part < partStart[row + 1]!; part++) parts.push(ringsOf(this.#footprints, part));
    let [lowestUp, highestUp, roundMeters] = [Infinity, -Infinity, 0];
    for (const ring of parts.flat()) {
      for (let corner = 0; corner < ring.length; corner++) {
        const here = ring[corner]!;
        const next = ring[corner + 1 < ring.length ? corner + 1 : 0]!;
        const up = groundUpMeters(this.#ground, here[0], here[1]);
        if (up < lowestUp) lowestUp = up;
        if (up > highestUp) highestUp = up;
        roundMeters += Math.hypot(next[0] - here[0], next[1] - here[1]);
      }
    }
    const height = heightGroundMeters[row]!;
    const topUp = Math.max(lowestUp + height, highestUp + Math.min(LEAST_SEEN_METERS, height));
    const standing = { row, lowestUp, topUp, columnsPerMeter: windowColumns[row]! / Math.max(roundMeters, 1) };
    let along = 0;
    for (const rings of parts) {
      const isBox = rings.length === 1 && rings[0]!.length === 4;
      along = this.#addPart(rings, standing, along, isBox ? [this.#prisms, this.#boxes] : [this.#prisms]);
      if (isBox || rings.length === 0) continue;
      const box = boxOf(rings[0]!);
      const boxMeters =
        2 *
        (Math.hypot(box[1]![0] - box[0]![0], box[1]![1] - box[0]![1]) +
          Math.hypot(box[2]![0] - box[1]![0], box[2]![1] - box[1]![1]));
      this.#addPart([box], { ...standing, columnsPerMeter: windowColumns[row]! / Math.max(boxMeters, 1) }, 0, [
        this.#boxes,
      ]);
    }
  }

  #shapes({ roofs, walls }: Sorted): FarShapes {
    const [starts, ends]: [number[], number[]] = [[], []];
    let roofsAt = 0;
    const append = (indices: readonly number[]): void => {
      for (let at = 0; at < indices.length; at++) this.#indices.push(indices[at]!);
    };
    for (let turn = 0; turn < 2 * WALL_SIDES; turn++) {
      starts.push(this.#indices.length);
      append(walls[turn % WALL_SIDES]!);
      ends.push(this.#indices.length);
      if (turn % (WALL_SIDES / 2) !== WALL_SIDES / 2 - 1) continue;
      roofsAt = this.#indices.length;
      append(roofs);
    }
    return { starts, ends, roofs: { offset: roofsAt, count: roofs.length } };
  }

  /** What was added since the last tier is one. */
  closeTier(sizeMeters: number, heightMeters: number): void {
    const [prisms, boxes] = [this.#shapes(this.#prisms), this.#shapes(this.#boxes)];
    this.#tiers.push({ sizeMeters, heightMeters, prisms, boxes });
    [this.#prisms, this.#boxes] = [new Sorted(), new Sorted()];
  }

  /** Null where a corner is too far from the middle to be kept. */
  finished(): FarCell | null {
    if (this.#mostMeters * FAR_STEPS_PER_METER > MOST_STEPS) return null;
    return {
      middleEnuMeters: this.#middle,
      radiusMeters: Math.sqrt(this.#radiusSquared),
      buildingRows: Uint32Array.from(this.#rows),
      places: this.#places.slice(0, 4 * this.#vertices),
      looks: this.#looks.slice(0, 4 * this.#vertices),
      facts: this.#facts.slice(0, 3 * this.#vertices),
      indices: new Uint32Array(this.#indices), // `from` would walk it item by item
      tiers: this.#tiers,
    };
  }
}

/**
 * Cells one after the other, so that whoever asks can let frames pass between them. Returns how many buildings are in none:
 * what is some kilometres wide is too large to be kept, and is left to the tiles.
 */
export function* farCells(footprints: Footprints, ground: HeightField): Generator<FarCell, number> {
  let leftOut = 0;
  const cells = Map.groupBy(
    prismsOf(footprints),
    ({ row, east, north, reachMeters }) =>
      // What does not fit into a cell has one of its own.
      `${Math.floor(east / CELL_METERS)},${Math.floor(north / CELL_METERS)}${reachMeters > MOST_REACH_METERS ? `,${row}` : ''}`,
  );
  for (const prisms of cells.values()) {
    const { east: ownEast, north: ownNorth, reachMeters } = prisms[0]!;
    const middleOf = (meters: number): number =>
      reachMeters > MOST_REACH_METERS ? meters : (Math.floor(meters / CELL_METERS) + 0.5) * CELL_METERS;
    const [east, north] = [middleOf(ownEast), middleOf(ownNorth)];
    prisms.sort((a, b) => b.sizeMeters - a.sizeMeters || a.row - b.row);
    const mesh = new CellMesh(footprints, ground, [east, north, groundUpMeters(ground, east, north)]);
    let done = 0;
    for (const share of TIER_SHARES) {
      const end = Math.ceil(prisms.length * share);
      const usual = prisms[Math.floor((done + end) / 2)];
      for (; done < end; done++) mesh.add(prisms[done]!.row);
      if (usual) mesh.closeTier(usual.sizeMeters, footprints.heightGroundMeters[usual.row]!);
    }
    const cell = mesh.finished();
    if (cell) yield cell;
    else leftOut += prisms.length;
  }
  return leftOut;
}

/**
 * The part of a tier's triangles that holds its roofs and every wall that can look at an eye. `towardEyeTurns` is the level
 * direction from the cell's middle to the eye, counter-clockwise from east; `spreadTurns` how far that direction may differ
 * elsewhere in the cell.
 */
export function facingRange({ starts, ends }: FarShapes, towardEyeTurns: number, spreadTurns: number): IndexRange {
  const half = 0.25 + spreadTurns;
  const from = Math.floor((towardEyeTurns - half + 1) * WALL_SIDES);
  const to = Math.floor((towardEyeTurns + half + 1) * WALL_SIDES);
  // More than half of them, so that roofs are among them.
  const sides = Math.max(to - from + 1, WALL_SIDES / 2 + 1);
  const first = sides >= WALL_SIDES ? 0 : from % WALL_SIDES;
  const last = sides >= WALL_SIDES ? WALL_SIDES - 1 : first + sides - 1;
  return { offset: starts[first]!, count: ends[last]! - starts[first]! };
}
