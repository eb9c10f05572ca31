/** Jobs for any thread, plain data in and out: tiles, as files with their twins; the land, and the areas' file. */
import type { AreasFile } from '../../model/contract/areasFile.ts';
import { EnuFrame, type EnuOrigin } from '../../model/frames/enu.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import { buildAreasFile } from '../topology/sharedArcs.ts';
import { type BuildingTileJob, makeBuildingTile } from './buildingTile.ts';
import { type GroundModel, groundTiles } from './groundTiles.ts';
import { type LandSpec, type MadeLand, makeLand } from './makeLand.ts';
import type { Box } from './mesh.ts';
import type { PackageFile } from './packageFile.ts';
import { withTwins } from './withTwins.ts';

export interface GroundTilesJob {
  readonly kind: 'ground';
  readonly model: GroundModel;
  readonly landCm: MultiPolygon;
  readonly origin: EnuOrigin;
}

export type TileJob = GroundTilesJob | BuildingTileJob;

export interface LandJob {
  readonly kind: 'land';
  readonly spec: LandSpec;
}

export interface AreasJob {
  readonly kind: 'areas';
  readonly areas: readonly AreaNode[];
}

export interface MadeTiles {
  /** Each with its twins after it. */
  readonly files: readonly PackageFile[];
  /** Of a building tile; null for the ground, whose tileset is among the files. */
  readonly box: Box | null;
  /** What it took: for the announced time, never for the package. */
  readonly seconds: number;
}

async function made(job: TileJob): Promise<Omit<MadeTiles, 'seconds'>> {
  if (job.kind === 'ground') {
    return { files: await withTwins(await groundTiles(job.model, job.landCm, new EnuFrame(job.origin))), box: null };
  }
  const { file, box } = await makeBuildingTile(job);
  return { files: await withTwins([file]), box };
}

export async function doTileJob(job: TileJob): Promise<MadeTiles> {
  const fromMillis = performance.now();
  const tiles = await made(job);
  return { ...tiles, seconds: (performance.now() - fromMillis) / 1000 };
}

export type ThreadJob = TileJob | LandJob | AreasJob;
export type ThreadAnswer = MadeTiles | MadeLand | AreasFile;

export async function doThreadJob(job: ThreadJob): Promise<ThreadAnswer> {
  if (job.kind === 'land') return makeLand(job.spec);
  return job.kind === 'areas' ? buildAreasFile(job.areas) : doTileJob(job);
}

/** Bytes of files change hands; each file has a buffer of its own. */
export function transferOf(made: ThreadAnswer): ArrayBuffer[] {
  const files = 'files' in made ? made.files : [];
  const whole = files.filter(({ bytes }) => bytes.byteLength === bytes.buffer.byteLength);
  return [...new Set(whole.map(({ bytes }) => bytes.buffer as ArrayBuffer))];
}
