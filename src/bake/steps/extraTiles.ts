/** An owner's ready 3D Tiles, copied whole as a layer of their own; put into place where the recipe says so. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RecipeSource } from '../../model/contract/recipeSources.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { ecefFromLonLat, type Vec3 } from '../../model/frames/ecef.ts';
import { tilesetFiles } from '../sources/tilesetFiles.ts';
import { FARTHEST_METERS, type LayerFile, type PlacingInput, placeOf } from './placeLandmarks.ts';
import { enuFromTileMatrix, multiplied, transformed, turnOfTileset } from './placementMatrix.ts';

export interface ExtraLayer {
  readonly key: string;
  /** Package-relative. */
  readonly tileset: string;
  readonly files: readonly LayerFile[];
}

/** Stands around a tileset that has a placement; no owner's file is called so. */
const PLACED_NAME = '-placed-tileset.json';
const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

type Json = Readonly<Record<string, unknown>>;
const numbers = (value: unknown, count: number): readonly number[] | null =>
  Array.isArray(value) && value.length === count && value.every(Number.isFinite) ? (value as number[]) : null;

interface RootVolume {
  /** Of tiles without a place of their own: in their own frame. */
  readonly centreEcefMeters: Vec3;
  /** In the frame around the root; null for regions, which lie where they lie. */
  readonly local: { readonly box: readonly number[] } | { readonly sphere: readonly number[] } | null;
}

/** The root's bounding volume (3D Tiles 1.1 §4.3) after its own transform; null where it has none. */
function rootVolumeOf(root: Json): RootVolume | null {
  const { box, sphere, region } = (root.boundingVolume ?? {}) as Json;
  const [west, south, east, north, low, high] = numbers(region, 6) ?? [];
  if (west !== undefined) {
    const degrees = (radians: number): number => (radians * 180) / Math.PI;
    const middle = [degrees((west + east!) / 2), degrees((south! + north!) / 2)] as const;
    return { centreEcefMeters: ecefFromLonLat(middle, (low! + high!) / 2), local: null };
  }
  const matrix = numbers(root.transform, 16) ?? IDENTITY;
  const boxNumbers = numbers(box, 12);
  if (boxNumbers) {
    const [x, y, z, ...axes] = boxNumbers as [number, number, number, ...number[]];
    const centre = transformed(matrix, [x, y, z]);
    const turned = [0, 3, 6].flatMap((at) => {
      const tip = transformed(matrix, [x + axes[at]!, y + axes[at + 1]!, z + axes[at + 2]!]);
      return tip.map((value, axis) => value - centre[axis]!);
    });
    return { centreEcefMeters: centre, local: { box: [...centre, ...turned] } };
  }
  const [x, y, z, radius] = numbers(sphere, 4) ?? [];
  if (x === undefined) return null;
  const centre = transformed(matrix, [x, y!, z!]);
  const stretch = Math.max(...[0, 4, 8].map((at) => Math.hypot(matrix[at]!, matrix[at + 1]!, matrix[at + 2]!)));
  return { centreEcefMeters: centre, local: { sphere: [...centre, radius! * stretch] } };
}

function placedTileset(tileset: Json, entry: string, ecefFromTile: readonly number[], volume: RootVolume): Json {
  const geometricError = Number(tileset.geometricError ?? 0);
  return {
    asset: { version: '1.1' },
    geometricError,
    root: {
      transform: ecefFromTile,
      boundingVolume: volume.local,
      geometricError,
      refine: 'ADD',
      content: { uri: encodeURI(entry) },
    },
  };
}

function isFar(source: RecipeSource, centreEnuMeters: Vec3, { faults }: PlacingInput): boolean {
  const meters = Math.hypot(...centreEnuMeters);
  if (meters <= FARTHEST_METERS) return false;
  faults.add(fault('BAKE-256', { source: source.key, kilometers: Math.round(meters / 1000) }, source.path));
  return true;
}

/** Null (BAKE-256) where the tiles lie far outside the district. Throws FaultError BAKE-2xx: see tilesetFiles.ts. */
export function extraTiles(source: RecipeSource, input: PlacingInput): ExtraLayer | null {
  const file = input.fileOf(source);
  const { folder, entry, files: names, tileset } = tilesetFiles(file, source.key, input.faults);
  const volume = rootVolumeOf(tileset.root as Json);
  if (!volume || (source.placement && !volume.local)) {
    const reason = volume ? 'placement of a region' : 'boundingVolume';
    throw new FaultError(fault('BAKE-254', { source: source.key, uri: entry, reason }, file));
  }
  const prefix = `extra/${source.key}/`;
  const copied = names.map(
    (name): LayerFile => ({
      path: prefix + name,
      get bytes() {
        return readFileSync(path.join(folder, name));
      },
    }),
  );
  if (!source.placement) {
    if (isFar(source, input.frame.enuFromEcef(volume.centreEcefMeters), input)) return null;
    return { key: source.key, tileset: prefix + entry, files: copied };
  }
  const at = placeOf(source, input);
  if (!at) return null;
  const enuFromTile = enuFromTileMatrix(at, turnOfTileset(source.placement), source.placement.scale);
  // Its tiles may lie far from the origin that the placement puts into the district.
  if (isFar(source, transformed(enuFromTile, volume.centreEcefMeters), input)) return null;
  const ecefFromTile = multiplied(input.frame.ecefFromEnuMatrix(), enuFromTile);
  const placed = placedTileset(tileset, entry, ecefFromTile, volume);
  const bytes = new TextEncoder().encode(JSON.stringify(placed));
  return { key: source.key, tileset: prefix + PLACED_NAME, files: [...copied, { path: prefix + PLACED_NAME, bytes }] };
}
