/** Lines painted on the ground: pieces that meet do so without a gap, and only water that ends has a shore. */
import { describe, expect, it } from 'vitest';
import { groundClasses } from '../../src/model/contract/tileAttributes.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import type { FarGround } from '../../src/picture/layers/ground/farGround.ts';
import { type GroundLines, roadLinesOf, shoreLinesOf } from '../../src/picture/layers/ground/groundLines.ts';
import { namedCourses } from '../../src/picture/layers/labels/roadNames.ts';

const road = (rank: number, courses: number[][]) => ({ name: '路', nameEn: 'Road', rank, courses });
const coursesOf = (roads: ReturnType<typeof road>[]) =>
  namedCourses({ schema: 'namedRoads/1', roads }, flatHeightField());

interface Piece {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly alongFrom: number;
  readonly alongTo: number;
  readonly directionFrom: readonly number[];
  readonly directionTo: readonly number[];
}

/** Four vertices each, in the order in which they were made. */
function piecesOf({ places, courses }: GroundLines): Piece[] {
  return Array.from({ length: places.length / 16 }, (_, piece): Piece => {
    const [a, b] = [piece * 16, piece * 16 + 8];
    return {
      from: [...places.slice(a, a + 2)],
      to: [...places.slice(b, b + 2)],
      alongFrom: courses[a + 3]!,
      alongTo: courses[b + 3]!,
      directionFrom: [...courses.slice(a, a + 2)],
      directionTo: [...courses.slice(b, b + 2)],
    };
  });
}

describe('the middle of roads', () => {
  // 100 m east, then 50 m north.
  const lines = roadLinesOf(coursesOf([road(2, [[0, 0, 10_000, 0, 0, 5000]]), road(4, [[0, 0, 100, 100]])]))!;
  const pieces = piecesOf(lines);

  it('runs on without a gap at a bend: both pieces take one direction there', () => {
    expect(pieces.length).toBe(2);
    expect(pieces[0]!.to).toEqual(pieces[1]!.from);
    expect(pieces[0]!.directionTo).toEqual(pieces[1]!.directionFrom);
    expect(pieces.map(({ alongFrom, alongTo }) => [alongFrom, alongTo])).toEqual([
      [0, 100],
      [100, 150],
    ]);
  });

  it('has its rank, and lanes have none', () => {
    expect(new Set(lines.places.filter((_, at) => at % 4 === 3))).toEqual(new Set([2]));
    expect(roadLinesOf(coursesOf([road(4, [[0, 0, 100, 100]])]))).toBeNull();
  });
});

describe('the shore', () => {
  const WATER = groundClasses.indexOf('water');
  const LAND = groundClasses.indexOf('land');
  const UP = 32_767;
  /** 40 × 20 m of water from the map's western end on, land around the rest; a bank of water's own class beside it. */
  const ground: FarGround = {
    enuMeters: Float32Array.from(
      [
        ...[
          [0, 0],
          [20, 0],
          [40, 0],
          [40, 20],
          [20, 20],
          [0, 20],
        ],
        ...[
          [40, 0],
          [60, 0],
          [60, 20],
          [40, 20],
        ],
        ...[
          [40, 0],
          [40, 20],
          [40, 20],
        ],
      ].flatMap(([x, y]) => [x!, y!, 0]),
    ),
    faces: Int16Array.from([
      ...Array.from({ length: 6 }, () => [0, 0, UP, WATER]).flat(),
      ...Array.from({ length: 4 }, () => [0, 0, UP, LAND]).flat(),
      ...Array.from({ length: 3 }, () => [UP, 0, 0, WATER]).flat(),
    ]),
    indices: Uint32Array.from([0, 1, 4, 0, 4, 5, 1, 2, 3, 1, 3, 4, 6, 7, 8, 6, 8, 9, 10, 11, 12]),
    wideAt: 0,
    radiusMeters: 100,
  };

  it('is where water ends, and neither within it nor where the map does', () => {
    // All but the map's own corners: water alone spans 0…40, 0…20, so three of its sides lie at the map's end.
    expect(shoreLinesOf(ground)).toBeNull();
    const island: FarGround = {
      ...ground,
      // The same water far inside a map that a sliver of sea opens to both ends.
      enuMeters: Float32Array.from([...ground.enuMeters, -500, -500, 0, -500, -499, 0, 700, 600, 0]),
      faces: Int16Array.from([...ground.faces, ...Array.from({ length: 3 }, () => [0, 0, UP, WATER]).flat()]),
      indices: Uint32Array.from([...ground.indices, 13, 14, 15]),
    };
    const pieces = piecesOf(shoreLinesOf(island)!).filter(({ from, to }) =>
      [...from, ...to].every((meters) => Math.abs(meters) <= 60),
    );
    const length = pieces.reduce((sum, { from, to }) => sum + Math.hypot(to[0]! - from[0]!, to[1]! - from[1]!), 0);
    expect(length).toBeCloseTo(2 * (40 + 20), 3);
  });

  it('is whole where two waters touch in a corner alone', () => {
    // Two triangles that meet at 0, 0, and two slivers that hold the map's ends.
    const corners = [
      ...[
        [0, 0],
        [-30, 10],
        [-30, -10],
        [0, 0],
        [30, -10],
        [30, 10],
      ],
      ...[
        [-500, -500],
        [-499, -500],
        [-500, -499],
        [500, 500],
        [499, 500],
        [500, 499],
      ],
    ];
    const lines = shoreLinesOf({
      enuMeters: Float32Array.from(corners.flatMap(([x, y]) => [x!, y!, 0])),
      faces: Int16Array.from(corners.flatMap(() => [0, 0, UP, WATER])),
      indices: Uint32Array.from(corners.keys()),
      ...{ wideAt: 0, radiusMeters: 800 },
    })!;
    const near = piecesOf(lines).filter(({ from, to }) => [...from, ...to].every((meters) => Math.abs(meters) <= 30));
    expect(near).toHaveLength(6);
    expect(new Set(near.map(({ from, to }) => `${from}>${to}`)).size).toBe(6);
  });
});
