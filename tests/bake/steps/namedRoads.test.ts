import { describe, expect, it } from 'vitest';
import type { Road } from '../../../src/bake/districtModel.ts';
import { namedRoadsOf } from '../../../src/bake/steps/namedRoads.ts';
import { decodeArc } from '../../../src/model/contract/areasFile.ts';
import { parseNamedRoadsFile } from '../../../src/model/contract/namedRoadsFile.ts';
import type { Point2 } from '../../../src/model/geometry/polygon.ts';

const road = (name: string | null, centrelineCm: readonly Point2[], part: Partial<Road> = {}): Road => ({
  rank: 2,
  kind: 'street',
  name,
  nameEn: name && `${name} Road`,
  centrelineCm,
  halfWidthMeters: 8,
  deckAboveGroundMeters: null,
  ...part,
});

describe('named roads', () => {
  it('join the pieces of one name, whichever way each was drawn, and keep the highest rank', () => {
    const file = namedRoadsOf([
      road('A', [
        [0, 0],
        [5_000, 0],
      ]),
      road('B', [
        [5_000, 0],
        [5_000, 9_000],
      ]),
      road(
        'A',
        [
          [12_000, 100],
          [5_000, 0],
        ],
        { rank: 1 },
      ),
    ]);
    expect(file.roads.map(({ name, nameEn, rank }) => [name, nameEn, rank])).toEqual([
      ['A', 'A Road', 1],
      ['B', 'B Road', 2],
    ]);
    const [course, ...others] = file.roads[0]!.courses.map(decodeArc);
    expect(others).toEqual([]);
    expect([...course!].sort((a, b) => a[0] - b[0])).toEqual([
      [0, 0],
      [5_000, 0],
      [12_000, 100],
    ]);
    expect(parseNamedRoadsFile(JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it('do not turn back along the other carriageway, and leave out what is nameless, short, or above the street', () => {
    const there: Point2[] = [
      [0, 0],
      [20_000, 0],
    ];
    const back: Point2[] = [
      [20_000, 0],
      [0, 1_200],
    ];
    const deck = { kind: 'viaduct', deckAboveGroundMeters: [8, 8] } as const;
    const file = namedRoadsOf([
      road('双', there),
      road('双', back),
      road(null, there),
      road('短', [
        [0, 0],
        [3_000, 0],
      ]),
      road('高架', there, deck),
    ]);
    expect(file.roads.map(({ name, courses }) => [name, courses.length])).toEqual([['双', 2]]);
  });

  it('are one where only blanks or a missing English name tell them apart', () => {
    const first: Point2[] = [
      [0, 0],
      [5_000, 0],
    ];
    const second: Point2[] = [
      [5_000, 0],
      [9_000, 0],
    ];
    const { roads } = namedRoadsOf([
      road('东路', first, { nameEn: ' ' }),
      road(' 东路 ', second, { nameEn: 'East Road' }),
      road('西路', first, { nameEn: '' }),
    ]);
    expect(roads.map(({ name, nameEn, courses }) => [name, nameEn, courses.length])).toEqual([
      ['东路', 'East Road', 1],
      ['西路', '西路', 1],
    ]);
  });

  it('are refused where a course is no list of pairs', () => {
    const file = { schema: 'namedRoads/1', roads: [{ name: 'A', nameEn: 'A', rank: 1, courses: [[0, 0, 1, 1, 2]] }] };
    expect(parseNamedRoadsFile(file)).toBeNull();
    expect(parseNamedRoadsFile({ ...file, schema: 'namedRoads/2' })).toBeNull();
  });
});
