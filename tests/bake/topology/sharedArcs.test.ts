import { describe, expect, it } from 'vitest';
import type { AreaNode } from '../../../src/bake/districtModel.ts';
import { dissolve } from '../../../src/bake/topology/dissolve.ts';
import { LeafLocator } from '../../../src/bake/topology/leafLocator.ts';
import { buildAreasFile } from '../../../src/bake/topology/sharedArcs.ts';
import { decodeAreas, parseAreasFile } from '../../../src/model/contract/areasFile.ts';
import { type MultiPolygon, multiPolygonArea } from '../../../src/model/geometry/polygon.ts';
import { square } from './shapes.ts';

const plain = { communityGridId: null, name: '', nameEn: '', ownerUnit: null, gridHeadMasked: null };
const node = (id: string, level: AreaNode['level'], parentId: string | null, polygonsCm: MultiPolygon): AreaNode => ({
  ...plain,
  ...{ id, level, parentId, polygonsCm },
});

/** Nine squares; the one in the middle is a street of its own, an enclave of the other. */
const grids = [0, 1, 2].flatMap((row) =>
  [0, 1, 2].map((column) => {
    const inner = row === 1 && column === 1;
    return node(`g${row}${column}`, 'unitGrid', inner ? 'inner' : 'outer', [[square(column * 100, row * 100, 100)]]);
  }),
);
const outer = dissolve(grids.filter((grid) => grid.parentId === 'outer').map((grid) => grid.polygonsCm));
const inner = dissolve([grids[4]!.polygonsCm]);
const areas = [
  node('d', 'district', null, dissolve([outer, inner])),
  node('outer', 'street', 'd', outer),
  node('inner', 'street', 'd', inner),
  ...grids,
];

describe('dissolve', () => {
  it('leaves the outline, and a hole where a part is missing', () => {
    expect(outer).toHaveLength(1);
    expect(outer[0]).toHaveLength(2);
    expect(multiPolygonArea(outer)).toBe(80_000);
    expect(areas[0]!.polygonsCm[0]).toHaveLength(1);
  });

  it('keeps parts that touch at a corner apart', () => {
    expect(dissolve([[[square(0, 0, 100)]], [[square(100, 100, 100)]]])).toHaveLength(2);
  });
});

describe('buildAreasFile', () => {
  const file = buildAreasFile(areas);

  it('gives back every outline', () => {
    expect(parseAreasFile(JSON.parse(JSON.stringify(file)))).not.toBeNull();
    const decoded = decodeAreas(file);
    for (const area of areas) {
      expect(multiPolygonArea(decoded.get(area.id)!), area.id).toBe(multiPolygonArea(area.polygonsCm));
      expect(decoded.get(area.id)!.map((polygon) => polygon.length)).toEqual(
        area.polygonsCm.map((polygon) => polygon.length),
      );
    }
  });

  it('draws each line once, at the coarsest level that it bounds', () => {
    const lengths = file.arcLevels.map((level, index) => ({ level, points: file.arcs[index]!.length / 2 }));
    expect(lengths.filter(({ level }) => level === 'street')).toHaveLength(4);
    // 12 inner edges: 4 around the enclave, 8 between the other grids.
    expect(lengths.filter(({ level }) => level === 'unitGrid')).toHaveLength(8);
    expect(lengths.filter(({ level }) => level === 'district').length).toBe(8);
  });
});

describe('LeafLocator', () => {
  const locator = new LeafLocator(areas);

  it('finds the grid, the lowest id on a shared edge, and nothing outside', () => {
    expect(locator.find(150, 50)?.id).toBe('g01');
    expect(locator.find(100, 50)?.id).toBe('g00');
    expect(locator.find(100, 100)?.id).toBe('g00');
    expect(locator.find(300.5, 50)).toBeNull();
  });
});
