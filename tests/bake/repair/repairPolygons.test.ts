import { beforeAll, describe, expect, it } from 'vitest';
import { visitTouching } from '../../../src/bake/repair/closeBounds.ts';
import { edgesOf, isInsideEdge, isProperCrossing } from '../../../src/bake/repair/edgePairs.ts';
import { type RepairLimits, repairPolygons } from '../../../src/bake/repair/repairPolygons.ts';
import {
  boundsOf,
  type MultiPolygon,
  multiPolygonArea,
  type Outline,
  signedArea,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { isValidByGeos, loadGeos } from './geos.ts';
import { scannedArea } from './scanArea.ts';

const SIZE = 20_000;
const everything: RepairLimits = { smallestPartCm2: 0, narrowestPartCm: 0, smallestHoleCm2: 0 };
const buildings: RepairLimits = { smallestPartCm2: 10_000, narrowestPartCm: 20, smallestHoleCm2: 10_000 };

const box = (west: number, south: number, east: number, north: number): Outline => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];
const counted = (polygonsCm: MultiPolygon, limits = everything) => {
  const { counts, polygonsCm: repaired } = repairPolygons(polygonsCm, limits);
  return { counts: Object.fromEntries(counts), repaired, areas: repaired.map((part) => multiPolygonArea([part])) };
};

beforeAll(loadGeos);

/** Nothing crosses, touches itself or turns the wrong way: asked edge by edge, without any index. */
function expectSound(polygons: MultiPolygon): void {
  const outlines = polygons.flat();
  const edges = edgesOf(outlines);
  let wrong = 0;
  for (const [index, a] of edges.entries()) {
    for (const b of edges.slice(index + 1)) {
      if (isProperCrossing(a, b)) wrong++;
      else if (a.ring === b.ring && [b.from, b.to].some((point) => isInsideEdge(a, point))) wrong++;
    }
  }
  expect(wrong).toBe(0);
  for (const outline of outlines) expect(new Set(outline.map(String)).size).toBe(outline.length);
  for (const [outer, ...holes] of polygons) {
    expect(signedArea(outer!)).toBeGreaterThan(0);
    for (const hole of holes) expect(signedArea(hole)).toBeLessThan(0);
  }
  expect(isValidByGeos(polygons)).toBe(true);
}

describe('a sound outline', () => {
  it('is left as it is, turned anticlockwise, and nothing is counted', () => {
    const ring = box(0, 0, 1000, 1000);
    expect(counted([[[...ring].reverse(), box(200, 200, 400, 400)]])).toEqual({
      counts: {},
      repaired: [[ring, [...box(200, 200, 400, 400)].reverse()]],
      areas: [1_000_000 - 40_000],
    });
  });

  it('keeps vertices on straight lines, islands in its holes, and parts that touch at a corner', () => {
    const withMiddle: Outline = [
      [0, 0],
      [500, 0],
      [1000, 0],
      [1000, 1000],
      [0, 1000],
    ];
    expect(counted([[withMiddle]])).toMatchObject({ counts: {}, repaired: [[withMiddle]] });
    const lake = [box(0, 0, 900, 900), box(100, 100, 800, 800).toReversed()];
    expect(counted([lake, [box(300, 300, 600, 600)]]).counts).toEqual({});
    expect(counted([[box(0, 0, 100, 100)], [box(100, 100, 200, 200)]])).toMatchObject({
      counts: {},
      areas: [1e4, 1e4],
    });
  });
});

