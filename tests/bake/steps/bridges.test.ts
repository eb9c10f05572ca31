/** A river in its bed and a bridge over it, measured in the tile. */
import { describe, expect, it } from 'vitest';
import type { Road } from '../../../src/bake/districtModel.ts';
import { groundTiles } from '../../../src/bake/steps/groundTiles.ts';
import { bridgesOver, streetsOffRivers } from '../../../src/bake/synthetic/riverCrossings.ts';
import { groundClasses } from '../../../src/model/contract/tileAttributes.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { flatHeightField } from '../../../src/model/geometry/heightField.ts';
import type { MultiPolygon, Point2 } from '../../../src/model/geometry/polygon.ts';
import { decodedTile } from './decodedTile.ts';

const GROUND_UP = 10;
const frame = new EnuFrame({ lonLatDeg: [120.365, 36.1], heightEllipsoidMeters: 0 });
const landCm: MultiPolygon = [
  [
    [
      [-60_000, -60_000],
      [60_000, -60_000],
      [60_000, 60_000],
      [-60_000, 60_000],
    ],
  ],
];
/** From west to east through the middle, 40 m wide. */
const river = {
  halfWidthMeters: 20,
  courseCm: [
    [-50_000, 0],
    [50_000, 0],
  ] as Point2[],
};
const waterCm: MultiPolygon = [
  [
    [
      [-50_000, -2_000],
      [50_000, -2_000],
      [50_000, 2_000],
      [-50_000, 2_000],
    ],
  ],
];

const street = (rank: Road['rank'], centrelineCm: Point2[]): Road => ({
  ...{ rank, kind: 'street', name: null, nameEn: null, halfWidthMeters: 7, deckAboveGroundMeters: null },
  centrelineCm,
});
const square = street(2, [
  [0, -30_000],
  [0, 30_000],
]);
const roads = [
  square,
  street(4, [
    [10_000, -30_000],
    [10_000, 30_000],
  ]),
  street(3, [
    [-40_000, -8_000],
    [-30_000, 0],
    [-12_000, 500],
    [-8_000, 9_000],
  ]),
  street(2, [
    [-20_000, 10_000],
    [20_000, 10_000],
  ]),
];

describe('streets at a river', () => {
  const kept = streetsOffRivers(roads, [river], 'invented');

  it('cross it squarely, or end on the bank with all of their width', () => {
    expect(kept.filter(({ rank }) => rank === 2)).toEqual([square, roads[3]]);
    for (const [rank, count] of [
      [4, 2],
      [3, 2],
    ] as const) {
      const pieces = kept.filter((road) => road.rank === rank);
      expect(pieces).toHaveLength(count);
      for (const [, y] of pieces.flatMap(({ centrelineCm }) => centrelineCm)) {
        expect(Math.abs(y)).toBeGreaterThanOrEqual(2_700);
        expect(Math.abs(y)).toBeLessThan(30_001);
      }
    }
  });

  it('stand on bridges where they cross, and nowhere else', () => {
    const bridges = bridgesOver(kept, [river]);
    expect(bridges).toHaveLength(1);
    const ys = bridges[0]!.centrelineCm.map(([, y]) => y);
    expect(Math.min(...ys)).toBeGreaterThan(-2_600);
    expect(Math.min(...ys)).toBeLessThan(-2_000);
    expect(Math.max(...ys)).toBeLessThan(2_600);
    expect(Math.max(...ys)).toBeGreaterThan(2_000);
  });
});

describe('a bridge in the tile', async () => {
  const bridges = bridgesOver([square], [river]);
  const model = {
    ...{ roads: [square], bridges, beyond: [], waterCm, sunkWater: [0], greenCm: [], quaysCm: [] },
    heightField: flatHeightField(GROUND_UP),
  };
  const glb = (await groundTiles(model, landCm, frame)).find(({ path }) => path.endsWith('.glb'));
  const { enuMeters, featureIds, indices } = await decodedTile(glb!.bytes);
  const vertices = Array.from({ length: featureIds.length }, (_, row) => ({
    kind: groundClasses[featureIds[row]!]!,
    at: [enuMeters[3 * row]!, enuMeters[3 * row + 1]!, enuMeters[3 * row + 2]!] as const,
  }));

  it('lies on the level of its banks, the water well below its underside', () => {
    const water = vertices.filter(({ kind }) => kind === 'water').map(({ at }) => at[2]);
    const deck = vertices.filter(({ kind }) => kind === 'deck');
    const slabs = deck.filter(({ at }) => at[2] > GROUND_UP - 1.5);
    expect(water.length).toBeGreaterThan(3);
    expect(Math.max(...water)).toBeLessThan(GROUND_UP - 2);
    expect(Math.min(...slabs.map(({ at }) => at[2])) - Math.max(...water)).toBeGreaterThan(1);
    expect(Math.max(...slabs.map(({ at }) => at[2])) - GROUND_UP).toBeGreaterThan(0.9);
    // Its piers stand in the bed.
    expect(Math.min(...deck.map(({ at }) => at[2]))).toBeLessThan(Math.min(...water));
    expect(Math.max(...slabs.map(({ at }) => Math.abs(at[1])))).toBeLessThan(26);
  });

  it('has no land in the bed', () => {
    for (let at = 0; at < indices.length; at += 3) {
      const corners = [0, 1, 2].map((corner) => vertices[indices[at + corner]!]!);
      if (corners[0]!.kind !== 'land' || corners.some(({ at: [, , up] }) => up < GROUND_UP - 1)) continue;
      const [x, y] = [0, 1].map((axis) => corners.reduce((sum, { at: place }) => sum + place[axis]! / 3, 0));
      expect([x, y, Math.abs(x!) > 500 || Math.abs(y!) > 20]).toEqual([x, y, true]);
    }
  });
});
