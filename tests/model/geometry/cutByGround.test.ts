import { describe, expect, it } from 'vitest';
import { GroundCutter } from '../../../src/model/geometry/cutByGround.ts';
import { columnLine, polygonsOf, rowLine, splitOutlines } from '../../../src/model/geometry/cutOutlines.ts';
import { groundUpMeters, heightFieldOf } from '../../../src/model/geometry/heightField.ts';
import { boundsOf, type Outline, type Point2, sideOfPolygon, signedArea } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

const areaOf = (outlines: readonly Outline[]): number =>
  outlines.reduce((sum, outline) => sum + signedArea(outline), 0);

/** A star with as many arms as wanted: far from convex, counter-clockwise. */
function star(random: SeededRandom, x: number, y: number, radius: number, arms: number): Outline {
  return Array.from({ length: arms * 2 }, (_, corner): Point2 => {
    const angle = (corner / (arms * 2)) * 2 * Math.PI;
    const reach = corner % 2 === 0 ? radius : radius * random.between(0.3, 0.8);
    return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
  });
}

const combCm = [
  [0, 0],
  [100, 0],
  [100, 50],
  [90, 50],
  [90, 10],
  [70, 10],
  [70, 50],
  [60, 50],
  [60, 10],
  [0, 10],
] as const;

describe('splitting by a line', () => {
  it('keeps the area, each part on its side', () => {
    const random = new SeededRandom('split');
    for (let round = 0; round < 200; round++) {
      const outer = star(random, 0, 0, 100, random.whole(3, 20));
      const hole = [...star(random, 0, 0, 25, random.whole(3, 9))].reverse();
      const x = random.between(-90, 90);
      const [west, east] = splitOutlines([outer, hole], columnLine(x));
      expect(areaOf(west) + areaOf(east)).toBeCloseTo(areaOf([outer, hole]), 6);
      expect(west.flat().every((point) => point[0] <= x) && east.flat().every((point) => point[0] >= x)).toBe(true);
      for (const polygon of polygonsOf(west)) {
        for (let probe = 0; probe < 20; probe++) {
          const at: Point2 = [random.between(-100, x), random.between(-100, 100)];
          if (sideOfPolygon(polygon, ...at) === 'inside') expect(sideOfPolygon([outer, hole], ...at)).toBe('inside');
        }
      }
    }
  });

  it('cuts along the edge of a comb’s back and through its corners', () => {
    const [back, teeth] = splitOutlines([combCm], rowLine(10));
    expect([areaOf(back), areaOf(teeth)]).toEqual([1000, 2 * 400]);
    const [west, east] = splitOutlines([combCm], columnLine(70));
    expect([areaOf(west), areaOf(east)]).toEqual([700 + 400, 300 + 400]);
  });

  it('leaves whole what it does not meet', () => {
    expect(splitOutlines([combCm], columnLine(500))).toEqual([[combCm], []]);
    expect(splitOutlines([combCm], columnLine(0))).toEqual([[], [combCm]]);
  });
});

describe('cutting by the ground', () => {
  const hills = heightFieldOf([-100, -100], 20, 11, 11, (east, north) =>
    east < 20 ? 0 : Math.round(64 * (Math.sin(east / 30) + Math.cos(north / 20)) * 5) / 64,
  );
  const cutter = new GroundCutter(hills);

  it('gives pieces that lie in one plane each and make up the whole', () => {
    const random = new SeededRandom('cut');
    for (let round = 0; round < 40; round++) {
      const outlines = [star(random, 0, 0, 95, random.whole(3, 24)), [...star(random, 0, 0, 20, 5)].reverse()];
      let sum = 0;
      cutter.cut(outlines, (piece) => {
        sum += areaOf(piece);
        for (const polygon of polygonsOf(piece)) {
          const { minX, minY, maxX, maxY } = boundsOf(polygon);
          if (maxX - minX < 0.01 || maxY - minY < 0.01) continue;
          // One plane: found by least squares over its own corners, met by every point inside.
          const [p, q, r] = spread(polygon[0]!);
          for (let probe = 0; probe < 6; probe++) {
            const at: Point2 = [random.between(minX, maxX), random.between(minY, maxY)];
            if (sideOfPolygon(polygon, ...at) !== 'inside') continue;
            expect(Math.abs(groundUpMeters(hills, ...at) - onPlane(p, q, r, at))).toBeLessThan(1e-4);
          }
        }
      });
      expect(sum).toBeCloseTo(areaOf(outlines), 6);
    }
  });

  it('does not cut level ground', () => {
    let pieces = 0;
    cutter.cut([[[-95, -95], [-5, -95], [-5, 95], [-95, 95]]], () => pieces++); // biome-ignore format: one line says it
    expect(pieces).toBe(1);
  });

  /** Three corners with the largest triangle among the first, so that the plane through them is well set. */
  function spread(outline: Outline): [Point2, Point2, Point2] {
    let best: [Point2, Point2, Point2] = [outline[0]!, outline[1]!, outline[2]!];
    let most = 0;
    for (let b = 1; b < outline.length; b++) {
      for (let c = b + 1; c < outline.length; c++) {
        const area = Math.abs(signedArea([outline[0]!, outline[b]!, outline[c]!]));
        if (area > most) [most, best] = [area, [outline[0]!, outline[b]!, outline[c]!]];
      }
    }
    return best;
  }

  function onPlane(p: Point2, q: Point2, r: Point2, at: Point2): number {
    const whole = signedArea([p, q, r]);
    const shares = [signedArea([at, q, r]), signedArea([p, at, r]), signedArea([p, q, at])];
    return [p, q, r].reduce(
      (sum, corner, index) => sum + (shares[index]! / whole) * groundUpMeters(hills, ...corner),
      0,
    );
  }
});
