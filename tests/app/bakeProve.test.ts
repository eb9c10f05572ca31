import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prove } from '../../src/app/cli/bake/prove.ts';
import { parseSliversFile } from '../../src/model/contract/sliversFile.ts';
import { FaultError } from '../../src/model/faults/fault.ts';
import { sharedData, sharedDataMissing } from '../support/sharedData.ts';
import { toyDistrict, toyRecipe, writeToyRecipe } from '../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-prove-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());
const text = (): string => printed.join('\n');

const codeOf = async (argv: readonly string[]): Promise<string> => {
  try {
    await prove(argv);
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
  throw new Error('no fault');
};

type Ring = readonly (readonly [number, number])[];

const box = (west: number, east: number, south = 36.1, north = 36.12): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

function writeFeatures(name: string, features: readonly { properties: Record<string, unknown>; ring: Ring }[]): string {
  const file = path.join(scratch, name);
  const written = features.map(({ properties, ring }) => {
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: written }));
  return file;
}

/** Two streets that should fill a district of some hundred metres by two kilometres, with a strip between them. */
function writeStreets(gapDeg: number): { district: string; streets: string } {
  const feature = (code: string, ring: Ring) => ({ properties: { JDDM: code, MC: `街道${code}` }, ring });
  return {
    district: writeFeatures('district.geojson', [feature('370203', box(120.38, 120.384))]),
    streets: writeFeatures('streets.geojson', [
      feature('370203001', box(120.38, 120.382)),
      feature('370203002', box(120.382 + gapDeg, 120.384)),
    ]),
  };
}

