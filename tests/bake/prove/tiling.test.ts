import { describe, expect, it } from 'vitest';
import type { OutlinedArea } from '../../../src/bake/prove/proof.ts';
import { faultyOf, proveTiling } from '../../../src/bake/prove/proveTiling.ts';
import type { MultiPolygon, Outline } from '../../../src/model/geometry/polygon.ts';
import { square } from '../topology/shapes.ts';

const area = (
  id: string,
  level: OutlinedArea['level'],
  parentId: string | null,
  polygonsCm: MultiPolygon,
): OutlinedArea => ({ id, level, parentId, communityGridId: null, polygonsCm });
const district = area('d', 'district', null, [[square(0, 0, 2_000)]]);
const street = (id: string, outline: Outline): OutlinedArea => area(id, 'street', 'd', [[outline]]);

/** Left and right half, each with its own middle line from bottom to top. */
const halves = ([leftBottom, leftTop]: [number, number], [rightBottom, rightTop]: [number, number]) => [
  street('left', [
    [0, 0],
    [leftBottom, 0],
    [leftTop, 2_000],
    [0, 2_000],
  ]),
  street('right', [
    [rightBottom, 0],
    [2_000, 0],
    [2_000, 2_000],
    [rightTop, 2_000],
  ]),
];

describe('parts and their parent', () => {
  it('pass where they tile', () => {
    const [level, ...others] = proveTiling([district, ...halves([1_000, 1_000], [1_000, 1_000])]);
    expect(others).toEqual([]);
    expect(level).toMatchObject({ level: 'street', parents: 1, parts: 2, partsSquareMeters: 400 });
    expect(faultyOf(level!)).toEqual({ gaps: 0, overlaps: 0, squareMeters: 0 });
  });

  it.each([
    ['a gap of one centimetre', halves([1_000, 1_000], [1_001, 1_001]), { gaps: 1, overlaps: 0, squareMeters: 0.2 }],
    ['an overlap of two metres', halves([1_100, 1_100], [900, 900]), { gaps: 0, overlaps: 1, squareMeters: 40 }],
    [
      'a gap and an overlap of one size, which areas alone would hide',
      halves([1_100, 900], [900, 1_100]),
      { gaps: 1, overlaps: 1, squareMeters: 20 },
    ],
    [
      'a part that lies twice',
      [...halves([1_000, 1_000], [1_000, 1_000]), halves([1_000, 1_000], [0, 0])[0]!],
      { gaps: 0, overlaps: 1, squareMeters: 200 },
    ],
    [
      'a part beyond its parent',
      [street('all', square(0, 0, 2_000)), street('beyond', square(2_000, 0, 100))],
      { gaps: 0, overlaps: 1, squareMeters: 1 },
    ],
  ])('tell %s', (_, parts, expected) => {
    expect(faultyOf(proveTiling([district, ...parts])[0]!)).toEqual(expected);
  });

  it('tell a part in the land of another parent, though every level tiles the district', () => {
    const streets = halves([1_000, 1_000], [1_000, 1_000]);
    const communities = [
      area('c1', 'community', 'left', halves([1_200, 1_200], [0, 0])[0]!.polygonsCm),
      area('c2', 'community', 'right', halves([0, 0], [1_200, 1_200])[1]!.polygonsCm),
    ];
    const [ofStreets, ofCommunities] = proveTiling([district, ...streets, ...communities]);
    expect(faultyOf(ofStreets!).squareMeters).toBe(0);
    expect(ofCommunities).toMatchObject({ level: 'community', gaps: 0, overlaps: 0, crossings: 1 });
    expect(ofCommunities!.crossingSquareMeters).toBe(40);
  });

  it('does not depend on the order of the areas', () => {
    const areas = [district, ...halves([1_100, 900], [900, 1_100])];
    expect(proveTiling([...areas].reverse())).toEqual(proveTiling(areas));
  });
});
