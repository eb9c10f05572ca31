import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelCrsOf } from '../../../src/bake/sources/epsgOfModel.ts';
import { jsonPieces } from '../../../src/bake/sources/jsonPieces.ts';
import { openCitygml } from '../../../src/bake/sources/readCitygml.ts';
import { openCityjson } from '../../../src/bake/sources/readCityjson.ts';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { boundsOf, multiPolygonArea } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { roundsOf } from '../../support/longRun.ts';
import { opened, outcome, polygonsOf } from '../../support/openedFile.ts';
import { mutated } from '../../support/seededMutation.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';

/** Damaged copies of each file. */
const ROUNDS = roundsOf(50, 400);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-models-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('the name of a coordinate system', () => {
  it.each([
    ['https://www.opengis.net/def/crs/EPSG/0/7415', 'EPSG:28992 + EPSG:5709 (EPSG:7415)', false],
    ['urn:ogc:def:crs:EPSG::7415', 'EPSG:28992 + EPSG:5709 (EPSG:7415)', false],
    ['http://www.opengis.net/def/crs/EPSG/0/6697', 'EPSG:6668 + EPSG:6695 (EPSG:6697)', true],
    ['urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783', 'EPSG:25832 + EPSG:5783', false],
    ['urn:ogc:def:crs:EPSG:6.12:4979', 'EPSG:4326 (EPSG:4979)', true],
    ['EPSG:4326', 'EPSG:4326', false],
    ['http://www.opengis.net/gml/srs/epsg.xml#4326', 'EPSG:4326', true],
    ['urn:adv:crs:ETRS89_UTM32', 'urn:adv:crs:ETRS89_UTM32', false],
  ])('%s is %s', (name, declared, isLatitudeFirst) => {
    expect(modelCrsOf(name)).toEqual({ declared, isLatitudeFirst });
  });
});

/** A house of 10 × 8 × 6 m in millimetres, its bottom in two triangles. */
const houseVertices = [
  ...[0, 6000].flatMap((z) => [
    [0, 0, z],
    [10_000, 0, z],
    [10_000, 8000, z],
    [0, 8000, z],
  ]),
];
const houseShell = [
  [[0, 2, 1]],
  [[0, 3, 2]],
  [[4, 5, 6, 7]],
  ...[0, 1, 2, 3].map((side) => [[side, (side + 1) % 4, ((side + 1) % 4) + 4, side + 4]]),
];
const house = { type: 'Building', geometry: [{ type: 'Solid', lod: '1.2', boundaries: [houseShell] }] };
const cityjson = (objects: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  type: 'CityJSON',
  version: '2.0',
  transform: { scale: [0.001, 0.001, 0.001], translate: [84_000, 447_000, 2] },
  metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/7415' },
  CityObjects: objects,
  vertices: houseVertices,
  ...more,
});
const jsonFile = (name: string, value: unknown): string => fileOf(name, JSON.stringify(value));

