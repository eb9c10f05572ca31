/** What a picture is said to be of. */
import { expect, it } from 'vitest';
import type { AreaPlaces } from '../../src/picture/picking/areaPlaces.ts';
import { placeNameOf } from '../../src/picture/placeName.ts';

const tree = [
  { id: 'd', level: 'district', parentId: null },
  { id: 's', level: 'street', parentId: 'd' },
  { id: 'c', level: 'community', parentId: 's' },
  { id: 'g', level: 'unitGrid', parentId: 'c' },
].map((area) => ({ ...area, name: `${area.id} 中`, nameEn: area.id }));
const places = {
  areaAt: (east: number) => (east < 0 ? null : tree.at(-1)),
  areaOf: (id: string) => tree.find((area) => area.id === id) ?? null,
} as unknown as AreaPlaces;

it('is the area in its middle, as large as the eye is far', () => {
  const nameFrom = (rangeMeters: number, east = 1): string | undefined =>
    placeNameOf(places, { targetEnuMeters: [east, 0], rangeMeters, headingDeg: 0, pitchDeg: -30 })?.nameEn;
  expect([300, 1_799, 1_800, 4_999, 5_000, 20_000].map((range) => nameFrom(range))).toEqual([
    ...['c', 'c', 's', 's', 'd', 'd'],
  ]);
  expect(nameFrom(300, -1)).toBeUndefined();
});
