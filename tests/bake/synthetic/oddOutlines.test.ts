import { expect, it } from 'vitest';
import { proveTiling } from '../../../src/bake/prove/proveTiling.ts';
import { repairPolygons } from '../../../src/bake/repair/repairPolygons.ts';
import { areaLimits } from '../../../src/bake/steps/soundPolygons.ts';
import { generateAreas, planBlocks } from '../../../src/bake/synthetic/generate.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import {
  type MultiPolygon,
  multiPolygonArea,
  type Outline,
  type Point2,
  signedArea,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { roundsOf } from '../../support/longRun.ts';
import { defaultPlan } from './defaultDistrict.ts';

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

it('answers thin and odd outlines with areas that tile, or with a numbered fault', () => {
  const random = new SeededRandom('odd outlines');
  const made: Record<string, number> = {};
  for (let round = 0; round < roundsOf(48, 240); round++) {
    const [kind, make] = Object.entries(makers)[round % Object.keys(makers).length]!;
    const outlines = make(random.whole(20_000, 400_000), random.whole(1, 300), random);
    // A line that crosses itself never comes here: repair has it apart, or refuses it.
    const polygonsOf = (outline: Outline): MultiPolygon =>
      kind === 'tangle' ? repairPolygons([[outline]], areaLimits).polygonsCm : [[outline]];
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
            return { code: null, name: `${label}/${index}`, nameEn: null, polygonsCm: polygonsOf(outline) };
          }),
        },
        communities: outlines.length,
        communityGrids: outlines.length,
        unitGrids: outlines.length * random.whole(3, 12),
        extensionGrids: random.whole(0, 2),
      });
      made[kind] = (made[kind] ?? 0) + 1;
      for (const { gaps, overlaps, crossings } of proveTiling(areas))
        expect(gaps + overlaps + crossings, label).toBe(0);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      expect(error.fault.code, label).toMatch(/^BAKE-4\d\d$/);
    }
  }
  expect(made.needle).toBeUndefined(); // a centimetre wide: nothing is left of it
  for (const kind of ['sliver', 'spire', 'wedges']) expect(made[kind], kind).toBeGreaterThan(0);
});

it('cuts ragged districts along the lines of a plan that knows nothing of them', () => {
  const plan = defaultPlan();
  for (let round = 0; round < roundsOf(8, 80); round++) {
    const random = new SeededRandom(`under a plan/${round}`);
    const [x, y] = [random.between(-450_000, 450_000), random.between(-400_000, 400_000)];
    const [corners, reach] = [random.whole(4, 30), random.between(30_000, 200_000)];
    const outline = Array.from({ length: corners }, (_, corner): Point2 => {
      const [angle, radius] = [(2 * Math.PI * corner) / corners, reach * random.between(0.5, 1)];
      return [Math.round(x + radius * Math.cos(angle)), Math.round(y + radius * Math.sin(angle))];
    });
    const seed = `s${round}`;
    const unitGrids = Math.max(8, Math.round((reach * reach * 1.57) / 5.5e8));
    const { areas } = generateAreas({
      ...{
        district: { key: 'odd', code: null, name: '异', nameEn: 'Odd' },
        standardRef: 'none',
        seed,
        seaSide: null,
        plan,
      },
      streets: { from: 'count', outlineCm: [[outline]], count: 2 },
      ...{ communities: 4, communityGrids: 4, unitGrids, extensionGrids: 2 },
    });
    expect(areas.filter(({ level }) => level === 'unitGrid')).toHaveLength(unitGrids);
    for (const { gaps, overlaps, crossings } of proveTiling(areas)) {
      expect({ round, gaps, overlaps, crossings }).toEqual({ round, gaps: 0, overlaps: 0, crossings: 0 });
    }
    const blocks = planBlocks(areas, { seed, seaSide: null, plan });
    const gridIds = new Set(areas.map(({ id }) => id));
    expect(blocks.every(({ gridId, outlineCm }) => gridIds.has(gridId) && outlineCm.length >= 3)).toBe(true);
    const sum = blocks.reduce((all, { outlineCm }) => all + signedArea(outlineCm), 0);
    expect(Math.abs(sum / multiPolygonArea(areas[0]!.polygonsCm) - 1)).toBeLessThan(1e-4);
  }
});
