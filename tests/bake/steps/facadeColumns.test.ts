/** What a tile draws of windows is what footprints.bin counts. */
import { describe, expect, it } from 'vitest';
import { addBuilding, type MeshedBuilding } from '../../../src/bake/steps/buildingMesh.ts';
import { emptyMesh } from '../../../src/bake/steps/mesh.ts';
import { windowColumnsOf } from '../../../src/model/contract/facadeBays.ts';
import { BLANK_U, ROOF_U } from '../../../src/model/contract/tileAttributes.ts';
import { buildingUses, roofTypes } from '../../../src/model/domain/buildings.ts';
import { flatHeightField } from '../../../src/model/geometry/heightField.ts';
import type { MultiPolygon, Outline, Point2 } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

const random = new SeededRandom('columns');

function box(x: number, y: number, width: number, depth: number): Outline {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + depth],
    [x, y + depth],
  ];
}

/** A box with a yard, an L with a nook of half a metre, or a house of two parts; turned any way, corners from any on. */
function footprint(kind: number): MultiPolygon {
  const [width, depth, turn] = [random.whole(900, 7000), random.whole(800, 3000), random.between(0, Math.PI)];
  const nook: Outline = [
    [0, 0],
    [width, 0],
    [width, depth],
    [50, depth],
    [50, depth - 50],
    [0, depth - 50],
  ];
  const yard = [...box(width * 0.3, depth * 0.3, width * 0.4, depth * 0.4)].reverse();
  const parts =
    kind === 0
      ? [[box(0, 0, width, depth), yard]]
      : kind === 1
        ? [[nook]]
        : [[box(0, 0, width, depth)], [box(width + 900, 0, 1300, 1300)]];
  const turned = ([x, y]: Point2): Point2 => [
    Math.round(x * Math.cos(turn) - y * Math.sin(turn)),
    Math.round(x * Math.sin(turn) + y * Math.cos(turn)),
  ];
  return parts.map((polygon) =>
    polygon.map((outline) => {
      const from = random.whole(0, outline.length - 1);
      return [...outline.slice(from), ...outline.slice(0, from)].map(turned);
    }),
  );
}

describe('windows of a tile', () => {
  it('are in the columns that footprints.bin counts, whole at every corner, each on one wall alone', () => {
    for (let round = 0; round < 240; round++) {
      const building: MeshedBuilding = {
        buildingIndex: round,
        use: buildingUses[round % buildingUses.length]!,
        roof: roofTypes[round % roofTypes.length]!,
        yearBuilt: round % 5 === 0 ? null : 1900 + random.whole(0, 125),
        floors: random.whole(1, 40),
        heightGroundMeters: random.between(4, 120),
        footprintCm: footprint(round % 3),
      };
      const mesh = emptyMesh();
      addBuilding(mesh, building, flatHeightField(), 0);
      const walls = new Map<number, string>();
      let most = 0;
      for (let at = 0; at < mesh.indices.length; at += 3) {
        const corners = mesh.indices.slice(at, at + 3);
        const columns = corners.map((corner) => mesh.texcoords[corner * 2]!);
        if (columns[0] === ROOF_U || columns[0] === BLANK_U) {
          expect(new Set(columns).size).toBe(1);
          continue;
        }
        most = Math.max(most, ...columns);
        // Gables rise over the middle of a wall; everything else stands at a corner.
        expect(columns.filter((column) => Number.isInteger(column)).length).toBeGreaterThanOrEqual(2);
        const normal = mesh.normals.slice(corners[0]! * 3, corners[0]! * 3 + 3).join();
        for (let column = Math.min(...columns); column < Math.max(...columns); column++) {
          expect(walls.get(column) ?? normal).toBe(normal);
          walls.set(column, normal);
        }
      }
      expect(most).toBe(windowColumnsOf(building, building.footprintCm));
      expect(walls.size).toBe(most);
    }
  });
});
