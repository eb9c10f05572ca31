import { expect, it } from 'vitest';
import { boundsOf, type MultiPolygon, type Outline, type Point2 } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { overlap, WideLand } from './buildingsOverlap.ts';

const box = (x: number, y: number, width: number, depth: number): Outline => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
];
const star = (random: SeededRandom, x: number, y: number, reach: number): Outline =>
  Array.from({ length: 40 }, (_, index): Point2 => {
    const [angle, far] = [(index * Math.PI) / 20, reach * random.between(0.4, 1)];
    return [Math.round(x + far * Math.cos(angle)), Math.round(y + far * Math.sin(angle))];
  });

it('says of wide land what the slow way says of it, on a lattice where edges fall together too', () => {
  const random = new SeededRandom('wide');
  // A lake with an island, a sea that reaches far beyond, another lake across the first, one smaller than a house.
  const open: MultiPolygon = [
    [star(random, 0, 0, 80_000), box(-5_000, -5_000, 10_000, 10_000).toReversed()],
    [box(100_000, -9_000_000, 9_000_000, 18_000_000)],
    [box(20_000, 20_000, 30_000, 30_000)],
    [box(-90_500, -90_500, 100, 100)],
  ];
  const wide = new WideLand(open, boundsOf([box(-150_000, -150_000, 300_000, 300_000)]));
  let found = 0;
  for (let round = 0; round < 1_500; round++) {
    const at = (): number => 500 * random.whole(-220, 220);
    const house: MultiPolygon = [[box(at(), at(), 500 * random.whole(1, 8), 500 * random.whole(1, 8))]];
    const slow = open.some((polygon) => overlap(house, [polygon]));
    expect(wide.overlaps(house), JSON.stringify(house)).toBe(slow);
    if (slow) found++;
  }
  expect(found).toBeGreaterThan(200);
  expect(wide.overlaps([[box(-91_000, -91_000, 1_000, 1_000)]])).toBe(true);
});
