/** Faults of every kind planted in clean districts: all are found, nothing else is, areas to a thousandth. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { GivenArea } from '../../../src/bake/prove/proof.ts';
import { isResponsibilityGrid } from '../../../src/model/domain/areas.ts';
import type { MultiPolygon } from '../../../src/model/geometry/polygon.ts';
import { sampled } from '../../support/longRun.ts';
import { type CoverageCheck, geosCoverageCheck } from './geosCoverage.ts';
import { judge } from './judge.ts';
import { clean, cleanDistrict, type Kind, type Planted, plant, planters } from './plant.ts';

const seeds = sampled(['a', 'b', 'c', 'd', 'e', 'f'], 2);
const sizes = [0.01, 0.1, 1, 30, 400, 3_000, 10_000];
const kinds = Object.keys(planters) as Kind[];
/** Kinds whose fault has a size of its own. */
const sized: readonly Kind[] = [
  ...(['gap', 'gapBand', 'streetGap', 'communityGap', 'communityGridGap'] as const),
  ...(['overlap', 'overlapBand', 'streetOverlap', 'communityOverlap', 'communityGridOverlap'] as const),
  ...(['crossing', 'communityCrossing', 'streetCrossing', 'hole'] as const),
];

const districts = new Map<string, GivenArea[]>();
let isValidCoverage: (areas: readonly MultiPolygon[], gapWidth: number) => CoverageCheck;
beforeAll(async () => {
  for (const seed of seeds) districts.set(seed, cleanDistrict(seed));
  isValidCoverage = await geosCoverageCheck();
});

const gridsOf = (areas: readonly GivenArea[]): MultiPolygon[] =>
  areas.filter(({ level }) => isResponsibilityGrid(level)).map(({ polygonsCm }) => polygonsCm);

describe('a clean district', () => {
  it.each(seeds)('%s gives no finding, and GEOS agrees', (seed) => {
    const areas = districts.get(seed)!;
    const { falseAlarms, proof } = judge(clean(areas));
    expect(falseAlarms).toEqual([]);
    expect(proof.snapped).toMatchObject({ movedVertices: 0, bentEdges: 0, thinPieces: 0, collapsed: [] });
    expect(proof.levels.map(({ level, parts }) => [level, parts])).toEqual([
      ['street', 2],
      ['community', 6],
      ['communityGrid', 5],
      ['unitGrid', 27],
    ]);
    expect(isValidCoverage(gridsOf(areas), 30).isValid).toBe(true);
  });
});

describe('a planted fault', () => {
  it.each(kinds)('%s is found, and nothing else', (kind) => {
    let planted = 0;
    for (const seed of seeds) {
      for (const size of sized.includes(kind) ? sizes : [1]) {
        const spoiled = plant(kind, districts.get(seed)!, seed, size);
        if (!spoiled) continue;
        planted++;
        const { expected, found, falseAlarms, areaError } = judge(spoiled);
        const label = `${spoiled.what}, ${size} m², district ${seed}`;
        expect(falseAlarms, label).toEqual([]);
        expect(found, label).toBe(expected);
        expect(areaError, label).toBeLessThanOrEqual(0.001);
        if (kind !== 'noise') expect(expected, label).toBeGreaterThan(0);
      }
    }
    expect(planted).toBeGreaterThanOrEqual(seeds.length);
  });

  it('within the tolerance is snapped, and the report says how far', () => {
    const { proof } = judge(plant('noise', districts.get('a')!, 'a', 1)!);
    expect(proof.snapped.movedVertices).toBeGreaterThan(100);
    expect(proof.snapped.largestMoveCm).toBeGreaterThan(3);
    expect(proof.snapped.largestMoveCm).toBeLessThanOrEqual(5);
    expect(proof.snapped.worst[0]!.distanceCm).toBe(proof.snapped.largestMoveCm);
    expect(proof.snapped.worst).toHaveLength(20);
  });
});

describe('GEOS, the independent twin', () => {
  // To GEOS a gap is where two lines run nearly parallel, within the asked width and for longer than it: a triangle, a
  // hole inside one polygon and what is wider are none, and have no vote here. A band is twice as long as it is deep.
  const seen: readonly Kind[] = ['gapBand', 'overlap', 'overlapBand', 'crossing', 'duplicate', 'shifted'];
  const gapWidthCm = (size: number): number => 0.75 * Math.sqrt(2 * size * 10_000);

  it.each(seen)('calls %s invalid too', (kind) => {
    for (const seed of seeds) {
      for (const size of sized.includes(kind) ? [0.01, 0.1, 1] : [1]) {
        const spoiled: Planted | null = plant(kind, districts.get(seed)!, seed, size);
        if (!spoiled) continue;
        expect(
          isValidCoverage(gridsOf(spoiled.areas), gapWidthCm(size)).isValid,
          `${spoiled.what} ${size} ${seed}`,
        ).toBe(false);
      }
    }
  });

  it('lets pure gaps pass when it is asked with width 0: the trap', () => {
    const spoiled = plant('gapBand', districts.get('a')!, 'a', 1)!;
    expect(isValidCoverage(gridsOf(spoiled.areas), 0).isValid).toBe(true);
  });
});
