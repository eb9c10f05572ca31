import gcoord from 'gcoord';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkDatums, checkHeightDatums } from '../../../src/bake/datum/checkDatums.ts';
import type { Geometry } from '../../../src/bake/sources/rawFile.ts';
import { type ReadSource, readSource } from '../../../src/bake/sources/readSource.ts';
import type { RecipeSource, SourceCrs } from '../../../src/model/contract/recipeSources.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { type MultiPolygon, type Point2, sideOfMultiPolygon } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { sampled } from '../../support/longRun.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';

type Datum = 'WGS84' | 'GCJ-02' | 'BD-09';
const system = { WGS84: gcoord.WGS84, 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const;

function moved(geometry: Geometry, convert: (at: readonly [number, number]) => readonly [number, number]): Geometry {
  if (geometry.kind === 'point') return { kind: 'point', at: convert(geometry.at) };
  if (geometry.kind === 'lines') return { kind: 'lines', lines: geometry.lines.map((line) => line.map(convert)) };
  return { kind: 'polygons', polygons: geometry.polygons.map((rings) => rings.map((ring) => ring.map(convert))) };
}

/** A file that is really in `really` but was read as if it were in `declared`. */
function misdeclared(read: ReadSource, really: Datum, declared: Datum): ReadSource {
  const convert = (at: readonly [number, number]): [number, number] => {
    const inFile = gcoord.transform([at[0], at[1]], gcoord.WGS84, system[really]);
    return gcoord.transform(inFile, system[declared], gcoord.WGS84) as [number, number];
  };
  const crs: SourceCrs = declared === 'WGS84' ? 'EPSG:4326' : declared;
  const records = read.records.map(({ label, hasOwnId, values, geometry }) => ({
    ...{ label, hasOwnId, values },
    geometry: moved(geometry, convert),
  }));
  return { ...read, source: { ...read.source, crs }, records };
}

const found = (...sources: ReadSource[]): Record<string, unknown>[] => foundIn(null, ...sources);

function foundIn(outline: MultiPolygon | null, ...sources: ReadSource[]): Record<string, unknown>[] {
  const faults = new FaultLog();
  checkDatums(sources, outline, faults);
  return faults.kept().map(({ code, values }) => ({ code, ...values }));
}

const load = (role: RecipeSource['role'], path: string, more: Partial<RecipeSource> = {}): Promise<ReadSource> => {
  const source = { key: role.toLowerCase(), role, path, format: 'geojson', crs: 'EPSG:4326', fields: {}, ...more };
  return readSource(source as RecipeSource, sharedData(), 'Asia/Shanghai', new FaultLog());
};

/** What the formula itself says at a place. */
function offsetAt(at: readonly [number, number], really: Datum) {
  const there = gcoord.transform([at[0], at[1]], gcoord.WGS84, system[really]) as [number, number];
  const [east, north] = new EnuFrame({ lonLatDeg: at, heightEllipsoidMeters: 0 }).enuFromLonLat(there);
  return { east, north, meters: Math.hypot(east, north) };
}

describe.skipIf(sharedDataMissing).each([
  ['bld-geojson-beijing-tsinghua', [116.32, 40.0]],
  ['bld-geojson-wuhan-heights', [114.395, 30.508]],
] as const)('buildings and roads of %s', (folder, place) => {
  let [buildings, roads]: ReadSource[] = [];
  beforeAll(async () => {
    buildings = await load('buildings', `${folder}/buildings.geojson`);
    roads = await load('roads', `${folder}/roads.geojson`);
  });

  it('raise no alarm as they are', () => {
    expect(found(buildings!, roads!)).toEqual([]);
  });

  it('nor when both were handed over in GCJ-02 and declared so', () => {
    const both = [buildings!, roads!].map((read) => misdeclared(read, 'GCJ-02', 'GCJ-02'));
    expect(found(...both)).toEqual([]);
  });

  it.each(['GCJ-02', 'BD-09'] as const)('one of them in %s and said to be WGS84 is told, with its offset', (really) => {
    const expected = offsetAt(place, really);
    for (const [wrong, right] of [
      [buildings!, roads!],
      [roads!, buildings!],
    ] as const) {
      const findings = found(misdeclared(wrong, really, 'WGS84'), right);
      // BD-09 moves most of so small an extract off the other: then nothing is said rather than guessed.
      if (really === 'BD-09' && findings.length === 0) continue;
      expect(findings).toHaveLength(1);
      const [finding] = findings;
      expect(finding).toMatchObject({
        code: 'BAKE-268',
        source: wrong.source.key,
        reference: right.source.key,
        likely: really,
      });
      expect(Math.abs(Number(finding!.eastMeters) - expected.east)).toBeLessThan(12);
      expect(Math.abs(Number(finding!.northMeters) - expected.north)).toBeLessThan(12);
      expect(Math.abs(Number(finding!.meters) - expected.meters)).toBeLessThan(12);
    }
  });

  it('one in WGS84 that is said to be GCJ-02 is told too', () => {
    const [finding] = found(misdeclared(buildings!, 'WGS84', 'GCJ-02'), roads!);
    expect(finding).toMatchObject({ code: 'BAKE-268', source: 'buildings', likely: 'EPSG:4326' });
  });
});

describe.skipIf(sharedDataMissing)('市北区', () => {
  const place = [120.364, 36.113] as const;
  let [district, streets, points]: ReadSource[] = [];
  beforeAll(async () => {
    district = await load('districtBoundary', 'shibei-boundary/shibei-district.wgs84.geojson');
    streets = await load('streetBoundaries', 'shibei-boundary/shibei-streets.wgs84.geojson', {
      fields: { name: { from: 'name' } },
    });
    points = await load('videoPoints', 'shibei-datum-check/shibei-points-three-datums.csv', {
      format: 'csv',
      fields: { id: { from: 'id' }, name: { from: 'name' }, x: { from: 'lon_wgs84' }, y: { from: 'lat_wgs84' } },
    });
  });

  it('raises no alarm as it is', () => {
    expect(points!.records.length).toBeGreaterThan(70);
    expect(found(district!, streets!)).toEqual([]);
    expect(found(district!, streets!, points!)).toEqual([]);
  });

  it.each(['GCJ-02', 'BD-09'] as const)('streets in %s said to be WGS84 lie off their district', (really) => {
    const expected = offsetAt(place, really);
    const [finding, ...others] = found(district!, misdeclared(streets!, really, 'WGS84'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'BAKE-268', source: 'streetboundaries', likely: really });
    // BD-09 wobbles by some 20 m from one street to the next.
    const tolerance = really === 'BD-09' ? 30 : 12;
    expect(Math.abs(Number(finding!.eastMeters) - expected.east)).toBeLessThan(tolerance);
    expect(Math.abs(Number(finding!.northMeters) - expected.north)).toBeLessThan(tolerance);
  });

  it('and so does a district in GCJ-02 off its streets', () => {
    const findings = found(misdeclared(district!, 'GCJ-02', 'WGS84'), streets!);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ source: 'districtboundary', likely: 'GCJ-02' });
    expect(Math.abs(Number(findings[0]!.meters) - 463)).toBeLessThan(12);
  });

  it('points of the boundary in the columns of another datum are told by their own file', async () => {
    for (const [columns, datum] of [
      ['gcj02', 'GCJ-02'],
      ['bd09', 'BD-09'],
    ] as const) {
      const fields = {
        id: { from: 'id' },
        name: { from: 'name' },
        x: { from: `lon_${columns}` },
        y: { from: `lat_${columns}` },
      };
      const file = 'shibei-datum-check/shibei-points-three-datums.csv';
      const wrong = await load('videoPoints', file, { format: 'csv', fields });
      const [finding] = found(district!, wrong);
      expect(finding).toMatchObject({ code: 'BAKE-268', source: 'videopoints', likely: datum });
      const declared = await load('videoPoints', file, { format: 'csv', fields, crs: datum });
      expect(found(district!, declared)).toEqual([]);
    }
  });
});

