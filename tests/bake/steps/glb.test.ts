import { describe, expect, it } from 'vitest';
import { addBuilding } from '../../../src/bake/steps/buildingMesh.ts';
import type { TiledBuilding } from '../../../src/bake/steps/buildingTile.ts';
import { decodeGlb, encodeGlb, type GlbOptions } from '../../../src/bake/steps/encodeGlb.ts';
import { boxOfMesh, emptyMesh } from '../../../src/bake/steps/mesh.ts';
import { ribbonOutlines } from '../../../src/bake/steps/ribbon.ts';
import { type BuildingProperties, facadeOfBytes } from '../../../src/model/contract/tileAttributes.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { flatHeightField } from '../../../src/model/geometry/heightField.ts';
import { boundsOf, type MultiPolygon, multiPolygonArea, signedArea } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { plainTiles } from './plainTiles.ts';

const flat = flatHeightField();
const frame = new EnuFrame({ lonLatDeg: [120.365, 36.1], heightEllipsoidMeters: 0 });

/** A courtyard building: outer 40 × 30 m, yard 20 × 10 m. */
const courtyard: MultiPolygon = [
  [
    [
      [0, 0],
      [4000, 0],
      [4000, 3000],
      [0, 3000],
    ],
    [
      [1000, 1000],
      [3000, 1000],
      [3000, 2000],
      [1000, 2000],
    ],
  ],
];

function building(buildingIndex: number, footprintCm: MultiPolygon, heightGroundMeters: number): TiledBuilding {
  const footprintSquareMeters = Math.round(multiPolygonArea(footprintCm) / 10_000);
  const [x, y] = footprintCm[0]![0]![0]!;
  return {
    buildingId: `b${buildingIndex}`,
    buildingIndex,
    name: '',
    nameEn: '',
    code: null,
    use: 'office',
    roof: 'flat' as const,
    floors: 12,
    yearBuilt: 1990,
    heightGroundMeters,
    footprintSquareMeters,
    floorAreaSquareMeters: footprintSquareMeters * 12,
    households: 0,
    residents: 0,
    gridId: 'g',
    centroidEnuMeters: [x / 100, y / 100],
    footprintCm,
  };
}

/** Triangles of a mesh as summed vector areas: up faces, and the whole (zero for a closed surface). */
function faceAreas(positions: readonly number[], indices: readonly number[]): { up: number; walls: number } {
  let [up, walls] = [0, 0];
  for (let at = 0; at < indices.length; at += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) =>
      positions.slice(indices[at + corner]! * 3, indices[at + corner]! * 3 + 3),
    );
    const [p, q] = [b!.map((value, axis) => value - a![axis]!), c!.map((value, axis) => value - a![axis]!)];
    const normal = [p[1]! * q[2]! - p[2]! * q[1]!, p[2]! * q[0]! - p[0]! * q[2]!, p[0]! * q[1]! - p[1]! * q[0]!];
    if (Math.abs(normal[2]!) > 1e-9) up += normal[2]! / 2;
    else walls += Math.hypot(normal[0]!, normal[1]!) / 2;
  }
  return { up, walls };
}

describe('a building’s mesh', () => {
  it('has its footprint as roof, with the yard open, and walls around both', () => {
    const mesh = emptyMesh();
    addBuilding(mesh, building(7, courtyard, 20), flat, 0);
    const { up, walls } = faceAreas(mesh.enuMeters, mesh.indices);
    expect(up).toBeCloseTo(40 * 30 - 20 * 10, 6);
    // Walls go a quarter of a metre into the ground.
    expect(walls).toBeCloseTo((2 * 70 + 2 * 30) * 20.25, 6);
    expect(new Set(mesh.featureIds)).toEqual(new Set([7]));
  });

  it('turns every wall outward', () => {
    const mesh = emptyMesh();
    addBuilding(mesh, building(0, courtyard, 20), flat, 0);
    for (let at = 0; at < mesh.indices.length; at += 3) {
      const corners = [0, 1, 2].map((corner) => mesh.indices[at + corner]! * 3);
      const [a, b, c] = corners.map((row) => mesh.enuMeters.slice(row, row + 3)) as [number[], number[], number[]];
      const [p, q] = [b.map((value, axis) => value - a[axis]!), c.map((value, axis) => value - a[axis]!)];
      const face = [p[1]! * q[2]! - p[2]! * q[1]!, p[2]! * q[0]! - p[0]! * q[2]!, p[0]! * q[1]! - p[1]! * q[0]!];
      const normal = mesh.normals.slice(corners[0], corners[0]! + 3);
      expect(face.reduce((sum, value, axis) => sum + value * normal[axis]!, 0)).toBeGreaterThan(0);
    }
  });

  it('tells roofs from walls, and gives walls their columns and metres', () => {
    const mesh = emptyMesh();
    addBuilding(mesh, building(0, [[courtyard[0]![0]!]], 20), flat, 0);
    const rows = mesh.featureIds.map((_, row) => ({
      u: mesh.texcoords[row * 2]!,
      v: mesh.texcoords[row * 2 + 1]!,
      roof: mesh.normals[row * 3 + 2] === 1,
    }));
    expect(rows.filter(({ roof }) => roof).every(({ u, v }) => u === -1 && v === 20)).toBe(true);
    const walls = rows.filter(({ roof }) => !roof);
    // An office of 12 floors has bays of 2.625 m: 15 along 40 m, 11 along 30 m; all four walls count on.
    expect([...new Set(walls.map(({ u }) => u))].sort((a, b) => a - b)).toEqual([0, 15, 26, 41, 52]);
    expect(new Set(walls.map(({ v }) => v))).toEqual(new Set([-0.25, 20]));
  });
});

