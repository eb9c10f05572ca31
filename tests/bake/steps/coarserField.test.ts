import { expect, it } from 'vitest';
import { coarserField } from '../../../src/bake/steps/coarserField.ts';
import { GroundCutter } from '../../../src/model/geometry/cutByGround.ts';
import { groundUpMeters, type HeightField, heightFieldOf } from '../../../src/model/geometry/heightField.ts';

const hills = heightFieldOf([0, 0], 40, 60, 51, (east, north) => {
  return Math.round(64 * (20 + 30 * Math.sin(east / 500) + 25 * Math.cos(north / 400) + (east > 1500 ? 40 : 0))) / 64;
});

function piecesOf(field: HeightField): number {
  let pieces = 0;
  new GroundCutter(field).cut([[[1, 1], [2300, 1], [2300, 1900], [1, 1900]]], () => pieces++); // biome-ignore format: one line says it
  return pieces;
}

it('moves no height by more than it says, keeps steps of a city, and is cut into far fewer pieces', () => {
  const { field, errorMeters } = coarserField(hills);
  expect(errorMeters).toBeGreaterThan(0.2);
  expect(errorMeters).toBeLessThanOrEqual(3);
  for (let north = 0; north <= 2000; north += 13) {
    for (let east = 0; east <= 2360; east += 17) {
      const moved = Math.abs(groundUpMeters(field, east, north) - groundUpMeters(hills, east, north));
      expect(moved).toBeLessThanOrEqual(errorMeters + 1e-5);
    }
  }
  expect(piecesOf(field)).toBeLessThan(piecesOf(hills) / 3);
});

it('leaves level ground as it is', () => {
  const level = heightFieldOf([0, 0], 40, 20, 20, () => 7);
  expect(coarserField(level)).toEqual({ field: level, errorMeters: 0 });
});
