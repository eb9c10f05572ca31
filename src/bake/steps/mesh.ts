/** A triangle mesh being collected, in ENU metres; and its bounds, which a tile needs. */
export interface Mesh {
  /** East, north, up in turn. */
  readonly enuMeters: number[];
  /** East, north, up of unit normals; empty where the mesh is unlit. */
  readonly normals: number[];
  /** Empty, or two per vertex. */
  readonly texcoords: number[];
  /** Empty, or four bytes per vertex. */
  readonly colors: number[];
  readonly featureIds: number[];
  /** Empty, or one per vertex: row in the tile's own property table. */
  readonly tableRows: number[];
  readonly indices: number[];
}

/** A list that the engine takes for one of fractions from the start: one that turns into it costs each push a call. */
function fractions(): number[] {
  const list = [0.5];
  list.pop();
  return list;
}

export function emptyMesh(): Mesh {
  const [enuMeters, normals, texcoords] = [fractions(), fractions(), fractions()];
  return { enuMeters, normals, texcoords, colors: [], featureIds: [], tableRows: [], indices: [] };
}

export interface Box {
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
}

export function boxOfMesh(mesh: Mesh): Box {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let at = 0; at < mesh.enuMeters.length; at += 3) {
    for (let axis = 0; axis < 3; axis++) {
      const value = mesh.enuMeters[at + axis]!;
      if (value < min[axis]!) min[axis] = value;
      if (value > max[axis]!) max[axis] = value;
    }
  }
  return { min, max };
}

export function unionOfBoxes(boxes: readonly Box[]): Box {
  const min = [0, 1, 2].map((axis) => Math.min(...boxes.map((box) => box.min[axis]!)));
  const max = [0, 1, 2].map((axis) => Math.max(...boxes.map((box) => box.max[axis]!)));
  return { min: min as unknown as Box['min'], max: max as unknown as Box['max'] };
}

/** A box grown by what rounding of positions may add. */
export function grownBox({ min, max }: Box, byMeters: number): Box {
  return {
    min: [min[0] - byMeters, min[1] - byMeters, min[2] - byMeters],
    max: [max[0] + byMeters, max[1] + byMeters, max[2] + byMeters],
  };
}

/** 3D Tiles 1.1 bounding volume: centre, then three half axes. Tile frame is ENU, z up. */
export function boundingVolumeOf(box: Box): { box: number[] } {
  const centre = [0, 1, 2].map((axis) => (box.min[axis]! + box.max[axis]!) / 2);
  // A flat box would be culled from the side.
  const half = [0, 1, 2].map((axis) => Math.max(0.5, (box.max[axis]! - box.min[axis]!) / 2));
  return { box: [...centre, half[0]!, 0, 0, 0, half[1]!, 0, 0, 0, half[2]!] };
}

/**
 * The same mesh with vertices of one place, class and normal made one, places rounded to whole steps; triangles that
 * rounding made lines are gone. Only for meshes without texture coordinates and colours.
 */
export function welded(mesh: Mesh, stepMeters: number): Mesh {
  const count = mesh.featureIds.length;
  const steps = new Int32Array(count * 3);
  for (let at = 0; at < steps.length; at++) steps[at] = Math.round(mesh.enuMeters[at]! / stepMeters);
  // Open addressing: a power of two of slots, at most half of them taken.
  const slots = new Int32Array(1 << Math.ceil(Math.log2(Math.max(2, count) * 2))).fill(-1);
  const newRow = new Uint32Array(count);
  const result = emptyMesh();
  const { normals } = mesh;
  const sameNormal = (one: number, other: number): boolean =>
    normals.length === 0 ||
    (normals[one * 3] === normals[other * 3] &&
      normals[one * 3 + 1] === normals[other * 3 + 1] &&
      normals[one * 3 + 2] === normals[other * 3 + 2]);
  const kept: number[] = [];
  for (let row = 0; row < count; row++) {
    const [x, y, z] = [steps[row * 3]!, steps[row * 3 + 1]!, steps[row * 3 + 2]!];
    const id = mesh.featureIds[row]!;
    let slot = Math.imul(Math.imul(Math.imul(x, 0x9e3779b1) ^ y, 0x85ebca6b) ^ z, 0xc2b2ae35) ^ id;
    slot = (slot ^ (slot >>> 15)) & (slots.length - 1);
    for (;;) {
      const other = slots[slot]!;
      if (other < 0) {
        slots[slot] = kept.length;
        newRow[row] = kept.length;
        kept.push(row);
        result.enuMeters.push(x * stepMeters, y * stepMeters, z * stepMeters);
        result.featureIds.push(id);
        if (normals.length > 0) result.normals.push(normals[row * 3]!, normals[row * 3 + 1]!, normals[row * 3 + 2]!);
        break;
      }
      const before = kept[other]!;
      const same = steps[before * 3] === x && steps[before * 3 + 1] === y && steps[before * 3 + 2] === z;
      if (same && mesh.featureIds[before] === id && sameNormal(before, row)) {
        newRow[row] = other;
        break;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }
  for (let at = 0; at < mesh.indices.length; at += 3) {
    const [a, b, c] = [newRow[mesh.indices[at]!]!, newRow[mesh.indices[at + 1]!]!, newRow[mesh.indices[at + 2]!]!];
    if (a !== b && b !== c && c !== a) result.indices.push(a, b, c);
  }
  return result;
}
