/** Every layout on seeded blocks of odd shapes, by exact geometry: coordinates are whole centimetres below 2^26. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlacedBuilding } from '../../../src/bake/districtModel.ts';
import { type BlockProgram, layouts } from '../../../src/bake/synthetic/buildingLayouts.ts';
import {
  type Block,
  type GeneratedBuildings,
  generateAreas,
  generateBuildings,
  planBlocks,
  populate,
} from '../../../src/bake/synthetic/generate.ts';
import { isMainStreet, type LaidBuilding } from '../../../src/bake/synthetic/layout.ts';
import { frontage, rows, Site } from '../../../src/bake/synthetic/parcels.ts';
import {
  distanceToSegment,
  type MultiPolygon,
  type Point2,
  polygonArea,
  sideOfOutline,
  signedArea,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { square } from '../topology/shapes.ts';
import { crosses, edgesOf, overlap } from './buildingsOverlap.ts';

const roundedCm = (laid: LaidBuilding): MultiPolygon => [
  laid.polygon.map((outline) => outline.map(([x, y]): Point2 => [Math.round(x * 100), Math.round(y * 100)])),
];

/** A block around a place, convex or with bays, its streets of different widths. */
function oddBlock(random: SeededRandom): Block {
  const radiusCm = random.between(3_500, 11_000);
  const corners = random.whole(3, 9);
  const centre: Point2 = [random.whole(-400_000, 400_000), random.whole(-400_000, 400_000)];
  const isBayed = random.chance(0.4);
  const outlineCm = Array.from({ length: corners }, (_, index): Point2 => {
    const angle = ((index + random.between(-0.3, 0.3)) / corners) * 2 * Math.PI;
    const radius = radiusCm * (isBayed ? random.between(0.45, 1.2) : random.between(0.9, 1.1));
    return [Math.round(centre[0] + radius * Math.cos(angle)), Math.round(centre[1] + radius * Math.sin(angle))];
  });
  const setbackMeters = outlineCm.map(() => random.pick([4.8, 6, 9.6, 13, 18]));
  return { gridId: 'g', outlineCm, zone: 'industry', setbackMeters, alignmentDeg: random.between(-45, 45) };
}

const programs = Object.keys(layouts) as BlockProgram[];

describe.each(programs)('the layout %s', (program) => {
  const blocks = Array.from({ length: 24 }, (_, index) => {
    const random = new SeededRandom(`odd/${program}/${index}`);
    const block = oddBlock(random);
    const laid = layouts[program](new Site(block, block.alignmentDeg, random, random.pick([0.8, 1, 1.6])));
    return { block, laid, footprints: laid.map(roundedCm) };
  });

  it('builds on most blocks, keeps their margins and crosses no edge', () => {
    expect(blocks.filter(({ laid }) => laid.length > 0).length).toBeGreaterThan(10);
    for (const { block, footprints } of blocks) {
      edgesOf(block.outlineCm).forEach((edge, index) => {
        const margin = block.setbackMeters[index]! * 100 - 1;
        for (const [outer] of footprints.flat()) {
          expect(edgesOf(outer!).some((side) => crosses(edge, side))).toBe(false);
          const nearest = Math.min(...outer!.map(([x, y]) => distanceToSegment(x, y, ...edge)));
          expect(nearest).toBeGreaterThan(margin);
        }
      });
      for (const [x, y] of footprints.flat(3)) expect(sideOfOutline(block.outlineCm, x, y)).toBe('inside');
    }
  });

  it('puts no building into another', () => {
    const pairs = blocks.flatMap(({ footprints }) =>
      footprints.flatMap((a, index) => footprints.slice(index + 1).filter((b) => overlap(a, b))),
    );
    expect(pairs).toEqual([]);
  });

  it('draws outer outlines to the left, holes to the right, and nothing too small to stand', () => {
    for (const polygon of blocks.flatMap(({ footprints }) => footprints.flat())) {
      expect(signedArea(polygon[0]!)).toBeGreaterThan(0);
      for (const hole of polygon.slice(1)) {
        expect(signedArea(hole)).toBeLessThan(0);
        for (const [x, y] of hole) expect(sideOfOutline(polygon[0]!, x, y)).toBe('inside');
      }
      expect(polygonArea(polygon) / 10_000).toBeGreaterThan(12);
    }
  });

  it('gives believable storeys', () => {
    for (const { floors, yearBuilt, heightMeters, use } of blocks.flatMap(({ laid }) => laid)) {
      expect(floors).toBeGreaterThanOrEqual(1);
      expect(floors).toBeLessThanOrEqual(65);
      expect(yearBuilt).toBeGreaterThanOrEqual(1900);
      expect(yearBuilt).toBeLessThanOrEqual(2026);
      if (heightMeters !== undefined) expect(heightMeters / floors, use).toBeLessThanOrEqual(12);
    }
  });
});

