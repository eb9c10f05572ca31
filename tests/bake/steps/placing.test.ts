import { describe, expect, it } from 'vitest';
import type { ReadSource, SourceRecord } from '../../../src/bake/sources/readSource.ts';
import { placeBuildings } from '../../../src/bake/steps/placeBuildings.ts';
import { placeEvents, placeVideoPoints } from '../../../src/bake/steps/placePoints.ts';
import { populate } from '../../../src/bake/synthetic/generate.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';

const frame = new EnuFrame({ lonLatDeg: [120, 36], heightEllipsoidMeters: 0 });
const lonLat = (east: number, north: number) => frame.lonLatFromEnu([east, north, 0]).lonLatDeg;

/** Two grids side by side, split at east = 0; nothing beyond 100 m. On the line the lower id wins. */
const findGrid = (xCm: number, yCm: number) => {
  if (Math.abs(xCm) > 10_000 || Math.abs(yCm) > 10_000) return null;
  return { id: xCm <= 0 ? 'a' : 'b' };
};

function read(role: RecipeSource['role'], records: readonly Partial<SourceRecord>[]): ReadSource[] {
  const source: RecipeSource = { key: 's', role, path: 'p', format: 'json', crs: 'EPSG:4326', fields: {} };
  const whole = records.map((record, index): SourceRecord => {
    const at = { kind: 'point', at: lonLat(5, 5) } as const;
    return { label: `${index}`, hasOwnId: true, values: {}, geometry: at, ...record };
  });
  const about = { recordCount: whole.length, filteredCount: 0, declaredCrs: null, extentLonLatDeg: null };
  return [{ source, ...about, records: whole }];
}

const block = (west: number, east: number): SourceRecord['geometry'] => ({
  kind: 'polygons',
  polygons: [[[lonLat(west, 0), lonLat(east, 0), lonLat(east, 10), lonLat(west, 10)]]],
});

/** Straight through the Earth: the same east and north, 12,700 km down. */
function mirrored(east: number, north: number): readonly [number, number] {
  let up = -12_700_000;
  for (let round = 0; round < 4; round++) {
    const { lonLatDeg } = frame.lonLatFromEnu([east, north, up]);
    up = frame.enuFromLonLat(lonLatDeg)[2];
  }
  const { lonLatDeg } = frame.lonLatFromEnu([east, north, up]);
  const [x, y] = frame.enuFromLonLat(lonLatDeg);
  expect(Math.hypot(x - east, y - north)).toBeLessThan(20); // else this proves nothing
  return lonLatDeg;
}

describe('the other side of the Earth', () => {
  it('is outside', () => {
    const faults = new FaultLog();
    const far = { geometry: { kind: 'point', at: mirrored(30, 30) } } as const;
    expect(placeVideoPoints(read('videoPoints', [{}, far]), frame, findGrid, faults).get('s')).toHaveLength(1);
    const values = { time: 1, matterCode: 'M' };
    const events = read('events', [{ values }, { ...far, values }]);
    expect(placeEvents(events, frame, findGrid, new Set(['M']), faults).get('s')).toHaveLength(1);
    const corners = [mirrored(20, 20), mirrored(60, 20), mirrored(60, 60), mirrored(20, 60)];
    const house = { geometry: { kind: 'polygons', polygons: [[corners]] } } as const;
    const known = { geometry: block(1, 20), values: { floors: 2, heightGroundMeters: 7 } };
    expect(placeBuildings(read('buildings', [known, house]), frame, findGrid, faults).get('s')).toHaveLength(1);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-301', count: 1 },
      { code: 'BAKE-302', count: 1 },
      { code: 'BAKE-303', count: 1 },
    ]);
  });
});

