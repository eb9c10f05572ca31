import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { check } from '../../src/app/cli/bake/check.ts';
import { type CommandSpec, readCommandLine } from '../../src/app/cli/bake/command.ts';
import { compare } from '../../src/app/cli/bake/compare.ts';
import { inspect } from '../../src/app/cli/bake/inspect.ts';
import { run } from '../../src/app/cli/bake/run.ts';
import { describeFault, FaultError } from '../../src/model/faults/fault.ts';
import { toyDistrict, toyRecipe, writeToyRecipe } from '../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-commands-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')));
});
afterEach(() => vi.restoreAllMocks());
const text = (): string => printed.join('\n');

const faultOf = async (act: () => unknown): Promise<FaultError['fault']> => {
  try {
    await act();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error('no fault');
};

describe.each([
  ['run', run, ['--out', '--data', '--no-cache']],
  ['inspect', inspect, ['--json', '--encoding', '--layer', '--recipe']],
  ['check', check, ['--json']],
  ['compare', compare, ['--json', '--all']],
] as const)('bake -- %s', (name, command, options) => {
  it('explains itself in both languages', async () => {
    expect(await command(['--help'])).toBe(0);
    for (const option of [...options, 'exit codes', '退出码']) expect(text()).toContain(option);
  });

  it('names the nearest of a mistyped option, and where the others stand', async () => {
    const mistyped = `${options[0].slice(0, -1)}x`;
    expect(await faultOf(() => command(['x', mistyped]))).toMatchObject({
      code: 'APP-005',
      values: { nearest: options[0].slice(2), help: `npm run bake -- ${name} --help` },
    });
  });

  it.each([[[]], [['a', 'b', 'c']]])(
    'wants the right number of words, not %j, and calls them no option',
    async (argv) => {
      const found = await faultOf(() => command(argv));
      expect(found).toMatchObject({ code: 'APP-013', values: { command: name, given: argv.join(' ') || '-' } });
      expect(describeFault(found, 'en').message).not.toContain(`--${name}`);
    },
  );
});

describe('run, of what is not there', () => {
  it('names the nearest shipped recipe, and no option', async () => {
    const found = await faultOf(() => run(['shibei-sinthetic', '--out', `${scratch}/o`]));
    expect(found).toMatchObject({ code: 'APP-014', values: { nearest: 'shibei-synthetic' } });
  });

  it('asks where the package is to go', async () => {
    const found = await faultOf(() => run(['shibei-synthetic']));
    expect(found).toMatchObject({ code: 'APP-006', values: { option: 'out' } });
  });

  it('names the shipped ones in its help', async () => {
    expect(await run(['--help'])).toBe(0);
    for (const name of ['shibei-real', 'lower-manhattan']) expect(text()).toContain(name);
  });

  it('takes no package for a recipe', async () => {
    const found = await faultOf(async () => run([await toyDistrict(), '--out', `${scratch}/o`]));
    expect(found).toMatchObject({ code: 'APP-013', values: { command: 'run', expected: '<recipe>' } });
  });
});

describe('a command line', () => {
  const spec: CommandSpec = {
    name: 'x',
    texts: ['file'],
    flags: ['json'],
    positionals: { least: 0, most: 9, names: '<…>' },
    help: '',
  };

  it('keeps every value of an option that is given again', () => {
    const line = readCommandLine(spec, ['--file', 'a', 'word', '--file=b', '--json'])!;
    expect([line.texts('file'), line.text('file'), line.flag('json'), line.positionals]).toEqual([
      ['a', 'b'],
      'b',
      true,
      ['word'],
    ]);
    expect(() => line.needed('other', '<…>')).toThrow(FaultError);
  });

  it.each([[['--file']], [['--file=']], [['--json=yes']]])('refuses %j', (argv) => {
    expect(() => readCommandLine(spec, argv)).toThrow('APP-006');
  });
});

describe('inspect, on the command line', () => {
  const table = path.join(scratch, 'cameras.csv');
  writeFileSync(table, '编号,安装位置,经度,纬度\n1,敦化路口,120.375,36.0876\n2,台东一路,120.36,36.09\n');

  it('tells officers and machines the same', async () => {
    expect(await inspect([table])).toBe(0);
    for (const word of ['编号', '敦化路口', 'GCJ-02', '→ name', '猜测']) expect(text()).toContain(word);
    printed = [];
    expect(await inspect([table, '--json'])).toBe(0);
    const json = JSON.parse(text());
    expect(json).toMatchObject({ schema: 'inspection/1', format: 'csv', records: { recordCount: 2 } });
    expect(json.records.mapping).toMatchObject({ x: '经度', y: '纬度' });
  });

  it('tells machines of a file that cannot be read as well', async () => {
    const broken = path.join(scratch, 'broken.geojson');
    writeFileSync(broken, '{"type": "FeatureCollection", "features": [');
    const { code } = await faultOf(() => inspect([broken, '--json']));
    const json = JSON.parse(text());
    expect(json).toMatchObject({ schema: 'inspection/1', file: broken, faults: [{ code, count: 1 }] });
    expect(json.faults[0].zh.tip).not.toBe('');
  });

  it('writes a starter recipe once, and never over another', async () => {
    const recipe = path.join(scratch, 'starter.json');
    expect(await inspect([table, '--recipe', recipe])).toBe(0);
    expect(JSON.parse(readFileSync(recipe, 'utf8')).sources[0]).toMatchObject({ path: 'cameras.csv', format: 'csv' });
    expect((await faultOf(() => inspect([table, '--recipe', recipe]))).code).toBe('BAKE-616');
  });
});

describe('what a command cannot write', () => {
  const file = path.join(scratch, 'file');
  writeFileSync(file, '');

  it.each([
    [
      'inspect --recipe into no folder',
      () => inspect(['nothing.csv', '--recipe', `${scratch}/nowhere/r.json`]),
      'recipe',
    ],
    ['inspect --recipe below a file', () => inspect(['nothing.csv', '--recipe', `${file}/r.json`]), 'recipe'],
    ['run --state on a file', () => run(['shibei-synthetic', '--out', `${scratch}/o`, '--state', file]), 'state'],
    ['run --out below a file', () => run(['shibei-synthetic', '--out', `${file}/o`, '--no-cache']), 'out'],
  ])('%s is told first, with the option', async (_, act, option) => {
    expect(await faultOf(act)).toMatchObject({ code: 'APP-007', values: { option } });
  });
});

describe('run, check and compare, on the command line', () => {
  it('tell of a few buildings less than were asked for, in a note and the report, and call the bake good', async () => {
    const toy = toyRecipe();
    const recipe = writeToyRecipe(path.join(scratch, 'full'), {
      ...toy,
      generate: { ...toy.generate, buildings: 900 },
    });
    const out = path.join(scratch, 'full-out');
    expect(await run([recipe, '--out', out, '--no-cache'])).toBe(0);
    const made = JSON.parse(readFileSync(path.join(out, 'district.json'), 'utf8')).counts.buildings;
    expect(made).toBeLessThan(900);
    expect(text()).toMatch(/BAKE-312 × 1 .*900/);
    const { faults, notes, noted } = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8'));
    expect([faults, notes]).toEqual([[], [{ code: 'BAKE-312', count: 1 }]]);
    expect(noted[0].values).toMatchObject({ thing: 'buildings', wanted: 900, made });
    printed = [];
  });

  it('bake a recipe, find it good and equal to itself, and another one different', async () => {
    const recipe = writeToyRecipe(path.join(scratch, 'recipe'));
    const out = path.join(scratch, 'out');
    expect(await run([recipe, '--out', out, '--state', path.join(scratch, 'state')])).toBe(0);
    expect(existsSync(path.join(out, 'district.json'))).toBe(true);
    expect(text()).toContain('about');
    expect(text()).toContain('buildings: 300 ');
    expect(text()).not.toContain('BAKE-312');
    expect(await check([out])).toBe(0);
    expect(await compare([out, await toyDistrict()])).toBe(0);
    rmSync(path.join(out, 'report.json'));
    printed = [];
    expect(await check([out, '--json'])).toBe(1);
    expect(JSON.parse(text()).parts.some(({ faults }: { faults: unknown[] }) => faults.length > 0)).toBe(true);
    expect((await faultOf(() => check([scratch]))).code).toBe('BAKE-600');
    expect((await faultOf(() => compare([out, scratch]))).code).toBe('BAKE-600');
  });
});
