import { describe, expect, it } from 'vitest';
import { type ProvedArea, proveCoverage } from '../../../src/bake/topology/coverage.ts';
import type { Outline } from '../../../src/model/geometry/polygon.ts';
import { square } from './shapes.ts';

const district: ProvedArea = { id: 'd', level: 'district', parentId: null, polygonsCm: [[square(0, 0, 2_000)]] };
const street = (id: string, outline: Outline): ProvedArea => ({
  id,
  level: 'street',
  parentId: 'd',
  polygonsCm: [[outline]],
});

/** Left and right half, with the middle line through `x` on either side. */
const halves = (leftX: number, rightX: number): ProvedArea[] => [
  street('left', [
    [0, 0],
    [leftX, 0],
    [leftX, 2_000],
    [0, 2_000],
  ]),
  street('right', [
    [rightX, 0],
    [2_000, 0],
    [2_000, 2_000],
    [rightX, 2_000],
  ]),
];

/** The district's outline with the vertices that its parts have. */
const nodedDistrict = (...xs: number[]): ProvedArea => ({
  ...district,
  polygonsCm: [
    [
      [
        [0, 0],
        ...xs.map((x) => [x, 0] as const),
        [2_000, 0],
        [2_000, 2_000],
        ...[...xs].reverse().map((x) => [x, 2_000] as const),
        [0, 2_000],
      ],
    ],
  ],
});

describe('proveCoverage', () => {
  it('passes parts that tile', () => {
    expect(proveCoverage([nodedDistrict(1_000), ...halves(1_000, 1_000)])).toEqual([
      { level: 'street', parents: 1, parts: 2, gaps: 0, overlaps: 0, areaErrorSquareMeters: 0 },
    ]);
  });

  it('finds a gap of one centimetre', () => {
    const [level] = proveCoverage([nodedDistrict(1_000, 1_001), ...halves(1_000, 1_001)]);
    expect(level!.gaps).toBeGreaterThan(0);
    expect(level!.overlaps).toBe(0);
    expect(level!.areaErrorSquareMeters).toBe(0.2);
  });

  it('finds an overlap', () => {
    const [level] = proveCoverage([nodedDistrict(900, 1_100), ...halves(1_100, 900)]);
    expect(level!.overlaps).toBeGreaterThan(0);
    expect(level!.areaErrorSquareMeters).toBe(40);
  });

  it('finds a gap and an overlap of the same size, which areas alone would hide', () => {
    const parts = [
      street('left', [
        [0, 0],
        [1_100, 0],
        [900, 2_000],
        [0, 2_000],
      ]),
      street('right', [
        [900, 0],
        [2_000, 0],
        [2_000, 2_000],
        [1_100, 2_000],
      ]),
    ];
    const [level] = proveCoverage([nodedDistrict(900, 1_100), ...parts]);
    expect(level!.areaErrorSquareMeters).toBe(0);
    expect(level!.gaps + level!.overlaps).toBeGreaterThan(0);
  });

  it('finds a part that lies twice', () => {
    const parts = [...halves(1_000, 1_000), halves(1_000, 1_000)[0]!];
    expect(proveCoverage([nodedDistrict(1_000), ...parts])[0]!.overlaps).toBeGreaterThan(0);
  });
});
