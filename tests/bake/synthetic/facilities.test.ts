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
import { OpenPlaces } from '../../../src/bake/synthetic/openPlaces.ts';
import { LeafLocator } from '../../../src/bake/topology/leafLocator.ts';
import type { Facility } from '../../../src/model/domain/facilities.ts';
import {
  boundsOf,
  distanceToSegment,
  type MultiPolygon,
  sideOfMultiPolygon,
} from '../../../src/model/geometry/polygon.ts';
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
/** A sea in the west, a pond in the middle of streets. */
const waterCm: MultiPolygon = [[square(-200_000, 0, 200_000)], [square(110_000, 90_000, 14_000)]];
beforeAll(() => {
  areas = generateAreas(spec).areas;
  blocks = planBlocks(areas, { seed: 'six', seaSide: null });
  roads = generateRoads(areas, blocks, null);
  made = generateBuildings(areas, blocks, { seed: 'six', count: 4_000 }, { waterCm, roads });
  buildings = populate(made.buildings, 60_000, 'six', made.crowding);
  locator = new LeafLocator(areas);
  const findGrid = (x: number, y: number) => locator.find(x, y);
  const open = new OpenPlaces({ roads, waterCm, buildings }, boundsOf([square(0, 0, 250_000)]));
  const isOpen = (x: number, y: number) => open.isOpen(x, y);
  input = { areas, blocks, roads, buildings, builtFor: made.facilities, stations: [], parks: [], findGrid, isOpen };
  facilities = generateFacilities(input, { seed: 'six', districtKey: 'six' });
});
const gridAt = ([east, north]: readonly [number, number, ...number[]]) =>
  locator.find(Math.round(east * 100), Math.round(north * 100))?.id;
/** What a place lies on, found the slow way. */
function liesOn([east, north]: readonly [number, number, ...number[]]): string[] {
  const [x, y] = [east * 100, north * 100];
  const onRoad = roads.some(({ centrelineCm, halfWidthMeters }) =>
    centrelineCm
      .slice(1)
      .some((to, index) => distanceToSegment(x, y, centrelineCm[index]!, to) < halfWidthMeters * 100),
  );
  const inHouse = buildings.some(({ footprintCm }) => sideOfMultiPolygon(footprintCm, x, y) !== 'outside');
  const inWater = sideOfMultiPolygon(waterCm, x, y) !== 'outside';
  return [...(onRoad ? ['road'] : []), ...(inHouse ? ['house'] : []), ...(inWater ? ['water'] : [])];
}
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
      expect(liesOn(enuMeters)).toEqual([]);
    }
    expect(planned.filter(({ name }) => name.startsWith('样园示例公园'))).toHaveLength(1);
  });
});

describe('metro entrances', () => {
  it('follow a street that bends, on its kerbs', () => {
    const bent: Road = {
      ...{ rank: 1, kind: 'street', name: '弯路', nameEn: 'Bent', halfWidthMeters: 13, deckAboveGroundMeters: null },
      centrelineCm: [
        [50_000, 50_000],
        [56_000, 50_000],
        [56_000, 56_000],
      ],
    };
    const station = { name: '弯站', nameEn: 'Wan', atCm: [55_000, 50_000] as const };
    const onBent = { ...input, roads: [bent], isOpen: () => true, stations: [station] };
    const entrances = generateFacilities(onBent, { seed: 's', districtKey: 's' }).filter(
      ({ kind }) => kind === 'metroEntrance',
    );
    expect(entrances).toHaveLength(4);
    for (const { enuMeters } of entrances) {
      const [x, y] = [enuMeters[0] * 100, enuMeters[1] * 100];
      const [a, b, c] = bent.centrelineCm as [
        readonly [number, number],
        readonly [number, number],
        readonly [number, number],
      ];
      expect(Math.min(distanceToSegment(x, y, a, b), distanceToSegment(x, y, b, c))).toBeCloseTo(1550, -1);
    }
  });

  it('lie on no road, in no house and in no water', () => {
    const entrances = ofKind('metroEntrance');
    expect(entrances.flatMap(({ enuMeters }) => liesOn(enuMeters))).toEqual([]);
  });
});