describe('what is wrong is repaired and counted', () => {
  it.each([
    [
      'repeated vertices',
      [
        [
          [
            [0, 0],
            [0, 0],
            [900, 0],
            [900, 900],
            [900, 900],
            [0, 900],
            [0, 0],
          ],
        ],
      ],
      { repeatedVertices: 3 },
      [810_000],
    ],
    [
      'a spike, there and straight back',
      [
        [
          [
            [0, 0],
            [900, 0],
            [900, 400],
            [2000, 400],
            [900, 400],
            [900, 900],
            [0, 900],
          ],
        ],
      ],
      { spikes: 1, repeatedVertices: 1 },
      [810_000],
    ],
    [
      'a spike at the seam',
      [
        [
          [
            [5000, 0],
            [900, 0],
            [900, 900],
            [0, 900],
            [0, 0],
          ],
        ],
      ],
      { spikes: 1 },
      [810_000],
    ],
    [
      'a needle of a centimetre',
      [
        [
          [
            [0, 0],
            [900, 0],
            [900, 400],
            [2000, 401],
            [900, 401],
            [900, 900],
            [0, 900],
          ],
        ],
      ],
      { spikes: 1 },
      [810_000],
    ],
    [
      'a bow-tie',
      [
        [
          [
            [0, 0],
            [1000, 1000],
            [1000, 0],
            [0, 1000],
          ],
        ],
      ],
      { selfCrossings: 1 },
      [250_000, 250_000],
    ],
    [
      'a loop that meets itself in a vertex',
      [
        [
          [
            [0, 0],
            [500, 500],
            [1000, 0],
            [1000, 1000],
            [500, 500],
            [0, 1000],
          ],
        ],
      ],
      { selfCrossings: 1 },
      [250_000, 250_000],
    ],
    [
      'a hole that runs like its outline',
      [[box(0, 0, 1000, 1000), box(200, 200, 400, 400)]],
      { turnedHoles: 1 },
      [960_000],
    ],
    [
      'a hole outside is land',
      [[box(0, 0, 1000, 1000), box(2000, 0, 2100, 100).toReversed()]],
      { holesOutside: 1 },
      [1_000_000, 10_000],
    ],
    [
      'a hole across the outline',
      [[box(0, 0, 1000, 1000), box(900, 0, 1100, 100).toReversed()]],
      { holesAcross: 1 },
      [990_000],
    ],
    ['parts that overlap', [[box(0, 0, 1000, 1000)], [box(900, 0, 1900, 1000)]], { overlappingParts: 1 }, [1_900_000]],
    [
      'a part that repeats another',
      [[box(0, 0, 1000, 1000)], [box(0, 0, 1000, 1000)]],
      { overlappingParts: 1 },
      [1_000_000],
    ],
    [
      'an outline drawn twice round',
      [
        [
          [...box(0, 0, 1000, 1000), ...box(0, 0, 1000, 1000)],
          [...box(200, 200, 400, 400), ...box(200, 200, 400, 400)],
        ],
      ],
      { repeatedLoops: 2, turnedHoles: 1 },
      [960_000],
    ],
    [
      'a hole given twice',
      [[box(0, 0, 1000, 1000), box(200, 200, 400, 400).toReversed(), box(200, 200, 400, 400).toReversed()]],
      { nestedHoles: 1 },
      [960_000],
    ],
    [
      'a hole in a hole',
      [[box(0, 0, 1000, 1000), box(200, 200, 400, 400).toReversed(), box(250, 250, 300, 300).toReversed()]],
      { nestedHoles: 1 },
      [960_000],
    ],
    [
      'holes that overlap',
      [[box(0, 0, 1000, 1000), box(200, 200, 400, 400).toReversed(), box(300, 200, 500, 400).toReversed()]],
      { nestedHoles: 1 },
      [940_000],
    ],
    [
      'an outline that is a line',
      [[box(0, 0, 1000, 0)], [box(0, 0, 100, 100)]],
      { emptyOutlines: 1, repeatedVertices: 1, spikes: 1 },
      [10_000],
    ],
  ] as unknown as [string, MultiPolygon, Record<string, number>, number[]][])(
    '%s',
    (_name, polygons, counts, areas) => {
      const result = counted(polygons);
      expectSound(result.repaired);
      expect(result.areas).toEqual(areas);
      expect(Object.keys(result.counts).sort()).toEqual(Object.keys(counts).sort());
    },
  );

  it('overlapping holes are one hole, and a hole in a hole is no land', () => {
    const outer = box(0, 0, 1000, 1000);
    const two = counted([[outer, box(100, 100, 300, 300).toReversed(), box(200, 200, 400, 400).toReversed()]]);
    expect(two.areas).toEqual([1_000_000 - 70_000]);
    const nested = counted([[outer, box(100, 100, 300, 300).toReversed(), box(150, 150, 200, 200).toReversed()]]);
    expect(nested.areas).toEqual([1_000_000 - 40_000]);
    expectSound(two.repaired);
    expectSound(nested.repaired);
  });

  it('10,000 parts, two of which overlap: only what touches is compared', () => {
    const bounds = (index: number) => [(index % 100) * 100, Math.floor(index / 100) * 100] as const;
    const parts = Array.from({ length: 10_000 }, (_, index): Outline[] => {
      const [x, y] = bounds(index);
      const hole = index % 2 === 0 ? [box(x + 20, y + 20, x + 30, y + 30).toReversed()] : [];
      return [box(x, y, x + (index === 7 ? 150 : 50), y + 50), ...hole];
    });
    let pairs = 0;
    visitTouching(
      parts.map((part) => boundsOf(part)),
      () => pairs++,
    );
    expect(pairs).toBe(1);
    const { counts, areas } = counted(parts);
    expect(counts).toEqual({ overlappingParts: 1 });
    expect(areas).toHaveLength(9_999);
    expect(areas.reduce((sum, area) => sum + area, 0)).toBe(10_000 * 2500 - 5_000 * 100 + 2600);
  });

  it('parts that share an edge are joined: a line between them would be a wall', () => {
    expect(counted([[box(0, 0, 100, 100)], [box(100, 0, 200, 100)]]).areas).toEqual([20_000]);
  });

  it('slivers go and tiny holes are filled, by the limits of what it is', () => {
    const polygons = [
      [box(0, 0, 1000, 1000), box(10, 10, 60, 60).toReversed(), box(200, 200, 400, 400).toReversed()],
      [box(2000, 0, 2090, 90)],
      [box(3000, 0, 3009, 5000)],
    ];
    const { counts, areas } = counted(polygons, buildings);
    expect(counts).toEqual({ filledHoles: 1, droppedSlivers: 2 });
    expect(areas).toEqual([960_000]);
  });
});

