import { describe, expect, it } from 'vitest';
import { generateAreas, generateRoads, planBlocks } from '../../../src/bake/synthetic/generate.ts';
import { isSteepBlock, slopeAt, streetOffHills } from '../../../src/bake/synthetic/steepGround.ts';
import { heightFieldOf } from '../../../src/model/geometry/heightField.ts';
import { outlineCentroid, type Point2 } from '../../../src/model/geometry/polygon.ts';

/** A cone of 40 %, 100 m high, on a plain: its foot is 250 m from the middle. */
const FOOT_METERS = 250;
const cone = heightFieldOf([-1200, -1200], 20, 121, 121, (east, north) =>
  Math.max(0, (FOOT_METERS - Math.hypot(east, north)) * 0.4),
);
const terrain = { field: cone, hills: [] };
const fromSummit = ([x, y]: Point2): number => Math.hypot(x, y) / 100;
const square = (x: number, y: number, half: number): Point2[] => [
  [x - half, y - half],
  [x + half, y - half],
  [x + half, y + half],
  [x - half, y + half],
];

describe('slopes', () => {
  it('are those of the ground', () => {
    expect(slopeAt(cone, [12_000, 0])).toBeCloseTo(0.4, 2);
    expect(slopeAt(cone, [60_000, 60_000])).toBe(0);
    expect(isSteepBlock(cone, square(12_000, 3_000, 4_000))).toBe(true);
    expect(isSteepBlock(cone, square(50_000, 3_000, 4_000))).toBe(false);
  });
});

describe('a street', () => {
  it('over a hill becomes two that end at its foot', () => {
    const pieces = streetOffHills(
      terrain,
      [
        [-80_000, 500],
        [80_000, 500],
      ],
      3,
    );
    expect(pieces.length).toBe(2);
    for (const piece of pieces) {
      expect(Math.max(...piece.map(fromSummit))).toBeGreaterThan(790);
      const end = Math.min(...piece.map(fromSummit));
      expect(end).toBeGreaterThan(FOOT_METERS - 40);
      expect(end).toBeLessThan(FOOT_METERS + 90);
    }
  });

  it('along the flank is none, and beside the hill is left as it is, vertex by vertex', () => {
    expect(
      streetOffHills(
        terrain,
        [
          [-9_000, 9_000],
          [9_000, 12_000],
        ],
        4,
      ),
    ).toEqual([]);
    const beside: Point2[] = [
      [-80_000, 40_000],
      [0, 38_000],
      [80_000, 40_000],
    ];
    expect(streetOffHills(terrain, beside, 1)).toEqual([beside]);
  });

  it('loses stubs shorter than 60 m', () => {
    const end: Point2 = [FOOT_METERS * 100 + 9_000, 0];
    expect(streetOffHills(terrain, [[0, 0], end], 2).length).toBeLessThanOrEqual(1);
    expect(
      streetOffHills(
        terrain,
        [
          [0, 0],
          [FOOT_METERS * 100 + 4_000, 0],
        ],
        2,
      ),
    ).toEqual([]);
  });
});

describe('a small plan with a steep hill', () => {
  const outlineCm = [[square(0, 0, 80_000)]];
  const { areas } = generateAreas({
    district: { key: 'cone', code: null, name: '锥区', nameEn: 'Cone' },
    standardRef: 'GB/T 47678',
    seed: 'cone-1',
    seaSide: null,
    streets: { from: 'count', outlineCm, count: 2 },
    communities: 4,
    communityGrids: 4,
    unitGrids: 20,
    extensionGrids: 2,
  });
  const plain = planBlocks(areas, { seed: 'cone-1', seaSide: null });
  const blocks = planBlocks(areas, { seed: 'cone-1', seaSide: null, heightField: cone });

  it('has no built block on the hill, where a level one has some', () => {
    const builtOn = (list: typeof blocks): number =>
      list.filter(({ zone, outlineCm: own }) => zone !== 'hill' && fromSummit(outlineCentroid(own)) < 180).length;
    expect(builtOn(blocks)).toBe(0);
    expect(builtOn(plain)).toBeGreaterThan(2);
    const far = blocks.filter(({ outlineCm: own }) => fromSummit(outlineCentroid(own)) > 450);
    expect(far.filter(({ zone }) => zone !== 'hill').length / far.length).toBeGreaterThan(0.8);
  });

  it('has no street on it, where a level one has some', () => {
    const nearest = (field: typeof cone | undefined, list: typeof blocks): number =>
      Math.min(...generateRoads(areas, list, null, field).flatMap(({ centrelineCm }) => centrelineCm.map(fromSummit)));
    expect(nearest(cone, blocks)).toBeGreaterThan(FOOT_METERS - 60);
    expect(nearest(undefined, plain)).toBeLessThan(FOOT_METERS - 60);
  });
});
