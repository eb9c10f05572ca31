import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { checkPackage, faultCountOf } from '../../../src/bake/check/checkPackage.ts';
import { recoverPackage } from '../../../src/bake/steps/packageFolder.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { isLongRun, sampled } from '../../support/longRun.ts';
import { projectFolder, toyDistrict, toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-interrupted-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const command = path.join(projectFolder, 'src/app/cli/bake.ts');
const out = (): string => path.join(scratch, 'out');
const hashIn = (folder: string): string =>
  JSON.parse(readFileSync(path.join(folder, 'district.json'), 'utf8')).districtHash;
const recipeOf = (seed: string): string =>
  writeToyRecipe(path.join(scratch, `recipe-${seed}`), { ...toyRecipe(), generate: { ...toyRecipe().generate, seed } });
const bake = (seed: string, cache: string | null = null) =>
  bakeDistrict({
    recipePath: recipeOf(seed),
    dataFolder: null,
    outFolder: out(),
    cacheFolder: cache && path.join(scratch, cache),
    onProgress: () => {},
  });
/** A process that is no more. */
const deadProcess = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const beside = (): string[] => readdirSync(scratch).filter((name) => name.startsWith('out'));

const KILLS = isLongRun ? 60 : 5;

describe('a bake that is killed', () => {
  it(`leaves the last good package at each of ${KILLS} seeded moments, and never a half one`, async () => {
    cpSync(await toyDistrict(), out(), { recursive: true });
    const before = hashIn(out());
    const args = [command, 'run', recipeOf('toy-2'), '--out', out(), '--no-cache'];
    const startedMillis = performance.now();
    spawnSync(process.execPath, [...args.slice(0, 4), path.join(scratch, 'timed'), '--no-cache']);
    const wholeMillis = performance.now() - startedMillis;
    const after = hashIn(path.join(scratch, 'timed'));
    const random = new SeededRandom('kills');
    let newer = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // Spread over the whole bake: each moment falls into its own part.
      await sleep(((kill + random.ratio()) / KILLS) * wholeMillis);
      child.kill(kill % 3 === 2 ? 'SIGINT' : 'SIGKILL');
      await ended;
      recoverPackage(out());
      expect([before, after]).toContain(hashIn(out()));
      if (hashIn(out()) === after) newer++;
      expect(faultCountOf(await checkPackage(out())), `kill ${kill}`).toBe(0);
      expect(beside()).toEqual(['out']);
    }
    expect(newer).toBeLessThan(KILLS);
    await bake('toy-2');
    expect(hashIn(out())).toBe(after);
    expect(beside()).toEqual(['out']);
  });

  it('between taking the old one aside and putting the new one there: the old one comes back', async () => {
    cpSync(await toyDistrict(), out(), { recursive: true });
    const hash = hashIn(out());
    const dead = deadProcess();
    renameSync(out(), `${out()}.aside-${dead}-2`);
    mkdirSync(`${out()}.partial-${dead}-1`);
    recoverPackage(out());
    expect(hashIn(out())).toBe(hash);
    expect(beside()).toEqual(['out']);
  });

  it('after the new one is there: the old one is cleared away, the new one stays', async () => {
    cpSync(await toyDistrict(), out(), { recursive: true });
    mkdirSync(`${out()}.aside-${deadProcess()}-2`);
    recoverPackage(out());
    expect(existsSync(path.join(out(), 'district.json'))).toBe(true);
    expect(beside()).toEqual(['out']);
  });

  it('what a living process fills is left alone', async () => {
    mkdirSync(`${out()}.partial-${process.ppid}-1`);
    recoverPackage(out());
    expect(beside()).toHaveLength(1);
  });
});

describe('two bakes of one target at once', () => {
  it('in one process leave one whole package', async () => {
    const baked = await Promise.all(['a', 'b', 'c'].map((seed) => bake(seed, 'shared-cache')));
    expect(baked.map(({ manifest }) => manifest.districtHash)).toContain(hashIn(out()));
    expect(faultCountOf(await checkPackage(out()))).toBe(0);
    expect(beside()).toEqual(['out']);
  });

  it('in two processes, which share a cache too', async () => {
    const state = path.join(scratch, 'state');
    const codes = await Promise.all(
      ['a', 'b'].map((seed) => {
        const args = [command, 'run', recipeOf(seed), '--out', out(), '--state', state];
        const child = spawn(process.execPath, args, { stdio: 'ignore' });
        return new Promise((resolve) => child.once('exit', resolve));
      }),
    );
    expect(codes).toEqual([0, 0]);
    expect(faultCountOf(await checkPackage(out()))).toBe(0);
    expect(beside()).toEqual(['out']);
  });
});

describe('the same recipe in other surroundings', () => {
  const contentsOf = (folder: string): Record<string, string> => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const named = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
    return Object.fromEntries(named.map((file) => [path.relative(folder, file), readFileSync(file, 'base64')]));
  };
  const surroundings = [
    { TZ: 'America/New_York', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
    { TZ: 'Asia/Shanghai', LC_ALL: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' },
  ];

  it.each(sampled(surroundings, 1))('gives the same bytes in every file in $TZ, $LANG', async (env) => {
    const args = [command, 'run', recipeOf('toy-1'), '--out', out(), '--no-cache'];
    expect(spawnSync(process.execPath, args, { env: { ...process.env, ...env } }).status).toBe(0);
    const here = contentsOf(await toyDistrict());
    expect(Object.keys(here).length).toBeGreaterThan(5);
    expect(contentsOf(out())).toEqual(here);
  });
});
