/**
 * The tiles of a bake, begun as soon as what they show is known: other threads make them while the bake goes on, and
 * before that the land. The same comes of it however many threads there are.
 */
import os from 'node:os';
import type { AreasFile } from '../../model/contract/areasFile.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import type { BesidePart } from '../bakeClock.ts';
import type { AreaNode, DistrictModel } from '../districtModel.ts';
import { unheard } from '../progress.ts';
import { OwnThread, Threads, type Workshop } from '../threads.ts';
import { buildingTileJobs, buildingTileset, type MadeBuildingTile } from './buildingTiles.ts';
import { type GroundModel, groundModelOf } from './groundTiles.ts';
import type { LandSpec, MadeLand } from './makeLand.ts';
import type { PackageFile } from './packageFile.ts';
import { doThreadJob, type MadeTiles, type ThreadAnswer, type ThreadJob, type TileJob } from './tileJobs.ts';
import { withTwins } from './withTwins.ts';

/** More would wait for memory rather than for each other. */
const MOST_THREADS = 4;
/** Fewer buildings are tiled before a thread has loaded its libraries. */
const WORTH_THREADS_BUILDINGS = 6000;
/** A tile costs this much before its first building: in buildings. */
const TILE_COST = 50;
/** The land, the areas' file and the ground, in buildings. */
const LAND_COST = 4_000;
const AREAS_COST = 2_000;
const GROUND_COST = 20_000;

/** Besides this one, which computes all the while: a thread more than cores costs its own start, and wins nothing. */
export function usualThreads(buildings: number): number {
  if (buildings < WORTH_THREADS_BUILDINGS) return 0;
  return Math.max(1, Math.min(os.availableParallelism() - 1, MOST_THREADS));
}

/** Told how many of all buildings stand in tiles; may throw to stop the bake. */
export type OnTile = (done: number, total: number) => Promise<void>;
/** Told which share of a part is made, and the seconds that all threads together were at it; must not throw. */
export type OnBeside = (part: BesidePart, share: number, busySeconds: number) => void;

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
  readonly #workshop: Workshop<ThreadJob, ThreadAnswer>;
  readonly #frame: EnuFrame;
  readonly #onBeside: OnBeside;
  #ground: Promise<MadeTiles> | null = null;
  #areas: Promise<AreasFile> | null = null;
  #hasAreas = false;
  #buildings: readonly Begun[] | null = null;
  #helping: Promise<void> | null = null;
  /** Buildings that stand in finished tiles. */
  #done = 0;
  #busySeconds = 0;

  /** @param threads none: this thread makes them. */
  constructor(frame: EnuFrame, threads: number, onBeside: OnBeside = unheard) {
    this.#frame = frame;
    this.#onBeside = onBeside;
    this.#workshop =
      threads > 0
        ? new Threads(new URL('./tileThread.ts', import.meta.url), threads, doThreadJob)
        : new OwnThread(doThreadJob);
  }

  #run(job: TileJob, cost: number, onMade: (tiles: MadeTiles) => void): Promise<MadeTiles> {
    const made = this.#workshop.run(job, cost).then((tiles) => {
      invariant('files' in tiles, 'tiles come of a job for tiles');
      onMade(tiles);
      return tiles;
    });
    return watched(made);
  }

  /** The land, while whoever asks goes on: nothing else is asked for so early. */
  async land(spec: LandSpec): Promise<MadeLand> {
    const made = await this.#workshop.run({ kind: 'land', spec }, LAND_COST);
    invariant('beyond' in made, 'land comes of a job for land');
    return made;
  }

  /** To be begun when this thread lays out houses and the others wait for them. */
  beginAreas(areas: readonly AreaNode[]): void {
    if (this.#areas) return;
    const made = this.#workshop.run({ kind: 'areas', areas }, AREAS_COST).then((file) => {
      invariant('arcs' in file, 'an areas file comes of a job for one');
      this.#hasAreas = true;
      return file;
    });
    this.#areas = watched(made);
  }

  /** `areas.json`. */
  async areas(areas: readonly AreaNode[]): Promise<AreasFile> {
    this.beginAreas(areas);
    // No longer: what this thread does next is its own, and the others have their tiles.
    watched(this.#workshop.help(() => this.#hasAreas));
    return this.#areas!;
  }

  beginGround(ground: GroundModel, landCm: MultiPolygon): void {
    if (this.#ground) return;
    const job: TileJob = { kind: 'ground', model: groundModelOf(ground), landCm, origin: this.#frame.origin };
    this.#onBeside('groundTiles', 0, 0);
    this.#ground = this.#run(job, GROUND_COST, ({ seconds }) => this.#onBeside('groundTiles', 1, seconds));
  }

  beginBuildings({ buildings, heightField }: Pick<DistrictModel, 'buildings' | 'heightField'>): void {
    if (this.#buildings) return;
    const numbered = buildings.map((building, buildingIndex) => ({ ...building, buildingIndex }));
    this.#onBeside('tiles', 0, 0);
    this.#buildings = buildingTileJobs(numbered, heightField).map((job): Begun => {
      const made = this.#run(job, TILE_COST + job.buildings.length, ({ seconds }) => {
        this.#done += job.buildings.length;
        this.#busySeconds += seconds;
        this.#onBeside('tiles', this.#done / buildings.length, this.#busySeconds);
      });
      return { name: job.name, made };
    });
  }

  /** This thread waits: it can as well do what no other has begun. */
  #help(): void {
    this.#helping ??= watched(this.#workshop.help());
  }

  /** Files of the ground with their twins. */
  async ground(model: GroundModel, landCm: MultiPolygon): Promise<PackageFile[]> {
    this.beginGround(model, landCm);
    this.#help();
    return [...(await this.#ground!).files];
  }

  /** Files of the buildings with their twins, the tiles in the order of their names. */
  async buildings(model: Pick<DistrictModel, 'buildings' | 'heightField'>, onTile: OnTile): Promise<PackageFile[]> {
    this.beginBuildings(model);
    this.#help();
    const tiles: MadeBuildingTile[] = [];
    await onTile(this.#done, model.buildings.length);
    for (const { name, made } of this.#buildings!) {
      const { files, box } = await made;
      tiles.push({ name, files, box: box! });
      await onTile(this.#done, model.buildings.length);
    }
    tiles.sort((a, b) => (a.name < b.name ? -1 : 1));
    const entry = await withTwins([buildingTileset(tiles, this.#frame)]);
    return [...tiles.flatMap(({ files }) => files), ...entry];
  }

  async close(): Promise<void> {
    await this.#workshop.close();
  }
}