describe('CityJSON', () => {
  it('makes one footprint of the faces that look down, with base and height', async () => {
    const { records, faults, declaredCrs } = await opened(
      openCityjson,
      jsonFile('house.city.json', cityjson({ a: house })),
    );
    expect(faults.counts()).toEqual([]);
    expect(declaredCrs).toBe('EPSG:28992 + EPSG:5709 (EPSG:7415)');
    expect(records[0]!.values).toMatchObject({ '@id': 'a', '@baseMeters': 2, '@heightMeters': 6, '@lod': 1.2 });
    const polygons = polygonsOf(records[0]);
    expect(polygons).toHaveLength(1);
    expect(multiPolygonArea(polygons)).toBeCloseTo(80, 6);
  });

  it('takes the ground surface of the highest LOD before anything else', async () => {
    const surfaces = [{ type: 'GroundSurface' }, { type: 'RoofSurface' }, { type: 'WallSurface' }];
    const semantics = { surfaces, values: [[0, null, 1, 2, 2, 2, 2]] };
    const lod0 = { type: 'MultiSurface', lod: '0', boundaries: [[[0, 1, 2, 3]]] };
    const object = { type: 'Building', geometry: [lod0, { ...house.geometry[0], lod: '2.2', semantics }] };
    const { records } = await opened(openCityjson, jsonFile('ground.city.json', cityjson({ a: object })));
    expect(multiPolygonArea(polygonsOf(records[0]))).toBeCloseTo(40, 6);
    expect(records[0]!.values['@lod']).toBe(2.2);
  });

  it('joins parts to their building, wherever they stand', async () => {
    const vertices = [...houseVertices, ...houseVertices.map(([x, y, z]) => [x! + 10_000, y, z! * 2])];
    const far = houseShell.map((surface) => surface.map((ring) => ring.map((index) => index + 8)));
    const part = (boundaries: unknown, id: string) => ({
      ...{ type: 'BuildingPart', parents: [id], attributes: { storeysAboveGround: 4 } },
      geometry: [{ type: 'Solid', lod: '1', boundaries: [boundaries] }],
    });
    const objects = {
      p1: part(houseShell, 'b'),
      b: { type: 'Building', children: ['p1', 'p2'], attributes: { function: '居住' } },
      p2: part(far, 'b'),
      orphan: part(houseShell, 'nobody'),
      lone: { type: 'Building', children: ['gone'], geometry: house.geometry },
      road: { type: 'Road', geometry: [] },
    };
    const file = jsonFile('parts.city.json', cityjson(objects, { vertices }));
    const { records, faults } = await opened(openCityjson, file);
    expect(records.map(({ values }) => values['@id'])).toEqual(['b', 'lone']);
    expect(records[0]!.values).toMatchObject({
      '@parts': 'p1 p2',
      '@storeys': 4,
      function: '居住',
      '@heightMeters': 12,
    });
    expect(polygonsOf(records[0])).toHaveLength(1);
    expect(multiPolygonArea(polygonsOf(records[0]))).toBeCloseTo(160, 6);
    expect(faults.kept().map(({ code, values }) => [code, values.building, values.part])).toEqual([
      ['BAKE-245', 'lone', 'gone'],
      ['BAKE-245', 'nobody', 'orphan'],
    ]);
    // The building stays without what is not there; a part without a building is named among the dropped.
    expect(faults.kept().map(({ record }) => record)).toEqual([
      undefined,
      { source: 's', id: 'orphan', fate: 'dropped' },
    ]);
  });

  it('waits for parts, not for installations and rooms', async () => {
    const installation = { type: 'BuildingInstallation', parents: ['b'], geometry: [] };
    const b = { type: 'Building', children: ['i', 'j'], geometry: house.geometry };
    const file = jsonFile('installed.city.json', cityjson({ i: installation, b, j: installation }));
    const { records, faults } = await opened(openCityjson, file);
    expect(records.map(({ values }) => values['@id'])).toEqual(['b']);
    expect(faults.counts()).toEqual([]);
  });

  it('reads a sequence feature by feature', async () => {
    const { CityObjects: _none, vertices: _also, ...head } = cityjson({});
    const feature = (id: string) => ({
      type: 'CityJSONFeature',
      id,
      CityObjects: { [id]: house },
      vertices: houseVertices,
    });
    const lines = [{ ...head, CityObjects: {}, vertices: [] }, feature('一'), feature('二')];
    const file = fileOf('seq.city.jsonl', `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    const { records, declaredCrs } = await opened(openCityjson, file);
    expect(records.map(({ number, values }) => [number, values['@id']])).toEqual([
      [1, '一'],
      [2, '二'],
    ]);
    expect(declaredCrs).toBe('EPSG:28992 + EPSG:5709 (EPSG:7415)');
  });

  it('leaves out surfaces that have no vertices, and counts them', async () => {
    const shell = [...houseShell, [[0, 1, 999]], [[0, 1]]];
    const object = { type: 'Building', geometry: [{ type: 'Solid', lod: '1', boundaries: [shell] }] };
    const { records, faults } = await opened(openCityjson, jsonFile('far.city.json', cityjson({ a: object })));
    expect(polygonsOf(records[0])).toHaveLength(1);
    expect(faults.kept()[0]).toMatchObject({ code: 'BAKE-247', values: { id: 'a', count: 2 } });
  });

  it('cuts an object of any layout into its members', async () => {
    const text =
      '\ufeff { "a" : [1, {"b": "},]\\""}], "open": { "x": {"y": [1]}, "z": "," }, "list": [[1],[2],[3]], "end": 2 } ';
    const pieces = [];
    const options = { opened: ['open', 'list'], skipped: ['end'] };
    for await (const piece of jsonPieces(fileOf('pieces.json', text), options)) pieces.push(piece);
    expect(pieces).toEqual([
      { within: null, value: { a: [1, { b: '},]"' }] } },
      { within: 'open', value: { x: { y: [1] } } },
      { within: 'open', value: { z: ',' } },
      { within: 'list', value: [[1], [2], [3]] },
    ]);
  });
});

describe.skipIf(sharedDataMissing)('real CityJSON', () => {
  it('Delft has 160 buildings within its extent, with heights', async () => {
    const { records, faults, declaredCrs } = await opened(openCityjson, sharedData('bld-cityjson-delft/delft.json'));
    expect(records).toHaveLength(160);
    expect(faults.counts()).toEqual([]);
    expect(declaredCrs).toBe('EPSG:28992 + EPSG:5709 (EPSG:7415)');
    expect(records.every((record) => polygonsOf(record).length === 1)).toBe(true);
    const { minX, minY, maxX, maxY } = boundsOf(records.flatMap((record) => polygonsOf(record).flat()));
    expect([minX >= 84_616, minY >= 447_423, maxX <= 85_141, maxY <= 447_751]).toEqual([true, true, true, true]);
    const school = records.find(({ values }) => values.identificatiebagpnd === '503100000000035');
    expect(school?.values).toMatchObject({ '@heightMeters': 6.1, '@baseMeters': -0.1, measuredHeight: 6 });
    // plaatsingspunt, where the register puts the number on its roof.
    const bounds = boundsOf(polygonsOf(school).flat());
    expect([bounds.minX < 85_012.966, bounds.maxX > 85_012.966, bounds.minY < 447_473.243]).toEqual([true, true, true]);
  });

  it('Rotterdam has 16 buildings by their ground, and names no system', async () => {
    const file = sharedData('bld-cityjson-delft/rotterdam_subset.json');
    const { records, declaredCrs } = await opened(openCityjson, file);
    expect(records).toHaveLength(16);
    expect(declaredCrs).toBeNull();
    const first = records[0]!;
    expect(first.values).toMatchObject({ '@lod': 2, '@heightMeters': 15.211, TerrainHeight: 3.03 });
    expect(polygonsOf(first)[0]![0]).toHaveLength(12);
  });

  it('comes to lie in Delft by the recipe’s PROJ string', async () => {
    const crs =
      '+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.4171,50.3319,465.5524,1.9342,-1.6677,9.1019,4.0725 +units=m +no_defs';
    const fields = { id: { from: '@id' }, heightGroundMeters: { from: '@heightMeters' } };
    const source = { key: 'delft', role: 'buildings', format: 'cityjson', crs, fields } as const;
    const faults = new FaultLog();
    const file = 'bld-cityjson-delft/delft.json';
    const { records } = await readSource({ ...source, path: file }, sharedData(), 'Europe/Amsterdam', faults);
    expect(records).toHaveLength(160);
    const all = records.flatMap(({ geometry }) => (geometry.kind === 'polygons' ? geometry.polygons.flat() : []));
    const { minX, minY, maxX, maxY } = boundsOf(all);
    expect([minX > 4.367, maxX < 4.371, minY > 52.011, maxY < 52.014]).toEqual([true, true, true, true]);
  });
});

const gmlNames = [
  'xmlns:core="http://www.opengis.net/citygml/2.0"',
  'xmlns:bldg="http://www.opengis.net/citygml/building/2.0"',
  'xmlns:gml="http://www.opengis.net/gml"',
  'xmlns:gen="http://www.opengis.net/citygml/generics/2.0"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
].join(' ');
const envelope = (srsName: string): string =>
  `<gml:boundedBy><gml:Envelope srsName="${srsName}" srsDimension="3"><gml:lowerCorner>0 0 0</gml:lowerCorner></gml:Envelope></gml:boundedBy>`;
const ring = (corners: readonly (readonly number[])[], id = ''): string =>
  `<gml:Polygon gml:id="${id}"><gml:exterior><gml:LinearRing><gml:posList>${[...corners, corners[0]!].flat().join(' ')}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`;
const member = (content: string): string => `<gml:surfaceMember>${content}</gml:surfaceMember>`;
const box = (x: number, y: number, width: number, top: number): string[] => {
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + 8],
    [x, y + 8],
  ] as const;
  const at = (index: number, z: number): number[] => [...corners[index % 4]!, z];
  return [
    ring([3, 2, 1, 0].map((index) => at(index, 50))),
    ring([0, 1, 2, 3].map((index) => at(index, top))),
    ...[0, 1, 2, 3].map((side) => ring([at(side, 50), at(side + 1, 50), at(side + 1, top), at(side, top)])),
  ];
};
const solid = (faces: readonly string[]): string =>
  `<bldg:lod1Solid><gml:Solid><gml:exterior><gml:CompositeSurface>${faces.map(member).join('')}</gml:CompositeSurface></gml:exterior></gml:Solid></bldg:lod1Solid>`;
const gml = (buildings: string, srsName = 'urn:ogc:def:crs:EPSG::25832'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><core:CityModel ${gmlNames}>${envelope(srsName)}<core:cityObjectMember>${buildings}</core:cityObjectMember></core:CityModel>`;
const gmlHouse = `<bldg:Building gml:id="h1"><bldg:measuredHeight uom="m">7.5</bldg:measuredHeight>${solid(box(500_000, 5_700_000, 10, 57))}</bldg:Building>`;
const wholeGml = gml(gmlHouse);

describe('CityGML 2.0', () => {
  it('makes footprint, base and height of a solid, and keeps the measured height', async () => {
    const { records, faults, declaredCrs } = await opened(openCitygml, fileOf('solid.gml', wholeGml));
    expect(faults.counts()).toEqual([]);
    expect(declaredCrs).toBe('EPSG:25832');
    expect(records[0]!.values).toMatchObject({
      '@id': 'h1',
      measuredHeight: '7.5',
      '@heightMeters': 7,
      '@baseMeters': 50,
    });
    expect(multiPolygonArea(polygonsOf(records[0]))).toBeCloseTo(80, 6);
  });

  it('hands latitude-first files on as east, north; short names as they stand', async () => {
    const outline = ring([
      [36.09, 120.36, 5],
      [36.0901, 120.36, 5],
      [36.0901, 120.3602, 5],
      [36.09, 120.3602, 5],
    ]);
    const flat = `<bldg:Building gml:id="f"><bldg:lod0FootPrint><gml:MultiSurface>${member(outline)}</gml:MultiSurface></bldg:lod0FootPrint><bldg:measuredHeight>12</bldg:measuredHeight></bldg:Building>`;
    const turned = await opened(
      openCitygml,
      fileOf('lat.gml', gml(flat, 'http://www.opengis.net/def/crs/EPSG/0/4979')),
    );
    expect(boundsOf(polygonsOf(turned.records[0]).flat())).toEqual({
      minX: 120.36,
      minY: 36.09,
      maxX: 120.3602,
      maxY: 36.0901,
    });
    expect(turned.records[0]!.values).toMatchObject({ '@heightMeters': 12, '@heightFrom': 'measuredHeight' });
    const asIs = await opened(openCitygml, fileOf('short.gml', gml(flat, 'EPSG:4326')));
    expect(boundsOf(polygonsOf(asIs.records[0]).flat()).minX).toBe(36.09);
  });

  it('follows references within a building, and counts those that lead nowhere', async () => {
    const [bottom, ...others] = box(0, 0, 10, 60);
    const named = bottom!.replace('gml:id=""', 'gml:id="bottom"');
    const ground = `<bldg:boundedBy><bldg:GroundSurface><bldg:lod2MultiSurface><gml:MultiSurface>${member(named)}</gml:MultiSurface></bldg:lod2MultiSurface></bldg:GroundSurface></bldg:boundedBy>`;
    const references = ['bottom', 'nowhere'].map((id) => `<gml:surfaceMember xlink:href="#${id}"/>`).join('');
    const body = `<bldg:lod2Solid><gml:Solid><gml:exterior><gml:CompositeSurface>${references}${others.map(member).join('')}</gml:CompositeSurface></gml:exterior></gml:Solid></bldg:lod2Solid>`;
    const building = `<bldg:Building gml:id="x">${body}${ground}</bldg:Building>`;
    const { records, faults } = await opened(openCitygml, fileOf('links.gml', gml(building)));
    expect(multiPolygonArea(polygonsOf(records[0]))).toBeCloseTo(80, 6);
    expect(records[0]!.values['@heightMeters']).toBe(10);
    expect(faults.kept()).toMatchObject([{ code: 'BAKE-246', values: { id: 'x', reference: '#nowhere' } }]);
  });

  it('joins parts, and reads codes, years and generic attributes under flat names', async () => {
    const part = (id: string, x: number, top: number): string =>
      `<bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id="${id}">${solid(box(x, 0, 10, top))}</bldg:BuildingPart></bldg:consistsOfBuildingPart>`;
    const attributes = [
      '<bldg:function>1000</bldg:function><bldg:usage>411</bldg:usage><bldg:yearOfConstruction>1998</bldg:yearOfConstruction>',
      '<bldg:storeysAboveGround>6</bldg:storeysAboveGround>',
      '<gen:stringAttribute name="负责人"><gen:value>王</gen:value></gen:stringAttribute>',
      '<gen:genericAttributeSet name="set"><gen:intAttribute name="n"><gen:value>3</gen:value></gen:intAttribute></gen:genericAttributeSet>',
    ].join('');
    const building = `<bldg:Building gml:id="b">${attributes}${part('p1', 0, 60)}${part('p2', 10, 70)}</bldg:Building>`;
    const { records } = await opened(openCitygml, fileOf('parts.gml', gml(building)));
    expect(records).toHaveLength(1);
    expect(records[0]!.values).toMatchObject({
      ...{ function: '1000', usage: '411', yearOfConstruction: '1998', '@storeys': 6, 负责人: '王', 'set.n': '3' },
      ...{ '@parts': 'p1 p2', '@heightMeters': 20 },
    });
    expect(polygonsOf(records[0])).toHaveLength(1);
    expect(multiPolygonArea(polygonsOf(records[0]))).toBeCloseTo(160, 6);
  });
});

describe('CityGML 3.0', () => {
  it('reads boundaries, heights and generic attributes of the new modules', async () => {
    const names =
      'xmlns="http://www.opengis.net/citygml/3.0" xmlns:bldg="http://www.opengis.net/citygml/building/3.0" xmlns:con="http://www.opengis.net/citygml/construction/3.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:gen="http://www.opengis.net/citygml/generics/3.0"';
    const [bottom, top] = box(500_000, 5_700_000, 10, 59);
    const bound = (kind: string, polygon: string): string =>
      `<boundary><con:${kind}><lod2MultiSurface><gml:MultiSurface>${member(polygon)}</gml:MultiSurface></lod2MultiSurface></con:${kind}></boundary>`;
    const attributes = [
      '<genericAttribute><gen:StringAttribute><gen:name>owner</gen:name><gen:value>市</gen:value></gen:StringAttribute></genericAttribute>',
      '<con:dateOfConstruction>1987-01-01</con:dateOfConstruction>',
      '<con:height><con:Height><con:highReference>highestRoofEdge</con:highReference><con:value uom="m">9.2</con:value></con:Height></con:height>',
      '<bldg:storeysAboveGround>3</bldg:storeysAboveGround>',
    ].join('');
    const building = `<bldg:Building gml:id="n">${attributes}${bound('GroundSurface', bottom!)}${bound('RoofSurface', top!)}</bldg:Building>`;
    const text = `<CityModel ${names}>${envelope('urn:ogc:def:crs:EPSG::25832')}<cityObjectMember>${building}</cityObjectMember></CityModel>`;
    const { records, faults } = await opened(openCitygml, fileOf('three.gml', text));
    expect(faults.counts()).toEqual([]);
    expect(records[0]!.values).toMatchObject({
      ...{ owner: '市', yearOfConstruction: '1987', measuredHeight: '9.2', '@storeys': 3 },
      ...{ '@heightMeters': 9, '@baseMeters': 50, '@lod': 2 },
    });
    expect(multiPolygonArea(polygonsOf(records[0]))).toBeCloseTo(80, 6);
  });
});

describe.skipIf(sharedDataMissing)('real CityGML', () => {
  it('the PLATEAU tile has 25 buildings east of Sapporo, longitude first', async () => {
    const file = sharedData('bld-citygml-plateau-sapporo/64413325_bldg_6697_op.gml');
    const { records, faults, declaredCrs } = await opened(openCitygml, file);
    expect(records).toHaveLength(25);
    expect(faults.counts()).toEqual([]);
    expect(declaredCrs).toBe('EPSG:6668 + EPSG:6695 (EPSG:6697)');
    expect(records.filter(({ values }) => values.measuredHeight !== undefined)).toHaveLength(22);
    const { minX, minY, maxX, maxY } = boundsOf(records.flatMap((record) => polygonsOf(record).flat()));
    const within = [minX >= 141.43735, maxX <= 141.44182, minY >= 42.93865, maxY <= 42.94163];
    expect(within).toEqual([true, true, true, true]);
    const shed = records.find(({ values }) => values['uro:buildingID'] === '01100-bldg-636971');
    expect(shed?.values).toMatchObject({
      '@baseMeters': 100.378,
      '@heightMeters': 3,
      class: '3001',
      KeyCode: '642328',
    });
    expect(polygonsOf(shed)[0]![0]![0]).toEqual([141.44132418, 42.94147409]);
  });
});

const wholeJson = JSON.stringify(cityjson({ a: house }));

describe('bad city models', () => {
  it.each([
    ['empty', '', 'BAKE-235'],
    ['truncated', wholeJson.slice(0, -30), 'BAKE-202'],
    ['a list', '[1, 2]', 'BAKE-202'],
    ['no CityJSON', '{"type": "FeatureCollection"}', 'BAKE-202'],
    ['of an old version', wholeJson.replace('"2.0"', '"1.0"'), 'BAKE-244'],
    ['without transform', wholeJson.replace('"transform"', '"transfrom"'), 'BAKE-202'],
    ['in GBK', Buffer.from(wholeJson.replace('"a":', '"\u00b1":'), 'latin1'), 'BAKE-225'],
    ['NaN within', wholeJson.replace('[0,0,0]', '[NaN,0,0]'), 'BAKE-202'],
    ['a sequence with a broken line', `${wholeJson}\n{"type":"CityJSONFeature", "CityObjects": {`, 'BAKE-202'],
    ['huge coordinates', wholeJson.replace('[0,0,0]', '[1e300,0,0]'), 'records'],
    ['whole', wholeJson, 'records'],
  ])('CityJSON: %s', async (name, content, expected) => {
    expect(await outcome(openCityjson, fileOf(`${name.replaceAll(/\W/g, '-')}.json`, content))).toBe(expected);
  });

  it('a huge or missing corner leaves a building without footprint, never with a wrong one', async () => {
    for (const corner of ['[1e300,0,0]', '[9e9,0,0]', '["x",0,0]', '[null,0,0]']) {
      const { records, faults } = await opened(
        openCityjson,
        fileOf('corner.json', wholeJson.replace('[0,0,0]', corner)),
      );
      const areas = records.map((record) => multiPolygonArea(polygonsOf(record)));
      expect(areas.every((area) => area < 80.001)).toBe(true);
      expect(faults.count('BAKE-247') === 1 || records[0]!.geometry === null).toBe(true);
    }
  });

  const laughs = wholeGml.replace(
    '<core:CityModel',
    '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]><core:CityModel',
  );
  const bomb = Buffer.concat([Buffer.from(wholeGml.slice(0, 400)), Buffer.alloc(80 << 20, 0x20)]);
  it.each([
    ['empty', '', 'BAKE-235'],
    ['truncated', wholeGml.slice(0, -60), 'BAKE-202'],
    ['of another kind', '<kml xmlns="http://www.opengis.net/kml/2.2"></kml>', 'BAKE-244'],
    ['of version 1.0', wholeGml.replaceAll('/2.0"', '/1.0"'), 'BAKE-244'],
    ['a billion laughs', laughs, 'BAKE-243'],
    ['a gzip bomb', gzipSync(bomb), 'BAKE-242'],
    ['in another encoding than it says', Buffer.from(wholeGml.replace('h1', 'é'), 'latin1'), 'BAKE-225'],
    ['whole', wholeGml, 'records'],
    ['whole, gzip', gzipSync(wholeGml), 'records'],
  ])('CityGML: %s', async (name, content, expected) => {
    expect(await outcome(openCitygml, fileOf(`${name.replaceAll(/\W/g, '-')}.gml`, content))).toBe(expected);
  });

  it('CityGML: NaN and odd numbers of coordinates are counted surfaces', async () => {
    const nan = await opened(openCitygml, fileOf('nan.gml', wholeGml.replace('500000 5700000 50', 'NaN 5700000 50')));
    expect(nan.faults.kept()[0]).toMatchObject({ code: 'BAKE-247', values: { id: 'h1', count: 1 } });
    const odd = await opened(openCitygml, fileOf('odd.gml', wholeGml.replace('<gml:posList>', '<gml:posList>7 ')));
    expect(odd.faults.count('BAKE-247')).toBe(1);
  });

  it.each([
    ['CityJSON', openCityjson, wholeJson, 'BAKE-202'],
    ['CityGML', openCitygml, wholeGml, 'BAKE-202'],
  ] as const)(
    `${ROUNDS} seeded mutations of %s give a fault or records, never another error`,
    async (name, open, text, usual) => {
      const random = new SeededRandom(name);
      const bytes = new TextEncoder().encode(text);
      const found = new Set<string>();
      for (let round = 0; round < ROUNDS; round++)
        found.add(await outcome(open, fileOf(`mutant-${name}`, mutated(bytes, random))));
      expect(found).toContain(usual);
      expect(found).toContain('records');
    },
  );

  it.skipIf(sharedDataMissing)('real files cut anywhere are refused', async () => {
    const files = [
      ['bld-cityjson-delft/delft.json', openCityjson],
      ['bld-citygml-plateau-sapporo/64413325_bldg_6697_op.gml', openCitygml],
    ] as const;
    for (const [file, open] of files) {
      const bytes = readFileSync(sharedData(file));
      for (const share of [0.2, 0.7, 0.999]) {
        const cut = fileOf('cut-real', bytes.subarray(0, Math.floor(bytes.length * share)));
        expect(await outcome(open, cut), `${file} at ${share}`).toBe('BAKE-202');
      }
    }
  });
});
