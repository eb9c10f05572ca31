/** The bake: a recipe and a folder of files → one district package. Same input, same bytes. */
import path from 'node:path';
import type { Manifest } from '../model/contract/manifest.ts';
import { FaultLog } from '../model/faults/faultLog.ts';
import { buildModel } from './steps/buildModel.ts';
import { PackageFolder } from './steps/packageFolder.ts';
import { placeInEnu } from './steps/placeInEnu.ts';
import { readRecipe } from './steps/readRecipe.ts';
import { readSources } from './steps/readSources.ts';
import { writePackage } from './steps/writePackage.ts';

const stepWords = {
  recipe: '读配方',
  sources: '读数据源',
  outline: '定坐标和边界',
  areas: '划网格',
  ground: '地形、水面和道路',
  buildings: '建筑和人口',
  points: '视频点、危险源和事件',
  tiles: '三维瓦片',
  publish: '写入',
} as const;
type Step = keyof typeof stepWords;

export interface BakeProgress {
  readonly step: string;
  readonly stepZh: string;
  readonly done: number;
  readonly total: number;
  /** Since the bake began. */
  readonly seconds: number;
}

export interface BakeOptions {
  readonly recipePath: string;
  /** What `sources[].path` is relative to; null for recipes without sources. */
  readonly dataFolder: string | null;
  /** Becomes the package; an older package there is replaced, anything else is refused. */
  readonly outFolder: string;
  onProgress(progress: BakeProgress): void;
  readonly signal?: AbortSignal;
}

export interface Baked {
  readonly manifest: Manifest;
  readonly faults: FaultLog;
  readonly folder: string;
}

/** Lets timers and signals in: the steps themselves never wait. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Bakes one district. Faults of records are counted in the result; input that cannot be used at all throws FaultError
 * (RecipeRefused carries every fault of a recipe), a stop by `signal` throws its reason. Neither leaves a package.
 */
export async function bakeDistrict(options: BakeOptions): Promise<Baked> {
  const startedMillis = performance.now();
  const faults = new FaultLog();
  const report = (step: Step, done: number, total: number): void => {
    options.signal?.throwIfAborted();
    const seconds = (performance.now() - startedMillis) / 1000;
    options.onProgress({ step, stepZh: stepWords[step], done, total, seconds });
  };

  report('recipe', 0, 1);
  const { recipe, official } = readRecipe(options.recipePath);
  report('sources', 0, recipe.sources.length);
  const sources = await readSources(recipe, options.dataFolder, faults, (done, total) =>
    report('sources', done, total),
  );
  report('outline', 0, 1);
  const placed = placeInEnu(recipe, official, sources);
  await breathe();
  const built = buildModel({ recipe, official, sources, placed, faults }, (part) => report(part, 0, 1));
  await breathe();

  const folder = new PackageFolder(path.resolve(options.outFolder));
  try {
    const manifest = await writePackage({ recipe, sources, placed, built, faults }, folder, (done, total) =>
      report('tiles', done, total),
    );
    report('publish', 1, 1);
    folder.publish();
    return { manifest, faults, folder: path.resolve(options.outFolder) };
  } catch (error) {
    folder.discard();
    throw error;
  }
}
