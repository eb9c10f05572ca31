import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSoundBlock } from '../../../src/bake/sources/osmPbfBlobs.ts';
import { osmRecords } from '../../../src/bake/sources/osmRecords.ts';
import { heightOf, isArea, metersFromOsm, passesFilter, tagFilterOf } from '../../../src/bake/sources/osmTags.ts';
import type { OpenFile } from '../../../src/bake/sources/rawFile.ts';
import { openOsmPbf } from '../../../src/bake/sources/readOsmPbf.ts';
import { openOsmXml } from '../../../src/bake/sources/readOsmXml.ts';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { boundsOf, multiPolygonArea } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { roundsOf } from '../../support/longRun.ts';
import { opened, outcome, polygonsOf } from '../../support/openedFile.ts';
import { mutated } from '../../support/seededMutation.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';
import {
  fileBlock,
  lengthField,
  pbfHeader,
  primitiveBlock,
  type TinyOsm,
  tinyPbf,
  zlibBlob,
} from '../../support/tinyPbf.ts';

/** Damaged copies of each file. */
const ROUNDS = roundsOf(50, 400);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-osm-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const monaco = sharedData('bld-osm-pbf-monaco/monaco-latest.osm.pbf');
const moscow = sharedData('bld-osm-xml-moscow/moscow.osm.gz');

describe('tags', () => {
  it('are chosen by layer', () => {
    const filter = tagFilterOf('landuse=forest, leisure=park');
    expect(passesFilter(filter, { leisure: 'park' })).toBe(true);
    expect(passesFilter(filter, { leisure: 'pitch' })).toBe(false);
    expect(passesFilter(tagFilterOf('building'), { building: 'no' })).toBe(false);
    expect(passesFilter(tagFilterOf('building=*'), { building: 'yes' })).toBe(true);
    expect(passesFilter(tagFilterOf(undefined), { anything: 'x' })).toBe(true);
    expect(passesFilter(tagFilterOf(undefined), {})).toBe(false);
  });

  it('tell areas from loops', () => {
    expect(isArea({ highway: 'residential' })).toBe(false);
    expect(isArea({ highway: 'pedestrian', area: 'yes' })).toBe(true);
    expect(isArea({ natural: 'coastline' })).toBe(false);
    expect(isArea({ natural: 'water' })).toBe(true);
    expect(isArea({ building: 'yes', highway: 'corridor' })).toBe(true);
    expect(isArea({ leisure: 'track', area: 'no' })).toBe(false);
  });

  it.each([
    ['12', 12],
    ['12 m', 12],
    ['12,5', 12.5],
    ['30 ft', 9.144],
    [`12'4"`, 12 * 0.3048 + 4 * 0.0254],
    [`40'`, 12.192],
    ['about 12', null],
    ['', null],
    ['-3', null],
  ])('read a height of %j as %s m', (text, meters) => {
    if (meters === null) expect(metersFromOsm(text)).toBeNull();
    else expect(metersFromOsm(text)).toBeCloseTo(meters, 9);
  });

  it('give a height by levels where no height stands, and say so', () => {
    expect(heightOf({ 'building:levels': '5' })).toEqual({ meters: 15, from: 'building:levels' });
    expect(heightOf({ height: '21', 'building:levels': '5' })).toEqual({ meters: 21, from: 'height' });
    expect(heightOf({ height: 'tall', 'building:levels': 'many' })).toBeNull();
  });
});

/** A square with its corners as nodes first … first + 3, and its closing ref. */
const square = (first: number, lon: number, lat: number, size: number) => ({
  nodes: [
    { id: first, lon, lat },
    { id: first + 1, lon: lon + size, lat },
    { id: first + 2, lon: lon + size, lat: lat + size },
    { id: first + 3, lon, lat: lat + size },
  ],
  refs: [first, first + 1, first + 2, first + 3, first],
});

const outer = square(1, 120.36, 36.09, 0.002);
const inner = square(11, 120.3605, 36.0905, 0.001);
/** A courtyard building whose outer ring comes in three ways, one of them backwards. */
const courtyard: TinyOsm = {
  nodes: [...outer.nodes, ...inner.nodes],
  ways: [
    { id: 100, refs: [1, 2, 3] },
    { id: 101, refs: [1, 4] },
    { id: 102, refs: [3, 4] },
    { id: 103, refs: inner.refs },
  ],
  relations: [
    {
      id: 9,
      tags: { type: 'multipolygon', building: 'yes', height: '18' },
      members: [
        { way: 102, role: 'outer' },
        { way: 103, role: 'inner' },
        { way: 100, role: 'outer' },
        { way: 101, role: 'outer' },
      ],
    },
  ],
};