describe('storeys', () => {
  const house: MultiPolygon = [[courtyard[0]![0]!]];
  it.each([
    ['flat', 'office', 13, 47.3],
    ['flat', 'education', 4, 17.1],
    ['gable', 'residential', 6, 21.4],
    ['sawtooth', 'industrial', 1, 11.5],
  ] as const)('of a %s-roofed %s of %i floors and %d m end where its walls do', (roof, use, floors, height) => {
    const mesh = emptyMesh();
    addBuilding(mesh, { ...building(0, house, height), roof, use, floors }, flat, 0);
    const facade = facadeOfBytes(mesh.colors.slice(0, 4));
    expect(facade).toMatchObject({ use, floors, roof });
    const corners = mesh.featureIds.flatMap((_, row) => {
      const isWall = mesh.texcoords[row * 2]! >= 0 && mesh.normals[row * 3 + 2] === 0;
      return isWall ? [mesh.texcoords[row * 2 + 1]!] : [];
    });
    // The commonest height of a wall's corner above the ground is that of the eaves; gables rise above them.
    const above = corners.filter((v) => v > 0);
    const eaves = above.toSorted((a, b) => a - b)[Math.floor(above.length / 2)];
    expect(facade.wallTopMeters).toBe(eaves);
    if (roof === 'flat') expect(Math.abs(facade.wallTopMeters / floors - height / floors)).toBeLessThan(0.05);
  });
});

const row: BuildingProperties = {
  ...{ id: 'b7', code: null, use: 'office', floors: 12, height: 20, baseUp: 0, year: 1990, grid: 'g', households: 0 },
};
const optionsOf = (featureCount: number): GlbOptions => ({
  ...{ name: 't', featureCount, positions: { kind: 'quantised', stepMeters: null }, unlit: false, table: [row] },
});

describe('a GLB', () => {
  it('comes back with ids, facade metres and places as they went in', async () => {
    const mesh = emptyMesh();
    const shifted: MultiPolygon = courtyard.map((polygon) =>
      polygon.map((outline) => outline.map(([x, y]) => [x + 123_456, y - 65_432] as const)),
    );
    addBuilding(mesh, building(41_234, shifted, 33.33), flat, 0);
    const { bytes } = await encodeGlb(mesh, optionsOf(50_000));
    const document = await decodeGlb(bytes);
    const [node] = document.getRoot().listNodes();
    const [primitive] = node!.getMesh()!.listPrimitives();
    expect([...new Set(primitive!.getAttribute('_FEATURE_ID_0')!.getArray())]).toEqual([41_234]);
    const [scale, move] = [node!.getScale()[0]!, node!.getTranslation()];
    const steps = primitive!.getAttribute('POSITION')!;
    const low = steps.getMin([]).map((value, axis) => value * scale + move[axis]!);
    const high = steps.getMax([]).map((value, axis) => value * scale + move[axis]!);
    // East = x, up = y, south = z.
    const { min, max } = boxOfMesh(mesh);
    [min[0], min[2], -max[1]].forEach((value, axis) => {
      expect(Math.abs(low[axis]! - value)).toBeLessThanOrEqual(scale / 2 + 1e-9);
    });
    [max[0], max[2], -min[1]].forEach((value, axis) => {
      expect(Math.abs(high[axis]! - value)).toBeLessThanOrEqual(scale / 2 + 1e-9);
    });
    const facade = primitive!.getAttribute('TEXCOORD_0')!;
    expect(facade.getMin([])[0]).toBe(-1);
    // Around the yard they count on: 8 and 4 along 20 and 10 m.
    expect(facade.getMax([])).toEqual([52 + 24, 33.25]);
    expect(facadeOfBytes(primitive!.getAttribute('COLOR_0')!.getArray()!.slice(0, 4) as Uint8Array)).toEqual({
      ...{ use: 'office', age: 'before2000', floors: 12, roof: 'flat', wallTopMeters: 33.25 },
    });
    expect(
      document
        .getRoot()
        .listExtensionsRequired()
        .map(({ extensionName }) => extensionName),
    ).toContain('EXT_meshopt_compression');
  });

  it('keeps ids whole beyond 65,535', async () => {
    const mesh = emptyMesh();
    addBuilding(mesh, building(129_001, courtyard, 9), flat, 0);
    const { bytes } = await encodeGlb(mesh, optionsOf(130_000));
    const [primitive] = (await decodeGlb(bytes)).getRoot().listMeshes()[0]!.listPrimitives();
    expect([...new Set(primitive!.getAttribute('_FEATURE_ID_0')!.getArray())]).toEqual([129_001]);
  });
});

