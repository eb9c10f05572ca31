import { describe, expect, it } from 'vitest';
import { findUncovered } from '../../../src/bake/steps/findUncovered.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import type { MultiPolygon } from '../../../src/model/geometry/polygon.ts';

const rectangle = (west: number, south: number, east: number, north: number): MultiPolygon[number] => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ],
];

describe('what lies in no street', () => {
  it('is listed by piece, largest first, and counted once', () => {
    const faults = new FaultLog();
    const pieces = findUncovered(
      [rectangle(0, 0, 10_000, 10_000)],
      [rectangle(1000, 0, 9000, 10_000), rectangle(9000, 0, 10_000, 5000)],
      faults,
    );
    expect(pieces.map(({ squareMeters }) => squareMeters)).toEqual([1000, 500]);
    expect(faults.counts()).toEqual([{ code: 'BAKE-305', count: 1 }]);
  });

  it('is nothing where the streets cover the district', () => {
    const faults = new FaultLog();
    const halves = [rectangle(0, 0, 5000, 10_000), rectangle(5000, 0, 10_000, 10_000)];
    expect(findUncovered([rectangle(0, 0, 10_000, 10_000)], halves, faults)).toEqual([]);
    expect(faults.counts()).toEqual([]);
  });
});
