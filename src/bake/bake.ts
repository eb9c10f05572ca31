/** The bake: a recipe and a folder of files → one district package. Same input, same bytes. */
import path from 'node:path';
import type { Manifest } from '../model/contract/manifest.ts';
import type { Recipe } from '../model/contract/recipe.ts';
import type { SourceRole } from '../model/contract/recipeSources.ts';
import { FaultLog } from '../model/faults/faultLog.ts';
import { BakeClock } from './bakeClock.ts';
import { StageCache } from './cache/stageCache.ts';
import { type StageRun, Stages } from './cache/stages.ts';
import { checkDatums, checkHeightDatums } from './datum/checkDatums.ts';
import { onDisk } from './diskFaults.ts';
import { RATES_FILE, readRates, writeRates } from './partRates.ts';
import { type BakePart, type BakeStep, bakeStepWords, type OnPart, partsOfStep, stepOfPart } from './progress.ts';
import { bakeNotes } from './steps/bakeNotes.ts';
import { buildModel, modelStages } from './steps/buildModel.ts';
import { PackageFolder } from './steps/packageFolder.ts';
import { placeInEnu } from './steps/placeInEnu.ts';
import { readRecipe } from './steps/readRecipe.ts';
import { bytesOfSources, readSources } from './steps/readSources.ts';
import { TileWork, usualThreads } from './steps/tileWork.ts';
import { withoutNeighbours } from './steps/withoutNeighbours.ts';
import { packageStageKeys, writePackage } from './steps/writePackage.ts';

export interface BakeProgress {
  readonly step: BakeStep;
  readonly stepZh: string;
  /** Things of the step, where it counts any: files, buildings in tiles. */
  readonly done: number;
  readonly total: number;
  /** How much of the step is done, 0 … 1. */
  readonly share: number;
  /** Since the bake began. */
  readonly seconds: number;
  /** Until its end, as far as can be told. */
  readonly remainingSeconds: number;
}

export interface BakeOptions {
  readonly recipePath: string;
  /** What `sources[].path` is relative to; null for recipes without sources. */
  readonly dataFolder: string | null;
  /** Becomes the package; an older package there is replaced, anything else is refused. */
  readonly outFolder: string;
  /** Of the command line, by which `outFolder` was chosen: for faults of the disk. */
  readonly outOption?: string;
  /** Keeps the stages' results between bakes; null or absent runs every stage. */
  readonly cacheFolder?: string | null;
  /** For tiles, besides this one; absent: as many as the district and the machine are worth. The package is the same. */
  readonly threads?: number;
  onProgress(progress: BakeProgress): void;
  readonly signal?: AbortSignal;
}

export interface Baked {
  readonly manifest: Manifest;
  readonly faults: FaultLog;
  readonly folder: string;
  /** Worth knowing, nothing wrong: counted in the report, too. */
  readonly notes: FaultLog;
  /** Which stages were run, and which came from the cache. */
  readonly stages: readonly StageRun[];
  /** What was wrong with the cache; no fault of the district. */
  readonly cacheNotes: FaultLog;
}

/** In the midst of a part something is said no more often: nobody reads faster. */
const LEAST_SAID_SECONDS = 0.05;

/** Of publishing: reports and hashes are written by then, and only names change. */
const WRITTEN_SHARE = 0.9;

/** Lets timers and signals in: the steps themselves never wait. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Units = Partial<Record<BakePart, number>>;

/** Rows about people (enterprises, posts, stewards) for each resident. */
const ROWS_PER_RESIDENT = 0.05;

/** City components invented for each grid. */
const COMPONENTS_PER_GRID = 50;

/** An owner's records, of which none is laid out; none before the files are read. */
interface Given {
  readonly buildings: number;
  readonly components: number;
}

/** What each part has to do. */
function unitsOf({ generate }: Recipe, given: Given): Units {
  const grids = generate.unitGrids + generate.extensionGrids;
  const buildings = given.buildings || (generate.buildings ?? 0);
  const inventedComponents = generate.components === true ? grids * COMPONENTS_PER_GRID : 0;
  const others = generate.hazards + (generate.videoPoints ?? 0);
  const points = others + (given.components || inventedComponents);
  const people = buildings + Math.round(generate.residents * ROWS_PER_RESIDENT);
  return {
    ...{ areas: grids, relief: grids, blocks: grids, roads: grids, land: grids, groundTiles: grids },
    ...{ layout: given.buildings > 0 ? 0 : grids, houses: buildings, people, points },
    ...{ files: buildings + others, rows: people + points },
    ...{ tiles: buildings, publish: buildings },
  };
}

/**
 * Bakes one district. Faults of records are counted in the result; input that cannot be used at all throws FaultError
 * (RecipeRefused carries every fault of a recipe), a stop by `signal` throws its reason. Neither leaves a package.
 */
