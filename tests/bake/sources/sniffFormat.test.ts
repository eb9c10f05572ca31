import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foreignFormat } from '../../../src/bake/sources/foreignFormats.ts';
import { sniffFormat } from '../../../src/bake/sources/sniffFormat.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';
import { xlsxFile } from '../../support/xlsxFile.ts';
import { zipFile } from '../../support/zipFile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-sniff-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function sniffed(bytes: string | Uint8Array, name = 'a.dat'): ReturnType<typeof sniffFormat> {
  writeFileSync(path.join(folder, name), bytes);
  return sniffFormat(path.join(folder, name));
}

const osm = '<?xml version="1.0"?>\n<!-- made by <hand> -->\n<osm version="0.6"></osm>';
const padding = (entries: number) =>
  Array.from({ length: entries }, (_, n) => ({ path: `media/${n}.png`, bytes: `${n}` }));

describe('a file without a telling name', () => {
  it.each([
    ['geojson', '\ufeff {"type": "FeatureCollection", "features": []}'],
    ['geojson', '{"features":[{"type":"Feature"}]}'],
    ['geojson', '\x1e{"type":"Feature","geometry":null}\n'],
    ['geojson', '{"type":"Polygon","coordinates":[]}'],
    ['cityjson', '{"CityObjects":{},"type":"CityJSON"}'],
    ['cityjson', '{"type":"CityJSONFeature","id":"a"}'],
    ['3dtiles', '{"asset":{"version":"1.1"},"geometricError":1,"root":{}}'],
    ['gltf', '{"asset":{"version":"2.0"},"scenes":[]}'],
    ['json', '[{"id":1}]'],
    ['kml', '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"/>'],
    ['kml', '<k:kml xmlns:k="http://www.opengis.net/kml/2.2"/>'],
    ['osm-xml', osm],
    ['citygml', '<core:CityModel xmlns:core="http://www.opengis.net/citygml/2.0"></core:CityModel>'],
    [null, '<html></html>'],
    [null, 'hello'],
    [null, ''],
  ])('is %s', (format, text) => {
    expect(sniffed(text)).toBe(format);
  });

  it.each([
    ['osm-xml', gzipSync(osm)],
    ['gltf', Buffer.from('glTF\x02\0\0\0')],
    ['geotiff', Buffer.from('II*\0rest')],
    ['geotiff', Buffer.from('MM\0+rest')],
    ['osm-pbf', Buffer.from('\0\0\0\x0e\x0a\x09OSMHeader')],
    ['xlsx', xlsxFile([{ name: 'a', rows: [['a']] }])],
    ['kml', zipFile([{ path: 'doc.kml', bytes: '<kml/>' }])],
    ['shapefile', zipFile([{ path: 'a.SHP', bytes: '' }])],
    // The names that tell stand behind 64 KiB of others.
    ['kml', zipFile([...padding(2000), { path: 'doc.kml', bytes: '<kml/>' }])],
    [null, zipFile([{ path: 'a.txt', bytes: '' }])],
    [null, gzipSync('hello')],
    [null, gzipSync(osm).subarray(0, 12)],
  ])('is %s by its bytes', (format, bytes) => {
    expect(sniffed(bytes)).toBe(format);
  });

  it('is known by its name where its bytes say nothing', () => {
    expect(sniffed('a,b\n1,2', 'a.CSV')).toBe('csv');
    expect(sniffed('', 'a.gpkg')).toBe('geopackage');
    expect(sniffed('x', 'b.tiff')).toBe('geotiff');
  });
});

describe('a format that is not read', () => {
  it.each([
    ['a.dwg', 'AC1032', 'AutoCAD DWG', 'ODAFileConverter'],
    ['a.dat', 'AC1015', 'AutoCAD DWG', 'ODAFileConverter'],
    ['A.DXF', '0\nSECTION', 'AutoCAD DXF', 'ogr2ogr -f GPKG'],
    ['a.gdb.zip', 'PK', 'Esri FileGDB', 'ogr2ogr -f GPKG'],
    ['a.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'Excel 97–2003', 'xlsx'],
    ['a.rar', 'x', 'RAR', 'unrar'],
  ])('%s: what it is and how to convert it', (name, bytes, kind, conversion) => {
    writeFileSync(path.join(folder, name), bytes);
    const found = foreignFormat(path.join(folder, name));
    expect([found?.kind, found?.conversion.includes(conversion)]).toEqual([kind, true]);
  });

  it('may be a folder, and is none of ours', () => {
    mkdirSync(path.join(folder, '区划.gdb'));
    expect(foreignFormat(path.join(folder, '区划.gdb'))?.kind).toBe('Esri FileGDB');
    for (const name of ['a.gpkg', 'a.csv', 'a.zip']) {
      writeFileSync(path.join(folder, name), 'x');
      expect(foreignFormat(path.join(folder, name))).toBeNull();
    }
  });
});

describe.skipIf(sharedDataMissing)('real files under a false name', () => {
  it.each([
    ['bld-shapefile-gbk/jianzhu-beijing.shp', 'shapefile'],
    ['bld-gpkg-prague/bubenec.gpkg', 'geopackage'],
    ['bld-flatgeobuf/countries.fgb', 'flatgeobuf'],
    ['bld-geojson-beijing-tsinghua/roads.geojson', 'geojson'],
    ['bld-osm-pbf-monaco/monaco-latest.osm.pbf', 'osm-pbf'],
    ['bld-osm-xml-moscow/moscow.osm.gz', 'osm-xml'],
    ['bld-cityjson-delft/delft.json', 'cityjson'],
    ['bld-citygml-plateau-sapporo/64413325_bldg_6697_op.gml', 'citygml'],
    ['cameras-nyc/cameras.json', 'json'],
    ['tiles3d-samples/1.1/MetadataGranularities/tileset.json', '3dtiles'],
  ])('%s is %s', (file, format) => {
    copyFileSync(sharedData(file), path.join(folder, 'a.csv'));
    expect(sniffFormat(path.join(folder, 'a.csv'))).toBe(format);
  });
});
