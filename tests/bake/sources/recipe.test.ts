import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../src/model/contract/recipe.ts';
import { describeFault } from '../../../src/model/faults/fault.ts';
import { toyRecipe } from '../../support/toyDistrict.ts';

const source = {
  key: 'cameras',
  role: 'videoPoints',
  path: 'cameras.json',
  format: 'json',
  crs: 'EPSG:4326',
  fields: { id: { from: 'id' }, name: { from: 'content' }, x: { from: 'lon' }, y: { from: 'lat' } },
};

/** Faults of the toy's recipe after a change. */
function faultsOf(change: (recipe: Record<string, unknown>) => void): { code: string; path?: string; text: string }[] {
  const recipe = structuredClone(toyRecipe()) as unknown as Record<string, unknown>;
  change(recipe);
  const result = parseRecipe(recipe);
  if (result.ok) return [];
  return result.faults.map((item) => ({
    code: item.code,
    path: item.path,
    text: Object.values(describeFault(item, 'en')).join(' '),
  }));
}

const withSource = (part: Record<string, unknown>) => (recipe: Record<string, unknown>) => {
  recipe.sources = [{ ...source, ...part }];
};

describe('recipe/1', () => {
  it('takes a good one', () => {
    expect(faultsOf(() => {})).toEqual([]);
    expect(faultsOf(withSource({}))).toEqual([]);
  });

  it('takes as many video points as codes have digits for, and more where there are no codes', () => {
    const generate = (videoPoints: number) => ({ ...toyRecipe().generate, videoPoints });
    const coded = { ...toyRecipe().district, code: '370203' };
    expect(faultsOf((recipe) => Object.assign(recipe, { district: coded, generate: generate(999_999) }))).toEqual([]);
    expect(faultsOf((recipe) => Object.assign(recipe, { generate: generate(1_000_000) }))).toEqual([]);
  });

  it('names the nearest key for one that it does not know', () => {
    const faults = faultsOf((recipe) => {
      recipe.timezone = 'Asia/Shanghai';
      (recipe.generate as Record<string, unknown>).unitGrid = 3;
    });
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['BAKE-102', 'timezone'],
      ['BAKE-102', 'generate.unitGrid'],
    ]);
    expect(faults[0]!.text).toContain('timeZone');
    expect(faults[1]!.text).toContain('unitGrids');
  });

  it('refuses what would be passed over: words for numbers, units of names, defaults of places', () => {
    const { id, name, x, y } = source.fields;
    const fields = {
      id: { ...id, timeFormat: 'rfc3339' },
      name: { ...name, unit: 'feet', map: { a: '甲' } },
      azimuthDeg: { from: 'facing', map: { 东: '90', 西: 'west', 北: '0x0' }, default: 'south' },
      x: { ...x, default: 120 },
      y,
    };
    expect(faultsOf(withSource({ fields })).map(({ code, path }) => [code, path?.slice('sources.0.'.length)])).toEqual([
      ['BAKE-103', 'fields.id.timeFormat'],
      ['BAKE-103', 'fields.name.unit'],
      ['BAKE-103', 'fields.azimuthDeg.map.西'],
      ['BAKE-103', 'fields.azimuthDeg.map.北'],
      ['BAKE-103', 'fields.azimuthDeg.default'],
      ['BAKE-103', 'fields.x.default'],
    ]);
  });

  it('names the nearest key inside a source', () => {
    const [item] = faultsOf(withSource({ crss: 'EPSG:4326' }));
    expect(item).toMatchObject({ code: 'BAKE-102', path: 'sources.0.crss' });
    expect(item!.text).toContain('“crs”');
  });

  it('refuses a source without a coordinate system, and says which are likely', () => {
    const [item] = faultsOf(withSource({ crs: undefined }));
    expect(item).toMatchObject({ code: 'BAKE-104', path: 'sources.0.crs' });
    for (const likely of ['EPSG:4490', 'EPSG:4549', 'GCJ-02', 'BD-09']) expect(item!.text).toContain(likely);
  });

  it('names the nearest coordinate system', () => {
    const [item] = faultsOf(withSource({ crs: 'GCJ02' }));
    expect(item!.code).toBe('BAKE-105');
    expect(item!.text).toContain('“GCJ-02”');
  });

  it.each([['../a.json'], ['a/../../b.json'], ['/etc/passwd'], ['..\\a.json'], ['C:\\a.json'], ['\\\\host\\a.json']])(
    'refuses %s: it leads out of the data folder',
    (path) => {
      const [item] = faultsOf(withSource({ path }));
      expect(item).toMatchObject({ code: 'BAKE-113', path: 'sources.0.path' });
    },
  );

  it.each([['a/../b.json'], ['./a.json'], ['甲/..乙.json']])('takes %s', (path) => {
    expect(faultsOf(withSource({ path }))).toEqual([]);
  });

  it('refuses fields that a role does not know, and asks for those that it needs', () => {
    const faults = faultsOf(withSource({ fields: { id: { from: 'id' }, nam: { from: 'content' } } }));
    expect(faults.map(({ code, path }) => [code, path])).toEqual([
      ['BAKE-107', 'sources.0.fields.nam'],
      ['BAKE-108', 'sources.0.fields.name'],
      ['BAKE-108', 'sources.0.fields.x'],
      ['BAKE-108', 'sources.0.fields.y'],
    ]);
  });

  it.each([
    ['a wrong type', { generate: { ...toyRecipe().generate, hazards: 'many' } }, 'BAKE-103', 'generate.hazards'],
    ['a missing part', { official: { departments: 'd.json' } }, 'BAKE-103', 'official.matters'],
    [
      'more coded video points than codes have digits for',
      {
        district: { ...toyRecipe().district, code: '370203' },
        generate: { ...toyRecipe().generate, videoPoints: 1_000_000 },
      },
      'BAKE-103',
      'generate.videoPoints',
    ],
    ['an unknown zone', { timeZone: 'Asia/Qingdao' }, 'BAKE-103', 'timeZone'],
    ['no outline', { outline: undefined }, 'BAKE-109', undefined],
    ['an extent of nothing', { outline: { extentOf: 'buildings' } }, 'BAKE-103', 'outline'],
    ['a source key twice', { sources: [source, source] }, 'BAKE-103', 'sources'],
    ['another version', { schema: 'recipe/2' }, 'BAKE-103', 'schema'],
  ])('finds %s', (_, part, code, path) => {
    expect(faultsOf((recipe) => Object.assign(recipe, part)).map((item) => [item.code, item.path])).toEqual([
      [code, path],
    ]);
  });

  it.each([[null], [[]], ['recipe'], [{}], [{ schema: 'recipe/1', sources: [null, 1, {}] }]])(
    'refuses %j with faults, not with a crash',
    (json) => {
      const result = parseRecipe(json);
      expect(result.ok).toBe(false);
      if (!result.ok) expect(result.faults.length).toBeGreaterThan(0);
    },
  );
});
