import { describe, expect, it } from 'vitest';
import { findOverlaps } from '../../../src/bake/steps/findOverlaps.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import type { MultiPolygon } from '../../../src/model/geometry/polygon.ts';

const square = (minX: number, minY: number, size: number): MultiPolygon => [
  [
    [
      [minX, minY],
      [minX + size, minY],
      [minX + size, minY + size],
      [minX, minY + size],
    ],
  ],
];

describe('streets that claim the same land', () => {
  it('are named with the area between them', () => {
    const faults = new FaultLog();
    findOverlaps(
      [
        { name: '甲', polygonsCm: square(0, 0, 10_000) },
        { name: '乙', polygonsCm: square(9000, 0, 10_000) },
        { name: '丙', polygonsCm: square(19_000, 0, 10_000) },
      ],
      faults,
    );
    expect(faults.kept()).toEqual([{ code: 'BAKE-311', values: { first: '甲', second: '乙', squareMeters: 1000 } }]);
  });

  it('neighbours that share an edge are no fault', () => {
    const faults = new FaultLog();
    findOverlaps(
      [
        { name: '甲', polygonsCm: square(0, 0, 10_000) },
        { name: '乙', polygonsCm: square(10_000, 0, 10_000) },
      ],
      faults,
    );
    expect(faults.kept()).toEqual([]);
  });
});
