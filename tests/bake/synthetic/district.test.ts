import { booleanPointInPolygon, multiPolygon } from '@turf/turf';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaNode, PlacedBuilding, PlacedVideoPoint, Road } from '../../../src/bake/districtModel.ts';
import { westShore } from '../../../src/bake/synthetic/coast.ts';
import {
  type Block,
  type BlocksSpec,
  generateAreas,
  generateBuildings,
  generateHazards,
  generateRoads,
  generateVideoPoints,
  greenOf,
  type LandscapeSpec,
  planBlocks,
  populate,
  reliefOf,
  seaOf,
  waterOf,
} from '../../../src/bake/synthetic/generate.ts';
import { slopeAt } from '../../../src/bake/synthetic/steepGround.ts';
import { proveCoverage } from '../../../src/bake/topology/coverage.ts';
import { LeafLocator } from '../../../src/bake/topology/leafLocator.ts';
import { roundedHeightField } from '../../../src/model/contract/heightFieldFile.ts';
import { isResponsibilityGrid } from '../../../src/model/domain/areas.ts';
import { gb28181Pattern } from '../../../src/model/domain/videoPoints.ts';
import type { HeightField } from '../../../src/model/geometry/heightField.ts';
import {
  boundsOf,
  distanceToSegment,
  multiPolygonArea,
  type Point2,
  sideOfMultiPolygon,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { defaultAreasSpec, defaultPlan } from './defaultDistrict.ts';

const RESIDENTS = 1_090_000;
const plan = defaultPlan();
let blocksSpec: BlocksSpec;
let heights: HeightField;

let areas: readonly AreaNode[];
let blocks: Block[];
let roads: Road[];
let buildings: PlacedBuilding[];
let videoPoints: PlacedVideoPoint[];
const landscape = (): LandscapeSpec => {
  const landCm = ofLevel('district')[0]!.polygonsCm;
  return { seed: 'shibei-1', seaSide: 'west', plan, landCm, shoreCm: westShore(landCm) };
};
const ofLevel = (level: string): AreaNode[] => areas.filter((area) => area.level === level);

beforeAll(() => {
  areas = generateAreas(defaultAreasSpec()).areas;
  heights = roundedHeightField(reliefOf(plan, { ...landscape(), seaCm: seaOf(landscape()) }));
  blocksSpec = { seed: 'shibei-1', seaSide: 'west', plan, heightField: heights };
  blocks = planBlocks(areas, blocksSpec);
  roads = generateRoads(areas, blocks, plan, heights);
  const made = generateBuildings(areas, blocks, { seed: 'shibei-1', count: 50_000 }, { waterCm: [], roads });
  buildings = populate(made.buildings, RESIDENTS, 'shibei-1', made.crowding);
  const spec = { seed: 'shibei-1', districtKey: 'shibei', divisionCode: '370203', count: 12_000 };
  videoPoints = generateVideoPoints({ areas, roads, facilities: [], buildings }, spec);
});

describe('areas of the default district', () => {
  it('have the official numbers and the official size', () => {
    expect(
      ['street', 'community', 'communityGrid', 'unitGrid', 'extensionGrid'].map((level) => ofLevel(level).length),
    ).toEqual([22, 137, 135, 1064, 124]);
    expect(Math.abs(multiPolygonArea(ofLevel('district')[0]!.polygonsCm) / 1e10 - 65.4)).toBeLessThan(0.5);
  });

  it('tile without gap or overlap at every level', () => {
    for (const { level, gaps, overlaps, areaErrorSquareMeters } of proveCoverage(areas)) {
      expect({ level, gaps, overlaps, areaErrorSquareMeters }).toEqual({
        ...{ level, gaps: 0, overlaps: 0, areaErrorSquareMeters: 0 },
      });
    }
  });

  it('own every place once, counted the slow way', () => {
    const grids = areas.filter((area) => isResponsibilityGrid(area.level));
    const shapes = grids.map((grid) => ({
      grid,
      bounds: boundsOf(grid.polygonsCm.flat()),
      shape: multiPolygon(
        grid.polygonsCm.map((polygon) => polygon.map((outline) => [...outline, outline[0]!] as never)),
      ),
    }));
    const land = ofLevel('district')[0]!.polygonsCm;
    const { minX, minY, maxX, maxY } = boundsOf(land.flat());
    const random = new SeededRandom('points');
    const locator = new LeafLocator(areas);
    let onLand = 0;
    for (let round = 0; round < 1500; round++) {
      const [x, y] = [random.between(minX, maxX), random.between(minY, maxY)];
      const owners = shapes
        .filter(({ bounds }) => x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY)
        .filter(({ shape }) => booleanPointInPolygon([x, y], shape));
      const isLand = sideOfMultiPolygon(land, x, y) === 'inside';
      expect(owners.map(({ grid }) => grid.id)).toEqual(isLand ? [locator.find(x, y)!.id] : []);
      if (isLand) onLand++;
    }
    expect(onLand).toBeGreaterThan(700);
  });

  it('carry codes that name their parents, each once', () => {
    expect(new Set(areas.map((area) => area.id)).size).toBe(areas.length);
    for (const area of areas.filter((item) => item.level !== 'district')) {
      expect(area.id.startsWith(area.parentId!)).toBe(true);
    }
    const sequence = (area: AreaNode): number => Number(area.id.slice(12));
    expect(ofLevel('unitGrid').every((grid) => sequence(grid) < 900)).toBe(true);
    expect(ofLevel('extensionGrid').every((grid) => sequence(grid) >= 900 && grid.ownerUnit?.startsWith('示例'))).toBe(
      true,
    );
  });

  it('give every community one community grid, two of which hold two neighbours', () => {
    const members = Map.groupBy(ofLevel('community'), (community) => community.communityGridId);
    expect([...members.keys()].sort()).toEqual(ofLevel('communityGrid').map((grid) => grid.id));
    expect([...members.values()].filter((pair) => pair.length === 2)).toHaveLength(2);
  });

  it('have grids of a plausible size', () => {
    const sizes = areas
      .filter((area) => isResponsibilityGrid(area.level))
      .map((area) => multiPolygonArea(area.polygonsCm) / 10_000);
    expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 1_000).toBeCloseTo(55, 0);
    expect(Math.min(...sizes)).toBeGreaterThan(20_000);
    expect(Math.max(...sizes)).toBeLessThan(130_000);
  });

  it('lie where the official streets lie', () => {
    const { seeds } = defaultAreasSpec().streets as Extract<
      ReturnType<typeof defaultAreasSpec>['streets'],
      { from: 'seeds' }
    >;
    const far = seeds.filter(({ code, atCm }) => {
      const street = areas.find((area) => area.id === code)!;
      if (sideOfMultiPolygon(street.polygonsCm, ...atCm) !== 'outside') return false;
      const outline = street.polygonsCm[0]![0]!;
      return outline.every((from, index) => {
        const to = outline[(index + 1) % outline.length]!;
        return distanceToSegment(atCm[0], atCm[1], from, to) > 100_000;
      });
    });
    expect(far.map(({ name }) => name)).toEqual([]);
  });
});