describe('a relation', () => {
  it('is put together from ways in any order and direction, holes in their place', async () => {
    const { records, faults } = await opened(openOsmPbf, fileOf('court.osm.pbf', tinyPbf(courtyard)), 'building');
    expect(faults.counts()).toEqual([]);
    expect(records).toHaveLength(1);
    expect(records[0]!.values).toMatchObject({ '@id': 'r9', '@type': 'relation', '@heightMeters': 18 });
    const polygons = polygonsOf(records[0]);
    expect(polygons.map((polygon) => polygon.map((ring) => ring.length))).toEqual([[4, 4]]);
    expect(multiPolygonArea(polygons)).toBeCloseTo(3e-6, 12);
  });

  it('that does not close is counted by its id', async () => {
    const broken = { ...courtyard, ways: courtyard.ways!.filter(({ id }) => id !== 101) };
    const { records, faults } = await opened(openOsmPbf, fileOf('open.osm.pbf', tinyPbf(broken)), 'building');
    expect(records).toEqual([]);
    expect(faults.kept()[0]).toMatchObject({
      code: 'BAKE-240',
      values: { id: 'r9', reason: '1 member ways are missing' },
    });
    const gap = { ...courtyard, ways: courtyard.ways!.map((way) => (way.id === 101 ? { ...way, refs: [1, 2] } : way)) };
    const second = await opened(openOsmPbf, fileOf('gap.osm.pbf', tinyPbf(gap)), 'building');
    expect(second.records).toEqual([]);
    expect(second.faults.count('BAKE-240')).toBe(1);
  });

  it('leaves an outer way with other tags than its own a record of its own', async () => {
    const members = [{ way: 100, role: 'outer' }];
    const relation = { id: 9, members, tags: { type: 'multipolygon', landuse: 'commercial' } };
    const idsOf = async (tags: Record<string, string>) => {
      const ways = [{ id: 100, refs: outer.refs, tags }];
      const pbf = tinyPbf({ nodes: courtyard.nodes!, ways, relations: [relation] });
      const { records, faults } = await opened(openOsmPbf, fileOf('other.osm.pbf', pbf), 'building,landuse');
      expect(faults.counts()).toEqual([]);
      return records.map(({ values }) => values['@id']);
    };
    expect(await idsOf({ building: 'yes' })).toEqual(['r9', 'w100']);
    expect(await idsOf({ landuse: 'commercial' })).toEqual(['r9']);
  });

  it('of the old kind takes its tags from its outer way, and leaves that way to itself where it fails', async () => {
    const ways = [
      { id: 100, refs: outer.refs, tags: { building: 'school' } },
      { id: 103, refs: inner.refs },
    ];
    const members = [
      { way: 100, role: 'outer' },
      { way: 103, role: 'inner' },
    ];
    const old = { nodes: courtyard.nodes!, ways, relations: [{ id: 9, members, tags: { type: 'multipolygon' } }] };
    const { records } = await opened(openOsmPbf, fileOf('old.osm.pbf', tinyPbf(old)), 'building');
    expect(records.map(({ values }) => [values['@id'], values.building])).toEqual([['r9', 'school']]);
    expect(polygonsOf(records[0])[0]).toHaveLength(2);
    const failing = { ...old, ways: ways.slice(0, 1) };
    const alone = await opened(openOsmPbf, fileOf('alone.osm.pbf', tinyPbf(failing)), 'building');
    expect(alone.records.map(({ values }) => values['@id'])).toEqual(['w100']);
    expect(alone.faults.count('BAKE-240')).toBe(1);
  });

  it('of type building is told by its outline', async () => {
    const ways = [{ id: 100, refs: outer.refs, tags: { building: 'yes', name: '大楼' } }];
    const relations = [{ id: 9, members: [{ way: 100, role: 'outline' }], tags: { type: 'building', height: '40' } }];
    const file = fileOf('typed.osm.pbf', tinyPbf({ nodes: outer.nodes, ways, relations }));
    const { records } = await opened(openOsmPbf, file, 'building');
    expect(records).toHaveLength(1);
    expect(records[0]!.values).toMatchObject({ '@id': 'r9', name: '大楼', '@heightMeters': 40 });
  });
});