export async function bakeDistrict(options: BakeOptions): Promise<Baked> {
  // First of all: whoever named a folder that cannot be written learns it before anything is read.
  const folder = new PackageFolder(path.resolve(options.outFolder), options.outOption);
  try {
    return await bakeInto(folder, options);
  } catch (error) {
    folder.discard();
    throw error;
  }
}

function keepRates(file: string, clock: BakeClock): void {
  onDisk({ folder: path.dirname(file), option: 'state' }, () => writeRates(file, clock.learntRates()));
}

async function bakeInto(folder: PackageFolder, options: BakeOptions): Promise<Baked> {
  const startedMillis = performance.now();
  const nowSeconds = (): number => (performance.now() - startedMillis) / 1000;
  const { dataFolder, cacheFolder = null } = options;
  const faults = new FaultLog();
  const stages = new Stages(cacheFolder === null ? null : new StageCache(cacheFolder), faults);
  const ratesFile = cacheFolder === null ? null : path.join(cacheFolder, RATES_FILE);
  const clock = new BakeClock(ratesFile === null ? {} : readRates(ratesFile), nowSeconds);
  let saidSeconds = 0;
  const say = (step: BakeStep, done: number, total: number): void => {
    saidSeconds = nowSeconds();
    const [share, remainingSeconds] = [clock.shareOf(step), clock.remainingSeconds()];
    const stepZh = bakeStepWords[step];
    options.onProgress({ step, stepZh, done, total, share, seconds: saidSeconds, remainingSeconds });
  };
  const report = async (
    step: BakeStep,
    done: number,
    total: number,
    share = total > 0 ? done / total : 0,
  ): Promise<void> => {
    await breathe();
    options.signal?.throwIfAborted();
    clock.at(partsOfStep(step)[0]!, share);
    say(step, done, total);
  };
  const onPart: OnPart = (part, share) => {
    clock.at(part, share);
    if (nowSeconds() - saidSeconds >= LEAST_SAID_SECONDS) say(stepOfPart(part), 0, 1);
  };

  await report('recipe', 0, 1);
  const { recipe, official } = readRecipe(options.recipePath);
  clock.expect({ ...unitsOf(recipe, { buildings: 0, components: 0 }), sources: bytesOfSources(recipe, dataFolder) });
  await report('sources', 0, recipe.sources.length);
  let sources = await readSources(recipe, dataFolder, official.outline, stages, (done, total, share) =>
    report('sources', done, total, share),
  );
  await report('outline', 0, 1);
  const placed = placeInEnu(recipe, official, sources, faults);
  checkDatums(sources.all, official.outline, faults);
  checkHeightDatums(sources.all, recipe.heightDatum, faults);
  sources = withoutNeighbours(recipe, sources, official.outline, faults);

  const input = { recipe, official, sources, placed, faults };
  const model = modelStages(input, stages);
  const tileKeys = packageStageKeys(model.keys, stages);
  for (const [stage, key] of Object.entries({ ...model.keys, ...tileKeys })) {
    if (stages.isKept(stage, key)) clock.expectKept(stage as BakeStep);
  }
  const countOf = (role: SourceRole): number => sources.of(role).reduce((sum, { records }) => sum + records.length, 0);
  const given: Given = { buildings: countOf('buildings'), components: countOf('components') };
  clock.expect(unitsOf(recipe, given));
  const threads = options.threads ?? usualThreads(given.buildings || (recipe.generate.buildings ?? 0));
  clock.expectThreads(threads);
  const tileWork = new TileWork(placed.frame, threads, (part, share, busy) => clock.atBeside(part, share, busy));
  try {
    const built = await buildModel(input, model, stages, {
      onStage: (stage) => report(stage, 0, 1),
      onPart,
      landOf: (spec) => tileWork.land(spec),
      onGround: (ground, { areas, landCm }) => {
        if (!stages.isKept('groundTiles', tileKeys.groundTiles)) tileWork.beginGround(ground, landCm);
        tileWork.beginAreas(areas);
      },
      onBuildings: (buildings, { heightField }) => {
        if (!stages.isKept('tiles', tileKeys.tiles)) tileWork.beginBuildings({ buildings, heightField });
      },
    });
    const notes = bakeNotes({ recipe, sources, placed, model: built.model });
    const parts = { recipe, sources, placed, built, faults, notes, stages, tileWork };
    const manifest = await writePackage(parts, folder, { onStep: report, onPart });
    await stages.allKept();
    await report('publish', 0, 1, WRITTEN_SHARE);
    folder.publish();
    clock.end();
    if (ratesFile !== null) keepRates(ratesFile, clock);
    const outFolder = path.resolve(options.outFolder);
    return { manifest, faults, notes, folder: outFolder, stages: stages.runs, cacheNotes: stages.notes };
  } finally {
    await tileWork.close();
  }
}