describe('the overlap test itself', () => {
  it('sees what overlaps, and lets neighbours touch', () => {
    const box = (x: number, y: number, size: number): MultiPolygon => [[square(x, y, size)]];
    expect(overlap(box(0, 0, 100), box(100, 0, 100))).toBe(false);
    expect(overlap(box(0, 0, 100), box(99, 0, 100))).toBe(true);
    expect(overlap(box(0, 0, 100), box(10, 10, 20))).toBe(true);
    const ring: MultiPolygon = [[square(0, 0, 100), [...square(20, 20, 60)].reverse()]];
    expect(overlap(ring, box(30, 30, 20))).toBe(false);
    expect(overlap(ring, box(30, 30, 60))).toBe(true);
  });
});

describe('parcels', () => {
  const block: Block = {
    ...{ gridId: 'g', zone: 'oldTown', alignmentDeg: 0 },
    outlineCm: square(0, 0, 10_000),
    setbackMeters: [12, 5, 5, 5],
  };
  const site = () => new Site(block, 0, new SeededRandom('parcels'), 1);

  it('stand side by side along the street, their fronts on one line', () => {
    const style = { width: () => 20, depth: () => 12, gap: 1, leastWidth: 10, isWanted: isMainStreet };
    const plots = [...frontage(site(), style)];
    expect(plots.length).toBe(4);
    for (const { y, depth, cos, sin } of plots) {
      expect(y - depth / 2).toBeCloseTo(12.02, 6);
      expect([cos, sin]).toEqual([1, 0]);
    }
    plots.slice(1).forEach((plot, index) => {
      expect(plot.x - plots[index]!.x - (plot.width + plots[index]!.width) / 2).toBeGreaterThanOrEqual(1);
    });
  });

  it('stand in rows a pitch apart', () => {
    const plots = [...rows(site(), { width: () => 30, depth: 11, between: 20, gap: 5 })];
    const lines = [...new Set(plots.map(({ y }) => y))];
    expect(lines.length).toBeGreaterThan(1);
    lines.slice(1).forEach((line, index) => {
      expect(line - lines[index]!).toBeGreaterThanOrEqual(31 - 1e-9);
    });
  });
});

describe('a generated city of nine square kilometres', () => {
  const spec = {
    district: { key: 'nine', code: null, name: '九方', nameEn: 'Nine' },
    ...{ standardRef: 'none' as const, seed: 'nine', seaSide: null },
    streets: { from: 'count' as const, outlineCm: [[square(0, 0, 300_000)]], count: 4 },
    ...{ communities: 20, communityGrids: 20, unitGrids: 150, extensionGrids: 12 },
  };
  let made: GeneratedBuildings;
  let homes: PlacedBuilding[];
  let areas: ReturnType<typeof generateAreas>['areas'];
  let blocks: Block[];
  beforeAll(() => {
    areas = generateAreas(spec).areas;
    blocks = planBlocks(areas, { seed: 'nine', seaSide: null });
    made = generateBuildings(areas, blocks, { seed: 'nine', count: 6_000 });
    homes = populate(made.buildings, 120_000, 'nine', made.crowding);
  });

  it('comes out the same again', () => {
    const again = generateBuildings(areas, blocks, { seed: 'nine', count: 6_000 });
    expect(JSON.stringify(again.buildings)).toBe(JSON.stringify(made.buildings));
    expect([...again.facilities]).toEqual([...made.facilities]);
  });

  it('has about what was asked for, each with an id of its own', () => {
    expect(made.buildings.length).toBeGreaterThan(5_400);
    expect(made.buildings.length).toBeLessThanOrEqual(6_000);
    expect(new Set(made.buildings.map(({ buildingId }) => buildingId)).size).toBe(made.buildings.length);
  });

  it('keeps the count when it must build looser or drop some', () => {
    for (const count of [40, 600, 3_000]) {
      const few = generateBuildings(areas, blocks, { seed: 'nine', count });
      expect(few.buildings.length).toBeGreaterThanOrEqual(count * 0.9);
      expect(few.buildings.length).toBeLessThanOrEqual(count);
    }
  });

  it('roofs its quarters differently', () => {
    const roofs = new Set(made.buildings.map(({ roof }) => roof));
    expect(roofs).toContain('gable');
    expect(roofs).toContain('hip');
    expect(roofs).toContain('flat');
    const old = made.buildings.filter(({ yearBuilt }) => yearBuilt! < 1938);
    expect(old.filter(({ roof }) => roof !== 'flat').length / old.length).toBeGreaterThan(0.95);
    expect(Math.max(...made.buildings.map(({ heightGroundMeters }) => heightGroundMeters))).toBeLessThan(245);
  });

  it('houses everybody, and leaves what an owner counted as it is', () => {
    expect(homes.reduce((sum, { residents }) => sum + residents, 0)).toBe(120_000);
    const counted = made.buildings.map((item, index) =>
      index === 5 ? { ...item, residents: 77, households: 31 } : item,
    );
    const kept = populate(counted, 120_000, 'nine');
    expect(kept[5]).toMatchObject({ residents: 77, households: 31 });
    expect(kept.reduce((sum, { residents }) => sum + residents, 0)).toBe(120_000);
  });
});
