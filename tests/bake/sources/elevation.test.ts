import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { writeArrayBuffer } from 'geotiff';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { Stages } from '../../../src/bake/cache/stages.ts';
import { crsFromLonLat, sampleGrid } from '../../../src/bake/sources/elevationGrid.ts';
import { lonLatConverter } from '../../../src/bake/sources/lonLatFromCrs.ts';
import { readElevation } from '../../../src/bake/sources/readElevation.ts';
import { givenHeightField } from '../../../src/bake/steps/givenHeightField.ts';
import { heightFieldFromElevation } from '../../../src/bake/steps/heightFieldFromElevation.ts';
import { readRecipe } from '../../../src/bake/steps/readRecipe.ts';
import { readSources } from '../../../src/bake/steps/readSources.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { groundUpMeters } from '../../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { roundsOf } from '../../support/longRun.ts';
import { mutated } from '../../support/seededMutation.ts';
import { type TinyTiff, tinyTiff } from '../../support/tinyTiff.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

/** Damaged copies of each file. */
const ROUNDS = roundsOf(200, 400);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-elevation-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const source: RecipeSource = {
  ...{ key: 'dem', role: 'elevation', path: 'dem.tif', format: 'geotiff', crs: 'EPSG:4326', fields: {} },
};
const around = { minX: 120.36, minY: 36.09, maxX: 120.38, maxY: 36.105 };