describe('buildings', () => {
  const placed = (records: readonly Partial<SourceRecord>[]) => {
    const faults = new FaultLog();
    return { buildings: placeBuildings(read('buildings', records), frame, findGrid, faults).get('s')!, faults };
  };

  it('belong to the grid that holds the larger share', () => {
    const { buildings } = placed([{ geometry: block(-30, 10) }, { geometry: block(-10, 30) }]);
    expect(buildings.map(({ gridId }) => gridId)).toEqual(['a', 'b']);
  });

  it('get floors from height and height from floors', () => {
    const { buildings, faults } = placed([
      { geometry: block(1, 20), values: { use: 'office', heightGroundMeters: 37 } },
      { geometry: block(1, 20), values: { use: 'residential', floors: 6 } },
      { geometry: block(1, 20), values: { use: 'palace' } },
    ]);
    expect(buildings.map(({ floors, heightGroundMeters, use }) => [floors, heightGroundMeters, use])).toEqual([
      [10, 37, 'office'],
      [6, 17.7, 'residential'],
      [1, 3.3, 'other'],
    ]);
    expect(faults.counts()).toEqual([{ code: 'BAKE-307', count: 1 }]);
    expect(buildings[0]).toMatchObject({ footprintSquareMeters: 190, floorAreaSquareMeters: 1900, yearBuilt: null });
  });

  it('are dropped and counted outside, and without area', () => {
    const known = { geometry: block(1, 4), values: { floors: 2, heightGroundMeters: 7 } };
    const { buildings, faults } = placed([{ geometry: block(200, 220) }, { geometry: block(50, 50.01) }, known]);
    expect(buildings).toHaveLength(1);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-303', count: 1 },
      { code: 'BAKE-304', count: 1 },
    ]);
  });

  it('keep the people whom their owner counted; others are shared out over the rest, and none move into an empty house', () => {
    const people = (index: number, counts: Record<string, number>) => {
      const values = { use: 'residential', floors: 2, heightGroundMeters: 6, ...counts };
      return { geometry: block(index * 12, index * 12 + 10), values };
    };
    const records = [
      people(0, { residents: 37, households: 12 }),
      people(1, {}),
      people(2, { residents: 0 }),
      people(3, { residents: 5.5 }),
      people(4, { households: -1 }),
    ];
    const faults = new FaultLog();
    const empty = new Set<string>();
    const own = placeBuildings(read('buildings', records), frame, findGrid, faults, empty).get('s')!;
    expect(own.map(({ residents, households }) => [residents, households])).toEqual([
      [37, 12],
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect([...empty]).toEqual(['s:2']);
    expect(faults.counts()).toEqual([{ code: 'BAKE-346', count: 2 }]);
    const settled = populate(own, 100, 'seed', new Map([...empty].map((id) => [id, 0])));
    expect(settled[0]).toMatchObject({ residents: 37, households: 12 });
    expect(settled[2]).toMatchObject({ residents: 0, households: 0 });
    expect(settled.reduce((sum, { residents }) => sum + residents, 0)).toBe(100);
  });

  it('without an id of their own are known again by type and place', () => {
    const record = { geometry: block(1, 20), hasOwnId: false };
    const [first] = placed([record]).buildings;
    const tower = (floors: number) => ({ ...record, values: { floors } });
    const again = placed([{ geometry: block(40, 60), hasOwnId: false }, tower(2), tower(9)]).buildings;
    expect(again[1]!.buildingId).toBe(first!.buildingId);
    expect(new Set(again.map(({ buildingId }) => buildingId)).size).toBe(3);
  });
});

