import { describe, expect, it } from 'vitest';
import { legendDigits } from '../../src/screens/city/legendDigits.ts';

describe('the digits of a legend', () => {
  it('are one where that tells the bounds apart', () => {
    expect(legendDigits([])).toBe(1);
    expect(legendDigits([3, 7, 7, 12])).toBe(1);
    expect(legendDigits([3.25, 3.5, 12])).toBe(1);
  });

  it('are as many as it takes to tell bounds apart that lie close', () => {
    expect(legendDigits([12.31, 12.34, 40])).toBe(2);
    expect(legendDigits([0.0011, 0.0012, 5])).toBe(4);
  });

  it('end somewhere', () => {
    expect(legendDigits([1, 1 + 1e-12])).toBe(6);
  });
});
