import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { RecipeRefused } from '../../../src/bake/steps/readRecipe.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { projectFolder, toyDistrict, toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bake-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const out = (): string => path.join(scratch, 'out');
const command = path.join(projectFolder, 'src/app/cli/bake.ts');

const bake = (recipe: unknown = toyRecipe(), dataFolder: string | null = null, signal?: AbortSignal) =>
  bakeDistrict({
    recipePath: writeToyRecipe(path.join(scratch, 'recipe'), recipe),
    dataFolder,
    outFolder: out(),
    onProgress: () => {},
    signal,
  });

async function refusal(started: Promise<unknown>): Promise<FaultError> {
  const error = await started.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FaultError)) throw error ?? new Error('was baked');
  return error;
}

const cameras = {
  key: 'cameras',
  role: 'videoPoints',
  path: 'cameras.json',
  format: 'json',
  crs: 'EPSG:4326',
  fields: { id: { from: 'id' }, name: { from: 'name' }, x: { from: 'lon' }, y: { from: 'lat' } },
};

describe('a bake that cannot be', () => {
  it('carries every fault of its recipe', async () => {
    const error = await refusal(bake({ ...toyRecipe(), timeZone: 'Mars', sources: [{ ...cameras, crs: undefined }] }));
    expect(error).toBeInstanceOf(RecipeRefused);
    expect((error as RecipeRefused).faults.map(({ code }) => code)).toEqual(['BAKE-104', 'BAKE-103']);
    expect(existsSync(out())).toBe(false);
  });

  it.each([
    ['a recipe that is no JSON', '{"schema":', 'BAKE-101'],
    ['a recipe of another kind', '[1, 2]', 'BAKE-103'],
  ])('says so of %s', async (_, text, code) => {
    const recipePath = path.join(scratch, 'r.json');
    writeFileSync(recipePath, text);
    const options = { recipePath, dataFolder: null, outFolder: out(), onProgress: () => {} };
    expect((await refusal(bakeDistrict(options))).fault.code).toBe(code);
  });

  it('asks for the data folder, and says when it is not there', async () => {
    const recipe = { ...toyRecipe(), sources: [cameras] };
    expect((await refusal(bake(recipe))).fault.code).toBe('BAKE-111');
    expect((await refusal(bake(recipe, path.join(scratch, 'nowhere')))).fault.code).toBe('APP-002');
    expect((await refusal(bake(recipe, scratch))).fault.code).toBe('BAKE-201');
  });

  it('names the recipe’s own file that cannot be used', async () => {
    const recipe = toyRecipe();
    const official = { ...recipe.official, matters: 'nowhere.json' };
    expect((await refusal(bake({ ...recipe, official }))).fault.code).toBe('BAKE-110');
    expect((await refusal(bake({ ...recipe, official: { ...official, matters: 'outline.json' } }))).fault.code).toBe(
      'BAKE-110',
    );
  });

  it('never replaces a folder that is no package', async () => {
    mkdirSync(out());
    writeFileSync(path.join(out(), 'thesis.txt'), 'three years of work');
    expect((await refusal(bake())).fault.code).toBe('APP-007');
    expect(readdirSync(out())).toEqual(['thesis.txt']);
  });

  it.each([
    ['a file in the place of the package', (file: string) => ({ outFolder: file }), 'out'],
    ['a file in the place of its parent', (file: string) => ({ outFolder: path.join(file, 'below', 'out') }), 'out'],
    ['a file in the place of the cache', (file: string) => ({ cacheFolder: file }), 'state'],
    ['a file above the cache', (file: string) => ({ cacheFolder: path.join(file, 'cache') }), 'state'],
  ])('%s is told before anything is read, with the option', async (_, where, option) => {
    const file = path.join(scratch, 'file');
    writeFileSync(file, 'three years of work');
    // Nothing there: reading it would have a fault of its own.
    const recipePath = path.join(scratch, 'no-recipe.json');
    const options = { recipePath, dataFolder: null, outFolder: out(), onProgress: () => {}, ...where(file) };
    expect((await refusal(bakeDistrict(options))).fault).toMatchObject({ code: 'APP-007', values: { option } });
    expect(readdirSync(scratch)).toEqual(['file']);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const stopping = new AbortController();
    const started = bakeDistrict({
      recipePath: writeToyRecipe(path.join(scratch, 'recipe')),
      dataFolder: null,
      outFolder: out(),
      onProgress: ({ step }) => {
        if (step === 'tiles') stopping.abort(new Error('stopped'));
      },
      signal: stopping.signal,
    });
    await expect(started).rejects.toThrow('stopped');
    expect(readdirSync(scratch)).toEqual(['recipe']);
  });
});

describe('what was asked for and cannot be', () => {
  const { generate } = toyRecipe();

  it.each([
    ['video points without roads', { generate: { ...generate, roads: false } }, 'BAKE-103'],
    ['fewer grids than communities', { generate: { ...generate, unitGrids: 1 } }, 'BAKE-402'],
    ['fewer communities than streets', { generate: { ...generate, communities: 1 } }, 'BAKE-402'],
  ])('refuses %s', async (_, part, code) => {
    expect((await refusal(bake({ ...toyRecipe(), ...part }))).fault.code).toBe(code);
  });

  it('refuses an outline without area', async () => {
    const recipePath = writeToyRecipe(path.join(scratch, 'flat'));
    const line = [[120.36, 36.09], [120.37, 36.09], [120.38, 36.09], [120.36, 36.09]]; // biome-ignore format: a line
    const outline = { features: [{ geometry: { type: 'Polygon', coordinates: [line] } }] };
    writeFileSync(path.join(scratch, 'flat/outline.json'), JSON.stringify(outline));
    const options = { recipePath, dataFolder: null, outFolder: out(), onProgress: () => {} };
    expect((await refusal(bakeDistrict(options))).fault.code).toBe('BAKE-308');
  });

  it('bakes, and counts, more buildings than there is room for', async () => {
    const { manifest, faults } = await bake({ ...toyRecipe(), generate: { ...generate, buildings: 5_000 } });
    expect(manifest.counts.buildings).toBeGreaterThan(300);
    expect(faults.counts()).toEqual([{ code: 'BAKE-309', count: 1 }]);
  });
});

