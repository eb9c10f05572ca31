import { expect, it } from 'vitest';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { rangesOf, triangleSquaresOf } from '../../src/picture/layers/triangleSquares.ts';

it('keeps every triangle once and whole, in its order within a square, inside a ball around it', () => {
  const random = new SeededRandom('triangle squares');
  const triangles = 900;
  const enuMeters: number[] = [];
  for (let triangle = 0; triangle < triangles; triangle++) {
    const [x, y] = [random.between(-6000, 6000), random.between(-6000, 6000)];
    for (let corner = 0; corner < 3; corner++) {
      enuMeters.push(x + random.between(-300, 300), y + random.between(-300, 300), random.between(0, 90));
    }
  }
  const given = Uint32Array.from({ length: triangles * 3 }, (_, at) => at);
  const { indices, squares } = triangleSquaresOf(enuMeters, given);
  expect(squares.length).toBeGreaterThan(12);
  const firsts = Array.from({ length: triangles }, (_, triangle) => indices[triangle * 3]!);
  expect([...firsts].sort((a, b) => a - b)).toEqual(firsts.map((_, triangle) => triangle * 3));
  let next = 0;
  for (const { offset, count, middleEnuMeters: middle, radiusMeters } of squares) {
    expect(offset).toBe(next);
    next += count;
    const own = [...indices.subarray(offset, offset + count)];
    const ownFirsts = own.filter((_, at) => at % 3 === 0);
    expect(ownFirsts).toEqual([...ownFirsts].sort((a, b) => a - b));
    const away = own.map((vertex) =>
      Math.hypot(...[0, 1, 2].map((axis) => enuMeters[vertex * 3 + axis]! - middle[axis]!)),
    );
    expect(Math.max(...away)).toBeLessThanOrEqual(radiusMeters);
    // Not the whole district: three kilometres, and what reaches out of them.
    expect(radiusMeters).toBeLessThan(2800);
  }
  expect(next).toBe(indices.length);
  expect(rangesOf(squares, () => true)).toEqual([{ offset: 0, count: indices.length }]);
  const [first, second, , fourth] = squares;
  expect(rangesOf(squares, (square) => square === first || square === second || square === fourth)).toEqual([
    { offset: 0, count: first!.count + second!.count },
    { offset: fourth!.offset, count: fourth!.count },
  ]);
});
