/** Small files of every format that holds records, sound ones and with whatever coordinate and text a test asks for. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import type { RecipeSource, SourceFormat } from '../../src/model/contract/recipeSources.ts';
import { geopackageBlob, smallGeopackage, wkbPolygon } from './geopackageFile.ts';
import { dbfFile, polygonShp } from './ownerFiles.ts';
import { fileBlock, lengthField, pbfHeader, primitiveBlock } from './tinyPbf.ts';
import { xlsxParts } from './xlsxFile.ts';
import { zipFile } from './zipFile.ts';

type Ring = readonly (readonly [number, number])[];
/** A triangle of some 20 m, whose first corner stands at x; within the toy district for x = 120.365. */
const ringAt = (x: number): Ring => [
  [x, 36.1],
  [120.3653, 36.1002],
  [120.3653, 36.1],
  [x, 36.1],
];

/** Files by their extension. */
export type Files = Readonly<Record<string, Uint8Array>>;

export interface RecordFormat {
  readonly format: SourceFormat;
  /** The extension of the file that a recipe names. */
  readonly main: string;
  /** What a recipe says of the source besides. */
  readonly source: Pick<RecipeSource, 'role' | 'fields'> & Partial<RecipeSource>;
  /** One record for each x; `name` is the bytes of every record's name. */
  readonly make: (xs: readonly number[], name: Uint8Array) => Files;
}

/** Text with the name's bytes where § stands. */
function textWith(text: string, name: Uint8Array): Uint8Array {
  return Buffer.concat(
    text.split('§').flatMap((piece, index) => (index === 0 ? [Buffer.from(piece)] : [name, Buffer.from(piece)])),
  );
}

/** Stands for a name's bytes in a file whose lengths are fixed before. */
const BLANK = '\u007f';
function withName(file: Uint8Array, name: Uint8Array): Uint8Array {
  const written = Buffer.from(file);
  for (let at = written.indexOf(BLANK); at >= 0; at = written.indexOf(BLANK)) written.set(name, at);
  return written;
}

/** JSON knows neither NaN nor Infinity: who writes them anyway writes them so. */
const geojsonFeature = (x: number): string =>
  `{"type":"Feature","properties":{"id":"${x}","name":"§"},"geometry":{"type":"Polygon","coordinates":[[${ringAt(x).map(([a, b]) => `[${a},${b}]`)}]]}}`;

function kmlText(xs: readonly number[]): string {
  const placemarks = xs.map((x) => {
    const corners = ringAt(x).map(([a, b]) => `${a},${b}`);
    return `<Placemark><name>§</name><ExtendedData><Data name="id"><value>${x}</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>${corners.join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`;
  });
  return `<?xml version="1.0"?><kml><Document>${placemarks.join('')}</Document></kml>`;
}

function shapefileParts(xs: readonly number[], name: Uint8Array): Files {
  const columns = [
    { name: Buffer.from('id'), type: 'C', length: 24 },
    { name: Buffer.from('name'), type: 'C', length: 12 },
  ] as const;
  const rows = xs.map((x) => [Buffer.from(String(x)), name]);
  return { ...polygonShp(xs.map(ringAt)), dbf: dbfFile(columns, rows) };
}

