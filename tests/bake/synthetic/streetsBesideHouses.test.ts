/** Invented streets among given houses: by themselves, and in a small district whose owner gives buildings and no roads. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Stages } from '../../../src/bake/cache/stages.ts';
import type { Road } from '../../../src/bake/districtModel.ts';
import { quantisedPolygons } from '../../../src/bake/steps/enuCm.ts';
import { makeAreas } from '../../../src/bake/steps/makeAreas.ts';
import { makeGround } from '../../../src/bake/steps/makeGround.ts';
import { placeInEnu } from '../../../src/bake/steps/placeInEnu.ts';
import { readRecipe } from '../../../src/bake/steps/readRecipe.ts';
import { readSources } from '../../../src/bake/steps/readSources.ts';
import { ribbonOutlines } from '../../../src/bake/steps/ribbon.ts';
import { AreaClearance } from '../../../src/bake/synthetic/clearOfAreas.ts';
import { streetsBesideHouses } from '../../../src/bake/synthetic/streetsBesideHouses.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { boundsOf, type MultiPolygon, type Outline, type Point2 } from '../../../src/model/geometry/polygon.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-houses-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const box = (west: number, south: number, width: number, depth: number): Outline => [
  [west, south],
  [west + width, south],
  [west + width, south + depth],
  [west, south + depth],
];
const clearanceOf = (houses: MultiPolygon): AreaClearance =>
  new AreaClearance(houses, { minX: -100_000, minY: -100_000, maxX: 100_000, maxY: 100_000 });
const street = (kind: Road['kind'] = 'street'): Road => ({
  ...{ rank: 2, kind, name: null, nameEn: null, halfWidthMeters: 9, deckAboveGroundMeters: null },
  centrelineCm: [
    [0, 0],
    [30_000, 0],
  ],
});

/** All that is drawn of it, its round ends too. Centimetres. */
const ribbonOf = ({ centrelineCm, halfWidthMeters }: Road): Outline[] =>
  ribbonOutlines(centrelineCm, halfWidthMeters).map((outline) => outline.map(([x, y]): Point2 => [x * 100, y * 100]));

describe('a street among houses', () => {
  it('stays as it is where there is room', () => {
    const roads = [street()];
    expect(streetsBesideHouses(roads, clearanceOf([[box(10_000, 1_000, 1_500, 1_500)]]))).toEqual({
      ...{ roads, narrowedMeters: 0, leftOutMeters: 0 },
    });
  });

  it('is narrowed where a house stands near, and left out where one stands on it', () => {
    const houses: MultiPolygon = [[box(8_100, 500, 1_500, 1_500)], [box(20_100, -700, 1_500, 1_500)]];
    const { roads, narrowedMeters, leftOutMeters } = streetsBesideHouses([street()], clearanceOf(houses));
    expect(roads.map(({ halfWidthMeters }) => halfWidthMeters)).toEqual([9, 3.6, 9, 9]);
    expect([narrowedMeters, leftOutMeters]).toEqual([40, 40]);
    const clearance = clearanceOf(houses);
    expect(roads.flatMap(ribbonOf).every((outline) => clearance.isClear(outline))).toBe(true);
  });

  it('is not asked for where it runs above or on rails', () => {
    const roads = [street('viaduct'), street('rail')];
    expect(streetsBesideHouses(roads, clearanceOf([[box(0, -700, 30_000, 1_500)]])).roads).toEqual(roads);
  });
});

describe('a district whose owner gives buildings and no roads', () => {
  /** Houses of 18 × 18 m, 63 m apart: no boundary of any length has room between them all. */
  const polygons = Array.from({ length: 20 * 24 }, (_, index) => {
    const [lon, lat] = [120.3595 + (index % 20) * 0.0007, 36.0945 + Math.floor(index / 20) * 0.00045];
    return [
      [
        [lon, lat],
        [lon + 0.0002, lat],
        [lon + 0.0002, lat + 0.00016],
        [lon, lat + 0.00016],
        [lon, lat],
      ],
    ] as [number, number][][];
  });

  it('has streets, and none through a house', async () => {
    const features = polygons.map((coordinates, id) => ({
      type: 'Feature',
      properties: { id: `h${id}` },
      geometry: { type: 'Polygon', coordinates },
    }));
    writeFileSync(path.join(scratch, 'houses.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
    const source = {
      ...{ key: 'houses', role: 'buildings', path: 'houses.geojson', format: 'geojson', crs: 'EPSG:4326' },
      fields: { id: { from: 'id' } },
    };
    const faults = new FaultLog();
    const { recipe, official } = readRecipe(writeToyRecipe(scratch, { ...toyRecipe(), sources: [source] }));
    const sources = await readSources(recipe, scratch, official.outline, new Stages(null, faults), async () => {});
    const placed = placeInEnu(recipe, official, sources, faults);
    const input = { recipe, official, sources, faults, placed };
    const made = makeAreas(input);
    const { roads, streetsAtHouses } = await makeGround(input, made);
    const housesCm = quantisedPolygons(placed.frame, polygons)!;
    const clearance = new AreaClearance(housesCm, boundsOf(made.landCm.flat()));
    expect(roads.length).toBeGreaterThan(20);
    expect(roads.flatMap(ribbonOf).filter((outline) => !clearance.isClear(outline))).toEqual([]);
    expect(streetsAtHouses.leftOutMeters).toBeGreaterThan(100);
    expect(streetsAtHouses.narrowedMeters).toBeGreaterThan(100);
  });
});
