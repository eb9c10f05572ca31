import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Recipe } from '../../model/contract/recipe.ts';
import {
  areaRoles,
  type RecipeSource,
  type SourceFormat,
  type SourceRole,
} from '../../model/contract/recipeSources.ts';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { Bounds2, MultiPolygon } from '../../model/geometry/polygon.ts';
import { sourceDigest } from '../cache/sourceDigest.ts';
import type { Stages } from '../cache/stages.ts';
import { RecordRoom } from '../sources/keptRecords.ts';
import { boundsNear } from '../sources/nearDistrict.ts';
import { type ReadSource, readPackedSource, unpackedSource } from '../sources/readSource.ts';

/** Records of a larger file are read anew each time: keeping them would need the memory that streaming them saves. */
const LARGEST_KEPT_BYTES = 64 * 1024 * 1024;

/** All sources of a recipe, by role. */
export class Sources {
  readonly all: readonly ReadSource[];
  /** Of each source's file and of what the recipe says about it, by source key. */
  readonly digestByKey: ReadonlyMap<string, string>;
  readonly #dataFolder: string | null;
  readonly #roles: readonly SourceRole[] | null;

  /** `roles` is null for all. */
  constructor(
    all: readonly ReadSource[],
    digestByKey: ReadonlyMap<string, string> = new Map(),
    dataFolder: string | null = null,
    roles: readonly SourceRole[] | null = null,
  ) {
    this.all = all;
    this.digestByKey = digestByKey;
    this.#dataFolder = dataFolder;
    this.#roles = roles;
  }

  /** Where a source's file lies, for roles that have no records. */
  fileOf(source: RecipeSource): string {
    invariant(this.#dataFolder !== null, 'sources come from a data folder');
    return path.join(this.#dataFolder, source.path);
  }

  of(role: SourceRole): readonly ReadSource[] {
    invariant(this.#roles === null || this.#roles.includes(role), `no source of ${role} here: see stageViews.ts`);
    return this.all.filter(({ source }) => source.role === role);
  }

  /** The same, with what `change` makes of each. */
  changed(change: (read: ReadSource) => ReadSource): Sources {
    return new Sources(this.all.map(change), this.digestByKey, this.#dataFolder, this.#roles);
  }

  /** The sources of these roles, and of no other. */
  only(roles: readonly SourceRole[]): Sources {
    const all = this.all.filter(({ source }) => roles.includes(source.role));
    const digests = all.map(({ source }) => [source.key, this.digestByKey.get(source.key) ?? ''] as const);
    return new Sources(all, new Map(digests), this.#dataFolder, roles);
  }
}

/** Roles without records, with their one format: a raster, a model and a tileset are read where they are placed. */
const formatOfRole: Readonly<Partial<Record<SourceRole, SourceFormat>>> = {
  elevation: 'geotiff',
  landmarks: 'gltf',
  extraTiles: '3dtiles',
};

/** One file, counted as one record. Throws FaultError BAKE-201 where it is not there, BAKE-213 for another format. */
function fileWithoutRecords(source: RecipeSource, dataFolder: string): ReadSource {
  const file = path.join(dataFolder, source.path);
  if (!existsSync(file)) throw new FaultError(fault('BAKE-201', { source: source.key, file }, file));
  const { key, role, format } = source;
  if (formatOfRole[role] !== format) throw new FaultError(fault('BAKE-213', { source: key, role, format }, file));
  return { source, recordCount: 1, filteredCount: 0, declaredCrs: null, records: [], extentLonLatDeg: null };
}

const bytesOf = (source: RecipeSource, dataFolder: string): number =>
  statSync(path.join(dataFolder, source.path), { throwIfNoEntry: false })?.size ?? 0;

/** Of all files that a recipe names, as far as they are there. */
export function bytesOfSources({ sources }: Pick<Recipe, 'sources'>, dataFolder: string | null): number {
  return dataFolder === null ? 0 : sources.reduce((sum, source) => sum + bytesOf(source, dataFolder), 0);
}

const isBoundary = ({ role }: RecipeSource): boolean => areaRoles.includes(role);

/**
 * All that a recipe names, in its order; boundaries are read first, and of the rest what lies near them is kept. Throws
 * FaultError BAKE-111 or APP-002 without a data folder, BAKE-2xx for a file that cannot be used.
 * @param outlineLonLatDeg the district's outline where it stands beside the recipe, in no source.
 * @param onSource told how many are read and their share of all bytes, after each and on the way through long ones; may
 * throw to stop.
 * @param elsewhere told of records far from the district, where they are no fault: see readPackedSource. Then nothing comes
 * from the cache, which keeps them as faults.
 */
export async function readSources(
  recipe: Recipe,
  dataFolder: string | null,
  outlineLonLatDeg: MultiPolygon | null,
  stages: Stages,
  onSource: (done: number, total: number, share: number) => Promise<void>,
  elsewhere: FaultLog | null = null,
): Promise<Sources> {
  const total = recipe.sources.length;
  if (total === 0) return new Sources([]);
  if (dataFolder === null) throw new FaultError(fault('BAKE-111', { count: total }));
  if (!existsSync(dataFolder) || !statSync(dataFolder).isDirectory()) {
    throw new FaultError(fault('APP-002', { folder: dataFolder, option: 'data' }));
  }
  const room = new RecordRoom();
  const readByKey = new Map<string, ReadSource>();
  const digestByKey = new Map<string, string>();
  const allBytes = bytesOfSources(recipe, dataFolder);
  let readBytes = 0;
  const tell = (furtherBytes: number): Promise<void> => {
    const share = allBytes > 0 ? (readBytes + furtherBytes) / allBytes : readByKey.size / total;
    return onSource(readByKey.size, total, Math.min(1, share));
  };
  const readOne = async (source: RecipeSource, near: Bounds2 | null): Promise<ReadSource> => {
    const digest = await sourceDigest(source, dataFolder);
    digestByKey.set(source.key, digest);
    if (source.role in formatOfRole) return fileWithoutRecords(source, dataFolder);
    const bytes = bytesOf(source, dataFolder);
    const parts = [digest, recipe.timeZone, JSON.stringify(near)];
    const key = bytes > LARGEST_KEPT_BYTES || elsewhere ? null : stages.keyOf('source', parts);
    const pause = (share: number): Promise<void> => tell(bytes * share);
    const packed = await stages.run(`source-${source.key}`, key, (faults) =>
      readPackedSource(source, dataFolder, recipe.timeZone, faults, near, room, pause, elsewhere),
    );
    room.take(packed.packed);
    return unpackedSource(packed);
  };
  const readAll = async (sources: readonly RecipeSource[], near: Bounds2 | null): Promise<void> => {
    for (const source of sources) {
      readByKey.set(source.key, await readOne(source, near));
      readBytes += bytesOf(source, dataFolder);
      await tell(0);
    }
  };
  await readAll(recipe.sources.filter(isBoundary), null);
  const boundaries = [...readByKey.values()].flatMap(({ records }) => records);
  // Where the buildings themselves say how far the district goes, none of them is far from it.
  const isCutOut = recipe.outline !== undefined && 'extentOf' in recipe.outline;
  const near = isCutOut ? null : boundsNear(boundaries, outlineLonLatDeg);
  await readAll(
    recipe.sources.filter((source) => !isBoundary(source)),
    near,
  );
  return new Sources(
    recipe.sources.map(({ key }) => readByKey.get(key)!),
    digestByKey,
    dataFolder,
  );
}