describe('a way', () => {
  it('cut at the edge of the extract keeps what is left of a line and loses an area, both counted', async () => {
    const ways: TinyOsm['ways'] = [
      { id: 1, refs: [1, 2, 99, 3, 4], tags: { highway: 'primary' } },
      { id: 2, refs: [1, 2, 99, 4, 1], tags: { building: 'yes' } },
      { id: 3, refs: [1, 2, 3], tags: { building: 'yes' } },
    ];
    const file = fileOf('cut.osm.pbf', tinyPbf({ nodes: outer.nodes, ways }));
    const roads = await opened(openOsmPbf, file, 'highway');
    expect(roads.records[0]!.geometry).toMatchObject({ kind: 'lines', lines: [{ length: 2 }, { length: 2 }] });
    expect(roads.faults.kept().map(({ values }) => values.id)).toEqual(['w1']);
    const buildings = await opened(openOsmPbf, file, 'building');
    expect(buildings.records).toEqual([]);
    expect(buildings.faults.kept().map(({ values }) => values.id)).toEqual(['w2', 'w3']);
  });

  it('gives the same whether its nodes come in one batch or in many', async () => {
    const blocks = [0, 1, 2, 3].map((index) => {
      const { nodes, refs } = square(index * 10 + 1, 120.3 + index / 100, 36, 0.001);
      return { nodes, ways: [{ id: index + 1, refs, tags: { building: 'yes' } }] };
    });
    const elements = blocks.flatMap(({ nodes, ways }) => [
      nodes.map((node) => ({ type: 'node' as const, ...node })),
      ways.map((way) => ({ type: 'way' as const, ...way })),
    ]);
    const read = async (refsPerBatch: number) => {
      let passes = 0;
      const pass = async function* (kinds: readonly string[]) {
        passes++;
        for (const some of elements) yield some.filter(({ type }) => kinds.includes(type));
      };
      const input = { file: 'f', source: 's', pass, filter: tagFilterOf('building'), faults: new FaultLog() };
      const records = [];
      for await (const record of osmRecords({ ...input, refsPerBatch })) records.push(record);
      return { records, passes };
    };
    const [one, many] = [await read(1000), await read(5)];
    expect(many.records).toEqual(one.records);
    expect(one.records).toHaveLength(4);
    expect([one.passes, many.passes]).toEqual([3, 6]);
  });
});

describe.skipIf(sharedDataMissing)('real extracts', () => {
  it('Monaco has the 1,183 buildings of its provenance, and those of its relations', async () => {
    const { records, faults, declaredCrs } = await opened(openOsmPbf, monaco, 'building');
    const count = (type: string, kind: string): number =>
      records.filter(({ values, geometry }) => values['@type'] === type && geometry?.kind === kind).length;
    expect([count('way', 'polygons'), count('relation', 'polygons')]).toEqual([1183, 24]);
    expect(faults.counts()).toEqual([]);
    expect(declaredCrs).toBe('EPSG:4326');
    const { minX, minY, maxX, maxY } = boundsOf(records.flatMap((record) => polygonsOf(record).flat()));
    expect([minX > 7.4, minY > 43.7, maxX < 7.45, maxY < 43.77]).toEqual([true, true, true, true]);
    const tower = records.find(({ values }) => values.name === 'Le Millefiori');
    expect(tower?.values).toMatchObject({ '@id': 'w94399978', '@heightMeters': 111, '@heightFrom': 'height' });
    expect(polygonsOf(tower)[0]![0]![0]).toEqual([7.4235235, 43.7408377]);
  });

  it('Moscow has its 619 building ways and 113 heights, names in Cyrillic', async () => {
    const { records } = await opened(openOsmXml, moscow, 'building');
    const areas = records.filter(({ geometry }) => geometry?.kind === 'polygons');
    expect(areas.filter(({ values }) => values['@type'] === 'way')).toHaveLength(616);
    expect(areas.filter(({ values }) => values['@type'] === 'relation')).toHaveLength(12);
    expect(areas.filter(({ values }) => values['@heightMeters'] !== undefined)).toHaveLength(113);
    expect(areas.some(({ values }) => /[а-я]{4}/i.test(String(values['addr:street'])))).toBe(true);
  });

  it('gives roads as lines, and offers its tags', async () => {
    const { records } = await opened(openOsmXml, moscow, 'highway');
    expect(records.filter(({ geometry }) => geometry?.kind === 'lines').length).toBe(587);
    const { layers } = await opened(openOsmXml, moscow);
    expect(layers.slice(0, 2)).toEqual(['building', 'highway']);
  });

  it('goes through a recipe with its ids and heights', async () => {
    const fields = { id: { from: '@id' }, name: { from: 'name' }, heightGroundMeters: { from: '@heightMeters' } };
    const faults = new FaultLog();
    const source = {
      key: 'osm',
      role: 'buildings',
      format: 'osm-pbf',
      crs: 'EPSG:4326',
      layer: 'building',
      fields,
    } as const;
    const where = [{ from: '@type', isNot: ['node'] }];
    const { records } = await readSource(
      { ...source, where, path: 'bld-osm-pbf-monaco/monaco-latest.osm.pbf' },
      sharedData(),
      'Europe/Monaco',
      faults,
    );
    expect(records).toHaveLength(1207);
    expect(faults.counts()).toEqual([]);
    expect(records.every(({ hasOwnId }) => hasOwnId)).toBe(true);
  });
});

