/** The land around a district: it meets the district, leaves out its water, and goes on to the horizon. */
import { describe, expect, it } from 'vitest';
import { beyondMesh } from '../../../src/bake/steps/beyondMesh.ts';
import { westShore } from '../../../src/bake/synthetic/coast.ts';
import { beyondOf, type LandscapeSpec, reliefOf, seaOf, waterOf } from '../../../src/bake/synthetic/generate.ts';
import { roundedHeightField } from '../../../src/model/contract/heightFieldFile.ts';
import { flatHeightField, groundUpMeters, heightFieldOf } from '../../../src/model/geometry/heightField.ts';
import {
  boundsOf,
  distanceToOutline,
  type MultiPolygon,
  sideOfMultiPolygon,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { defaultAreasSpec, defaultPlan } from './defaultDistrict.ts';

const { streets } = defaultAreasSpec();
const landCm: MultiPolygon = streets.from === 'seeds' ? streets.outlineCm : [];
const ABOVE_METERS = -0.3;

describe('around the shipped district', () => {
  const plan = defaultPlan();
  const landscape: LandscapeSpec = { seed: 'shibei-1', seaSide: 'west', plan, landCm, shoreCm: westShore(landCm) };
  const [seaCm, waterCm] = [seaOf(landscape), waterOf(landscape)];
  const heightField = roundedHeightField(reliefOf(plan, { ...landscape, seaCm }));
  const sheets = beyondOf({ ...landscape, seaCm, waterCm, heightField });
  const [near, far] = [sheets[0]!, sheets[1]!];
  const meshes = sheets.map((sheet) => beyondMesh(sheet, heightField, landCm, ABOVE_METERS));
  const all = sheets.flatMap((sheet) => [...sheet.landCm, ...sheet.woodsCm]);

  it('lies land on every side but the bay, 25 km and more', () => {
    const { minX, minY, maxX, maxY } = boundsOf(all.flat());
    expect(Math.min(-minX, -minY, maxX, maxY)).toBeGreaterThan(2_500_000);
    const isLand = (eastKm: number, northKm: number): boolean =>
      sideOfMultiPolygon(all, eastKm * 100_000, northKm * 100_000) === 'inside';
    expect([isLand(0, 12), isLand(12, 12), isLand(20, 5), isLand(0, -4.4), isLand(-24, 0)]).toEqual(
      Array(5).fill(true),
    );
    expect([isLand(-10, 0), isLand(-12, 6), isLand(0, -12), isLand(15, -15)]).toEqual(Array(4).fill(false));
  });

  it('is neither district nor sea', () => {
    const random = new SeededRandom('beyond');
    const { minX, minY, maxX, maxY } = boundsOf(landCm.flat());
    const [low, high] = [-500_000, 500_000];
    let [inside, sea] = [0, 0];
    for (let round = 0; round < 1500; round++) {
      const [x, y] = [random.between(minX + low, maxX + high), random.between(minY + low, maxY + high)];
      if (landCm.flat().some((outline) => distanceToOutline(outline, x, y) < 10)) continue;
      const count = Number(sideOfMultiPolygon(all, x, y) === 'inside');
      if (sideOfMultiPolygon(landCm, x, y) === 'inside') {
        inside++;
        expect(count).toBe(0);
      } else if (sideOfMultiPolygon(seaCm, x, y) === 'inside') {
        sea++;
        expect(count).toBe(0);
      }
    }
    expect(Math.min(inside, sea)).toBeGreaterThan(200);
  });

  it('meets the district at its edge, at every crease of the ground there', () => {
    const ups = meshes[0]!.enuMeters;
    let met = 0;
    for (let at = 0; at < ups.length; at += 3) {
      const [east, north] = [ups[at]!, ups[at + 1]!];
      if (!landCm.flat().some((outline) => distanceToOutline(outline, east * 100, north * 100) < 5)) continue;
      met++;
      expect(ups[at + 2]).toBeCloseTo(groundUpMeters(heightField, east, north) + ABOVE_METERS, 6);
    }
    expect(met).toBeGreaterThan(400);
  });

  it('goes on from its near sheet to its far one without a step', () => {
    const { field } = near;
    const [west, south] = field.originEnuMeters;
    for (let column = 0; column < field.columns; column++) {
      const [east, up] = [west + column * field.stepMeters, field.upMeters[column]!];
      expect(Math.abs(up - groundUpMeters(far.field, east, south))).toBeLessThan(1 / 32);
    }
  });

  it('leaves no gap between its sheets to see under, however rough they are', () => {
    const { enuMeters, indices } = meshes[1]!;
    const { minX, minY, maxX, maxY } = boundsOf([far.aroundCm!]);
    let wallMeters = 0;
    for (let at = 0; at < indices.length; at += 3) {
      const corners = [0, 1, 2].map((corner) => 3 * indices[at + corner]!);
      const low = corners.filter((row) => enuMeters[row + 2]! < -10);
      if (low.length !== 2) continue;
      const [a, b] = low as [number, number];
      wallMeters += Math.hypot(enuMeters[a]! - enuMeters[b]!, enuMeters[a + 1]! - enuMeters[b + 1]!);
    }
    expect(wallMeters).toBeCloseTo((2 * (maxX - minX + maxY - minY)) / 100, 0);
    expect(near.aroundCm).toBeNull();
  });

  it('lets hills stand behind those of the district, and costs no more than a tile of it', () => {
    expect(Math.max(...far.field.upMeters)).toBeGreaterThan(900);
    expect(Math.max(...near.field.upMeters)).toBeGreaterThan(350);
    expect(meshes.reduce((sum, { indices }) => sum + indices.length / 3, 0)).toBeLessThan(12_000);
  });
});

describe('around a district without a plan', () => {
  const bare = { seed: 'bare', seaSide: null, plan: null, landCm, shoreCm: [], seaCm: [], waterCm: [] } as const;

  it('is one level sheet that invents nothing', () => {
    const [sheet, ...others] = beyondOf({ ...bare, heightField: flatHeightField(12) });
    expect([others, sheet!.woodsCm]).toEqual([[], []]);
    expect(new Set(sheet!.field.upMeters)).toEqual(new Set([12]));
  });

  it('goes from the heights of its edge to their mean', () => {
    const slope = heightFieldOf([-6_000, -6_000], 200, 61, 61, (east) => 50 + east / 200);
    const [sheet] = beyondOf({ ...bare, heightField: slope });
    const { minX, maxX } = boundsOf(landCm.flat());
    const at = (east: number): number => groundUpMeters(sheet!.field, east, 0);
    expect(Math.abs(at(minX / 100 - 50) - groundUpMeters(slope, minX / 100 - 50, 0))).toBeLessThan(0.1);
    const rims = [minX / 100 - 2_500, maxX / 100 + 2_500].map(at);
    expect(Math.abs(rims[0]! - rims[1]!)).toBeLessThan(35);
  });
});
