import { expect, it } from 'vitest';
import { MarkRings } from '../../src/picture/layers/markRings.ts';
import { palettes } from '../../src/picture/palette.ts';

const night = { theme: 'night', palette: palettes.night, scale: 1 } as const;
const beacon = { enuMeters: [1, 2, 90], markCssPx: 14 } as const;

it('a ring comes, stays without being made anew, moves with its mark and goes', () => {
  const rings = new MarkRings('cases');
  expect(rings.update([], night)).toBe(false);
  expect(rings.update([beacon], night)).toBe(true);
  const [first] = rings.marks;
  expect(first).toMatchObject({ id: 'cases-rings', stems: [] });
  expect(first!.shapes.map(({ enuMeters }) => enuMeters)).toEqual([beacon.enuMeters, beacon.enuMeters]);
  expect(first!.shapes.every(({ shape }) => shape === 'ring')).toBe(true);
  expect(rings.update([{ ...beacon }], night)).toBe(false);
  expect(rings.marks[0]).toBe(first);
  expect(rings.update([{ ...beacon, enuMeters: [1, 2, 120] }], night)).toBe(true);
  expect(rings.marks[0]!.version).toBeGreaterThan(first!.version);
  expect(rings.update([], night)).toBe(true);
  expect(rings.marks).toEqual([]);
});

it('a ring is larger than its mark, never too small for the eye, and follows text scale and light', () => {
  const rings = new MarkRings('videoPoints');
  const sizeAt = (markCssPx: number, scale: number): number => {
    rings.update([{ ...beacon, markCssPx }], { ...night, scale });
    return Math.min(...rings.marks[0]!.shapes.map(({ sizeCssPx }) => sizeCssPx));
  };
  expect(sizeAt(24, 1)).toBeGreaterThan(40);
  expect(sizeAt(3, 1)).toBe(16);
  expect(sizeAt(3, 2)).toBe(32);
  const before = rings.marks[0];
  expect(rings.update([{ ...beacon, markCssPx: 3 }], { theme: 'day', palette: palettes.day, scale: 2 })).toBe(true);
  expect(rings.marks[0]!.shapes[1]!.colour).not.toEqual(before!.shapes[1]!.colour);
});