const xml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">${body}</osm>`;
const xmlSquare = outer.nodes.map(({ id, lon, lat }) => `<node id="${id}" lon="${lon}" lat="${lat}"/>`).join('');
const xmlWay = `<way id="5">${outer.refs.map((ref) => `<nd ref="${ref}"/>`).join('')}<tag k="building" v="yes"/></way>`;
const good = xml(xmlSquare + xmlWay);

describe('bad OSM XML', () => {
  const bomb = Buffer.concat([Buffer.from('<osm version="0.6">'), Buffer.alloc(80 << 20, 0x20)]);
  it.each([
    ['empty', '', 'BAKE-235'],
    ['truncated', good.slice(0, -40), 'BAKE-202'],
    ['no XML', 'PK\u0003\u0004 not at all', 'BAKE-202'],
    ['of another root', '<kml></kml>', 'BAKE-244'],
    ['in another encoding than it says', Buffer.from(good.replace('yes', 'é'), 'latin1'), 'BAKE-225'],
    ['in an unknown encoding', good.replace('UTF-8', 'KLINGON-1'), 'BAKE-207'],
    ['with entities', good.replace('<osm', '<!DOCTYPE osm [<!ENTITY a "aaaa">]><osm'), 'BAKE-243'],
    ['an id that is none', good.replace('way id="5"', 'way id="five"'), 'BAKE-202'],
    ['gzip, truncated', gzipSync(good).subarray(0, 80), 'BAKE-202'],
    ['gzip, a bomb', gzipSync(bomb), 'BAKE-242'],
    ['whole', good, 'records'],
  ])('%s', async (name, content, expected) => {
    expect(await outcome(openOsmXml, fileOf(`${name.replaceAll(/\W/g, '-')}.osm`, content), 'building')).toBe(expected);
  });

  it('a huge and a missing coordinate are counted, not placed', async () => {
    const source = { key: 'osm', role: 'buildings', format: 'osm-xml', crs: 'EPSG:4326', layer: 'building' } as const;
    const faults = new FaultLog();
    fileOf('huge.osm', good.replace('lon="120.36"', 'lon="1e300"'));
    const huge = readSource({ ...source, path: 'huge.osm', fields: {} }, folder, 'UTC', faults);
    await expect(huge).rejects.toMatchObject({ faults: [{ code: 'BAKE-210' }, { code: 'BAKE-204' }] });
    const missing = await opened(openOsmXml, fileOf('nan.osm', good.replace('lon="120.36"', 'lon="NaN"')), 'building');
    expect(missing.records).toEqual([]);
    expect(missing.faults.count('BAKE-241')).toBe(1);
  });

  it(`${ROUNDS} seeded mutations give a fault or records, never another error`, async () => {
    const random = new SeededRandom('osm-xml');
    const bytes = new TextEncoder().encode(good);
    const found = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      found.add(await outcome(openOsmXml, fileOf('mutant.osm', mutated(bytes, random)), 'building'));
    }
    expect(found).toContain('BAKE-202');
    expect(found).toContain('records');
  });
});