describe('hazards', () => {
  it('of the open lie in the open, each at a place of its own', () => {
    const hazards = generateHazards(
      { blocks, buildings, facilityKinds: new Map(), findGrid: input.findGrid, isOpen: input.isOpen },
      { seed: 'open', districtKey: 'six', count: 150 },
    );
    const open = hazards.filter(({ kind }) => ['waterlogging', 'constructionSite', 'slope'].includes(kind));
    expect(open.length).toBeGreaterThan(30);
    expect(open.flatMap(({ enuAboveGroundMeters }) => liesOn(enuAboveGroundMeters))).toEqual([]);
    expect(new Set(hazards.map(({ enuAboveGroundMeters }) => enuAboveGroundMeters.join())).size).toBe(150);
  });

  it('are fewer where there is no open place', () => {
    const nowhere = { blocks, buildings: [], facilityKinds: new Map(), findGrid: input.findGrid, isOpen: () => false };
    expect(generateHazards(nowhere, { seed: 'six', districtKey: 'six', count: 5 })).toEqual([]);
  });

  it('stand at what makes them, each place once, in the grid of the place', () => {
    const facilityKinds = new Map(facilities.map(({ buildingId, kind }) => [buildingId ?? '', kind]));
    const hazards = generateHazards(
      { blocks, buildings, facilityKinds, findGrid: input.findGrid, isOpen: input.isOpen },
      { seed: 'six', districtKey: 'six', count: 60 },
    );
    expect(hazards).toHaveLength(60);
    for (const { enuAboveGroundMeters, gridId } of hazards) expect(gridAt(enuAboveGroundMeters)).toBe(gridId);
    const pumps = ofKind('petrolStation').map(({ enuMeters }) => enuMeters.join());
    const atPumps = hazards.filter(({ kind, enuAboveGroundMeters }) => {
      return kind === 'fuelStation' && pumps.includes(enuAboveGroundMeters.slice(0, 2).join());
    });
    const wanted = hazards.filter(({ kind }) => kind === 'fuelStation').length;
    expect(atPumps).toHaveLength(Math.min(pumps.length, wanted));
    expect(atPumps.length).toBeGreaterThan(0);
  });
});

describe('video points', () => {
  it('stand beside the roads, in no house and in no water', () => {
    const points = generateVideoPoints(
      { ...input, facilities },
      { seed: 'six', districtKey: 'six', divisionCode: null, count: 400 },
    );
    expect(points).toHaveLength(400);
    expect(
      points.flatMap(({ name, enuAboveGroundMeters }) =>
        liesOn(enuAboveGroundMeters).map((what) => `${name} on ${what}`),
      ),
    ).toEqual([]);
  });

  it('are at doors alone where there is no road, and none where there is no door either', () => {
    const wanted = { seed: 'six', districtKey: 'six', divisionCode: null, count: 100 };
    const atDoors = generateVideoPoints({ ...input, roads: [], facilities }, wanted);
    expect(atDoors.length).toBeGreaterThan(0);
    expect(atDoors.length).toBeLessThanOrEqual(14);
    expect(generateVideoPoints({ ...input, roads: [], facilities: [] }, wanted)).toEqual([]);
  });

  it('are exactly as many as asked for, some at doors, none inside a house', () => {
    const points = generateVideoPoints(
      { ...input, facilities },
      { seed: 'six', districtKey: 'six', divisionCode: null, count: 700 },
    );
    expect(points).toHaveLength(700);
    const names = new Set(facilities.map(({ name }) => name));
    const atDoors = points.filter(({ name }) => names.has(name.replace(/ 示例视频点 \d+$/, '')));
    expect(atDoors.length).toBeGreaterThan(50);
    expect(atDoors.length).toBeLessThanOrEqual(98);
    for (const { enuAboveGroundMeters, gridId } of points) expect(gridAt(enuAboveGroundMeters)).toBe(gridId);
    const byId = new Map(buildings.map((item) => [item.buildingId, item]));
    const housed = new Map(facilities.map(({ name, buildingId }) => [name, buildingId]));
    for (const { name, enuAboveGroundMeters } of atDoors) {
      const own = byId.get(housed.get(name.replace(/ 示例视频点 \d+$/, '')) ?? '');
      if (own)
        expect(sideOfMultiPolygon(own.footprintCm, enuAboveGroundMeters[0] * 100, enuAboveGroundMeters[1] * 100)).toBe(
          'outside',
        );
    }
  });
});
