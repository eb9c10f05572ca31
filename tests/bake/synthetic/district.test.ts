import { booleanPointInPolygon, multiPolygon } from '@turf/turf';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaNode, PlacedBuilding, PlacedVideoPoint, Road } from '../../../src/bake/districtModel.ts';
import { proveTiling } from '../../../src/bake/prove/proveTiling.ts';
import { MOST_RISE_METERS } from '../../../src/bake/synthetic/buildable.ts';
import { westShore } from '../../../src/bake/synthetic/coast.ts';
import {
  type Block,
  generateRoads,
  generateVideoPoints,
  greenOf,
  type LandscapeSpec,
  planBlocks,
  waterOf,
} from '../../../src/bake/synthetic/generate.ts';
import { NearCells } from '../../../src/bake/synthetic/nearCells.ts';
import { slopeAt } from '../../../src/bake/synthetic/steepGround.ts';
import { LeafLocator } from '../../../src/bake/topology/leafLocator.ts';
import { isResponsibilityGrid } from '../../../src/model/domain/areas.ts';
import { type FacilityKind, facilityKinds } from '../../../src/model/domain/facilities.ts';
import { gb28181Pattern } from '../../../src/model/domain/videoPoints.ts';
import {
  type Bounds2,
  boundsOf,
  distanceToSegment,
  type MultiPolygon,
  multiPolygonArea,
  sideOfMultiPolygon,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { standOnGround } from '../../../src/model/geometry/standOnGround.ts';
import { crosses, edgesOf, overlap, WideLand } from './buildingsOverlap.ts';
import { defaultAreasSpec, defaultPlan, type ShippedDistrict, shippedDistrict } from './defaultDistrict.ts';

const RESIDENTS = 1_090_000;
/** Of a city of walk-ups, with its stairs and its empty flats: the census counts some 30 m² of usable floor a head. */
const HOUSING_SQUARE_METERS = { least: 30, most: 45 };
const plan = defaultPlan();

let areas: readonly AreaNode[];
let blocks: readonly Block[];
let roads: readonly Road[];
let buildings: readonly PlacedBuilding[];
let videoPoints: readonly PlacedVideoPoint[];
let shipped: ShippedDistrict;
const landscape = (): LandscapeSpec => {
  const landCm = ofLevel('district')[0]!.polygonsCm;
  return { seed: 'shibei-1', seaSide: 'west', plan, landCm, shoreCm: westShore(landCm) };
};
const ofLevel = (level: string): AreaNode[] => areas.filter((area) => area.level === level);

beforeAll(async () => {
  shipped = await shippedDistrict();
  areas = shipped.made.areas;
  ({ blocks, roads } = shipped.ground);
  buildings = shipped.standing.buildings;
  videoPoints = shipped.points.videoPoints;
}, 60_000);

interface Stretch {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly halfWidthCm: number;
}

/** Every straight piece of a road, in the cells that its carriageway touches. */
function stretchesOf(all: readonly Road[]): NearCells<Stretch> {
  const near = new NearCells<Stretch>();
  for (const { centrelineCm, halfWidthMeters } of all) {
    centrelineCm.slice(1).forEach((to, index) => {
      const [from, halfWidthCm] = [centrelineCm[index]!, halfWidthMeters * 100];
      const { minX, minY, maxX, maxY } = boundsOf([[from, to]]);
      const around = { minX: minX - halfWidthCm, minY: minY - halfWidthCm };
      near.add({ from, to, halfWidthCm }, { ...around, maxX: maxX + halfWidthCm, maxY: maxY + halfWidthCm });
    });
  }
  return near;
}

/** Each footprint in the cells that it touches. */
function housesOf(all: readonly PlacedBuilding[]): NearCells<{ building: PlacedBuilding; bounds: Bounds2 }> {
  const near = new NearCells<{ building: PlacedBuilding; bounds: Bounds2 }>();
  for (const building of all) {
    const bounds = boundsOf(building.footprintCm.flat());
    near.add({ building, bounds }, bounds);
  }
  return near;
}

/** Of a place in metres: the roads, houses and waters that it lies on. */
function liesOnOf(): (enuMeters: readonly [number, number, ...number[]]) => string[] {
  const [near, houses] = [stretchesOf(roads), housesOf(buildings)];
  const waters = shipped.ground.waterCm;
  return ([east, north]) => {
    const [x, y] = [east * 100, north * 100];
    const onRoad = near.at(x, y).some(({ from, to, halfWidthCm }) => distanceToSegment(x, y, from, to) < halfWidthCm);
    const inHouse = houses
      .at(x, y)
      .some(({ building }) => sideOfMultiPolygon(building.footprintCm, x, y) !== 'outside');
    const inWater = sideOfMultiPolygon(waters, x, y) !== 'outside';
    return [...(onRoad ? ['road'] : []), ...(inHouse ? ['house'] : []), ...(inWater ? ['water'] : [])];
  };
}

describe('the recipe of the default district', () => {
  it('is baked without a fault', () => {
    expect(shipped.input.faults.counts()).toEqual([]);
  });
});

describe('areas of the default district', () => {
  it('have the official numbers and the official size', () => {
    expect(
      ['street', 'community', 'communityGrid', 'unitGrid', 'extensionGrid'].map((level) => ofLevel(level).length),
    ).toEqual([22, 137, 135, 1064, 124]);
    expect(Math.abs(multiPolygonArea(ofLevel('district')[0]!.polygonsCm) / 1e10 - 65.4)).toBeLessThan(0.5);
  });

  it('tile without gap or overlap at every level', () => {
    const levels = proveTiling(areas);
    expect(levels.map(({ level }) => level)).toEqual(['street', 'community', 'communityGrid', 'unitGrid']);
    for (const { level, gaps, overlaps, crossings } of levels) {
      expect({ level, gaps, overlaps, crossings }).toEqual({ level, gaps: 0, overlaps: 0, crossings: 0 });
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
    expect(buildings.length).toBeGreaterThan(49_000);
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

  it('keep off the roads and the rails, with every edge', () => {
    const near = stretchesOf(roads);
    const onRoad = buildings.filter(({ footprintCm }) => {
      const sides = footprintCm.flat().flatMap(edgesOf);
      return near.some(boundsOf(footprintCm.flat()), ({ from, to, halfWidthCm }) =>
        sides.some(
          ([a, b]) =>
            distanceToSegment(...a, from, to) < halfWidthCm ||
            distanceToSegment(...from, a, b) < halfWidthCm ||
            distanceToSegment(...to, a, b) < halfWidthCm ||
            crosses([a, b], [from, to]),
        ),
      );
    });
    expect(onRoad.map(({ buildingId }) => buildingId)).toEqual([]);
  });

  it('keep out of the water and off the green', () => {
    const standsOn = (open: MultiPolygon): string[] => {
      const wide = new WideLand(open, boundsOf(shipped.made.landCm.flat()));
      return buildings.filter(({ footprintCm }) => wide.overlaps(footprintCm)).map(({ buildingId }) => buildingId);
    };
    const { waterCm, greenCm } = shipped.ground;
    expect(multiPolygonArea(greenCm)).toBeGreaterThan(0);
    expect(standsOn(waterCm)).toEqual([]);
    expect(standsOn(greenCm)).toEqual([]);
  });

  it('do not stand in each other, with no edge and no corner', () => {
    const houses = housesOf(buildings);
    const clashes: string[] = [];
    for (const building of buildings) {
      houses.some(boundsOf(building.footprintCm.flat()), ({ building: other }) => {
        if (building.buildingId < other.buildingId && overlap(building.footprintCm, other.footprintCm)) {
          clashes.push(`${building.buildingId} in ${other.buildingId}`);
        }
        return false;
      });
    }
    expect(clashes).toEqual([]);
  });

  it('stand where the ground rises by no more than a storey, each of one height', () => {
    const steep: string[] = [];
    const taller: string[] = [];
    for (const { buildingId, footprintCm, heightGroundMeters } of buildings) {
      const stand = standOnGround(shipped.ground.heightField, footprintCm, heightGroundMeters);
      if (stand.highestUpMeters - stand.baseUpMeters > MOST_RISE_METERS) steep.push(buildingId);
      if (Math.abs(stand.topUpMeters - stand.baseUpMeters - heightGroundMeters) > 1e-6) taller.push(buildingId);
    }
    expect({ steep, taller }).toEqual({ steep: [], taller: [] });
  });

  it('have as much housing for each resident as such a city has', () => {
    const homes = buildings.filter(({ use }) => use === 'residential');
    const perResident = homes.reduce((sum, home) => sum + home.floorAreaSquareMeters, 0) / RESIDENTS;
    expect(perResident).toBeGreaterThan(HOUSING_SQUARE_METERS.least);
    expect(perResident).toBeLessThan(HOUSING_SQUARE_METERS.most);
  });

  it('are of every use, and say that they are samples', () => {
    expect(new Set(buildings.map((building) => building.use)).size).toBe(8);
    expect(buildings.every(({ name, nameEn }) => name.includes('示例') && nameEn.includes('Sample'))).toBe(true);
  });
});

describe('facilities of the default district', () => {
  const ofKind = (kind: FacilityKind) => shipped.people.facilities.filter((item) => item.kind === kind);

  it('are of every kind; one terminal stands on the quay that the plan has for it', () => {
    for (const kind of facilityKinds) expect(ofKind(kind).length, kind).toBeGreaterThan(0);
    expect(ofKind('policeStation')).toHaveLength(22);
    expect(ofKind('cruiseTerminal')).toHaveLength(1);
    const [east, north] = ofKind('cruiseTerminal')[0]!.enuMeters;
    const quays = plan.quays.flatMap(({ cruise, outlineCm }): MultiPolygon => (cruise ? [[outlineCm]] : []));
    expect(sideOfMultiPolygon(quays, east * 100, north * 100)).toBe('inside');
  });

  it('have metro entrances at every station, on no road, in no house and in no water', () => {
    const liesOn = liesOnOf();
    const entrances = ofKind('metroEntrance');
    expect(entrances.length).toBeGreaterThan(60);
    expect(entrances.filter(({ enuMeters }) => liesOn(enuMeters).length > 0)).toEqual([]);
  });
});

describe('video points, hazards, water and green', () => {
  it('put 12,000 points with codes on the land, in the grid that owns the place', () => {
    expect(videoPoints).toHaveLength(12_000);
    expect(new Set(videoPoints.map((point) => point.gb28181Code)).size).toBe(12_000);
    expect(videoPoints.every((point) => gb28181Pattern.test(point.gb28181Code!))).toBe(true);
    const wrong = videoPoints.filter(
      ({ enuAboveGroundMeters, gridId }) =>
        shipped.findGrid(Math.round(enuAboveGroundMeters[0] * 100), Math.round(enuAboveGroundMeters[1] * 100))?.id !==
        gridId,
    );
    expect(wrong.length).toBe(0);
  });

  it('put no point on a road or on rails, in a house or in the water', () => {
    const liesOn = liesOnOf();
    const wrong = videoPoints.filter(({ enuAboveGroundMeters }) => liesOn(enuAboveGroundMeters).length > 0);
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('name points by number where the district has no division code', () => {
    const { findGrid } = shipped;
    const input = { areas, roads, facilities: [], buildings, findGrid, isOpen: () => true };
    const [first] = generateVideoPoints(input, { seed: 's', districtKey: 'x', divisionCode: null, count: 3 });
    expect(first).toMatchObject({ videoPointId: 'x:video:1', gb28181Code: null });
  });

  it('place hazards in their grid, each at a place of its own, in the open where they are of the open', () => {
    const { hazards } = shipped.points;
    const liesOn = liesOnOf();
    expect(hazards).toHaveLength(120);
    expect(new Set(hazards.map(({ enuAboveGroundMeters }) => enuAboveGroundMeters.join())).size).toBe(120);
    for (const { kind, enuAboveGroundMeters, gridId } of hazards) {
      expect(
        shipped.findGrid(Math.round(enuAboveGroundMeters[0] * 100), Math.round(enuAboveGroundMeters[1] * 100))?.id,
      ).toBe(gridId);
      if (['waterlogging', 'constructionSite', 'slope'].includes(kind))
        expect(liesOn(enuAboveGroundMeters), kind).toEqual([]);
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
    const { heightField } = shipped.ground;
    const slopes = buildings.map(({ centroidEnuMeters: [east, north] }) =>
      slopeAt(heightField, [east * 100, north * 100]),
    );
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
  it('gives the same blocks and roads', () => {
    const { heightField } = shipped.ground;
    const blocksAgain = planBlocks(areas, { seed: 'shibei-1', seaSide: 'west', plan, heightField });
    expect(JSON.stringify(blocksAgain)).toBe(JSON.stringify(blocks));
    expect(JSON.stringify(generateRoads(areas, blocksAgain, plan, heightField))).toBe(JSON.stringify(roads));
  });
});
