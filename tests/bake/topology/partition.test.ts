import { describe, expect, it } from 'vitest';
import { dissolve } from '../../../src/bake/topology/dissolve.ts';
import { codingOrder, partitionFace } from '../../../src/bake/topology/partition.ts';
import { splitFace } from '../../../src/bake/topology/splitFace.ts';
import { type FaceId, Subdivision } from '../../../src/bake/topology/subdivision.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { distanceToSegment, multiPolygonArea, type Outline } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { roundsOf } from '../../support/longRun.ts';
import { combOutline, directedEdges, isSimple, raggedOutline, square } from './shapes.ts';

const options = (seed: string) => ({ bend: 0.05, snapCm: 1_000, random: new SeededRandom(seed), name: 'test' });

/** A subdivision is planar when faces are simple, edges pair up, and no vertex lies inside an edge. */
function expectPlanar(outlines: readonly Outline[], label: string): void {
  for (const outline of outlines) expect(isSimple(outline), label).toBe(true);
  const edges = directedEdges(outlines);
  const lonely = [...edges.values()].filter(({ from, to }) => !edges.has(`${to}>${from}`));
  expect(
    [...edges.values()].every(({ count }) => count === 1),
    label,
  ).toBe(true);
  const [union] = dissolve(outlines.map((outline) => [[outline]]));
  expect(lonely.length, label).toBe(union!.reduce((sum, outline) => sum + outline.length, 0));
  let nearestCm = Infinity;
  for (const { from, to } of edges.values()) {
    for (const [x, y] of outlines.flat()) {
      if ((x === from[0] && y === from[1]) || (x === to[0] && y === to[1])) continue;
      nearestCm = Math.min(nearestCm, distanceToSegment(x, y, from, to));
    }
  }
  expect(nearestCm, `${label}: a vertex inside an edge`).toBeGreaterThan(0.5);
}

describe('partitionFace', () => {
  it('divides ragged faces without losing a square centimetre', () => {
    const random = new SeededRandom('faces');
    let refused = 0;
    for (let round = 0; round < roundsOf(60, 400); round++) {
      const outline = raggedOutline(random);
      const label = `face ${round}`;
      const subdivision = new Subdivision();
      const face = subdivision.addFace(outline);
      const parts = Array.from({ length: random.whole(2, 12) }, () => ({ weight: random.between(0.5, 2) }));
      let faces: FaceId[];
      try {
        faces = partitionFace(subdivision, face, parts, options(label));
      } catch (error) {
        if (!(error instanceof FaultError)) throw error;
        refused++; // a splinter that no chord divides is refused with its fault, never cut badly
        continue;
      }
      const outlines = faces.map((id) => subdivision.outline(id));
      const union = dissolve(outlines.map((part) => [[part]]));
      expect(union.length, label).toBe(1);
      expect(
        faces.reduce((sum, id) => sum + subdivision.areaCm2(id), 0),
        label,
      ).toBe(multiPolygonArea(union));
      expectPlanar(outlines, label);
    }
    expect(refused).toBeLessThan(10);
  });

  it('gives each part its share', () => {
    const subdivision = new Subdivision();
    const face = subdivision.addFace(square(0, 0, 200_000));
    const weights = [1, 2, 3, 4];
    const faces = partitionFace(
      subdivision,
      face,
      weights.map((weight) => ({ weight })),
      { ...options('shares'), bend: 0 },
    );
    faces.forEach((id, index) => {
      expect(subdivision.areaCm2(id) / 200_000 ** 2).toBeCloseTo(weights[index]! / 10, 1);
    });
  });

  it('keeps placed parts near their places', () => {
    const subdivision = new Subdivision();
    const face = subdivision.addFace(square(0, 0, 400_000));
    const parts = [
      { weight: 1, atCm: [300_000, 320_000] as const },
      { weight: 1, atCm: [80_000, 90_000] as const },
      { weight: 1, atCm: [310_000, 70_000] as const },
      { weight: 1, atCm: [90_000, 300_000] as const },
    ];
    const faces = partitionFace(subdivision, face, parts, options('places'));
    faces.forEach((id, index) => {
      const [x, y] = parts[index]!.atCm;
      const nearest = subdivision.outline(id).some(([vx, vy]) => Math.hypot(vx - x, vy - y) < 220_000);
      expect(nearest).toBe(true);
    });
  });

  it('divides a comb of piers', () => {
    const subdivision = new Subdivision();
    const face = subdivision.addFace(combOutline(5));
    const faces = partitionFace(
      subdivision,
      face,
      Array.from({ length: 9 }, () => ({ weight: 1 })),
      options('comb'),
    );
    expectPlanar(
      faces.map((id) => subdivision.outline(id)),
      'comb',
    );
  });

  it('refuses a face too small to divide, with its number', () => {
    const subdivision = new Subdivision();
    const face = subdivision.addFace(square(0, 0, 2));
    expect(() =>
      partitionFace(
        subdivision,
        face,
        Array.from({ length: 64 }, () => ({ weight: 1 })),
        options('small'),
      ),
    ).toThrow(/BAKE-403/);
  });

  it('does the same again', () => {
    const run = (): unknown => {
      const subdivision = new Subdivision();
      const face = subdivision.addFace(raggedOutline(new SeededRandom('again')));
      const parts = Array.from({ length: 7 }, () => ({ weight: 1 }));
      return partitionFace(subdivision, face, parts, options('again')).map((id) => subdivision.outline(id));
    };
    expect(run()).toEqual(run());
  });
});

describe('splitFace', () => {
  it('puts the ends of a cut into the neighbours too', () => {
    const subdivision = new Subdivision();
    const [left, right] = [subdivision.addFace(square(0, 0, 60_000)), subdivision.addFace(square(60_000, 0, 60_000))];
    const split = splitFace(subdivision, left, {
      share: 0.5,
      bend: 0,
      snapCm: 500,
      random: new SeededRandom('ends'),
      cost: (first) => (first.some(([x, y]) => x === 60_000 && y > 0 && y < 60_000) ? 0 : 100),
    });
    expect(split).not.toBeNull();
    expect(subdivision.outline(right)).toHaveLength(5);
    expectPlanar(
      [...split!, right].map((id) => subdivision.outline(id)),
      'neighbours',
    );
  });
});

describe('codingOrder', () => {
  it('numbers rows from north to south, each from west to east', () => {
    const outlines = [square(100, 0, 100), square(0, 100, 100), square(100, 100, 100), square(0, 0, 100)];
    expect(codingOrder(outlines, 10_000)).toEqual([1, 2, 3, 0]);
  });
});
