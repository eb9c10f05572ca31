/** What people look for by name, hazards and video points: at believable places, in the grid that holds the place. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaNode, PlacedBuilding, Road } from '../../../src/bake/districtModel.ts';
import {
  type Block,
  type FacilitiesInput,
  type GeneratedBuildings,
  generateAreas,
  generateBuildings,
  generateFacilities,
  generateHazards,
  generateRoads,
  generateVideoPoints,
  planBlocks,
  populate,
} from '../../../src/bake/synthetic/generate.ts';
import { LeafLocator } from '../../../src/bake/topology/leafLocator.ts';
import type { Facility } from '../../../src/model/domain/facilities.ts';
import { sideOfMultiPolygon } from '../../../src/model/geometry/polygon.ts';
import { square } from '../topology/shapes.ts';

const spec = {
  district: { key: 'six', code: null, name: '六方', nameEn: 'Six' },
  ...{ standardRef: 'none' as const, seed: 'six', seaSide: null },
  streets: { from: 'count' as const, outlineCm: [[square(0, 0, 250_000)]], count: 4 },
  ...{ communities: 12, communityGrids: 12, unitGrids: 90, extensionGrids: 6 },
};
let areas: readonly AreaNode[];
let blocks: Block[];
let roads: Road[];
let made: GeneratedBuildings;
let buildings: PlacedBuilding[];
let input: FacilitiesInput;
let facilities: Facility[];
let locator: LeafLocator;
beforeAll(() => {
  areas = generateAreas(spec).areas;
  blocks = planBlocks(areas, { seed: 'six', seaSide: null });
  roads = generateRoads(areas, blocks, null);
  const waterCm = [[square(-200_000, 0, 200_000)]];
  made = generateBuildings(areas, blocks, { seed: 'six', count: 4_000 }, { waterCm, roads });
  buildings = populate(made.buildings, 60_000, 'six', made.crowding);
  locator = new LeafLocator(areas);
  const findGrid = (x: number, y: number) => locator.find(x, y);
  input = { areas, blocks, roads, buildings, builtFor: made.facilities, stations: [], parks: [], findGrid };
  facilities = generateFacilities(input, { seed: 'six', districtKey: 'six' });
});
const gridAt = ([east, north]: readonly [number, number, ...number[]]) =>
  locator.find(Math.round(east * 100), Math.round(north * 100))?.id;
const ofKind = (kind: string): Facility[] => facilities.filter((item) => item.kind === kind);

describe('facilities', () => {
  it('are there: schools, kindergartens, markets, pumps, a clinic for each community, police for each street', () => {
    for (const kind of ['school', 'kindergarten', 'market', 'metroEntrance', 'fireStation', 'park']) {
      expect(ofKind(kind).length, kind).toBeGreaterThan(0);
    }
    expect(ofKind('clinic').length).toBeGreaterThan(9);
    expect(ofKind('clinic').length).toBeLessThanOrEqual(12);
    expect(ofKind('policeStation')).toHaveLength(4);
  });

  it('lie in their grid, and in a house of a fitting use', () => {
    const byId = new Map(buildings.map((item) => [item.buildingId, item]));
    for (const { kind, enuMeters, gridId, buildingId } of facilities) {
      expect(gridAt(enuMeters)).toBe(gridId);
      if (buildingId === null) continue;
      const { use, gridId: ofBuilding } = byId.get(buildingId)!;
      expect(ofBuilding).toBe(gridId);
      if (kind === 'school' || kind === 'kindergarten') expect(use).toBe('education');
      if (kind === 'hospital') expect(use).toBe('medical');
    }
    const housed = facilities.flatMap(({ buildingId }) => (buildingId ? [buildingId] : []));
    expect(new Set(housed).size).toBe(housed.length);
  });

  it('say that they are samples, each once, in the order of their ids', () => {
    for (const { name, nameEn } of facilities) {
      expect(name).toContain('示例');
      expect(nameEn).toContain('Sample');
    }
    expect(new Set(facilities.map(({ name }) => name)).size).toBe(facilities.length);
    const ids = facilities.map(({ facilityId }) => facilityId);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('have metro entrances where a plan puts the stations, beside a street and on land', () => {
    const station = { name: '样站', nameEn: 'Yangzhan', atCm: [125_000, 125_000] as const };
    const park = { name: '样园公园', nameEn: 'Yangyuan Park', atCm: [60_000, 60_000] as const };
    const planned = generateFacilities(
      { ...input, stations: [station], parks: [park] },
      { seed: 's', districtKey: 's' },
    );
    const entrances = planned.filter(({ kind }) => kind === 'metroEntrance');
    expect(entrances.length).toBeGreaterThan(0);
    expect(entrances.length).toBeLessThanOrEqual(4);
    for (const { name, enuMeters } of entrances) {
      expect(name).toContain('样站');
      expect(Math.hypot(enuMeters[0] - 1250, enuMeters[1] - 1250)).toBeLessThan(300);
    }
    expect(planned.filter(({ name }) => name.startsWith('样园示例公园'))).toHaveLength(1);
  });
});

describe('hazards', () => {
  it('stand at what makes them, each place once, in the grid of the place', () => {
    const facilityKinds = new Map(facilities.map(({ buildingId, kind }) => [buildingId ?? '', kind]));
    const hazards = generateHazards(
      { blocks, buildings, facilityKinds, findGrid: input.findGrid },
      { seed: 'six', districtKey: 'six', count: 60 },
    );
    expect(hazards).toHaveLength(60);
    for (const { enuMeters, gridId } of hazards) expect(gridAt(enuMeters)).toBe(gridId);
    const pumps = ofKind('petrolStation').map(({ enuMeters }) => enuMeters.join());
    const atPumps = hazards.filter(({ kind, enuMeters }) => {
      return kind === 'fuelStation' && pumps.includes(enuMeters.slice(0, 2).join());
    });
    const wanted = hazards.filter(({ kind }) => kind === 'fuelStation').length;
    expect(atPumps).toHaveLength(Math.min(pumps.length, wanted));
    expect(atPumps.length).toBeGreaterThan(0);
  });
});

describe('video points', () => {
  it('are exactly as many as asked for, some at doors, none inside a house', () => {
    const points = generateVideoPoints(
      { areas, roads, facilities, buildings },
      { seed: 'six', districtKey: 'six', divisionCode: null, count: 700 },
    );
    expect(points).toHaveLength(700);
    const names = new Set(facilities.map(({ name }) => name));
    const atDoors = points.filter(({ name }) => names.has(name.replace(/ 示例视频点 \d+$/, '')));
    expect(atDoors.length).toBeGreaterThan(50);
    expect(atDoors.length).toBeLessThanOrEqual(98);
    for (const { enuMeters, gridId } of points) expect(gridAt(enuMeters)).toBe(gridId);
    const byId = new Map(buildings.map((item) => [item.buildingId, item]));
    const housed = new Map(facilities.map(({ name, buildingId }) => [name, buildingId]));
    for (const { name, enuMeters } of atDoors) {
      const own = byId.get(housed.get(name.replace(/ 示例视频点 \d+$/, '')) ?? '');
      if (own) expect(sideOfMultiPolygon(own.footprintCm, enuMeters[0] * 100, enuMeters[1] * 100)).toBe('outside');
    }
  });
});