describe('bad OSM PBF', () => {
  const whole = tinyPbf(courtyard);
  const withBlob = (blob: readonly number[]): Uint8Array =>
    Uint8Array.from([...pbfHeader(), ...fileBlock('OSMData', blob)]);
  const zeros = new Uint8Array(40 << 20);
  it.each([
    ['empty', new Uint8Array(), 'BAKE-235'],
    ['truncated', whole.slice(0, -10), 'BAKE-202'],
    ['no PBF', new TextEncoder().encode('<osm version="0.6"></osm>'), 'BAKE-202'],
    ['data before the header', whole.slice(pbfHeader().length), 'BAKE-202'],
    ['a history file', Uint8Array.from(pbfHeader(['OsmSchema-V0.6', 'HistoricalInformation'])), 'BAKE-244'],
    ['packed with LZ4', withBlob(lengthField(6, [1, 2, 3])), 'BAKE-244'],
    ['a bomb', withBlob(zlibBlob(zeros)), 'BAKE-242'],
    ['a broken checksum', withBlob(zlibBlob([1, 2, 3]).with(-1, 0)), 'BAKE-202'],
    ['whole', whole, 'records'],
    ['raw', withBlob(lengthField(1, primitiveBlock(courtyard))), 'records'],
  ])('%s', async (name, content, expected) => {
    expect(await outcome(openOsmPbf, fileOf(`${name.replaceAll(/\W/g, '-')}.pbf`, content), 'building')).toBe(expected);
  });

  it('a tag that is not UTF-8 is refused; a role or a name that nobody reads is let be', async () => {
    const inGbk = (osm: TinyOsm): Uint8Array => {
      const block = Buffer.from(primitiveBlock(osm));
      const at = block.indexOf('######');
      expect(at).toBeGreaterThan(0);
      Buffer.from('cad0b1b1c7f8', 'hex').copy(block, at);
      return withBlob(lengthField(1, block));
    };
    const [relation] = courtyard.relations!;
    const members = [...relation!.members, { way: 999, role: '######' }];
    const role = inGbk({ ...courtyard, relations: [{ ...relation!, members }] });
    const whole = await opened(openOsmPbf, fileOf('whole.pbf', tinyPbf(courtyard)), 'building');
    const read = await opened(openOsmPbf, fileOf('role.pbf', role), 'building');
    expect([read.records, read.faults.counts()]).toEqual([whole.records, []]);
    const tags = { ...relation!.tags, name: '######' };
    const tag = inGbk({ ...courtyard, relations: [{ ...relation!, tags }] });
    expect(await outcome(openOsmPbf, fileOf('tag.pbf', tag), 'building')).toBe('BAKE-219');
  });

  it('lengths that would make the parser loop or swallow memory are seen first', () => {
    const strings = lengthField(1, lengthField(1, []));
    const group = (dense: readonly number[]): Uint8Array =>
      Uint8Array.from([...strings, ...lengthField(2, lengthField(2, dense))]);
    expect(isSoundBlock(Uint8Array.from(primitiveBlock(courtyard)))).toBe(true);
    // Tags of dense nodes without their closing zero: the library would read on for ever.
    expect(isSoundBlock(group([...lengthField(1, [2]), ...lengthField(10, [1, 1])]))).toBe(false);
    // A packed field of 4 GiB in a block of some bytes.
    expect(isSoundBlock(group([10, 255, 255, 255, 255, 15]))).toBe(false);
    expect(isSoundBlock(Uint8Array.from([7, 7, 7]))).toBe(false);
  });

  it(`${ROUNDS} seeded mutations give a fault or records, packed or not, never another error`, async () => {
    const random = new SeededRandom('osm-pbf');
    const raw = withBlob(lengthField(1, primitiveBlock(courtyard)));
    const found = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const file = fileOf('mutant.pbf', mutated(round % 2 === 0 ? whole : raw, random));
      found.add(await outcome(openOsmPbf, file, 'building'));
    }
    expect(found).toContain('BAKE-202');
    expect(found).toContain('records');
  });

  it.skipIf(sharedDataMissing)('a real extract cut anywhere is refused', async () => {
    const bytes = readFileSync(monaco);
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const cut = fileOf('cut-real.pbf', bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(await outcome(openOsmPbf as OpenFile, cut, 'building')).toBe('BAKE-202');
    }
  });
});
