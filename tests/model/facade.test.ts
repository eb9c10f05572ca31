import { describe, expect, it } from 'vitest';
import {
  ageClassOf,
  buildingAgeClasses,
  bytesOfFacade,
  FACADE_STEPS_PER_METER,
  facadeOfBytes,
} from '../../src/model/contract/tileAttributes.ts';
import { buildingUses, roofTypes } from '../../src/model/domain/buildings.ts';

describe('COLOR_0 of a building', () => {
  it('says again what was written, for every use, age class and roof and walls up to 1,023 m', () => {
    let wallTopMeters = 0;
    for (const use of buildingUses) {
      for (const age of buildingAgeClasses) {
        for (const roof of roofTypes) {
          wallTopMeters = (wallTopMeters + 37.25) % 1023;
          const facade = { use, age, roof, floors: 1 + (Math.round(wallTopMeters) % 150), wallTopMeters };
          const bytes = bytesOfFacade(facade);
          expect(bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)).toBe(true);
          expect(bytes[3]).toBeGreaterThanOrEqual(240);
          expect(facadeOfBytes(bytes)).toEqual(facade);
        }
      }
    }
  });

  it('keeps tops to the quarter metre of the façade’s own metres, and within its bits', () => {
    const plain = { use: 'office', age: 'unknown', floors: 5, roof: 'flat' } as const;
    expect(facadeOfBytes(bytesOfFacade({ ...plain, wallTopMeters: 18.41 })).wallTopMeters).toBe(18.5);
    expect(facadeOfBytes(bytesOfFacade({ ...plain, wallTopMeters: -3 })).wallTopMeters).toBe(0);
    expect(facadeOfBytes(bytesOfFacade({ ...plain, wallTopMeters: 5000 })).wallTopMeters).toBe(
      4095 / FACADE_STEPS_PER_METER,
    );
  });

  it('puts years into their classes', () => {
    expect([null, 1901, 1938, 1980, 2014, 2020].map(ageClassOf)).toEqual([
      ...['unknown', 'before1938', 'before1975', 'before2000', 'before2015', 'later'],
    ]);
  });
});