function fileOf(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

/** A slope that bilinear reading must give back exactly: metres by longitude and latitude. */
const slope = (lon: number, lat: number): number => 50 + (lon - 120.37) * 2000 + (lat - 36.1) * 1000;
const [width, height, step] = [80, 64, 0.0005];
const base: TinyTiff = {
  ...{ width, height, type: 'float32', origin: [120.35, 36.115], step: [step, -step], block: { rows: 7 } },
  epsg: { geographic: 4326 },
  valueAt: (column, row) => slope(120.35 + (column + 0.5) * step, 36.115 - (row + 0.5) * step),
};

async function sampled(tiff: Uint8Array, of: RecipeSource = source) {
  return readElevation(fileOf('dem.tif', tiff), of, around, 20);
}

describe('a raster of heights', () => {
  const places = [
    [120.3612, 36.0911],
    [120.37, 36.1],
    [120.3793, 36.1047],
  ] as const;

  it.each([
    ['strips', base],
    ['tiles', { ...base, block: { tile: 16 } }],
    ['deflate strips', { ...base, isDeflate: true }],
    ['deflate tiles', { ...base, block: { tile: 32 }, isDeflate: true }],
    ['pixels that are points', { ...base, isPoint: true, origin: [120.35 + step / 2, 36.115 - step / 2] }],
  ] as [string, TinyTiff][])('in %s gives its heights back', async (_name, tiff) => {
    const { sampler, declaredCrs } = await sampled(tinyTiff(tiff));
    expect(declaredCrs).toBe('EPSG:4326');
    for (const [lon, lat] of places) expect(sampler!(lon, lat)).toBeCloseTo(slope(lon, lat), 3);
    expect(sampler!(120.3, 36.1)).toBeNull();
  });

  it('is read as its own library writes it', async () => {
    const values = Float32Array.from({ length: width * height }, (_, index) =>
      base.valueAt(index % width, Math.floor(index / width)),
    );
    const bytes = writeArrayBuffer(values, {
      ...{ width, height, BitsPerSample: [32], SampleFormat: [3] },
      ...{ ModelPixelScale: [step, step, 0], ModelTiepoint: [0, 0, 0, 120.35, 36.115, 0], GTModelTypeGeoKey: 2 },
      ...{ GTRasterTypeGeoKey: 1, GeographicTypeGeoKey: 4326 },
    });
    const { sampler } = await sampled(new Uint8Array(bytes));
    for (const [lon, lat] of places) expect(sampler!(lon, lat)).toBeCloseTo(slope(lon, lat), 2);
  });

  it('in whole numbers is scaled as its metadata says, and its holes are holes', async () => {
    const metadata =
      '<GDALMetadata><Item name="OFFSET" sample="0" role="offset">100</Item><Item name="SCALE" sample="0" role="scale">0.1</Item></GDALMetadata>';
    const valueAt = (column: number): number => (column < 35 ? -32768 : 250);
    const tiff: TinyTiff = { ...base, type: 'int16', valueAt, noData: '-32768', metadata };
    const { sampler } = await sampled(tinyTiff(tiff));
    expect(sampler!(120.375, 36.1)).toBeCloseTo(125, 6);
    expect(sampler!(120.365, 36.1)).toBeNull();
  });

  it('in the plane of EPSG:4549 is met from longitude and latitude, in either order of axes', async () => {
    const toLonLat = lonLatConverter('EPSG:4549');
    const near = [533_000, 3_995_000] as const;
    const toPlane = crsFromLonLat('EPSG:4549', undefined, near);
    const [x, y] = toPlane(120.37, 36.1)!;
    const [lon, lat] = toLonLat(x, y)!;
    expect([lon, lat].map((value) => value.toFixed(7))).toEqual(['120.3700000', '36.1000000']);
    const plane: TinyTiff = {
      ...base,
      ...{ origin: [x - 2000, y + 1600], step: [50, -50], epsg: { projected: 4549 } },
      valueAt: (column, row) => (column + 0.5) * 0.5 + (row + 0.5) * 0.25,
    };
    for (const axisOrder of ['east-north', 'north-east'] as const) {
      const { sampler, declaredCrs } = await sampled(tinyTiff(plane), { ...source, crs: 'EPSG:4549', axisOrder });
      expect(declaredCrs).toBe('EPSG:4549');
      expect(sampler!(120.37, 36.1)).toBeCloseTo(40 * 0.5 + 32 * 0.25, 3);
    }
  });

  it('much finer than the lattice is averaged on the way, its holes left out', async () => {
    const fine: TinyTiff = {
      ...base,
      ...{ width: 1200, height: 900, origin: [120.355, 36.11], step: [0.00003, -0.00003] },
      valueAt: (column, row) => (column % 2 === 0 && row % 2 === 0 ? -9999 : 40 + (column % 3)),
      noData: '-9999',
    };
    const { sampler } = await sampled(tinyTiff(fine));
    const found = sampler!(120.37, 36.1)!;
    expect(found).toBeGreaterThan(40.4);
    expect(found).toBeLessThan(41.6);
  });

  it('beyond its window says nothing', () => {
    const grid = {
      originX: 0,
      originY: 0,
      stepX: 1,
      stepY: -1,
      columns: 2,
      rows: 2,
      meters: Float32Array.of(1, 2, 3, NaN),
    };
    expect(sampleGrid(grid, 0.5, -0.25)).toBeCloseTo((0.375 * 1 + 0.375 * 2 + 0.125 * 3) / 0.875, 6);
    expect(sampleGrid(grid, 1, -1)).toBeNull();
    expect(sampleGrid(grid, 1.6, 0)).toBeNull();
    expect(sampleGrid(grid, -0.4, 0)).toBeCloseTo(1, 6);
  });
});

describe('the height field', () => {
  const frame = new EnuFrame({ lonLatDeg: [120.37, 36.1], heightEllipsoidMeters: 0 });
  const bounds = { minX: -500, minY: -400, maxX: 500, maxY: 400 };

  it('has the samplers’ heights, unshifted, and says how much was a hole', () => {
    const left = (lon: number, lat: number): number | null => (lon < 120.37 ? slope(lon, lat) : null);
    const { field, pointCount, holeCount } = heightFieldFromElevation([left], frame, bounds, 20)!;
    expect(holeCount / pointCount).toBeGreaterThan(0.45);
    expect(holeCount / pointCount).toBeLessThan(0.55);
    expect(groundUpMeters(field, 0, 0)).toBeCloseTo(slope(120.37, 36.1), 0);
    const [lon, lat] = frame.lonLatFromEnu([-313, 127, 0]).lonLatDeg;
    expect(groundUpMeters(field, -313, 127)).toBeCloseTo(slope(lon, lat), 2);
    // A hole is filled from its rim, and stays within what the rim says.
    expect(field.upMeters.every(Number.isFinite)).toBe(true);
    expect(Math.max(...field.upMeters)).toBeLessThan(70);
    const both = heightFieldFromElevation([left, slope], frame, bounds, 20)!;
    expect(both.holeCount).toBe(0);
    expect(heightFieldFromElevation([() => null], frame, bounds, 20)).toBeNull();
  });
});

describe('bad elevation', () => {
  const whole = tinyTiff({ ...base, isDeflate: true });
  const outcome = async (bytes: Uint8Array): Promise<string> => {
    try {
      await sampled(bytes);
      return 'read';
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      return error.fault.code;
    }
  };
  const strips = Math.ceil(height / 7);
  const bomb = deflateSync(Buffer.alloc(160 << 20), { level: 1 });
  const bombs = Array.from({ length: strips }, () => bomb);
  it.each([
    ['empty', new Uint8Array(), 'BAKE-235'],
    ['no TIFF', new TextEncoder().encode('{"type": "FeatureCollection"}'), 'BAKE-202'],
    ['truncated in its directory', whole.slice(0, -200), 'BAKE-202'],
    ['truncated to its head', whole.slice(0, 40), 'BAKE-202'],
    ['without a place', tinyTiff({ ...base, isPlaced: false }), 'BAKE-244'],
    ['with a step of zero', tinyTiff({ ...base, step: [0, -step] }), 'BAKE-244'],
    ['a bomb', tinyTiff({ ...base, isDeflate: true }, bombs), 'BAKE-202'],
    [
      'one block of 32 GiB',
      tinyTiff({ ...base, width: 100_000, height: 90_000, block: { rows: 90_000 } }, [Buffer.alloc(8)]),
      'BAKE-255',
    ],
    ['whole', whole, 'read'],
  ])('%s', async (_name, bytes, expected) => {
    expect(await outcome(bytes)).toBe(expected);
  });

  it('packed, and without the bits of a sample, is refused for what it holds, not by a slip of ours', async () => {
    const bytes = Buffer.from(whole);
    const tag = Buffer.from([2, 1, 3, 0, 1, 0, 0, 0]); // 258, SHORT, one
    const at = bytes.indexOf(tag, bytes.readUInt32LE(4));
    bytes.writeUInt16LE(65_000, at); // a tag of nobody
    const refused = await sampled(bytes).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(refused instanceof FaultError)) throw refused ?? new Error('it was read');
    expect(refused.fault.code).toBe('BAKE-202');
    expect(JSON.stringify(refused.fault)).not.toContain('iterable');
  });

  it('pixels that are not in the file are no heights of zero', async () => {
    const short = tinyTiff(base, [
      Buffer.alloc(80 * 7 * 4),
      ...Array.from({ length: strips - 1 }, () => Buffer.alloc(4)),
    ]);
    expect(await outcome(short)).toBe('BAKE-202');
  });

  it('NaN and heights of no place on Earth are holes', async () => {
    for (const value of [Number.NaN, 1e30, -40_000, Number.POSITIVE_INFINITY]) {
      const { sampler } = await sampled(tinyTiff({ ...base, valueAt: () => value }));
      expect(sampler!(120.37, 36.1)).toBeNull();
    }
  });

  it('elsewhere on Earth has no window here', async () => {
    expect((await sampled(tinyTiff({ ...base, origin: [10, 50] }))).sampler).toBeNull();
  });

  it(`${ROUNDS} seeded mutations give a fault or heights, never another error`, async () => {
    const random = new SeededRandom('geotiff');
    const found = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) found.add(await outcome(mutated(whole, random)));
    expect(found).toContain('BAKE-202');
    expect(found).toContain('read');
  });
});

