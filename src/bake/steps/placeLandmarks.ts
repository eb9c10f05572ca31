/** Landmarks: an owner's glTF models stood on the district's ground, as 3D Tiles 1.1 with one tile each. */
import { createHash } from 'node:crypto';
import type { RecipeSource } from '../../model/contract/recipeSources.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { Vec3 } from '../../model/frames/ecef.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import { lonLatConverter } from '../sources/lonLatFromCrs.ts';
import { readGltf } from '../sources/readGltf.ts';
import { type Box, boundingVolumeOf, unionOfBoxes } from './mesh.ts';
import { enuFromTileMatrix, transformed, turnOfGltf } from './placementMatrix.ts';

/** Landmarks are few and far visible: always drawn. */
const ALWAYS_REFINED_METERS = 10_000;
/** Nothing of a district stands so far from its middle. */
export const FARTHEST_METERS = 100_000;

export interface LayerFile {
  /** Package-relative, with slashes. */
  readonly path: string;
  /** Of an owner's tileset read when they are asked for: all its files together may be larger than the memory. */
  readonly bytes: Uint8Array;
}

export interface PlacedLandmarks {
  /** `landmarks/tileset.json` and its tiles; empty where there are none. */
  readonly files: readonly LayerFile[];
  /** Sources that stand in the district. */
  readonly sourceKeys: readonly string[];
}

export interface PlacingInput {
  readonly frame: EnuFrame;
  readonly heightField: HeightField;
  fileOf(source: RecipeSource): string;
  readonly faults: FaultLog;
}

/**
 * Where a placement's place lies, on the ground and lifted above it; null (BAKE-256) far outside the district.
 * Throws FaultError BAKE-251 without a placement, BAKE-204 where its system does not allow the numbers.
 */
export function placeOf(source: RecipeSource, { frame, heightField, faults }: PlacingInput): Vec3 | null {
  const { placement } = source;
  if (!placement) throw new FaultError(fault('BAKE-251', { source: source.key }, source.path));
  const lonLatDeg = lonLatConverter(source.crs)(...placement.lonLatDeg);
  if (!lonLatDeg) {
    const [x, y] = placement.lonLatDeg;
    const crs = typeof source.crs === 'string' ? source.crs : source.crs.base;
    throw new FaultError(fault('BAKE-204', { source: source.key, id: 'placement', x, y, crs }, source.path));
  }
  const [east, north, up] = frame.enuFromLonLat(lonLatDeg);
  const meters = Math.hypot(east, north, up);
  if (meters > FARTHEST_METERS) {
    faults.add(fault('BAKE-256', { source: source.key, kilometers: Math.round(meters / 1000) }, source.path));
    return null;
  }
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return [round(east), round(north), round(groundUpMeters(heightField, east, north) + placement.upMeters)];
}

/** Around the box's corners after the matrix. */
function boxAfter(matrix: readonly number[], { min, max }: Box): Box {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    transformed(matrix, [corner & 1 ? max[0] : min[0], corner & 2 ? max[1] : min[1], corner & 4 ? max[2] : min[2]]),
  );
  return unionOfBoxes(corners.map((corner) => ({ min: corner, max: corner })));
}

/** Throws FaultError BAKE-2xx for a model that cannot be used or has no placement. */
export async function placeLandmarks(sources: readonly RecipeSource[], input: PlacingInput): Promise<PlacedLandmarks> {
  const files: LayerFile[] = [];
  const tiles: { readonly key: string; readonly tile: unknown; readonly box: Box }[] = [];
  for (const source of [...sources].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const at = placeOf(source, input);
    const { glb, bounds } = await readGltf(input.fileOf(source), source.key);
    if (!at) continue;
    const hash = createHash('sha256').update(glb).digest('hex').slice(0, 12);
    const name = `${source.key}-${hash}.glb`;
    files.push({ path: `landmarks/${name}`, bytes: glb });
    // 3D Tiles lay a glTF's y-up on z-up: x, y, z → x, −z, y.
    const box: Box = {
      min: [bounds.min[0], -bounds.max[2], bounds.min[1]],
      max: [bounds.max[0], -bounds.min[2], bounds.max[1]],
    };
    const transform = enuFromTileMatrix(at, turnOfGltf(source.placement!), source.placement!.scale);
    const content = { uri: name };
    const tile = { transform, boundingVolume: boundingVolumeOf(box), geometricError: 0, content };
    tiles.push({ key: source.key, tile, box: boxAfter(transform, box) });
  }
  if (tiles.length === 0) return { files: [], sourceKeys: [] };
  const tileset = {
    asset: { version: '1.1' },
    geometricError: ALWAYS_REFINED_METERS,
    root: {
      transform: input.frame.ecefFromEnuMatrix(),
      boundingVolume: boundingVolumeOf(unionOfBoxes(tiles.map(({ box }) => box))),
      geometricError: ALWAYS_REFINED_METERS,
      refine: 'ADD',
      children: tiles.map(({ tile }) => tile),
    },
  };
  files.push({ path: 'landmarks/tileset.json', bytes: new TextEncoder().encode(JSON.stringify(tileset)) });
  return { files, sourceKeys: tiles.map(({ key }) => key) };
}
