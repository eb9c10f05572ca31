import { describe, expect, it } from 'vitest';
import { clippedLine, guideCuts, guideLine, lengthInside } from '../../../src/bake/topology/guideCuts.ts';
import { cutByGuides, partitionFace } from '../../../src/bake/topology/partition.ts';
import { Subdivision } from '../../../src/bake/topology/subdivision.ts';
import { type Outline, type Point2, signedArea } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { square } from './shapes.ts';

const side = 100_000;
const face: Outline = square(0, 0, side);

/** A ragged face around the origin. */
function ragged(random: SeededRandom): Point2[] {
  const count = random.whole(5, 24);
  return Array.from({ length: count }, (_, corner): Point2 => {
    const [angle, radius] = [(2 * Math.PI * corner) / count, random.between(50_000, 100_000)];
    return [Math.round(Math.cos(angle) * radius), Math.round(Math.sin(angle) * radius)];
  });
}

function wandering(random: SeededRandom): Point2[] {
  let [x, y, heading] = [random.between(-120_000, 120_000), random.between(-120_000, 120_000), random.between(0, 7)];
  return Array.from({ length: random.whole(2, 30) }, (): Point2 => {
    heading += random.between(-0.6, 0.6);
    [x, y] = [x + 15_000 * Math.cos(heading), y + 15_000 * Math.sin(heading)];
    return [Math.round(x), Math.round(y)];
  });
}

describe('cuts along guides', () => {
  it('run from boundary to boundary through every bend of the line', () => {
    const line: Point2[] = [
      [-5_000, 30_000],
      [40_000, 30_000],
      [60_000, 50_000],
      [side + 5_000, 50_000],
    ];
    const [cut, ...others] = guideCuts(face, [guideLine(line, 1)], 0);
    expect(others).toEqual([]);
    expect([cut!.start.point, ...cut!.inner, cut!.end.point]).toEqual([
      [0, 30_000],
      [40_000, 30_000],
      [60_000, 50_000],
      [side, 50_000],
    ]);
    expect(cut!.share).toBeCloseTo(0.4, 9);
  });

  it('lengthen a line that ends near the boundary, not one that ends far from it', () => {
    const to = (end: number): Point2[] => [
      [-1, 30_000],
      [end, 30_000],
    ];
    expect(guideCuts(face, [guideLine(to(80_000), 1)], 0)).toHaveLength(1);
    expect(guideCuts(face, [guideLine(to(60_000), 1)], 0)).toHaveLength(0);
  });

  it('see nothing in a line along the boundary, beside the face, or that ends up where it began', () => {
    const along: Point2[] = [
      [-1000, 1],
      [side + 1000, 2],
    ];
    const beside: Point2[] = [
      [-9000, -9000],
      [-100, 9000],
    ];
    const corner: Point2[] = [
      [-100, 200],
      [200, -100],
    ];
    for (const line of [along, beside, corner]) expect(guideCuts(face, [guideLine(line, 1)], 1e6)).toEqual([]);
    expect(lengthInside(face, guideLine(along, 1))).toBe(0);
  });

  it('tile 300 ragged faces, whatever lines cross them', () => {
    const random = new SeededRandom('guides');
    let cuts = 0;
    for (let round = 0; round < 300; round++) {
      const subdivision = new Subdivision();
      const outline = ragged(random);
      const guides = Array.from({ length: 4 }, () => guideLine(wandering(random), random.whole(1, 3)));
      const pieces = cutByGuides(subdivision, subdivision.addFace(outline), guides, 4e6);
      cuts += pieces.length - 1;
      const all = pieces.reduce((sum, piece) => sum + subdivision.areaCm2(piece), 0);
      // New vertices on an edge are rounded: the edge moves by less than a centimetre.
      expect(Math.abs(all - signedArea(outline))).toBeLessThan(1e6);
      expect(pieces.every((piece) => subdivision.areaCm2(piece) > 0)).toBe(true);
    }
    expect(cuts).toBeGreaterThan(300);
  });

  it('are taken by a partition where shares allow it', () => {
    const subdivision = new Subdivision();
    const line = guideLine(
      [
        [-1, 52_000],
        [side + 1, 52_000],
      ],
      1,
    );
    const parts = Array.from({ length: 4 }, () => ({ weight: 1 }));
    const options = { bend: 0, snapCm: 2_000, random: new SeededRandom('p'), name: 'p', guides: [line] };
    const faces = partitionFace(subdivision, subdivision.addFace(face), parts, options);
    expect(faces.map((id) => lengthInside(subdivision.outline(id), line))).toEqual([0, 0, 0, 0]);
  });

  it('clip a line to what lies inside', () => {
    const line: Point2[] = [
      [-500, 500],
      [50_000, 500],
      [50_000, -500],
      [70_000, -500],
      [70_000, 90_000],
    ];
    expect(clippedLine(face, line)).toEqual([
      [
        [0, 500],
        [50_000, 500],
        [50_000, 0],
      ],
      [
        [70_000, 0],
        [70_000, 90_000],
      ],
    ]);
  });
});