describe('bake -- prove', () => {
  it('explains itself in both languages', async () => {
    expect(await prove(['--help'])).toBe(0);
    for (const word of ['--district', '--grids', '--crs', '--snap', 'exit codes', '退出码'])
      expect(text()).toContain(word);
  });

  it('proves a package', async () => {
    expect(await prove([await toyDistrict()])).toBe(0);
    expect(text()).toContain('已证明');
    expect(text()).toContain('proved');
  });

  it('finds the strip between two files, in words, as JSON and as files for a map', async () => {
    const { district, streets } = writeStreets(0.0001);
    const argv = ['--district', district, '--streets', streets, '--crs', 'EPSG:4490'];
    const out = path.join(scratch, 'out');
    expect(await prove([...argv, '--out', out])).toBe(1);
    expect(text()).toContain('缝隙 gap: 1');
    expect(text()).toContain('370203001 (');

    printed = [];
    expect(await prove([...argv, '--json'])).toBe(1);
    const { pieces, levels } = JSON.parse(text());
    expect(levels).toMatchObject([{ level: 'street', gaps: 1, overlaps: 0 }]);
    expect(pieces[0].areaIds).toEqual(['370203001', '370203002']);
    // 0.0001° of longitude by 0.02° of latitude at 36.11° north.
    expect(Math.abs(pieces[0].squareMeters / (9.005 * 2219.1) - 1)).toBeLessThan(0.002);

    const json = (name: string) => JSON.parse(readFileSync(path.join(out, name), 'utf8'));
    expect(parseSliversFile(json('slivers.json'))!.slivers).toHaveLength(1);
    expect(json('proposal.json').proposals[0]).toMatchObject({ takerId: '370203001' });
    const [sliver] = json('slivers.geojson').features;
    const [west, south] = sliver.geometry.coordinates[0].reduce(
      (least: number[], at: number[]) => [Math.min(least[0]!, at[0]!), Math.min(least[1]!, at[1]!)],
      [180, 90],
    );
    expect(west).toBeCloseTo(120.382, 6);
    expect(south).toBeCloseTo(36.1, 6);
    expect(json('proposal.geojson').features[0].properties.takerId).toBe('370203001');
  });

  it('takes what is nearer than the tolerance as one line', async () => {
    const { district, streets } = writeStreets(0.0000003);
    const argv = ['--district', district, '--streets', streets, '--crs', 'EPSG:4490'];
    expect(await prove(argv)).toBe(0);
    expect(await prove([...argv, '--snap', '0'])).toBe(1);
  });

  it('refuses what it cannot prove', async () => {
    const { streets } = writeStreets(0);
    expect(await codeOf(['--streets', streets])).toBe('BAKE-104');
    expect(await codeOf(['--streets', streets, '--crs', 'EPSG:4491'])).toBe('BAKE-105');
    expect(await codeOf(['--streets', `${streets}x`, '--crs', 'EPSG:4490'])).toBe('BAKE-201');
    expect(await codeOf(['--streets', streets, '--crs', 'EPSG:4490', '--snap', '9'])).toBe('APP-006');
    expect(await codeOf(['--strets', streets])).toBe('APP-005');
    expect(await codeOf(['--district', streets, '--crs', 'EPSG:4490'])).toBe('BAKE-509');
    expect(existsSync(path.join(scratch, 'slivers.json'))).toBe(false);
  });

  it('tells a folder that it cannot write before it reads anything', async () => {
    const file = path.join(scratch, 'no-folder');
    writeFileSync(file, '');
    // Nothing there: reading it would have a fault of its own.
    const missing = ['--streets', path.join(scratch, 'nowhere.geojson'), '--crs', 'EPSG:4490'];
    for (const out of [file, path.join(file, 'below')])
      expect(await codeOf([...missing, '--out', out])).toBe('APP-007');
    expect(await codeOf(missing)).toBe('BAKE-201');
  });

  describe('files with slips', () => {
    const street = (code: string, west: number, east: number, name = `街道${code}`) => {
      return { properties: { JDDM: code, MC: name }, ring: box(west, east) };
    };
    const district = (): string =>
      writeFeatures('slips-district.geojson', [{ properties: { QXDM: '370203' }, ring: box(120.38, 120.384) }]);
    const json = async (...argv: string[]) => {
      printed = [];
      const exitCode = await prove([...argv, '--crs', 'EPSG:4490', '--json']);
      return { exitCode, ...JSON.parse(text()) };
    };
    const proveStreets = (...streets: ReturnType<typeof street>[]) =>
      json('--district', district(), '--streets', writeFeatures('slips.geojson', streets));
    const [west, east] = [street('370203001', 120.38, 120.382), street('370203002', 120.382, 120.384)];

    it('one record on the other side of the Earth is counted, the others are proved', async () => {
      const answer = await proveStreets(west, east, { ...street('370203003', 0, 0), ring: box(0, 0.001, 0, 0.001) });
      expect(answer).toMatchObject({ exitCode: 1, pieces: [], codes: [] });
      expect(answer.faults).toEqual([{ code: 'BAKE-204', count: 1 }]);
      const file = path.join(scratch, 'slips.geojson');
      printed = [];
      expect(await prove(['--district', district(), '--streets', file, '--crs', 'EPSG:4490'])).toBe(1);
      expect(text()).toContain('not proved');
      expect(text()).not.toContain('已证明：');
    });

    it('what became of the records is said where nothing is left of them', async () => {
      const stray = writeFeatures('stray.geojson', [{ ...street('370203001', 0, 0), ring: box(0, 0.001, 0, 0.001) }]);
      expect(await codeOf(['--district', district(), '--streets', stray, '--crs', 'EPSG:4490'])).toBe('BAKE-509');
      expect(text()).toContain('BAKE-204');
    });

    it('one code for two neighbours, and one street twice, are found', async () => {
      const twice = await proveStreets(west, { ...east, properties: { JDDM: '370203001', MC: '另一街道' } });
      expect(twice).toMatchObject({ exitCode: 1, pieces: [] });
      expect(twice.codes).toMatchObject([{ problem: 'duplicate', areaId: '370203001', level: 'street' }]);

      const repeated = await proveStreets(west, west, east);
      expect(repeated).toMatchObject({ exitCode: 1, levels: [{ level: 'street', parts: 3, overlaps: 1 }] });
      expect(repeated.pieces[0].areaIds).toEqual(['370203001', '370203001']);
      expect(repeated.codes).toMatchObject([{ problem: 'duplicate', areaId: '370203001' }]);
    });

    it('a prefix is held against the nearest level above that was given', async () => {
      const wrong = await proveStreets(west, { ...east, properties: { JDDM: '370299002', MC: '乙' } });
      expect(wrong.codes).toEqual([
        { problem: 'wrongPrefix', areaId: '370299002', level: 'street', expected: '370203' },
      ]);
      const grid = (code: string, from: number, to: number) => ({ properties: { code }, ring: box(from, to) });
      const grids = [grid('370203001001001', 120.38, 120.382), grid('370209002001001', 120.382, 120.384)];
      const below = await json(
        ...['--streets', writeFeatures('slips.geojson', [west, east])],
        ...['--grids', writeFeatures('grids.geojson', grids)],
      );
      expect(below.codes).toEqual([
        { problem: 'wrongPrefix', areaId: '370209002001001', level: 'unitGrid', expected: '370203002' },
      ]);
    });

    it('buildings that are no shape are counted, those that cross themselves repaired', async () => {
      const building = (ring: Ring) => ({ properties: {}, ring });
      const buildings = writeFeatures('buildings.geojson', [
        building([...box(120.381, 120.3812, 36.11, 36.1102)]),
        building([
          [120.381, 36.105],
          [120.3812, 36.1052],
          [120.3812, 36.105],
          [120.381, 36.1052],
          [120.381, 36.105],
        ]),
        building(box(0, 0.001, 0, 0.001)),
      ]);
      const streets = writeFeatures('slips.geojson', [west, east]);
      const answer = await json('--district', district(), '--streets', streets, '--buildings', buildings);
      expect(answer).toMatchObject({ exitCode: 1, pieces: [], splitBuildings: [] });
      expect(answer.faults).toEqual([
        { code: 'BAKE-303', count: 1 },
        { code: 'BAKE-322', count: 1 },
      ]);
    });
  });

  describe('a recipe', () => {
    const metersPerDegree = 90_000; // of longitude at 36.1° north
    const feature = (code: string, ring: Ring) => ({ properties: { code, name: code }, ring });
    const house = (id: string, eastMeters: number) => {
      const west = 120.384 + eastMeters / metersPerDegree;
      return { properties: { id }, ring: box(west, west + 0.0002, 36.11, 36.1102) };
    };
    /** Of a clean district with these houses; `gapDeg` between its two streets. */
    async function proveRecipe(houses: readonly ReturnType<typeof house>[], gapDeg = 0) {
      writeFeatures('r-district.geojson', [feature('370203', box(120.38, 120.384))]);
      writeFeatures('r-streets.geojson', [
        feature('370203001', box(120.38, 120.382)),
        feature('370203002', box(120.382 + gapDeg, 120.384)),
      ]);
      writeFeatures('r-buildings.geojson', houses);
      const fields = { code: { from: 'code' }, name: { from: 'name' } };
      const common = { format: 'geojson', crs: 'EPSG:4490' };
      const sources = [
        { ...common, key: 'd', role: 'districtBoundary', path: 'r-district.geojson', fields: {} },
        { ...common, key: 's', role: 'streetBoundaries', path: 'r-streets.geojson', fields },
        { ...common, key: 'b', role: 'buildings', path: 'r-buildings.geojson', fields: { id: { from: 'id' } } },
      ];
      const { streets: _given, buildings: _too, ...generate } = toyRecipe().generate;
      const recipe = { ...toyRecipe(), outline: undefined, sources, generate };
      const file = writeToyRecipe(path.join(scratch, 'recipe'), recipe);
      printed = [];
      const inWords = await prove([file, '--data', scratch]);
      const words = text();
      printed = [];
      const exitCode = await prove([file, '--data', scratch, '--json']);
      expect(exitCode).toBe(inWords);
      return { exitCode, words, ...JSON.parse(text()) };
    }
    const near = house('in', -100);

    it('is proved whatever stands in the next district, near or far', async () => {
      for (const eastMeters of [1_500, 9_000]) {
        const answer = await proveRecipe([near, house('beside', eastMeters)]);
        expect(answer, `${eastMeters} m`).toMatchObject({ exitCode: 0, pieces: [], faults: [] });
        expect(answer.words).toContain('已证明');
      }
    });

    it('counts what is far as a note, even where nothing else is there', async () => {
      const answer = await proveRecipe([house('a', 9_000), house('b', -9_000)]);
      expect(answer).toMatchObject({ exitCode: 0, faults: [], elsewhere: [{ code: 'BAKE-303', count: 2 }] });
      expect(answer.words).toContain('2 records of the sources lie far');
      expect((await proveRecipe([near])).words).not.toContain('lie far');
    });

    it('is not proved for it: a gap is found, and a house that is no shape is a fault', async () => {
      expect(await proveRecipe([near, house('far', 9_000)], 0.0001)).toMatchObject({ exitCode: 1 });
      const flat = { properties: { id: 'flat' }, ring: box(120.381, 120.3812, 36.11, 36.11) };
      const answer = await proveRecipe([near, flat]);
      expect(answer).toMatchObject({ exitCode: 1, pieces: [], elsewhere: [] });
      expect(answer.faults).not.toEqual([]);
    });
  });

  it('refuses files beside a package instead of leaving them unread', async () => {
    const { streets } = writeStreets(0);
    expect(await codeOf([await toyDistrict(), '--streets', streets, '--crs', 'EPSG:4490'])).toBe('APP-006');
    expect(await codeOf([await toyDistrict(), '--standard', 'none'])).toBe('APP-006');
  });

  it('refuses a package whose files are not those that were baked, before it reads any', async () => {
    const copy = path.join(scratch, 'damaged');
    cpSync(await toyDistrict(), copy, { recursive: true });
    const file = path.join(copy, 'buildings/footprints.bin');
    const bytes = readFileSync(file);
    bytes.fill(0x7f, 64, 4_096);
    writeFileSync(file, bytes);
    expect(await codeOf([copy])).toBe('BAKE-621');
  });

  it.skipIf(sharedDataMissing)(
    'finds the harbour of 市北区 in no street (skipped without the shared data)',
    async () => {
      const out = path.join(scratch, 'harbour');
      expect(await prove(['shibei-real', '--data', sharedData(), '--out', out])).toBe(1);
      const { slivers } = parseSliversFile(JSON.parse(readFileSync(path.join(out, 'slivers.json'), 'utf8')))!;
      expect(new Set(slivers.map(({ kind, level }) => `${kind} ${level}`))).toEqual(new Set(['gap street']));
      const squareKilometers = slivers.reduce((sum, { squareMeters }) => sum + squareMeters, 0) / 1e6;
      expect(squareKilometers).toBeCloseTo(1.73, 2);
      expect(slivers[0]!.neighbours!.length).toBeGreaterThan(0);
    },
  );
});