describe('a bake with elevation', () => {
  const recipeOf = () => ({
    ...toyRecipe(),
    sources: [
      { ...source, heightDatum: '1985 国家高程基准' },
      { ...source, key: 'afar', path: 'afar.tif' },
    ],
  });
  function dataFolder(): { data: string; recipePath: string } {
    const data = path.join(folder, 'bake');
    const recipePath = writeToyRecipe(data, recipeOf());
    const valueAt = (column: number, row: number): number => (column < 30 ? -9999 : base.valueAt(column, row));
    writeFileSync(path.join(data, 'dem.tif'), tinyTiff({ ...base, valueAt, noData: '-9999' }));
    writeFileSync(path.join(data, 'afar.tif'), tinyTiff({ ...base, origin: [10, 50] }));
    return { data, recipePath };
  }

  it('takes the heights as they are', async () => {
    const { data, recipePath } = dataFolder();
    const { recipe, official } = readRecipe(recipePath);
    const faults = new FaultLog();
    const sources = await readSources(recipe, data, null, new Stages(null, faults), async () => {});
    const frame = new EnuFrame({ lonLatDeg: [120.366, 36.1], heightEllipsoidMeters: 0 });
    const placed = { frame, outlineCm: null, dissolvedFrom: null, synthetic: true };
    const corner = 60_000;
    const land = [
      [[-corner, -corner] as const, [corner, -corner] as const, [corner, corner] as const, [-corner, corner] as const],
    ];
    const given = (await givenHeightField({ recipe, official, sources, placed, faults }, [land]))!;
    expect(given.sourceKeys).toEqual(['dem']);
    const [east, north] = frame.enuFromLonLat([120.3702, 36.1]);
    expect(groundUpMeters(given.heightField, east, north)).toBeCloseTo(slope(120.3702, 36.1), 2);
    expect(given.heightField.upMeters.every(Number.isFinite)).toBe(true);
  });

  it('counts its holes, its other height datum, and a raster of another place', async () => {
    const { data, recipePath } = dataFolder();
    const outFolder = path.join(folder, 'package');
    const { manifest, faults } = await bakeDistrict({ recipePath, dataFolder: data, outFolder, onProgress: () => {} });
    expect(manifest.sources.map(({ key, records, accepted }) => [key, records, accepted])).toEqual([
      ['dem', 1, 1],
      ['afar', 1, 0],
    ]);
    expect((['BAKE-248', 'BAKE-249', 'BAKE-266'] as const).map((code) => faults.count(code))).toEqual([1, 1, 1]);
  });
});