describe('seeded random tangles', () => {
  const randomOutline = (random: SeededRandom, reach: number, corners: number): Outline => {
    const [x, y] = [random.whole(0, SIZE - reach), random.whole(0, SIZE - reach)];
    return Array.from({ length: corners }, () => [x + random.whole(0, reach), y + random.whole(0, reach)] as const);
  };

  it('are sound afterwards, and hold the land that level lines measure', () => {
    for (let seed = 0; seed < 150; seed++) {
      const random = new SeededRandom(`tangle/${seed}`);
      const outline = randomOutline(random, SIZE, random.whole(3, 14));
      const { polygonsCm, isTangle } = repairPolygons([[outline]], everything);
      expect(isTangle).toBe(false);
      expectSound(polygonsCm);
      const twin = scannedArea([[outline]], SIZE, 1500);
      // A crossing moves by half a centimetre, and so do the edges that meet in it.
      expect(Math.abs(multiPolygonArea(polygonsCm) - twin), `seed ${seed}`).toBeLessThan(SIZE * SIZE * 2e-3);
    }
  });

  it('on a coarse lattice, where vertices, edges and stretches fall together', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = new SeededRandom(`lattice/${seed}`);
      const corners = random.whole(3, 12);
      const outline = Array.from(
        { length: corners },
        () => [random.whole(0, 4) * 5000, random.whole(0, 4) * 5000] as const,
      );
      const { polygonsCm } = repairPolygons([[outline]], everything);
      expectSound(polygonsCm);
      const twin = scannedArea([[outline]], SIZE, 1000);
      expect(Math.abs(multiPolygonArea(polygonsCm) - twin), `seed ${seed}`).toBeLessThan(SIZE * SIZE * 2e-3);
    }
  });

  it('as large as a district’s plane', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = new SeededRandom(`large/${seed}`);
      const far = 29_000_000;
      const outline = Array.from(
        { length: random.whole(4, 10) },
        () => [random.whole(-far, far), random.whole(-far, far)] as const,
      );
      const { polygonsCm, isTangle } = repairPolygons([[outline]], everything);
      expect(isTangle).toBe(false);
      expectSound(polygonsCm);
    }
  });

  it('with holes and several parts', () => {
    for (let seed = 0; seed < 150; seed++) {
      const random = new SeededRandom(`parts/${seed}`);
      const parts = Array.from({ length: random.whole(1, 3) }, () => {
        const outer = randomOutline(random, 12_000, random.whole(3, 8));
        const holes = Array.from({ length: random.whole(0, 2) }, () => randomOutline(random, 6000, 4));
        return [outer, ...holes];
      });
      const { polygonsCm, counts } = repairPolygons(parts, everything);
      expectSound(polygonsCm);
      // A hole outside becomes land: the twin knows no such rule.
      if (counts.has('holesOutside')) continue;
      const twin = scannedArea(parts, SIZE, 1000);
      expect(Math.abs(multiPolygonArea(polygonsCm) - twin), `seed ${seed}`).toBeLessThan(SIZE * SIZE * 2e-3);
    }
  });

  it('hold the same land whichever vertex comes first and whichever way they run', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = new SeededRandom(`turned/${seed}`);
      const outline = randomOutline(random, SIZE, random.whole(4, 9));
      const turned = [...outline.slice(2), ...outline.slice(0, 2)].reverse();
      const [first, second] = [outline, turned].map((ring) => repairPolygons([[ring]], everything));
      expect(second!.counts).toEqual(first!.counts);
      expect(multiPolygonArea(second!.polygonsCm)).toBe(multiPolygonArea(first!.polygonsCm));
    }
  });
});
