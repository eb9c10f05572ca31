/** What the blocks themselves do not know: slopes, water, an owner's green, roads across, and where ships call. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaNode, PlacedBuilding, Road } from '../../../src/bake/districtModel.ts';
import { MOST_RISE_METERS, type Surroundings } from '../../../src/bake/synthetic/buildable.ts';
import { type Block, generateAreas, generateBuildings, planBlocks } from '../../../src/bake/synthetic/generate.ts';
import { heightFieldOf } from '../../../src/model/geometry/heightField.ts';
import { distanceToSegment, type MultiPolygon, type Point2 } from '../../../src/model/geometry/polygon.ts';
import { standOnGround } from '../../../src/model/geometry/standOnGround.ts';
import { square } from '../topology/shapes.ts';
import { crosses, edgesOf, overlap } from './buildingsOverlap.ts';

const spec = {
  district: { key: 'two', code: null, name: '二方', nameEn: 'Two' },
  ...{ standardRef: 'none' as const, seed: 'two', seaSide: null },
  streets: { from: 'count' as const, outlineCm: [[square(0, 0, 200_000)]], count: 2 },
  ...{ communities: 6, communityGrids: 6, unitGrids: 50, extensionGrids: 4 },
};
/** Waves of 24 m in height and 500 m in length: their sides rise by 15 % on the mean and by 30 % at the steepest. */
const heightField = heightFieldOf([-500, -500], 25, 121, 121, (east) => 12 * Math.sin((east / 500) * 2 * Math.PI));
/** A lake wider than any house, a pond smaller than one, and a lawn, as an owner's file may give them. */
const waterCm: MultiPolygon = [[square(40_000, 60_000, 30_000)], [square(120_000, 120_000, 800)]];
const greenCm: MultiPolygon = [[square(100_000, 20_000, 25_000)]];
const road: Road = {
  ...{ rank: 2, kind: 'street', name: null, nameEn: null, halfWidthMeters: 9, deckAboveGroundMeters: null },
  centrelineCm: [
    [10_000, 15_000],
    [190_000, 170_000],
  ],
};

let areas: readonly AreaNode[];
let blocks: Block[];
beforeAll(() => {
  areas = generateAreas(spec).areas;
  blocks = planBlocks(areas, { seed: 'two', seaSide: null });
});
const builtIn = (surroundings: Surroundings): PlacedBuilding[] =>
  generateBuildings(areas, blocks, { seed: 'two', count: 2_500 }, surroundings).buildings;

describe('houses', () => {
  it('stand on no road, in no water and on no green, whoever drew them', () => {
    const free = builtIn({ roads: [], waterCm: [] });
    const onRoad = ({ footprintCm }: PlacedBuilding): boolean => {
      const [from, to] = road.centrelineCm as [Point2, Point2];
      return footprintCm.some(
        ([outer]) =>
          outer!.some(([x, y]) => distanceToSegment(x, y, from, to) < 900) ||
          edgesOf(outer!).some((edge) => crosses(edge, [from, to])),
      );
    };
    const inTheWay = (built: PlacedBuilding[], area: MultiPolygon): number =>
      built.filter(({ footprintCm }) => overlap(footprintCm, area)).length;
    // Without them houses stand there.
    expect(inTheWay(free, waterCm.slice(0, 1))).toBeGreaterThan(20);
    expect(inTheWay(free, greenCm)).toBeGreaterThan(20);
    expect(free.filter(onRoad).length).toBeGreaterThan(20);
    const built = builtIn({ roads: [road], waterCm, greenCm });
    expect(inTheWay(built, waterCm)).toBe(0);
    expect(inTheWay(built, greenCm)).toBe(0);
    expect(built.filter(onRoad)).toEqual([]);
    expect(built.length).toBeGreaterThan(1_500);
  });

  it('stand where the ground rises by no more than a storey, each of one height', () => {
    const stands = (built: PlacedBuilding[]) =>
      built.map(({ footprintCm, heightGroundMeters }) => ({
        heightGroundMeters,
        ...standOnGround(heightField, footprintCm, heightGroundMeters),
      }));
    const rises = (built: PlacedBuilding[]) => stands(built).map((stand) => stand.highestUpMeters - stand.baseUpMeters);
    expect(Math.max(...rises(builtIn({ roads: [], waterCm: [] })))).toBeGreaterThan(2 * MOST_RISE_METERS);
    const built = builtIn({ roads: [], waterCm: [], heightField });
    expect(built.length).toBeGreaterThan(1_500);
    expect(Math.max(...rises(built))).toBeLessThanOrEqual(MOST_RISE_METERS);
    // Low houses on slopes are there, or this would say nothing.
    expect(stands(built).filter((stand) => stand.highestUpMeters - stand.baseUpMeters > 1).length).toBeGreaterThan(100);
    for (const { topUpMeters, baseUpMeters, heightGroundMeters } of stands(built)) {
      expect(topUpMeters - baseUpMeters).toBeCloseTo(heightGroundMeters, 6);
    }
  });

  it('are not called after a road', () => {
    for (const { name, nameEn } of builtIn({ roads: [road], waterCm })) {
      expect(name).toMatch(/^示例\d+片区 \d+号楼$/);
      expect(nameEn).toMatch(/^Sample Quarter \d+, Building \d+$/);
    }
  });
});

describe('the cruise terminal', () => {
  const blockOf = (gridId: string, outlineCm: Block['outlineCm'], zone: Block['zone']): Block => ({
    ...{ gridId, outlineCm, zone, alignmentDeg: 0 },
    setbackMeters: [6, 6, 6, 6],
  });
  const box = (x: number, y: number, width: number, depth: number): Point2[] => [
    [x, y],
    [x + width, y],
    [x + width, y + depth],
    [x, y + depth],
  ];
  const sea: MultiPolygon = [[box(-100_000, -500_000, 100_000, 1_000_000)]];
  /** The largest is too narrow for any hall; the port's quay is smaller than the business block that has room. */
  const narrow = blockOf('narrow', box(0, 0, 80_000, 4_000), 'business');
  const wide = blockOf('wide', box(0, 10_000, 16_000, 15_000), 'business');
  const quay = blockOf('quay', box(0, 30_000, 15_000, 10_000), 'port');
  const inland = blockOf('inland', box(500_000, 0, 40_000, 40_000), 'business');
  const terminalGrid = (own: Block[], cruiseQuaysCm?: readonly (readonly Point2[])[]): string | null => {
    const surroundings = { waterCm: sea, roads: [], ...(cruiseQuaysCm ? { cruiseQuaysCm } : {}) };
    const { buildings, facilities } = generateBuildings([], own, { seed: 'ships', count: 200 }, surroundings);
    const terminal = buildings.find(({ buildingId }) => facilities.get(buildingId) === 'cruiseTerminal');
    return terminal?.gridId ?? null;
  };

  it('stands in the largest business block at the water that has room for it', () => {
    expect(terminalGrid([narrow, wide, quay, inland])).toBe('wide');
    expect(terminalGrid([narrow, inland])).toBeNull();
  });

  it('stands on the quay that the plan has for it, if there is room', () => {
    expect(terminalGrid([narrow, wide, quay, inland], [quay.outlineCm])).toBe('quay');
    expect(terminalGrid([narrow, wide, quay, inland], [narrow.outlineCm])).toBe('wide');
  });
});
