/**
 * The ground as it is seen from afar: the coarse sheets of a package's ground tiles as one mesh, from the topmost sheet
 * down, so that what lies under a road or a park is not coloured first.
 */
import { groundClasses } from '../../../model/contract/tileAttributes.ts';
import type { TileMesh } from '../../glb/readGlb.ts';

export interface GroundTile {
  readonly geometricError: number;
  readonly refine?: 'ADD' | 'REPLACE';
  readonly content?: { readonly uri: string };
  readonly children?: readonly GroundTile[];
}

export interface FarGround {
  /** East, north, up in metres. */
  readonly enuMeters: Float32Array;
  /** Normal in 1/32767, then the class. Four a vertex. */
  readonly faces: Int16Array;
  /** From the topmost sheet down, and last what lies wide: water, and the land outside. */
  readonly indices: Uint32Array;
  /** Where that begins. */
  readonly wideAt: number;
  readonly radiusMeters: number;
}

const NORMAL_STEPS = 32_767;
/** Below all others: in the order of drawing, not in the picture. */
const WIDE_LEVEL = -1;

/** Contents that are enough from afar: what children would replace stands for them. */
export function coarseContents(tile: GroundTile, refine: 'ADD' | 'REPLACE' = tile.refine ?? 'REPLACE'): string[] {
  const own = tile.content ? [tile.content.uri] : [];
  const isLast = tile.content !== undefined && refine === 'REPLACE';
  const below = isLast ? [] : (tile.children ?? []);
  return [...own, ...below.flatMap((child) => coarseContents(child, child.refine ?? refine))];
}

const WATER = groundClasses.indexOf('water');
const OUTSIDE = groundClasses.indexOf('outside');
const isWide = (kind: number): boolean => kind === WATER || kind === OUTSIDE;

/** How high a class lies among the sheets: the order of layers/ground.vert.glsl. */
function levelOf(kind: number): number {
  if (kind <= 2) return kind;
  if (kind <= 6) return 9 - kind;
  return { 7: 1.5, 8: 4.5, 9: 7 }[kind] ?? 0;
}

export function farGroundOf(meshes: readonly TileMesh[]): FarGround {
  const vertices = meshes.reduce((sum, mesh) => sum + mesh.featureIds.length, 0);
  const enuMeters = new Float32Array(vertices * 3);
  const faces = new Int16Array(vertices * 4);
  const byLevel = new Map<number, number[]>();
  let [first, radiusSquared] = [0, 0];
  for (const mesh of meshes) {
    enuMeters.set(mesh.enuMeters, first * 3);
    for (let vertex = 0; vertex < mesh.featureIds.length; vertex++) {
      const at = (first + vertex) * 4;
      for (let axis = 0; axis < 3; axis++) {
        faces[at + axis] = Math.round(mesh.normals[vertex * 3 + axis]! * NORMAL_STEPS);
      }
      faces[at + 3] = mesh.featureIds[vertex]!;
      const [x, y, z] = [0, 1, 2].map((axis) => mesh.enuMeters[vertex * 3 + axis]!) as [number, number, number];
      radiusSquared = Math.max(radiusSquared, x * x + y * y + z * z);
    }
    for (let at = 0; at < mesh.indices.length; at += 3) {
      const kind = mesh.featureIds[mesh.indices[at]!]!;
      const level = isWide(kind) ? WIDE_LEVEL : levelOf(kind);
      let triangles = byLevel.get(level);
      if (!triangles) {
        triangles = [];
        byLevel.set(level, triangles);
      }
      for (let corner = 0; corner < 3; corner++) triangles.push(first + mesh.indices[at + corner]!);
    }
    first += mesh.featureIds.length;
  }
  const levels = [...byLevel.keys()].sort((a, b) => b - a);
  const indices = Uint32Array.from(levels.flatMap((level) => byLevel.get(level)!));
  const wideAt = indices.length - (byLevel.get(WIDE_LEVEL)?.length ?? 0);
  return { enuMeters, faces, indices, wideAt, radiusMeters: Math.sqrt(radiusSquared) };
}
