import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerFile, refusalOf } from '../../support/ownerFiles.ts';
import { zipFile } from '../../support/zipFile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-kml-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(bytes: string | Uint8Array, name = 'a.kml'): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

const document = (content: string, declaration = '<?xml version="1.0" encoding="UTF-8"?>'): string =>
  `${declaration}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>not a folder</name>${content}</Document></kml>`;
const ringXml = '<LinearRing><coordinates>0,0,5 4,0,5 4,4,5 0,0,5</coordinates></LinearRing>';
const polygonXml = `<Polygon><outerBoundaryIs>${ringXml}</outerBoundaryIs><innerBoundaryIs>${ringXml}</innerBoundaryIs></Polygon>`;
const placemark = (content: string, id = ''): string => `<Placemark${id && ` id="${id}"`}>${content}</Placemark>`;
const open = [[0, 0], [4, 0], [4, 4]]; // biome-ignore format: a ring

describe('a KML', () => {
  it('gives points, lines, areas with holes, and many as one', async () => {
    const file = written(
      document(
        [
          '<Point><coordinates>\n 120.38 , 36.1 , 0\n</coordinates></Point>',
          '<LineString><coordinates>0,0 4,4</coordinates></LineString>',
          polygonXml,
          `<MultiGeometry>${polygonXml}<MultiGeometry>${polygonXml}</MultiGeometry></MultiGeometry>`,
          ringXml,
          '<name>without a place</name>',
        ]
          .map((content) => placemark(content))
          .join(''),
      ),
    );
    const { raw, records, faults } = await ownerFile('kml', file);
    expect([raw.declaredCrs, raw.recordCount, raw.layers]).toEqual(['EPSG:4326', 6, []]);
    expect(records.map(({ geometry }) => geometry)).toEqual([
      { kind: 'point', at: [120.38, 36.1] },
      { kind: 'lines', lines: [[[0, 0], [4, 4]]] },
      { kind: 'polygons', polygons: [[open, open]] },
      { kind: 'polygons', polygons: [[open, open], [open, open]] },
      { kind: 'polygons', polygons: [[open]] },
      null,
    ]); // biome-ignore format: geometries
    expect(faults.counts()).toEqual([]);
  });

  it('tells holes from outlines by their element, wherever and however many they stand', async () => {
    const ring = (from: number, to: number): string =>
      `<LinearRing><coordinates>${from},${from} ${to},${from} ${to},${to} ${from},${from}</coordinates></LinearRing>`;
    const corners = (from: number, to: number) => [[from, from], [to, from], [to, to]]; // biome-ignore format: a ring
    const outer = `<outerBoundaryIs>${ring(0, 9)}</outerBoundaryIs>`;
    const inner = (...rings: string[]): string => `<innerBoundaryIs>${rings.join('')}</innerBoundaryIs>`;
    const polygons = [
      `<Polygon>${outer}${inner(ring(1, 2))}${inner(ring(3, 4))}</Polygon>`,
      // As Google Earth writes it, against the standard.
      `<Polygon>${outer}${inner(ring(1, 2), ring(3, 4))}</Polygon>`,
      `<Polygon>${inner(ring(1, 2))}${outer}${inner(ring(3, 4))}</Polygon>`,
    ];
    const whole = written(document(polygons.map((polygon) => placemark(polygon)).join('')));
    const { records, faults } = await ownerFile('kml', whole);
    const expected = { kind: 'polygons', polygons: [[corners(0, 9), corners(1, 2), corners(3, 4)]] };
    expect(records.map(({ geometry }) => geometry)).toEqual([expected, expected, expected]);
    expect(faults.counts()).toEqual([]);

    const alone = written(document(placemark(`<Polygon>${inner(ring(1, 2))}</Polygon>`, 'hole')), 'hole.kml');
    const dropped = await ownerFile('kml', alone);
    expect(dropped.records).toEqual([]);
    expect(dropped.faults.kept()).toMatchObject([{ code: 'BAKE-231', values: { id: 'hole' } }]);
  });

  it('keeps the other parts of a line of which one is but a point', async () => {
    const line = (text: string): string => `<LineString><coordinates>${text}</coordinates></LineString>`;
    const many = (...lines: string[]): string =>
      placemark(`<MultiGeometry>${lines.map(line).join('')}</MultiGeometry>`);
    const { records, faults } = await ownerFile('kml', written(document(many('5,5', '0,0 4,4') + many('5,5', '6,6'))));
    expect(records.map(({ geometry }) => geometry)).toEqual([{ kind: 'lines', lines: [[[5, 5]], [[0, 0], [4, 4]]] }]); // biome-ignore format: lines
    expect(faults.counts()).toEqual([{ code: 'BAKE-231', count: 1 }]);
  });

  it('reads names, extended data of both kinds, ids and folders', async () => {
    const data =
      '<ExtendedData><Data name="code"><displayName>x</displayName><value> 123 </value></Data></ExtendedData>';
    const schema =
      '<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="层数">6</SimpleData></SchemaData></ExtendedData>';
    const point = '<Point><coordinates>1,2</coordinates></Point>';
    const file = written(
      document(
        `<Folder><name>网格</name>${placemark(`<name>甲</name><description><![CDATA[<b>!</b>]]></description>${data}${point}`, 'p1')}
         <Folder><name>延展</name>${placemark(`${schema}${point}`)}</Folder></Folder>`,
      ),
    );
    const { raw, records } = await ownerFile('kml', file);
    expect(raw.layers).toEqual(['网格', '网格/延展']);
    expect(raw.fieldNames).toEqual(['@folder', '@id', 'name', 'description', 'code', '层数']);
    expect(records.map(({ values }) => values)).toEqual([
      { '@folder': '网格', '@id': 'p1', name: '甲', description: '<b>!</b>', code: '123' },
      { '@folder': '网格/延展', 层数: '6' },
    ]);
    expect((await ownerFile('kml', file, { layer: '网格/延展' })).records.map(({ number }) => number)).toEqual([2]);
    expect((await refusalOf(ownerFile('kml', file, { layer: '网' }))).code).toBe('BAKE-228');
  });

  it('drops and counts models, tracks, mixtures and broken coordinates', async () => {
    const contents = [
      '<Model><Link/></Model>',
      '<gx:Track xmlns:gx="x"><gx:coord>1 2 3</gx:coord></gx:Track>',
      `<MultiGeometry>${polygonXml}<Point><coordinates>1,2</coordinates></Point></MultiGeometry>`,
      '<Point><coordinates>1 2</coordinates></Point>',
      '<LineString><coordinates>1,2</coordinates></LineString>',
    ];
    const { records, faults } = await ownerFile(
      'kml',
      written(document(contents.map((one) => placemark(one, 'k')).join(''))),
    );
    expect(records).toEqual([]);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-230', count: 3 },
      { code: 'BAKE-231', count: 2 },
    ]);
    expect(faults.kept()[0]!.values).toMatchObject({ id: 'k', kind: 'Model' });
  });

  it('is read in the encoding that it declares', async () => {
    const [before, after] = document(
      placemark('<name>市</name><Point><coordinates>1,2</coordinates></Point>'),
      '<?xml version="1.0" encoding="GB2312"?>',
    ).split('市') as [string, string];
    const file = written(Buffer.concat([Buffer.from(before), Buffer.from('cad0', 'hex'), Buffer.from(after)]));
    expect((await ownerFile('kml', file)).records[0]!.values.name).toBe('市');
  });

  it('is read out of a KMZ, whichever name it has there', async () => {
    const content = document(placemark('<Point><coordinates>1,2</coordinates></Point>'));
    for (const name of ['doc.kml', '网格.kml']) {
      const file = written(
        zipFile([
          { path: 'files/a.png', bytes: 'x' },
          { path: name, bytes: content },
        ]),
        'a.kmz',
      );
      expect((await ownerFile('kml', file)).records.length).toBe(1);
    }
  });

  it('with entities of its own is refused: a billion laughs', async () => {
    const laughs = '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
    const file = written(`<?xml version="1.0"?>${laughs}<kml><Placemark><name>&b;</name></Placemark></kml>`);
    expect((await refusalOf(ownerFile('kml', file))).code).toBe('BAKE-243');
  });
});