describe('a source of which nothing can be used', () => {
  const place = { id: 'a', name: 'a', lon: 120.365, lat: 36.099 };

  it.each([
    ['every name missing', [{ ...place, name: null }], {}, ['BAKE-210', 'BAKE-208']],
    ['every place outside', [{ ...place, lon: 120.5 }], {}, ['BAKE-210', 'BAKE-301']],
    ['nothing that its where lets through', [place], { where: [{ from: 'name', is: ['b'] }] }, ['BAKE-210']],
  ])('is not left out or invented: %s', async (_, places, more, codes) => {
    cpSync(await toyDistrict(), out(), { recursive: true });
    const before = readFileSync(path.join(out(), 'district.json'));
    writeFileSync(path.join(scratch, 'cameras.json'), JSON.stringify(places));
    const error = await refusal(bake({ ...toyRecipe(), sources: [{ ...cameras, ...more }] }, scratch));
    expect(error.faults.map(({ code }) => code)).toEqual(codes);
    expect(readdirSync(scratch).sort()).toEqual(['cameras.json', 'out', 'recipe']);
    expect(readFileSync(path.join(out(), 'district.json'))).toEqual(before);
  });

  it('is counted and baked where the file itself is empty', async () => {
    writeFileSync(path.join(scratch, 'cameras.json'), JSON.stringify([]));
    const { manifest, faults } = await bake({ ...toyRecipe(), sources: [cameras] }, scratch);
    expect(faults.counts()).toEqual([{ code: 'BAKE-210', count: 1 }]);
    expect(manifest.counts.videoPoints).toBe(0);
  });
});

describe('what lies outside', () => {
  it('is refused, counted, and still leaves a good package', async () => {
    const places = [
      { id: 'in', name: 'in', lon: 120.365, lat: 36.099 },
      { id: 'out', name: 'out', lon: 120.5, lat: 36.099 },
      { id: 'swapped', name: 'swapped', lon: 36.099, lat: 120.365 },
    ];
    writeFileSync(path.join(scratch, 'cameras.json'), JSON.stringify(places));
    const { manifest, faults } = await bake({ ...toyRecipe(), sources: [cameras] }, scratch);
    expect(manifest.counts.videoPoints).toBe(1);
    expect(manifest.synthetic.videoPoints).toBe(false);
    expect(manifest.sources).toEqual([
      { key: 'cameras', role: 'videoPoints', format: 'json', crs: 'EPSG:4326', records: 3, accepted: 1 },
    ]);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-204', count: 1 },
      { code: 'BAKE-301', count: 1 },
    ]);
  });
});

describe('the command', () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });

  it('leaves no package when it is killed, and clears up the next time', async () => {
    const recipe = writeToyRecipe(path.join(scratch, 'recipe'));
    const child = spawn(process.execPath, [command, recipe, '--out', out()]);
    const partial = (): string | undefined => readdirSync(scratch).find((name) => name.includes('.partial-'));
    while (!partial()) {
      expect(child.exitCode).toBeNull();
      await sleep(2);
    }
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(existsSync(out())).toBe(false);
    expect(partial()).toBeDefined();

    const again = run(recipe, '--out', out());
    expect(again.status).toBe(0);
    expect(again.stdout).toContain('玩具区');
    expect(readdirSync(scratch).sort()).toEqual(['out', 'recipe']);
  });

  // Each exit code once by a process of its own; all else of the commands is asked without one (tests/app).
  it('ends with 1 for faults that it counted', () => {
    const file = path.join(scratch, 'places.csv');
    writeFileSync(file, 'id,lon,lat\n1,120,36\n2,1e300,36\n');
    const result = run('inspect', file);
    expect(result.status).toBe(1);
    expect(result.stdout).toContain('BAKE-204');
  });

  it('ends with 2 and a tip for what cannot be baked', () => {
    const undeclared = { ...toyRecipe(), sources: [{ ...cameras, crs: undefined }] };
    const result = run(writeToyRecipe(path.join(scratch, 'recipe'), undeclared), '--out', out());
    expect(result.status).toBe(2);
    expect(result.stderr).toContain('BAKE-104');
    expect(result.stderr).toContain('EPSG:4490');
  });

  it('ends with 2 without a word, where nothing was done, and explains itself and its exit codes', () => {
    const result = run();
    expect(result.status).toBe(2);
    for (const word of ['inspect', 'compare', '70']) expect(result.stdout).toContain(word);
  });

  it('ends with 70 for a bug of ours: 1 would say that the package is usable', () => {
    const broken = ['--import', 'data:text/javascript,process.argv.push(0)', command];
    const result = spawnSync(process.execPath, broken, { encoding: 'utf8' });
    expect(result.status).toBe(70);
    expect(result.stderr).toContain('TypeError');
  });
});
