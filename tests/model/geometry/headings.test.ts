import { expect, it } from 'vitest';
import { shortestTurnDeg } from '../../../src/model/geometry/headings.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

it.each([
  [350, 10, 20],
  [10, 350, -20],
  [170, -170, 20],
  [0, 180, -180],
  [-3590, 5, -5],
] as const)('the shortest turn from %d° to %d° is %d°', (from, to, turn) => {
  expect(shortestTurnDeg(from, to)).toBeCloseTo(turn, 9);
});

it('the shortest turn ends where it should and is never more than half a turn', () => {
  const random = new SeededRandom('turns');
  for (let round = 0; round < 500; round++) {
    const [from, to] = [random.between(-900, 900), random.between(-900, 900)];
    const turn = shortestTurnDeg(from, to);
    expect(Math.abs(turn)).toBeLessThanOrEqual(180);
    const rest = (((from + turn - to) % 360) + 360) % 360;
    expect(Math.min(rest, 360 - rest)).toBeLessThan(1e-9);
  }
});