describe('records of buildings', () => {
  const placed = (records: readonly Partial<SourceRecord>[]) => {
    const faults = new FaultLog();
    return { buildings: placeBuildings(read('buildings', records), frame, findGrid, faults).get('s')!, faults };
  };

  it('that repeat an outline without saying anything else are one building, which keeps what either says', () => {
    const { buildings, faults } = placed([
      { geometry: block(1, 20), hasOwnId: false, values: { floors: 6 } },
      { geometry: block(1.01, 20.02), hasOwnId: false, values: { name: '甲', use: 'residential' } },
      { geometry: block(1, 20), hasOwnId: true, label: 'own' },
    ]);
    expect(buildings.map(({ floors, name, use }) => [floors, name, use])).toEqual([
      [6, '甲', 'residential'],
      [1, '', 'other'],
    ]);
    expect(faults.fatesOf('s', 'dropped').map(({ ids, ...fate }) => ({ ...fate, ids: [...ids] }))).toEqual([
      { code: 'BAKE-331', source: 's', fate: 'dropped', count: 1, ids: ['1'] },
    ]);
  });

  it('that are but a sliver along a neighbour join it, alone they are dropped', () => {
    const { buildings, faults } = placed([
      { geometry: block(1, 20) },
      { geometry: block(20, 20.06) },
      { geometry: block(40, 40.06) },
    ]);
    expect(buildings).toHaveLength(1);
    expect(buildings[0]!.footprintCm).toHaveLength(1);
    expect(faults.fatesOf('s', 'dropped').map(({ code, ids }) => [code, [...ids]])).toEqual([
      ['BAKE-304', ['2']],
      ['BAKE-332', ['1']],
    ]);
  });

  it('with values that no building has are counted and settled by rule, each rule with its count', () => {
    const { buildings, faults } = placed([
      { geometry: block(1, 20), values: { heightGroundMeters: 3000, floors: 4, use: 'office' } },
      { geometry: block(21, 30), values: { heightGroundMeters: 30, floors: 999 } },
      { geometry: block(31, 40), values: { heightGroundMeters: 30, floors: 2 } },
      { geometry: block(41, 50), values: { heightGroundMeters: 30, floors: 10, yearBuilt: 20_230 } },
      { geometry: block(51, 60), values: { heightGroundMeters: -4, yearBuilt: 0 } },
      { geometry: block(61, 70), values: { heightGroundMeters: 0.001, floors: 5, use: 'residential' } },
    ]);
    expect(
      buildings.map(({ heightGroundMeters, floors, yearBuilt }) => [heightGroundMeters, floors, yearBuilt]),
    ).toEqual([
      [14.8, 4, null],
      [30, 9, null],
      [30, 9, null],
      [30, 10, null],
      [3.3, 1, null],
      [14.75, 5, null],
    ]);
    expect(faults.counts().map(({ code, count }) => [code, count])).toEqual([
      ['BAKE-307', 1],
      ['BAKE-340', 3],
      ['BAKE-341', 1],
      ['BAKE-342', 1],
      ['BAKE-343', 1],
    ]);
    expect(faults.fatesOf('s', 'derived').map(({ code, count }) => [code, count])).toEqual([
      ['BAKE-344', 2],
      ['BAKE-345', 2],
    ]);
  });
});

describe('another kind of geometry than a role needs', () => {
  it('is told as that, and not as a place outside or an outline without area', () => {
    const faults = new FaultLog();
    const line = { kind: 'lines', lines: [[lonLat(0, 0), lonLat(5, 5)]] } as const;
    placeBuildings(read('buildings', [{ geometry: block(1, 20) }, {}]), frame, findGrid, faults);
    placeVideoPoints(read('videoPoints', [{}, { geometry: block(1, 20) }]), frame, findGrid, faults);
    const values = { time: 1, matterCode: 'M' };
    const events = read('events', [{ values }, { values, geometry: line }]);
    placeEvents(events, frame, findGrid, new Set(['M']), faults);
    const told = faults.kept().filter(({ code }) => code === 'BAKE-337');
    expect(told.map(({ values: { role, kind, needed, id } }) => [role, kind, needed, id])).toEqual([
      ['buildings', 'point', 'polygons', '1'],
      ['videoPoints', 'polygons', 'point', '1'],
      ['events', 'lines', 'point', '1'],
    ]);
    expect(faults.counts().map(({ code }) => code)).toEqual(['BAKE-307', 'BAKE-337']);
  });
});

describe('points', () => {
  it('outside the boundary are refused and counted, never ownerless', () => {
    const faults = new FaultLog();
    const outside = { geometry: { kind: 'point', at: lonLat(500, 0) } } as const;
    const video = placeVideoPoints(read('videoPoints', [{}, outside]), frame, findGrid, faults).get('s')!;
    expect(video.map(({ videoPointId, gridId }) => [videoPointId, gridId])).toEqual([['s:0', 'b']]);
    const time = (millis: number) => ({ values: { time: millis, matterCode: 'M' } });
    const sources = read('events', [
      { ...outside, ...time(1) },
      time(9),
      time(3),
      { values: { time: 2, matterCode: '?' } },
    ]);
    const events = placeEvents(sources, frame, findGrid, new Set(['M']), faults).get('s')!;
    expect(events.map(({ originalMillis }) => originalMillis)).toEqual([3, 9]);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-208', count: 1 },
      { code: 'BAKE-301', count: 1 },
      { code: 'BAKE-302', count: 1 },
    ]);
  });
});
