import { describe, expect, it } from 'vitest';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import type { Point2 } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { heatMesh, hexMesh } from '../../src/picture/layers/density/densityMeshes.ts';
import { HEAT_STEP_METERS, heatField } from '../../src/picture/layers/density/heatField.ts';
import { densityClassOf, HEX_METERS, hexBins, hexCellOf, hexCentre } from '../../src/picture/layers/density/hexBins.ts';

const random = new SeededRandom('density');
const places = Array.from(
  { length: 500 },
  (): Point2 => [random.between(-4_000, 4_000), random.between(-3_000, 3_000)],
);

describe('hexagons', () => {
  it('take each place into the cell whose centre is nearest, and lose none', () => {
    for (const place of places) {
      const centre = hexCentre(hexCellOf(place));
      const away = Math.hypot(place[0] - centre[0], place[1] - centre[1]);
      expect(away).toBeLessThanOrEqual(HEX_METERS + 1e-9);
      const [column, row] = hexCellOf(place);
      const around = [-1, 0, 1].flatMap((c) => [-1, 0, 1].map((r) => hexCentre([column + c, row + r])));
      const nearest = Math.min(...around.map(([x, y]) => Math.hypot(place[0] - x, place[1] - y)));
      expect(away).toBeCloseTo(nearest, 9);
    }
    expect(hexBins(places).reduce((sum, { count }) => sum + count, 0)).toBe(places.length);
  });

  it('are the same whatever order the places come in', () => {
    expect(hexBins([...places].reverse())).toEqual(hexBins(places));
  });

  it('are drawn to their size, apart from each other, and coloured by their class', () => {
    const mesh = hexMesh([{ centreEnuMeters: [0, 0], count: 5 }], flatHeightField(), 'night');
    let area = 0;
    for (let at = 0; at < mesh.indices.length; at += 3) {
      const [a, b, c] = [0, 1, 2].map((corner) => mesh.indices[at + corner]! * 3) as [number, number, number];
      const [ax, ay] = [mesh.enuMeters[a]!, mesh.enuMeters[a + 1]!];
      const twice =
        (mesh.enuMeters[b]! - ax) * (mesh.enuMeters[c + 1]! - ay) -
        (mesh.enuMeters[b + 1]! - ay) * (mesh.enuMeters[c]! - ax);
      expect(twice).toBeGreaterThan(0);
      area += twice / 2;
    }
    expect(area).toBeCloseTo(1.5 * Math.sqrt(3) * (HEX_METERS * 0.94) ** 2, 3);
    expect([0, 1, 3, 4, 15, 16, 900].map(densityClassOf)).toEqual([-1, 0, 1, 2, 3, 4, 4]);
  });
});

describe('heat', () => {
  it('holds every place once: the surface’s volume is their number', () => {
    const field = heatField(places)!;
    const sum = field.perSquareKm.reduce((total, value) => total + value, 0);
    const counted = (sum * HEAT_STEP_METERS ** 2) / 1e6;
    expect(counted / places.length).toBeGreaterThan(0.98);
    expect(counted / places.length).toBeLessThan(1.01);
  });

  it('is nothing where nothing is', () => {
    expect(heatField([])).toBeNull();
    const mesh = heatMesh(heatField([[0, 0]])!, flatHeightField(), 'night');
    const xs = Array.from({ length: mesh.enuMeters.length / 3 }, (_, vertex) => mesh.enuMeters[vertex * 3]!);
    expect(Math.max(...xs.map(Math.abs))).toBeLessThan(900);
    expect(mesh.indices.length).toBeGreaterThan(0);
  });
});