describe('buildings of the default district', () => {
  it('are about 50,000, with an id each', () => {
    expect(buildings.length).toBeGreaterThan(47_500);
    expect(buildings.length).toBeLessThanOrEqual(50_000);
    expect(new Set(buildings.map((building) => building.buildingId)).size).toBe(buildings.length);
  });

  it('house everybody exactly', () => {
    expect(buildings.reduce((sum, building) => sum + building.residents, 0)).toBe(RESIDENTS);
    expect(buildings.every(({ use, residents }) => use === 'residential' || residents === 0)).toBe(true);
    expect(buildings.every(({ households, residents }) => households <= residents)).toBe(true);
    expect(buildings.every(({ households, residents }) => (households === 0) === (residents === 0))).toBe(true);
  });

  it('stand inside their grid with every corner', () => {
    const byId = new Map(areas.map((area) => [area.id, area]));
    const over = buildings.filter(({ gridId, footprintCm }) =>
      footprintCm.flat(2).some(([x, y]) => sideOfMultiPolygon(byId.get(gridId)!.polygonsCm, x, y) !== 'inside'),
    );
    expect(over.map((building) => building.buildingId)).toEqual([]);
  });

  it('keep off the roads', () => {
    const cells = new Map<string, Point2[]>();
    for (const [x, y] of buildings.flatMap((building) => building.footprintCm.flat(2))) {
      const key = `${Math.floor(x / 5_000)},${Math.floor(y / 5_000)}`;
      const cell = cells.get(key);
      if (cell) cell.push([x, y]);
      else cells.set(key, [[x, y]]);
    }
    let onRoad = 0;
    for (const { centrelineCm, halfWidthMeters } of roads) {
      centrelineCm.slice(1).forEach((to, index) => {
        const from = centrelineCm[index]!;
        const [left, right] = [Math.min(from[0], to[0]) - 1_300, Math.max(from[0], to[0]) + 1_300];
        const [low, high] = [Math.min(from[1], to[1]) - 1_300, Math.max(from[1], to[1]) + 1_300];
        for (let column = Math.floor(left / 5_000); column <= Math.floor(right / 5_000); column++) {
          for (let row = Math.floor(low / 5_000); row <= Math.floor(high / 5_000); row++) {
            for (const [x, y] of cells.get(`${column},${row}`) ?? []) {
              if (distanceToSegment(x, y, from, to) < halfWidthMeters * 100) onRoad++;
            }
          }
        }
      });
    }
    expect(onRoad).toBe(0);
  });

  it('do not stand in each other', () => {
    const boxes = buildings.map((building) => ({ building, ...boundsOf(building.footprintCm.flat()) }));
    const byGrid = Map.groupBy(boxes, ({ building }) => building.gridId);
    const clashes: string[] = [];
    for (const own of byGrid.values()) {
      for (const a of own) {
        for (const b of own) {
          if (a === b || a.minX > b.maxX || a.maxX < b.minX || a.minY > b.maxY || a.maxY < b.minY) continue;
          const corners = a.building.footprintCm.flat(2);
          if (corners.some(([x, y]) => sideOfMultiPolygon(b.building.footprintCm, x, y) === 'inside')) {
            clashes.push(`${a.building.buildingId} in ${b.building.buildingId}`);
          }
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it('are of every use, and say that they are samples', () => {
    expect(new Set(buildings.map((building) => building.use)).size).toBe(8);
    expect(buildings.every(({ name, nameEn }) => name.includes('示例') && nameEn.includes('Sample'))).toBe(true);
  });
});

describe('video points, hazards, water and green', () => {
  it('put 12,000 points with codes on the land, in the grid that owns the place', () => {
    expect(videoPoints).toHaveLength(12_000);
    expect(new Set(videoPoints.map((point) => point.gb28181Code)).size).toBe(12_000);
    expect(videoPoints.every((point) => gb28181Pattern.test(point.gb28181Code!))).toBe(true);
    const locator = new LeafLocator(areas);
    const wrong = videoPoints.filter(
      ({ enuMeters, gridId }) =>
        locator.find(Math.round(enuMeters[0] * 100), Math.round(enuMeters[1] * 100))?.id !== gridId,
    );
    expect(wrong.length).toBe(0);
  });

  it('name points by number where the district has no division code', () => {
    const input = { areas, roads, facilities: [], buildings };
    const [first] = generateVideoPoints(input, { seed: 's', districtKey: 'x', divisionCode: null, count: 3 });
    expect(first).toMatchObject({ videoPointId: 'x:video:1', gb28181Code: null });
  });

  it('place hazards in their grid', () => {
    const locator = new LeafLocator(areas);
    const findGrid = (x: number, y: number) => locator.find(x, y);
    const input = { blocks, buildings, facilityKinds: new Map(), findGrid };
    const hazards = generateHazards(input, { seed: 's', districtKey: 'shibei', count: 120 });
    expect(hazards).toHaveLength(120);
    for (const { enuMeters, gridId } of hazards) {
      expect(locator.find(enuMeters[0] * 100, enuMeters[1] * 100)?.id).toBe(gridId);
    }
  });

  it('let the sea end where the land begins', () => {
    const land = ofLevel('district')[0]!.polygonsCm;
    const water = waterOf(landscape());
    const shared = land[0]![0]!.filter(([x, y]) => sideOfMultiPolygon(water, x, y) === 'edge');
    expect(shared.length).toBeGreaterThan(20);
    expect(water[0]![0]!.some(([x, y]) => sideOfMultiPolygon(land, x, y) === 'inside')).toBe(false);
    expect(land[0]![0]!.some(([x, y]) => sideOfMultiPolygon(water, x, y) === 'inside')).toBe(false);
  });

  it('keep off the hills: hardly one building in two hundred on ground steeper than 15 %', () => {
    const slopes = buildings.map(({ centroidEnuMeters: [east, north] }) => slopeAt(heights, [east * 100, north * 100]));
    expect(slopes.filter((slope) => slope > 0.15).length / slopes.length).toBeLessThan(0.006);
    expect(slopes.filter((slope) => slope > 0.3).length / slopes.length).toBeLessThan(0.001);
  });

  it('leave some green', () => {
    expect(
      multiPolygonArea(greenOf(blocks, landscape())) / multiPolygonArea(ofLevel('district')[0]!.polygonsCm),
    ).toBeGreaterThan(0.03);
  });
});

describe('the same seed', () => {
  it('gives the same areas, blocks and roads', () => {
    const again = generateAreas(defaultAreasSpec()).areas;
    expect(JSON.stringify(again)).toBe(JSON.stringify(areas));
    const blocksAgain = planBlocks(again, blocksSpec);
    expect(JSON.stringify(blocksAgain)).toBe(JSON.stringify(blocks));
    expect(JSON.stringify(generateRoads(again, blocksAgain, plan, heights))).toBe(JSON.stringify(roads));
  });
});
