/**
 * The tiles of a bake, begun as soon as what they show is known: other threads make them while the bake goes on. The
 * same tiles come of it however many threads there are.
 */
import os from 'node:os';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import type { DistrictModel } from '../districtModel.ts';
import { OwnThread, Threads, type Workshop } from '../threads.ts';
import { buildingTileJobs, buildingTileset, type MadeBuildingTile } from './buildingTiles.ts';
import { type GroundModel, groundModelOf } from './groundTiles.ts';
import type { PackageFile } from './packageFile.ts';
import { doTileJob, type MadeTiles, type TileJob } from './tileJobs.ts';
import { withTwins } from './withTwins.ts';

/** More would wait for memory rather than for each other. */
const MOST_THREADS = 4;
/** Fewer buildings are tiled before a thread has loaded its libraries. */
const WORTH_THREADS_BUILDINGS = 6000;
/** A tile costs this much before its first building: in buildings. */
const TILE_COST = 50;
/** The ground, in buildings. */
const GROUND_COST = 20_000;

/** Besides this one, which computes all the while: a thread more than cores costs its own start, and wins nothing. */
export function usualThreads(buildings: number): number {
  if (buildings < WORTH_THREADS_BUILDINGS) return 0;
  return Math.max(1, Math.min(os.availableParallelism() - 1, MOST_THREADS));
}

/** Told how many of the buildings that are waited for stand in tiles; may throw to stop the bake. */
export type OnTile = (done: number, total: number) => Promise<void>;

interface Begun {
  readonly name: string;
  readonly made: Promise<MadeTiles>;
}

/** A failure is told where the promise is waited for; until then it is nobody's. */
function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => null);
  return promise;
}

export class TileWork {
  readonly #workshop: Workshop<TileJob, MadeTiles>;
  readonly #frame: EnuFrame;
  #ground: Promise<MadeTiles> | null = null;
  #buildings: readonly Begun[] | null = null;
  /** Buildings that stand in finished tiles. */
  #done = 0;

  /** @param threads none: this thread makes them. */
  constructor(frame: EnuFrame, threads: number) {
    this.#frame = frame;
    this.#workshop =
      threads > 0
        ? new Threads(new URL('./tileThread.ts', import.meta.url), threads)
        : new OwnThread<TileJob, MadeTiles>(doTileJob);
  }

  #run(job: TileJob, cost: number, transfer: readonly ArrayBuffer[] = []): Promise<MadeTiles> {
    return watched(this.#workshop.run(job, cost, transfer));
  }

  beginGround(ground: GroundModel, landCm: MultiPolygon): void {
    const model = groundModelOf(ground);
    this.#ground ??= this.#run({ kind: 'ground', model, landCm, origin: this.#frame.origin }, GROUND_COST);
  }

  beginBuildings({ buildings, heightField }: Pick<DistrictModel, 'buildings' | 'heightField'>): void {
    if (this.#buildings) return;
    const numbered = buildings.map((building, buildingIndex) => ({ ...building, buildingIndex }));
    this.#buildings = buildingTileJobs(numbered, heightField).map((job): Begun => {
      const made = this.#run(job, TILE_COST + job.buildings.length, [job.footprints.buffer]);
      const counted = made.then((tiles) => {
        this.#done += job.buildings.length;
        return tiles;
      });
      return { name: job.name, made: watched(counted) };
    });
  }

  /** Files of the ground with their twins. */
  async ground(model: GroundModel, landCm: MultiPolygon): Promise<PackageFile[]> {
    this.beginGround(model, landCm);
    return [...(await this.#ground!).files];
  }

  /** Files of the buildings with their twins, the tiles in the order of their names. */
  async buildings(model: Pick<DistrictModel, 'buildings' | 'heightField'>, onTile: OnTile): Promise<PackageFile[]> {
    this.beginBuildings(model);
    const tiles: MadeBuildingTile[] = [];
    // What was made meanwhile says nothing of the pace at which the rest is waited for.
    const before = this.#done;
    await onTile(0, model.buildings.length - before);
    for (const { name, made } of this.#buildings!) {
      const { files, box } = await made;
      tiles.push({ name, files, box: box! });
      await onTile(this.#done - before, model.buildings.length - before);
    }
    tiles.sort((a, b) => (a.name < b.name ? -1 : 1));
    const entry = await withTwins([buildingTileset(tiles, this.#frame)]);
    return [...tiles.flatMap(({ files }) => files), ...entry];
  }

  close(): Promise<void> {
    return this.#workshop.close();
  }
}