describe('seeded streets and houses', () => {
  const frame = new EnuFrame({ lonLatDeg: [120.37, 36.1], heightEllipsoidMeters: 0 });
  const lonLat = (east: number, north: number) => frame.lonLatFromEnu([east, north, 0]).lonLatDeg;

  function town(seed: string): { buildings: ReadSource; roads: ReadSource } {
    const random = new SeededRandom(seed);
    const lines: Geometry[] = [];
    const houses: Geometry[] = [];
    const cuts = (): number[] => {
      const at: number[] = [-1200];
      while (at.at(-1)! < 1200) at.push(at.at(-1)! + random.between(60, 220));
      return at;
    };
    const [xs, ys] = [cuts(), cuts()];
    for (const x of xs) lines.push({ kind: 'lines', lines: [[lonLat(x, -1200), lonLat(x, 1200)]] });
    for (const y of ys) lines.push({ kind: 'lines', lines: [[lonLat(-1200, y), lonLat(1200, y)]] });
    xs.slice(1).forEach((east, column) => {
      ys.slice(1).forEach((north, row) => {
        const inset = random.between(8, 20);
        const [w, e, s, n] = [xs[column]! + inset, east - inset, ys[row]! + inset, north - inset];
        if (e - w < 10 || n - s < 10 || random.chance(0.3)) return;
        const corners = [lonLat(w, s), lonLat(e, s), lonLat(e, n), lonLat(w, n)];
        houses.push({ kind: 'polygons', polygons: [[corners]] });
      });
    });
    const read = (role: RecipeSource['role'], geometries: readonly Geometry[]): ReadSource => ({
      source: { key: role, role, path: role, format: 'geojson', crs: 'EPSG:4326', fields: {} },
      ...{ recordCount: geometries.length, filteredCount: 0, declaredCrs: null, extentLonLatDeg: null },
      records: geometries.map((geometry, index) => ({ label: `#${index}`, hasOwnId: false, values: {}, geometry })),
    });
    return { buildings: read('buildings', houses), roads: read('roads', lines) };
  }

  it.each(Array.from({ length: 8 }, (_, seed) => seed))('%i: silent when right, found when wrong', (seed) => {
    const { buildings, roads } = town(`town/${seed}`);
    expect(found(buildings, roads)).toEqual([]);
    const [finding] = found(misdeclared(buildings, 'GCJ-02', 'WGS84'), roads);
    expect(finding).toMatchObject({ source: 'buildings', likely: 'GCJ-02' });
    const { east, north } = offsetAt([120.37, 36.1], 'GCJ-02');
    expect(Math.hypot(Number(finding!.eastMeters) - east, Number(finding!.northMeters) - north)).toBeLessThan(25);
  });

  it('one record of 300,000 lines is looked through like any other', () => {
    const { buildings, roads } = town('many lines');
    const lines = Array.from({ length: 300_000 }, (_, index) => {
      const [x, y] = [3000 + (index % 500), 3000 + Math.floor(index / 500)];
      return [lonLat(x, y), lonLat(x + 1, y)];
    });
    const [{ label, hasOwnId, values }] = roads.records as [ReadSource['records'][number]];
    const records = [{ label, hasOwnId, values, geometry: { kind: 'lines', lines } as const }];
    expect(found(buildings, { ...roads, records })).toEqual([]);
  });

  it('a house with one corner at 0, 0 is no house as wide as Asia', () => {
    const { buildings, roads } = town('stray');
    const [{ label, hasOwnId, values }] = buildings.records as [ReadSource['records'][number]];
    const polygons: MultiPolygon = [[[lonLat(0, 0), lonLat(10, 0), [0, 0]]]];
    const stray = { label, hasOwnId, values, geometry: { kind: 'polygons', polygons } as const };
    expect(found({ ...buildings, records: [...buildings.records, stray] }, roads)).toEqual([]);
  });

  it('a few records are no evidence', () => {
    const { buildings, roads } = town('few');
    const wrong = misdeclared(buildings, 'GCJ-02', 'WGS84');
    expect(found({ ...wrong, records: wrong.records.slice(0, 3) }, roads)).toEqual([]);
  });
});