interface TileJson {
  boundingVolume: { box: number[] };
  geometricError: number;
  content?: { uri: string };
  children?: TileJson[];
}

describe('a tileset', () => {
  const random = new SeededRandom('tiles');
  const many = Array.from({ length: 4000 }, (_, index) => {
    const [x, y] = [random.whole(-300_000, 300_000), random.whole(-300_000, 300_000)];
    const side = random.whole(800, 4000);
    const square: MultiPolygon = [
      [
        [
          [x, y],
          [x + side, y],
          [x + side, y + side],
          [x, y + side],
        ],
      ],
    ];
    return building(index, square, random.between(3, 120));
  });

  it('holds every building exactly once, inside its boxes, with falling errors', async () => {
    const files = await plainTiles(many, flat, frame);
    const tileset = JSON.parse(new TextDecoder().decode(files.find(({ path }) => path.endsWith('.json'))!.bytes));
    expect(files.length).toBeLessThanOrEqual(90);
    const seen: number[] = [];
    const visit = async (tile: TileJson, outer: TileJson | null): Promise<void> => {
      const [cx, cy, cz, hx, , , , hy, , , , hz] = tile.boundingVolume.box as [number, ...number[]];
      if (outer) {
        expect(tile.geometricError).toBeLessThan(outer.geometricError);
        const box = outer.boundingVolume.box;
        expect(Math.abs(cx - box[0]!) + hx!).toBeLessThanOrEqual(box[3]! + 1e-6);
        expect(Math.abs(cy! - box[1]!) + hy!).toBeLessThanOrEqual(box[7]! + 1e-6);
        expect(Math.abs(cz! - box[2]!) + hz!).toBeLessThanOrEqual(box[11]! + 1e-6);
      }
      if (tile.content) {
        const { bytes } = files.find(({ path }) => path === `buildings/${tile.content!.uri}`)!;
        for (const mesh of (await decodeGlb(bytes)).getRoot().listMeshes()) {
          for (const primitive of mesh.listPrimitives()) {
            const ids = new Set(primitive.getAttribute('_FEATURE_ID_0')!.getArray());
            seen.push(...ids);
            for (const id of ids) {
              const [east, north] = many[id]!.centroidEnuMeters;
              expect(Math.abs(east - cx)).toBeLessThanOrEqual(hx! + 1e-6);
              expect(Math.abs(north - cy!)).toBeLessThanOrEqual(hy! + 1e-6);
            }
          }
        }
      }
      for (const child of tile.children ?? []) await visit(child, tile);
    };
    await visit(tileset.root, null);
    expect(seen.sort((a, b) => a - b)).toEqual(many.map(({ buildingIndex }) => buildingIndex));
    expect(tileset.root.transform).toEqual(frame.ecefFromEnuMatrix());
  });
});

describe('a ribbon', () => {
  it('keeps its width around a bend', () => {
    const line = [
      [0, 0],
      [10_000, 0],
      [10_000, 10_000],
    ] as const;
    const outlines = ribbonOutlines(line, 5);
    // Two legs of 100 m, 10 m wide, and an octagon of radius 5 at each end.
    const area = outlines.reduce((sum, outline) => sum + signedArea(outline), 0);
    expect(area).toBeCloseTo(2 * 100 * 10 + 2 * 2 * Math.SQRT2 * 25, 3);
    const { minY, maxX } = boundsOf(outlines);
    expect([minY, maxX]).toEqual([-5, 105]);
  });

  it('draws nothing for a line without length', () => {
    expect(ribbonOutlines([[5, 5], [5, 5]], 5)).toEqual([]); // biome-ignore format: one line says it
  });

  it('covers a hairpin with outlines that all turn the same way', () => {
    const outlines = ribbonOutlines([[0, 0], [3000, 0], [100, 300]], 6); // biome-ignore format: one line says it
    expect(outlines.every((outline) => signedArea(outline) > 0)).toBe(true);
  });
});
