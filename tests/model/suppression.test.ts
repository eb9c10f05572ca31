import { describe, expect, it } from 'vitest';
import { bandOf, ROUNDING_STEP, roundParts, roundToStep, showRounded } from '../../src/model/domain/suppression.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';

describe('controlled rounding', () => {
  it('parts add up to the whole at every level, each within one step of its count', () => {
    const random = new SeededRandom('rounding');
    for (let round = 0; round < 300; round++) {
      const streets = Array.from({ length: random.whole(1, 22) }, () =>
        Array.from({ length: random.whole(1, 9) }, () => random.whole(0, random.pick([3, 40, 3000]))),
      );
      const streetCounts = streets.map((parts) => parts.reduce((sum, count) => sum + count, 0));
      const total = roundToStep(streetCounts.reduce((sum, count) => sum + count, 0));
      const streetRounded = roundParts(streetCounts, total);
      expect(streetRounded.reduce((sum, value) => sum + value, 0)).toBe(total);
      streets.forEach((parts, index) => {
        const rounded = roundParts(parts, streetRounded[index]!);
        expect(rounded.reduce((sum, value) => sum + value, 0)).toBe(streetRounded[index]);
        rounded.forEach((value, part) => {
          expect(value % ROUNDING_STEP).toBe(0);
          expect(Math.abs(value - parts[part]!)).toBeLessThan(ROUNDING_STEP);
        });
      });
    }
  });

  it('hides what is small and nothing else', () => {
    expect(showRounded(0, 0, 10)).toEqual({ value: 0 });
    expect(showRounded(1, 0, 10)).toEqual({ below: 10 });
    expect(showRounded(9, 10, 10)).toEqual({ below: 10 });
    expect(showRounded(10, 10, 10)).toEqual({ value: 10 });
  });
});

describe('bands of a building', () => {
  it.each([
    [0, 0, 0],
    [1, 1, 9],
    [9, 1, 9],
    [10, 10, 49],
    [99, 50, 99],
    [199, 100, 199],
    [200, 200, null],
    [5000, 200, null],
  ])('%d → %d…%s', (count, from, to) => {
    expect(bandOf(count)).toEqual({ from, to });
  });
});
