import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Baked, bakeDistrict } from '../../../src/bake/bake.ts';
import { StageCache } from '../../../src/bake/cache/stageCache.ts';
import { digestOf } from '../../../src/bake/cache/stages.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-stages-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const cacheFolder = path.join(scratch, 'cache');

const place = { crs: 'EPSG:4326', format: 'json', fields: { x: { from: 'lon' }, y: { from: 'lat' } } };
const cameras = {
  ...{ ...place, key: 'cameras', role: 'videoPoints', path: 'cameras.json' },
  fields: { ...place.fields, id: { from: 'id' }, name: { from: 'id' } },
};
const events = {
  ...{ ...place, key: 'requests', role: 'events', path: 'events.json' },
  fields: { ...place.fields, id: { from: 'id' }, time: { from: 'time' }, matterCode: { from: 'matter' } },
};
const recipe = () => ({ ...toyRecipe(), sources: [cameras, events] });
const event = (id: string) => ({
  ...{ id, lon: 120.365, lat: 36.099, time: '2025-01-01T08:00:00+08:00', matter: '37020309012' },
});

function bake(changed: object = {}, out = 'out', cache: string | null = cacheFolder): Promise<Baked> {
  return bakeDistrict({
    recipePath: writeToyRecipe(path.join(scratch, 'recipe'), { ...recipe(), ...changed }),
    dataFolder: scratch,
    outFolder: path.join(scratch, out),
    cacheFolder: cache,
    onProgress: () => {},
  });
}

const made = ({ stages }: Baked): string[] => stages.filter(({ from }) => from === 'made').map(({ stage }) => stage);

function bytesByFile(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(named.map((file) => [path.relative(folder, file), readFileSync(file, 'base64')]));
}

const stages = ['source-cameras', 'source-requests', 'areas', 'ground', 'buildings', 'points', 'groundTiles', 'tiles'];
const entriesOf = (stage: string): string[] =>
  readdirSync(cacheFolder)
    .filter((name) => name.startsWith(`${stage}-`))
    .map((name) => path.join(cacheFolder, name));

describe('stages of a bake', () => {
  let first: Baked;
  let wanted: Record<string, string>;

  beforeAll(async () => {
    const outside = { id: 'out', lon: 120.5, lat: 36.099 };
    writeFileSync(
      path.join(scratch, 'cameras.json'),
      JSON.stringify([{ id: 'in', lon: 120.365, lat: 36.099 }, outside]),
    );
    writeFileSync(path.join(scratch, 'events.json'), JSON.stringify([event('1'), event('2')]));
    first = await bake();
    wanted = bytesByFile(path.join(scratch, 'out'));
  });

  it('are all made the first time, and none the second; bytes and faults are the same', async () => {
    expect(made(first).sort()).toEqual([...stages].sort());
    const second = await bake();
    expect(made(second)).toEqual([]);
    expect(second.faults.counts()).toEqual(first.faults.counts());
    expect(second.faults.count('BAKE-301')).toBe(1);
    expect(second.faults.kept()).toEqual(first.faults.kept());
    expect(bytesByFile(path.join(scratch, 'out'))).toEqual(wanted);
  });

  it('give the same bytes without any cache', async () => {
    const without = await bake({}, 'uncached', null);
    expect(made(without).sort()).toEqual([...stages].sort());
    expect(bytesByFile(path.join(scratch, 'uncached'))).toEqual(wanted);
  });

  it.each(stages)('%s alone is made again, from what the others kept, when only it is gone', async (stage) => {
    for (const file of entriesOf(stage)) rmSync(file);
    expect(made(await bake())).toEqual([stage]);
    expect(bytesByFile(path.join(scratch, 'out'))).toEqual(wanted);
  });

  it.each([
    ['one byte more', (file: string) => appendFileSync(file, 'x')],
    ['cut off', (file: string) => truncateSync(file, 100)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['another content', (file: string) => writeFileSync(file, 'x'.repeat(500))],
  ])('a damaged entry (%s) is found, made anew and told, in no report', async (_, spoil) => {
    for (const file of entriesOf('buildings')) spoil(file);
    const baked = await bake();
    expect(made(baked)).toEqual(['buildings']);
    expect(baked.cacheNotes.counts()).toEqual([{ code: 'BAKE-611', count: 1 }]);
    expect(baked.faults.count('BAKE-611')).toBe(0);
    expect(bytesByFile(path.join(scratch, 'out'))).toEqual(wanted);
  });

  it('new events leave areas, ground, buildings and tiles alone', async () => {
    writeFileSync(path.join(scratch, 'events.json'), JSON.stringify([event('1'), event('2'), event('3')]));
    const baked = await bake({}, 'more');
    expect(made(baked)).toEqual(['source-requests', 'points']);
    expect(baked.manifest.sources.find(({ key }) => key === 'requests')?.accepted).toBe(3);
    writeFileSync(path.join(scratch, 'events.json'), JSON.stringify([event('1'), event('2')]));
  });

  it.each([
    ['another number of hazards', { hazards: 5 }, ['points']],
    ['another number of buildings', { buildings: 200 }, ['buildings', 'points', 'tiles']],
    ['another seed', { seed: 'toy-9' }, ['areas', 'ground', 'buildings', 'points', 'groundTiles', 'tiles']],
  ])('%s makes what depends on it', async (_, part, wantedStages) => {
    const { generate } = toyRecipe();
    expect(made(await bake({ generate: { ...generate, ...part } }, 'other'))).toEqual(wantedStages);
  });

  it('another line of attribution makes none of them', async () => {
    expect(made(await bake({ attribution: [{ zh: '另', en: 'other' }] }, 'other'))).toEqual([]);
  });
});

describe('the cache', () => {
  it('keeps what was used last within its bounds', async () => {
    const folder = path.join(scratch, 'small');
    const cache = new StageCache(folder, 3000);
    const value = (): Uint8Array => new Uint8Array(900);
    for (const key of ['a', 'b', 'c']) await cache.write('stage', key, value());
    const old = new Date(Date.now() - 60_000);
    for (const [index, key] of ['a', 'b', 'c'].entries()) {
      const when = new Date(old.getTime() + index * 1000);
      // What was used last is told by time: the test gives each its own.
      utimesSync(path.join(folder, `stage-${key}`), when, when);
    }
    expect(cache.read('stage', 'a').state).toBe('hit');
    await cache.write('stage', 'd', value());
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.has('stage', key))).toEqual(['a', 'c', 'd']);
  });

  it('keeps nothing that is larger than all of it', async () => {
    const cache = new StageCache(path.join(scratch, 'tiny'), 100);
    await cache.write('stage', 'a', new Uint8Array(200));
    expect(cache.has('stage', 'a')).toBe(false);
  });
});

it('a digest is of the values, however the engine keeps them, and refuses what JSON would lose', () => {
  const point = () => ({ x: 1, y: 2 });
  expect(digestOf([point(), point()])).toBe(digestOf([point(), point()]));
  const twice = (item: unknown) => [item, item];
  expect(digestOf(twice(point()))).toBe(digestOf(twice(point())));
  expect(digestOf([point(), point()])).not.toBe(digestOf([point(), { x: 1, y: 3 }]));
  const once = [0.5, 2]; // a list that held fractions keeps its whole numbers otherwise
  once[0] = 1;
  expect(digestOf(once)).toBe(digestOf([1, 2]));
  for (const lost of [new Map(), new Set(), new Float64Array(1), Number.NaN, () => 1])
    expect(() => digestOf({ lost })).toThrow('lost can be written as JSON');
});