function geopackageBytes(xs: readonly number[], name: Uint8Array): Uint8Array {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-making-'));
  const file = path.join(folder, 'a.gpkg');
  const rows = xs.map((x) => ({ name, geometry: geopackageBlob(wkbPolygon(ringAt(x))) }));
  smallGeopackage(file, [{ name: 'a', srsId: 4490, rows }], { pageBytes: 512 });
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Corners as nodes, from `first` on: an area closes on its first one. */
const nodesAt = (x: number, first: number) =>
  ringAt(x)
    .slice(0, 3)
    .map(([lon, lat], corner) => ({ id: first + corner, lon, lat }));
const closed = (nodes: readonly { readonly id: number }[]): number[] => [...nodes, nodes[0]!].map(({ id }) => id);

function osmText(xs: readonly number[]): string {
  const ways = xs.map((x, index) => {
    const nodes = nodesAt(x, index * 10 + 1);
    const places = nodes.map(({ id, lon, lat }) => `<node id="${id}" lon="${lon}" lat="${lat}"/>`).join('');
    const refs = closed(nodes).map((id) => `<nd ref="${id}"/>`);
    return [places, `<way id="${index + 1}">${refs.join('')}<tag k="building" v="yes"/><tag k="name" v="§"/></way>`];
  });
  const [nodes, outlines] = [0, 1].map((part) => ways.map((way) => way[part]).join(''));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">${nodes}${outlines}</osm>`;
}

/** Whole numbers of 100 nanodegrees: it knows no NaN and nothing endless, so that the farthest stands for both. */
const FARTHEST_DEG = 9e8;
const heldByPbf = (degrees: number): number =>
  Number.isFinite(degrees) ? Math.min(degrees, FARTHEST_DEG) : FARTHEST_DEG;
function pbfBytes(xs: readonly number[], name: Uint8Array): Uint8Array {
  const nodes = xs.map((x, index) => nodesAt(heldByPbf(x), index * 10 + 1));
  const ways = nodes.map((corners, index) => ({
    id: index + 1,
    refs: closed(corners),
    tags: { building: 'yes', name: BLANK.repeat(name.length) },
  }));
  const block = withName(Uint8Array.from(primitiveBlock({ nodes: nodes.flat(), ways })), name);
  return Uint8Array.from([...pbfHeader(), ...fileBlock('OSMData', lengthField(1, block))]);
}

/** A CityJSON's vertices are whole numbers; its buildings are flat here, as a map's are. */
function cityjsonText(xs: readonly number[]): string {
  const steps = (degrees: number): string => String(Number.isFinite(degrees) ? Math.round(degrees * 1e7) : degrees);
  const corners = xs.flatMap((x) => ringAt(x).slice(0, 3));
  const vertices = corners.map(([lon, lat]) => `[${steps(lon)},${steps(lat)},0]`);
  const objects = xs.map((x, index) => {
    const surface = `[[[${[2, 1, 0].map((corner) => index * 3 + corner)}]]]`;
    return `"b${index}":{"type":"Building","attributes":{"id":"${x}","name":"§"},"geometry":[{"type":"MultiSurface","lod":"0","boundaries":${surface}}]}`;
  });
  return `{"type":"CityJSON","version":"2.0","transform":{"scale":[1e-7,1e-7,1],"translate":[0,0,0]},"CityObjects":{${objects}},"vertices":[${vertices}]}`;
}

const gmlNames = [
  'xmlns:core="http://www.opengis.net/citygml/2.0"',
  'xmlns:bldg="http://www.opengis.net/citygml/building/2.0"',
  'xmlns:gml="http://www.opengis.net/gml"',
].join(' ');
function citygmlText(xs: readonly number[]): string {
  const members = xs.map((x, index) => {
    const corners = ringAt(x).map(([lon, lat]) => `${lon} ${lat} 0`);
    return `<core:cityObjectMember><bldg:Building gml:id="b${index}"><gml:name>§</gml:name><bldg:lod0FootPrint><gml:MultiSurface><gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>${corners.join(' ')}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface></bldg:lod0FootPrint></bldg:Building></core:cityObjectMember>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><core:CityModel ${gmlNames}>${members.join('')}</core:CityModel>`;
}

const buildings = { role: 'buildings', fields: { name: { from: 'name' } } } as const;
const places = {
  role: 'videoPoints',
  fields: { id: { from: 'id' }, name: { from: 'name' }, x: { from: 'x' }, y: { from: 'y' } },
} as const;

export const recordFormats: readonly RecordFormat[] = [
  {
    format: 'geojson',
    main: 'geojson',
    source: buildings,
    make: (xs, name) => ({
      geojson: textWith(`{"type":"FeatureCollection","features":[${xs.map(geojsonFeature)}]}`, name),
    }),
  },
  {
    format: 'json',
    main: 'json',
    source: places,
    make: (xs, name) => ({ json: textWith(`[${xs.map((x) => `{"id":"${x}","name":"§","x":${x},"y":36.1}`)}]`, name) }),
  },
  {
    format: 'csv',
    main: 'csv',
    source: places,
    make: (xs, name) => ({ csv: textWith(`id,name,x,y\n${xs.map((x) => `${x},§,${x},36.1\n`).join('')}`, name) }),
  },
  { format: 'kml', main: 'kml', source: buildings, make: (xs, name) => ({ kml: textWith(kmlText(xs), name) }) },
  {
    format: 'kml',
    main: 'kmz',
    source: buildings,
    make: (xs, name) => ({ kmz: zipFile([{ path: 'doc.kml', bytes: textWith(kmlText(xs), name) }]) }),
  },
  { format: 'shapefile', main: 'shp', source: buildings, make: shapefileParts },
  {
    format: 'shapefile',
    main: 'zip',
    source: buildings,
    make: (xs, name) => {
      const parts = Object.entries(shapefileParts(xs, name));
      return { zip: zipFile(parts.map(([extension, bytes]) => ({ path: `a.${extension}`, bytes }))) };
    },
  },
  {
    format: 'geopackage',
    main: 'gpkg',
    source: buildings,
    make: (xs, name) => ({ gpkg: geopackageBytes(xs, name) }),
  },
  {
    format: 'flatgeobuf',
    main: 'fgb',
    source: buildings,
    make: (xs, name) => {
      const features = xs.map((x) => ({
        type: 'Feature',
        properties: { id: String(x), name: BLANK.repeat(name.length) },
        geometry: { type: 'Polygon', coordinates: [ringAt(x)] },
      }));
      const collection = { type: 'FeatureCollection', features } as unknown as Parameters<typeof serialize>[0];
      return { fgb: withName(serialize(collection), name) };
    },
  },
  {
    format: 'xlsx',
    main: 'xlsx',
    source: places,
    make: (xs, name) => {
      const rows = xs.map((x) => [`${x}`, '§', { number: String(x) }, { number: '36.1' }]);
      const parts = xlsxParts([{ name: 'a', rows: [['id', 'name', 'x', 'y'], ...rows] }]);
      return { xlsx: zipFile(parts.map((part) => ({ ...part, bytes: textWith(String(part.bytes), name) }))) };
    },
  },
  {
    format: 'osm-xml',
    main: 'osm',
    source: { ...buildings, layer: 'building' },
    make: (xs, name) => ({ osm: textWith(osmText(xs), name) }),
  },
  {
    format: 'osm-pbf',
    main: 'pbf',
    source: { ...buildings, layer: 'building' },
    make: (xs, name) => ({ pbf: pbfBytes(xs, name) }),
  },
  {
    format: 'cityjson',
    main: 'city.json',
    source: buildings,
    make: (xs, name) => ({ 'city.json': textWith(cityjsonText(xs), name) }),
  },
  {
    format: 'citygml',
    main: 'gml',
    source: buildings,
    make: (xs, name) => ({ gml: textWith(citygmlText(xs), name) }),
  },
];
