import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-stray-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

type Corner = readonly [number, number];
const box = (west: number, south: number, sizeDeg: number): Corner[] => [
  [west, south],
  [west + sizeDeg, south],
  [west + sizeDeg, south + sizeDeg],
  [west, south + sizeDeg],
];
const withStray = ([first, ...others]: readonly Corner[]): Corner[] => [first!, [0, 0], ...others];
const features = (rings: readonly (readonly Corner[])[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: rings.map((ring, index) => ({
      type: 'Feature',
      properties: { id: `r${index}` },
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
    })),
  });

const own = { path: 'own.geojson', format: 'geojson', crs: 'EPSG:4326', fields: {} };
const { outline: _outline, ...recipe } = toyRecipe();

async function baked(parts: object, rings: readonly (readonly Corner[])[]) {
  writeFileSync(path.join(scratch, 'own.geojson'), features(rings));
  return bakeDistrict({
    recipePath: writeToyRecipe(path.join(scratch, 'recipe'), { ...recipe, ...parts }),
    dataFolder: scratch,
    outFolder: path.join(scratch, 'out'),
    onProgress: () => {},
  });
}

async function refused(parts: object, rings: readonly (readonly Corner[])[]): Promise<FaultError> {
  const error = await baked(parts, rings).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FaultError)) throw error ?? new Error('was baked');
  return error;
}

const land = box(120.36, 36.095, 0.01);
const boundary = { sources: [{ ...own, key: 'edge', role: 'districtBoundary' }] };

describe('what lies far from everything else', () => {
  it('of a boundary is dropped by number, and moves nothing', async () => {
    const { manifest, faults } = await baked(boundary, [box(0, 0, 0.01), land]);
    expect(manifest.enuOrigin.lonLatDeg).toEqual([120.365, 36.1]);
    expect(faults.kept().filter(({ code }) => code === 'BAKE-204')).toMatchObject([
      { values: { source: 'edge', id: '#1', x: 0, y: 0 } },
    ]);
  });

  it('in the one outline there is refuses it by name, not by a wrong area', async () => {
    const { faults } = await refused(boundary, [withStray(land)]);
    expect(faults.map(({ code }) => code)).toEqual(['BAKE-210', 'BAKE-204']);
    expect(faults[1]!.values).toMatchObject({ id: '#1', x: 0, y: 0 });
    const outlined = { outline: { file: path.join(scratch, 'own.geojson') } };
    const { fault } = await refused(outlined, [withStray(land)]);
    expect(fault).toMatchObject({ code: 'BAKE-110', values: { reason: '0,0' } });
  });

  it('is not what is said of a boundary without outlines', async () => {
    const points = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [120.36, 36.1] } };
    writeFileSync(
      path.join(scratch, 'points.geojson'),
      JSON.stringify({ type: 'FeatureCollection', features: [points] }),
    );
    const parts = { sources: [{ ...own, key: 'edge', role: 'districtBoundary', path: 'points.geojson' }] };
    const { faults } = await refused(parts, []);
    expect(faults.map(({ code }) => code)).toEqual(['BAKE-210', 'BAKE-337']);
  });

  it('among buildings does not stretch the district that they make', async () => {
    const houses = Array.from({ length: 12 }, (_, index) => {
      return box(120.36 + (index % 4) * 0.003, 36.095 + Math.floor(index / 4) * 0.003, 0.0004);
    });
    const parts = { outline: { extentOf: 'buildings' }, sources: [{ ...own, key: 'b', role: 'buildings' }] };
    const { manifest, faults } = await baked(parts, [...houses, box(0, 0, 0.0004), withStray(houses[0]!)]);
    expect(manifest.enuOrigin.lonLatDeg).toEqual([120.365, 36.098]);
    expect(manifest.counts.buildings).toBe(12);
    expect(faults.fatesOf('b', 'dropped').map(({ code, ids }) => [code, [...ids]])).toEqual([
      ['BAKE-303', ['#13', '#14']],
    ]);
  });
});
