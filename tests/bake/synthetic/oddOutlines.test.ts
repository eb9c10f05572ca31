import { expect, it } from 'vitest';
import { generateAreas } from '../../../src/bake/synthetic/generate.ts';
import { proveCoverage } from '../../../src/bake/topology/coverage.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import type { Outline, Point2 } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

type Make = (longCm: number, thinCm: number, random: SeededRandom) => Outline[];

/** Outlines that no planner draws, and exports contain: thinner than a hand, folded, pointed, curled up. */
const makers: Record<string, Make> = {
  needle: (long, thin) => [
    [
      [0, 0],
      [long, thin],
      [long, thin + 1],
    ],
  ],
  line: (long, _, random) => [
    [
      [0, 0],
      [Math.round(long / 3), 0],
      [long, 0],
      [Math.round(long / 2), random.whole(0, 5)],
    ],
  ],
  sliver: (long, thin) => [
    [
      [0, 0],
      [long, 0],
      [long, thin],
      [0, thin],
    ],
  ],
  bowTie: (long) => [
    [
      [0, 0],
      [long, long],
      [long, 0],
      [0, Math.round(long * 0.8)],
    ],
  ],
  spire: (long, thin) => {
    const [middle, eaves] = [Math.round(long / 2), Math.round(long / 4)];
    return [
      [
        [0, 0],
        [long, 0],
        [long, eaves],
        [middle + thin, eaves],
        [middle, long * 3],
        [middle - thin, eaves],
        [0, eaves],
      ],
    ];
  },
  tangle: (long, _, random) => {
    const count = random.whole(5, 60);
    return [
      Array.from({ length: count }, (__, index): Point2 => {
        const angle = ((index + random.between(-2, 2)) / count) * 2 * Math.PI;
        const radius = long * random.between(0.01, 1);
        return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle) * random.between(0.01, 1))];
      }),
    ];
  },
  spiral: (long, thin) => {
    const turn = (index: number, radius: number): Point2 => [
      Math.round(radius * Math.cos(index / 2)),
      Math.round(radius * Math.sin(index / 2)),
    ];
    const out = Array.from({ length: 40 }, (_, index) => turn(index, (long * index) / 40));
    const back = Array.from({ length: 40 }, (_, index) => turn(39 - index, (long * (39 - index)) / 40 + thin));
    return [[...out, ...back]];
  },
  wedges: (long, thin) => [
    [
      [0, 0],
      [long, thin],
      [long, long],
      [0, long],
    ],
    [
      [0, 0],
      [long, -thin],
      [long, thin],
    ],
    [
      [0, 0],
      [0, -long],
      [long, -long],
      [long, -thin],
    ],
  ],
};

it('answers 120 thin and odd outlines with areas that tile, or with a numbered fault', () => {
  const random = new SeededRandom('odd outlines');
  const made: Record<string, number> = {};
  for (let round = 0; round < 120; round++) {
    const [kind, make] = Object.entries(makers)[round % Object.keys(makers).length]!;
    const outlines = make(random.whole(20_000, 400_000), random.whole(1, 300), random);
    const label = `${kind} ${round}`;
    try {
      const { areas } = generateAreas({
        district: { key: 'odd', code: null, name: '怪区', nameEn: 'Odd' },
        standardRef: 'none',
        seed: label,
        seaSide: null,
        streets: {
          from: 'outlines',
          outlines: outlines.map((outline, index) => {
            return { code: null, name: `${label}/${index}`, nameEn: null, polygonsCm: [[outline]] };
          }),
        },
        communities: outlines.length,
        communityGrids: outlines.length,
        unitGrids: outlines.length * random.whole(3, 12),
        extensionGrids: random.whole(0, 2),
      });
      made[kind] = (made[kind] ?? 0) + 1;
      for (const { gaps, overlaps } of proveCoverage(areas)) expect(gaps + overlaps, label).toBe(0);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      expect(error.fault.code, label).toMatch(/^BAKE-4\d\d$/);
    }
  }
  expect(made.needle).toBeUndefined(); // a centimetre wide: nothing is left of it
  for (const kind of ['sliver', 'spire', 'wedges']) expect(made[kind], kind).toBeGreaterThan(0);
});
