import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecipe } from '../../../src/bake/steps/readRecipe.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { projectFolder, toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-official-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** The text as GBK has it, with one word in Chinese in place of `word`. */
function inGbk(text: string, word: string): Buffer {
  const [before, after] = text.split(word, 2) as [string, string];
  // 市北区.
  return Buffer.concat([Buffer.from(before), Buffer.from('cad0b1b1c7f8', 'hex'), Buffer.from(after)]);
}

type OfficialKey = 'matters' | 'departments' | 'calendar' | 'streets' | 'communities';

/** The toy's recipe with one official file of its own. */
function readWith(key: OfficialKey, text: string | Uint8Array) {
  mkdirSync(scratch, { recursive: true });
  writeFileSync(path.join(scratch, 'own'), text);
  const recipe = toyRecipe();
  return readRecipe(writeToyRecipe(scratch, { ...recipe, official: { ...recipe.official, [key]: 'own' } }));
}

function refusalOf(key: OfficialKey, text: string | Uint8Array): { code: string; values: string } {
  try {
    readWith(key, text);
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return { code: error.fault.code, values: JSON.stringify(error.fault.values) };
  }
  throw new Error('was taken');
}

const authored = (file: string) => JSON.parse(readFileSync(path.join(projectFolder, 'data', file), 'utf8'));
const { matters } = authored('matters.json');
const { departments } = authored('departments.json');

const withLimit = (count: number, unit: string): string =>
  JSON.stringify({ matters: [{ ...matters[0], limit: { count, unit } }, ...matters.slice(1)] });

describe('official files', () => {
  it.each([
    [366 * 24, 'urgentHour'],
    [2000, 'workHour'],
    [250, 'workDay'],
    [366, 'naturalDay'],
  ])('take a limit of %d %s, and refuse a longer one', (most, unit) => {
    expect(readWith('matters', withLimit(most, unit)).official.matters[0]!.limit).toEqual({ count: most, unit });
    const refusal = refusalOf('matters', withLimit(most + 1, unit));
    expect(refusal.code).toBe('BAKE-110');
    expect(refusal.values).toContain(matters[0].code);
  });

  it.each<[OfficialKey, string, string]>([
    ['matters', JSON.stringify({ matters: [...matters, matters[3]] }), matters[3].code],
    ['departments', JSON.stringify({ departments: [...departments, departments[0]] }), departments[0].key],
    [
      'calendar',
      JSON.stringify({ days: ['holiday', 'makeUp'].map((kind) => ({ date: '2026-10-01', kind })) }),
      '2026-10-01',
    ],
    ['communities', 'code,name\n370203005001,甲社区\n370203005001,乙社区\n', '370203005001'],
    [
      'streets',
      'code,name,lonDeg,latDeg,areaKm2\n370203005,甲街道,120.36,36.09,1\n370203005,乙街道,120.37,36.1,1\n',
      '370203005',
    ],
  ])('name what stands twice in %s', (key, text, id) => {
    const refusal = refusalOf(key, text);
    expect(refusal.code).toBe('BAKE-112');
    expect(refusal.values).toContain(id);
  });

  it.each(['here,36.09,1', ',36.09,1', '120.36,136,1', '120.36,36.09,', '120.36,36.09,-2'])(
    'refuse a street placed at %s',
    (numbers) => {
      const refusal = refusalOf('streets', `code,name,lonDeg,latDeg,areaKm2\n370203005,甲街道,${numbers}\n`);
      expect(refusal.code).toBe('BAKE-110');
      expect(refusal.values).toContain('370203005');
    },
  );
});

describe('an encoding other than UTF-8', () => {
  const ascii = { matters: [{ ...matters[0], name: 'HERE', closing: 'done' }] };

  it('is refused, never read as question marks', () => {
    const { code, values } = refusalOf('matters', inGbk(JSON.stringify(ascii), 'HERE'));
    expect(code).toBe('BAKE-110');
    expect(values).toContain('GBK');
  });

  it('in the recipe too, and in the city plan', () => {
    const recipe = toyRecipe();
    const file = writeToyRecipe(scratch, { ...recipe, district: { ...recipe.district, name: 'HERE' } });
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, inGbk(text, 'HERE'));
    expect(() => readRecipe(file)).toThrow(/BAKE-101.*GBK/);
    const planned = writeToyRecipe(scratch, { ...recipe, generate: { ...recipe.generate, plan: 'own-plan.json' } });
    writeFileSync(path.join(scratch, 'own-plan.json'), inGbk('{"schema": "HERE"}', 'HERE'));
    expect(() => readRecipe(planned)).toThrow(/BAKE-120.*GBK/);
  });

  it('and the mark that some editors put before UTF-8 is left out', () => {
    const file = writeToyRecipe(scratch, toyRecipe());
    writeFileSync(file, `\ufeff${readFileSync(file, 'utf8')}`);
    expect(readRecipe(file).recipe.district.name).toBe(toyRecipe().district.name);
    const all = { matters: matters.slice(0, 2) };
    expect(readWith('matters', `\ufeff${JSON.stringify(all)}`).official.matters.length).toBe(2);
  });
});
