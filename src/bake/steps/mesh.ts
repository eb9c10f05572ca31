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
  readonly indices: number[];
}

export function emptyMesh(): Mesh {
  return { enuMeters: [], normals: [], texcoords: [], colors: [], featureIds: [], indices: [] };
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

/** 3D Tiles 1.1 bounding volume: centre, then three half axes. Tile frame is ENU, z up. */
export function boundingVolumeOf(box: Box): { box: number[] } {
  const centre = [0, 1, 2].map((axis) => (box.min[axis]! + box.max[axis]!) / 2);
  // A flat box would be culled from the side.
  const half = [0, 1, 2].map((axis) => Math.max(0.5, (box.max[axis]! - box.min[axis]!) / 2));
  return { box: [...centre, half[0]!, 0, 0, 0, half[1]!, 0, 0, 0, half[2]!] };
}