describe('what stands in an outline', () => {
  const frame = new EnuFrame({ lonLatDeg: [120.36, 36.11], heightEllipsoidMeters: 0 });
  const lonLat = ([east, north]: Point2): Point2 => frame.lonLatFromEnu([east, north, 0]).lonLatDeg;
  /** Some 60 km², as ragged as a district. */
  const ragged: MultiPolygon = [
    [
      Array.from({ length: 90 }, (_, index): Point2 => {
        const [angle, reach] = [(index * Math.PI) / 45, 4200 + 900 * Math.sin(index / 3) + 500 * Math.cos(index * 1.7)];
        return [reach * Math.cos(angle), reach * Math.sin(angle)];
      }),
    ],
  ];
  const onEarth = (polygons: MultiPolygon): MultiPolygon =>
    polygons.map((polygon) => polygon.map((ring) => ring.map(lonLat)));
  const outline = onEarth(ragged);

  const read = (role: RecipeSource['role'], geometries: readonly Geometry[]): ReadSource => ({
    source: { key: role, role, path: role, format: 'geojson', crs: 'EPSG:4326', fields: {} },
    ...{ recordCount: geometries.length, filteredCount: 0, declaredCrs: null, extentLonLatDeg: null },
    records: geometries.map((geometry, index) => ({ label: `#${index}`, hasOwnId: false, values: {}, geometry })),
  });
  const scattered = (seed: string, count: number, isIn: (at: Point2) => boolean): Point2[] => {
    const random = new SeededRandom(seed);
    const places: Point2[] = [];
    while (places.length < count) {
      const at: Point2 = [random.between(-9000, 9000), random.between(-9000, 9000)];
      if (isIn(at)) places.push(at);
    }
    return places;
  };
  const points = (places: readonly Point2[]): ReadSource =>
    read(
      'videoPoints',
      places.map((at) => ({ kind: 'point', at: lonLat(at) })),
    );
  const houses = (places: readonly Point2[]): ReadSource =>
    read(
      'buildings',
      places.map(([x, y]) => {
        const corners: Point2[] = [[x, y], [x + 12, y], [x + 12, y + 9], [x, y + 9]]; // biome-ignore format: a box
        return { kind: 'polygons', polygons: [[corners.map(lonLat)]] };
      }),
    );
  const isInside = ([x, y]: Point2): boolean => sideOfMultiPolygon(ragged, x, y) === 'inside';
  const boundary = read('districtBoundary', [{ kind: 'polygons', polygons: outline }]);

  it.each([
    ['buildings', houses],
    ['videoPoints', points],
  ] as const)('%s in another datum spill over its edge, and are told with their offset', (key, make) => {
    const given = make(scattered(key, 3000, isInside));
    expect(found(given, boundary)).toEqual([]);
    expect(foundIn(outline, given)).toEqual([]);
    const byBoundary = (read: ReadSource): Record<string, unknown>[] => found(read, boundary);
    const byOutline = (read: ReadSource): Record<string, unknown>[] => foundIn(outline, read);
    const cases = [
      ['GCJ-02', byBoundary],
      ['BD-09', byOutline],
      ['GCJ-02', byOutline],
      ['BD-09', byBoundary],
    ] as const;
    for (const [really, findingsIn] of sampled(cases, 2)) {
      const expected = offsetAt([120.36, 36.11], really);
      const findings = findingsIn(misdeclared(given, really, 'WGS84'));
      expect(findings).toHaveLength(1);
      const [finding] = findings;
      expect(finding).toMatchObject({ code: 'BAKE-268', source: key, likely: really });
      const off = [Number(finding!.eastMeters) - expected.east, Number(finding!.northMeters) - expected.north];
      // The places stand 150 m apart: an edge is known no better.
      expect(Math.hypot(...off)).toBeLessThan(75);
    }
    // Read the other way, either of the two may be the wrong one: each names the other.
    const [mirrored, ...others] = found(misdeclared(given, 'WGS84', 'GCJ-02'), boundary);
    expect(others).toEqual([]);
    expect([mirrored!.source, mirrored!.reference].sort()).toEqual([key, 'districtBoundary'].sort());
  });

  it('an outline in another datum than its buildings is the one that is told', () => {
    const given = houses(scattered('outline', 3000, isInside));
    expect(found(misdeclared(boundary, 'GCJ-02', 'WGS84'), given)).toMatchObject([
      { source: 'districtBoundary', reference: 'buildings', likely: 'GCJ-02' },
    ]);
  });

  it('streets off an outline that stands in no source are told', () => {
    const halves = [-1, 1].map((side): Geometry => {
      const half = ragged[0]![0]!.filter(([x]) => x * side >= 0);
      return { kind: 'polygons', polygons: onEarth([[half]]) };
    });
    const streets = read('streetBoundaries', halves);
    expect(foundIn(outline, streets)).toEqual([]);
    expect(foundIn(outline, misdeclared(streets, 'GCJ-02', 'WGS84'))).toMatchObject([
      { source: 'streetBoundaries', reference: 'outline', likely: 'GCJ-02' },
    ]);
  });

  it.each([
    ['an estate beyond the south-eastern edge', ([x, y]: Point2) => Math.hypot(x - 3500, y + 3500) < 500],
    ['a file that covers all around', ([x, y]: Point2) => Math.max(Math.abs(x), Math.abs(y)) < 7000],
    ['a part in the middle', ([x, y]: Point2) => Math.hypot(x, y) < 1500],
    ['a part across the edge', ([x, y]: Point2) => Math.hypot(x - 4000, y) < 1200],
  ])('%s is no other datum', (name, also) => {
    const isPart = name.startsWith('a part') || name.startsWith('a file');
    const own = isPart ? [] : scattered('own', 3000, isInside);
    expect(found(houses([...own, ...scattered(name, isPart ? 3000 : 250, also)]), boundary)).toEqual([]);
  });
});

describe('height datums', () => {
  it('that differ from the district’s are told, and nothing is added', () => {
    const source: RecipeSource = {
      key: 's',
      role: 'buildings',
      path: 'p',
      format: 'csv',
      crs: 'EPSG:4326',
      fields: {},
    };
    const read = (heightDatum?: string): ReadSource => ({
      source: heightDatum === undefined ? source : { ...source, heightDatum },
      ...{ recordCount: 0, filteredCount: 0, declaredCrs: null, extentLonLatDeg: null, records: [] },
    });
    const faults = new FaultLog();
    checkHeightDatums([read(), read('local ground'), read('1985 国家高程基准')], 'local ground', faults);
    expect(faults.kept().map(({ code, values }) => [code, values.datum])).toEqual([['BAKE-266', '1985 国家高程基准']]);
  });
});
