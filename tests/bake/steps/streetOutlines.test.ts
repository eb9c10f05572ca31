import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import { eachStreetOnce, streetOutlines } from '../../../src/bake/steps/streetOutlines.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { multiPolygonArea } from '../../../src/model/geometry/polygon.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

const frame = new EnuFrame({ lonLatDeg: [120.36, 36.09], heightEllipsoidMeters: 0 });
const source: RecipeSource = {
  key: 'streets',
  role: 'streetBoundaries',
  path: 'streets.geojson',
  format: 'geojson',
  crs: 'EPSG:4326',
  fields: { code: { from: 'code' }, name: { from: 'name' } },
};

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-streets-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** A square of `size` metres at a place in metres. */
function square(properties: Record<string, unknown>, east: number, north: number, size = 800) {
  const corners = [
    [0, 0],
    [size, 0],
    [size, size],
    [0, size],
    [0, 0],
  ] as const;
  const ring = corners.map(([x, y]) => [...frame.lonLatFromEnu([east + x, north + y, 0]).lonLatDeg]);
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
}

const writeStreets = (features: readonly unknown[]): void =>
  writeFileSync(path.join(scratch, 'streets.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));

async function streetsOf(features: readonly unknown[]) {
  writeStreets(features);
  const faults = new FaultLog();
  const read = await readSource(source, scratch, 'Asia/Shanghai', faults);
  return { streets: streetOutlines([read], frame, faults), faults };
}

const squareKilometers = (street: { polygonsCm: Parameters<typeof multiPolygonArea>[0] }): number =>
  multiPolygonArea(street.polygonsCm) / 1e10;

describe('streets of an owner’s file', () => {
  it('in two features are one street in two parts, and counted', async () => {
    const { streets, faults } = await streetsOf([
      square({ code: '370203001', name: '甲' }, 0, 0),
      square({ code: '370203002', name: '乙' }, 0, 2000),
      square({ code: '370203001', name: '甲' }, 3000, 0),
    ]);
    expect(streets.map(({ code, name, polygonsCm }) => [code, name, polygonsCm.length])).toEqual([
      ['370203001', '甲', 2],
      ['370203002', '乙', 1],
    ]);
    expect(squareKilometers(streets[0]!)).toBeCloseTo(2 * 0.64, 3);
    expect(faults.counts()).toEqual([{ code: 'BAKE-211', count: 1 }]);
  });

  it('stay apart for the proof where features overlap or repeat; to the generator their land counts once', async () => {
    const name = { name: '甲', code: null };
    const { streets, faults } = await streetsOf([
      square(name, 0, 0),
      square(name, 800, 0),
      square(name, 0, 0),
      square(name, 400, 0),
    ]);
    expect(streets).toHaveLength(4);
    expect(faults.counts()).toEqual([]);
    const [street, ...others] = eachStreetOnce(streets);
    expect(others).toEqual([]);
    expect(street!.polygonsCm).toHaveLength(1);
    expect(squareKilometers(street!)).toBeCloseTo(2 * 0.64, 3);
  });

  it('of one code and two names stay apart; parts that touch are one street', async () => {
    const { streets, faults } = await streetsOf([
      square({ code: '370203001', name: '甲' }, 0, 0),
      square({ code: '370203001', name: '乙' }, 800, 0),
      square({ code: '370203002', name: '丙' }, 0, 800),
      square({ code: '370203002', name: '丙' }, 800, 800),
    ]);
    expect(streets.map(({ code, name, polygonsCm }) => [code, name, polygonsCm.length])).toEqual([
      ['370203001', '甲', 1],
      ['370203001', '乙', 1],
      ['370203002', '丙', 1],
    ]);
    expect(faults.counts()).toEqual([{ code: 'BAKE-211', count: 1 }]);
  });

  it('without a name are dropped and counted, never called “null”', async () => {
    const { streets, faults } = await streetsOf([
      square({ code: '370203001', name: null }, 0, 0),
      square({ code: '370203002', name: ' ' }, 0, 2000),
      square({ code: '370203003', name: '丙' }, 3000, 0),
    ]);
    expect(streets.map(({ name }) => name)).toEqual(['丙']);
    expect(faults.counts()).toEqual([{ code: 'BAKE-208', count: 2 }]);
  });

  it('are not invented where the file has none that can be used', async () => {
    const features = [square({ code: '370203001', name: null }, 0, 0)];
    const refusal = await streetsOf(features).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(FaultError);
    expect((refusal as FaultError).fault.code).toBe('BAKE-210');
  });

  it('in two features are baked', async () => {
    writeStreets([
      square({ code: '370203001', name: '甲街道' }, 0, 0),
      square({ code: '370203001', name: '甲街道' }, 1600, 0, 400),
      square({ code: '370203002', name: '乙街道' }, 0, 800),
    ]);
    const { outline: _, ...recipe } = toyRecipe();
    const { manifest, faults } = await bakeDistrict({
      recipePath: writeToyRecipe(path.join(scratch, 'recipe'), { ...recipe, sources: [source] }),
      dataFolder: scratch,
      outFolder: path.join(scratch, 'out'),
      onProgress: () => {},
    });
    expect(manifest.counts.streets).toBe(2);
    expect(faults.counts()).toEqual([{ code: 'BAKE-211', count: 1 }]);
  });
});
