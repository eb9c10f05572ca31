/**
 * A city's buildings (or, in a table, its cameras) in one file of 1 GiB, of which a district keeps 30,000. Every record is
 * written out with an id of its own; far ones stand in the same 2,000 places.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { ByteBuffer } from 'flatbuffers';
import { buildHeader } from 'flatgeobuf/lib/mjs/generic/featurecollection.js';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { fromByteBuffer } from 'flatgeobuf/lib/mjs/header-meta.js';
import type { SourceFormat } from '../../src/model/contract/recipeSources.ts';
import { geopackageBlob, smallGeopackage, wkbPolygon } from './geopackageFile.ts';
import { type DbfColumn, dbfFile, polygonShp } from './ownerFiles.ts';

const GIB = 2 ** 30;
/** Houses of the district: rows and columns 45 m apart. */
const [COLUMNS, ROWS] = [200, 150];
export const KEPT = COLUMNS * ROWS;
/** Records that are made at a time; of those far from the district only their ids are written anew. */
const [BLOCK, FAR_PLACES] = [1000, 2000];
/** As written in a record that is repeated: as long as any id. */
const BLANK_ID = 'id-00000000';
const idOf = (number: number): string => `id-${String(number).padStart(8, '0')}`;

const [WEST, SOUTH, STEP_DEG] = [120.33, 36.06, 0.0005];
/** Of the district, closed. */
export const cityOutline = [
  [WEST - STEP_DEG, SOUTH - STEP_DEG],
  [WEST + COLUMNS * STEP_DEG, SOUTH - STEP_DEG],
  [WEST + COLUMNS * STEP_DEG, SOUTH + ROWS * STEP_DEG],
  [WEST - STEP_DEG, SOUTH + ROWS * STEP_DEG],
  [WEST - STEP_DEG, SOUTH - STEP_DEG],
];

type House = ReturnType<typeof houseAt>;

/** A house of twelve corners, some 20 m wide, with the columns that a cadastre gives it. */
function houseAt(id: string, number: number, [lon, lat]: readonly [number, number]) {
  const corners = Array.from({ length: 12 }, (_, corner): [number, number] => {
    const [angle, reach] = [(corner / 12) * 2 * Math.PI, corner % 2 === 0 ? 1.2e-4 : 0.9e-4];
    return [
      Number((lon + Math.cos(angle) * reach).toFixed(9)),
      Number((lat + Math.sin(angle) * reach * 0.8).toFixed(9)),
    ];
  });
  const properties = {
    ...{ id, 名称: `延安三路 ${number % 300} 号院住宅楼`, 地址: `青岛市市北区延安三路 ${number % 300} 号` },
    ...{ 用途: '城镇住宅用地（普通商品住房）', 结构: '钢筋混凝土', 权利人: '多个权利人，详见登记簿' },
    ...{ height: 3.1 * (3 + (number % 14)), floors: 3 + (number % 14), year: 1965 + (number % 55) },
  };
  return { ring: [...corners, corners[0]!], at: [lon, lat] as const, properties };
}

const keptHouse = (number: number): House =>
  houseAt(idOf(number), number, [
    WEST + (number % COLUMNS) * STEP_DEG,
    SOUTH + Math.floor(number / COLUMNS) * STEP_DEG,
  ]);
const farHouse = (place: number): House =>
  houseAt(BLANK_ID, place, [119.7 + (place % 50) * 0.01, 36.5 + Math.floor(place / 50) * 0.01]);

/** How a format writes houses. Bytes of several are what its own writer makes of a file of them. */
interface Writing {
  bytesOf(houses: readonly House[]): Uint8Array;
  /** The beginning of a file of `count` records, with these as its first. */
  beginning(bytes: Uint8Array, count: number): Uint8Array;
  following(bytes: Uint8Array): Uint8Array;
  readonly end: string;
}

/** Of formats in which a record is a text and nothing says how many there are. */
const textWriting = (head: string, textOf: (house: House) => string, end = ''): Writing => ({
  bytesOf: (houses) => Buffer.from(houses.map(textOf).join('')),
  beginning: (bytes) => Buffer.concat([Buffer.from(head), bytes]),
  following: (bytes) => bytes,
  end,
});

const feature = ({ ring, properties }: House) => ({
  ...{ type: 'Feature', properties },
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const places = (ring: readonly (readonly number[])[], between: string, last = ''): string =>
  ring.map(([lon, lat]) => `${lon}${between}${lat}${last}`).join(' ');

const geojson: Writing = {
  ...textWriting('', (house) => `,${JSON.stringify(feature(house))}`, ']}'),
  beginning: (bytes) => Buffer.concat([Buffer.from('{"type":"FeatureCollection","features":['), bytes.subarray(1)]),
};

const csv = textWriting(
  'id,名称,地址,用途,结构,权利人,height,floors,year,lon,lat\n',
  ({ at, properties }) => `${Object.values(properties).join(',')},${at.join(',')}\n`,
);

const kml = textWriting(
  '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
  ({ ring, properties }) => {
    const data = Object.entries(properties).map(([key, value]) => `<Data name="${key}"><value>${value}</value></Data>`);
    return `<Placemark><ExtendedData>${data.join('')}</ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>${places(ring, ',', ',0')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>\n`;
  },
  '</Document></kml>',
);

const gmlNames = [
  'xmlns:core="http://www.opengis.net/citygml/2.0"',
  'xmlns:bldg="http://www.opengis.net/citygml/building/2.0"',
  'xmlns:gml="http://www.opengis.net/gml"',
].join(' ');
const citygml = textWriting(
  `<?xml version="1.0" encoding="UTF-8"?><core:CityModel ${gmlNames}>`,
  ({ ring, properties }) =>
    `<core:cityObjectMember><bldg:Building gml:id="${properties.id}"><gml:name>${properties.名称}</gml:name><bldg:measuredHeight uom="m">${properties.height}</bldg:measuredHeight><bldg:storeysAboveGround>${properties.floors}</bldg:storeysAboveGround><bldg:lod0FootPrint><gml:MultiSurface><gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList srsDimension="3">${places(ring, ' ', ' 0')}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface></bldg:lod0FootPrint></bldg:Building></core:cityObjectMember>\n`,
  '</core:CityModel>',
);

/** A sequence: a line for each building, with vertices of its own. */
const cityjson = textWriting(
  '{"type":"CityJSON","version":"2.0","transform":{"scale":[1e-9,1e-9,0.001],"translate":[0,0,0]},"CityObjects":{},"vertices":[]}\n',
  ({ ring, properties }) => {
    const vertices = ring.slice(0, -1).map(([lon, lat]) => [Math.round(lon! * 1e9), Math.round(lat! * 1e9), 0]);
    const boundaries = [[vertices.map((_, index) => index).reverse()]];
    const building = {
      type: 'Building',
      attributes: properties,
      geometry: [{ type: 'MultiSurface', lod: '0', boundaries }],
    };
    return `${JSON.stringify({ type: 'CityJSONFeature', id: properties.id, CityObjects: { [properties.id]: building }, vertices })}\n`;
  },
);

const collection = (houses: readonly House[]) =>
  ({ type: 'FeatureCollection', features: houses.map(feature) }) as unknown as Parameters<typeof serialize>[0];
const MAGIC_BYTES = 8;
/** With its own length before it. */
const headerEnd = (bytes: Uint8Array): number =>
  MAGIC_BYTES + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC_BYTES, true);

const flatgeobuf: Writing = {
  bytesOf: (houses) => serialize(collection(houses)),
  beginning: (bytes, featuresCount) => {
    const header = fromByteBuffer(new ByteBuffer(bytes.slice(MAGIC_BYTES)));
    return Buffer.concat([
      bytes.subarray(0, MAGIC_BYTES),
      buildHeader({ ...header, featuresCount }),
      bytes.subarray(headerEnd(bytes)),
    ]);
  },
  following: (bytes) => bytes.subarray(headerEnd(bytes)),
  end: '',
};

const housesOf = (count: number, houseOf: (index: number) => House): House[] =>
  Array.from({ length: count }, (_, index) => houseOf(index));
const keptBlocks = (): House[][] =>
  Array.from({ length: KEPT / BLOCK }, (_, block) => housesOf(BLOCK, (index) => keptHouse(block * BLOCK + index)));

/** Where ids stand that are to be written anew. */
function blanksIn(bytes: Buffer): number[] {
  const at: number[] = [];
  for (let next = bytes.indexOf(BLANK_ID); next >= 0; next = bytes.indexOf(BLANK_ID, next + 1)) at.push(next);
  return at;
}

/** Calls in the order of the file: kept blocks spread evenly among far ones. */
function inOrder(keptCount: number, farBlocks: number, kept: (block: number) => void, far: () => void): void {
  let written = 0;
  for (let block = 0; block < farBlocks; block++) {
    for (; written <= (block / farBlocks) * (keptCount - 1); written++) kept(written);
    far();
  }
  for (; written < keptCount; written++) kept(written);
}

const writeStream =
  ({ bytesOf, beginning, following, end }: Writing) =>
  (file: string): number => {
    const kept = keptBlocks().map(bytesOf);
    const far = Buffer.from(following(bytesOf(housesOf(FAR_PLACES, farHouse))));
    const blanks = blanksIn(far);
    const keptBytes = kept.reduce((sum, { length }) => sum + length, 0);
    const farBlocks = Math.ceil((GIB - keptBytes) / far.length);
    const count = KEPT + farBlocks * FAR_PLACES;
    const idsPerHouse = blanks.length / FAR_PLACES;
    const handle = openSync(file, 'w');
    let number = KEPT;
    inOrder(
      kept.length,
      farBlocks,
      (block) => writeSync(handle, block === 0 ? beginning(kept[0]!, count) : following(kept[block]!)),
      () => {
        for (const [index, at] of blanks.entries()) {
          far.write(idOf(number + Math.floor(index / idsPerHouse)), at, 'latin1');
        }
        number += FAR_PLACES;
        writeSync(handle, far);
      },
    );
    writeSync(handle, end);
    closeSync(handle);
    return count;
  };

const text = (name: string, length: number): DbfColumn => ({ name: Buffer.from(name), type: 'C', length });
const number = (name: string, length: number): DbfColumn => ({ name: Buffer.from(name), type: 'N', length });
/** Names of at most ten bytes. */
const dbfColumns: readonly DbfColumn[] = [
  ...[text('id', 12), text('名称', 60), text('地址', 80), text('用途', 60), text('结构', 30), text('权利人', 60)],
  ...[number('height', 8), number('floors', 4), number('year', 4)],
];

/** Three files that together have the size; every record is as long as any other. */
function writeShapefile(file: string): number {
  const stem = file.replace(/\.shp$/, '');
  const dbfOf = (houses: readonly House[]): Buffer =>
    dbfFile(
      dbfColumns,
      houses.map(({ properties }) => Object.values(properties).map((value) => Buffer.from(String(value).slice(0, 40)))),
    );
  const headBytes = 32 + 32 * dbfColumns.length + 1;
  const rowsOf = (houses: readonly House[]): Buffer => dbfOf(houses).subarray(headBytes, -1);
  const shapesOf = (houses: readonly House[]): Buffer => polygonShp(houses.map(({ ring }) => ring)).shp;
  const kept = keptBlocks().map((houses) => ({ shapes: shapesOf(houses).subarray(100), rows: rowsOf(houses) }));
  const farHouses = housesOf(FAR_PLACES, farHouse);
  const far = { shapes: shapesOf(farHouses).subarray(100), rows: rowsOf(farHouses) };
  const blanks = blanksIn(far.rows);
  const farBlocks = Math.ceil(GIB / (far.shapes.length + far.rows.length));
  const count = KEPT + farBlocks * FAR_PLACES;
  const recordBytes = far.shapes.length / FAR_PLACES;

  const head = shapesOf([keptHouse(0)]).subarray(0, 100);
  const [shp, shx, dbf] = ['shp', 'shx', 'dbf'].map((end) => openSync(`${stem}.${end}`, 'w')) as [
    number,
    number,
    number,
  ];
  head.writeInt32BE((100 + count * recordBytes) / 2, 24);
  writeSync(shp, head);
  const dbfHead = dbfOf([keptHouse(0)]).subarray(0, headBytes);
  dbfHead.writeUInt32LE(count, 4);
  writeSync(dbf, dbfHead);
  let next = KEPT;
  const put = (shapes: Uint8Array, rows: Uint8Array): void => {
    writeSync(shp, shapes);
    writeSync(dbf, rows);
  };
  inOrder(
    kept.length,
    farBlocks,
    (block) => put(kept[block]!.shapes, kept[block]!.rows),
    () => {
      for (const at of blanks) far.rows.write(idOf(next++), at, 'latin1');
      put(far.shapes, far.rows);
    },
  );
  writeSync(dbf, '\x1a');
  const index = Buffer.alloc(100 + 8 * count);
  head.copy(index);
  index.writeInt32BE(index.length / 2, 24);
  for (let row = 0; row < count; row++) {
    index.writeInt32BE((100 + row * recordBytes) / 2, 100 + 8 * row);
    index.writeInt32BE((recordBytes - 8) / 2, 104 + 8 * row);
  }
  writeSync(shx, index);
  for (const handle of [shp, shx, dbf]) closeSync(handle);
  const cpg = openSync(`${stem}.cpg`, 'w');
  writeSync(cpg, 'UTF-8');
  closeSync(cpg);
  return count;
}

function writeGeopackage(file: string): number {
  smallGeopackage(file, [{ name: 'a', srsId: 4490, rows: [] }]);
  const database = new DatabaseSync(file);
  const columns = Object.keys(keptHouse(0).properties);
  const pages = database.prepare('PRAGMA page_count');
  for (const column of columns) database.exec(`ALTER TABLE a ADD COLUMN "${column}"`);
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
  const names = columns.map((column) => `"${column}"`).join();
  const insert = database.prepare(`INSERT INTO a (geom, ${names}) VALUES (?, ${columns.map(() => '?').join()})`);
  const put = ({ ring, properties }: House, id: string): void => {
    insert.run(geopackageBlob(wkbPolygon(ring)), ...Object.values({ ...properties, id }));
  };
  const far = housesOf(FAR_PLACES, farHouse);
  let next = KEPT;
  const kept = keptBlocks();
  const bytes = (): number => Number(Object.values(pages.get() as object)[0]) * 4096;
  while (bytes() < GIB || kept.length > 0) {
    for (const house of kept.shift() ?? []) put(house, house.properties.id);
    for (const house of far) put(house, idOf(next++));
  }
  database.exec('COMMIT');
  database.close();
  return next;
}

/** Ids of ten digits, so that any stands where another stood; of nodes and of ways each by its first digit. */
const [FIRST_NODE, FIRST_WAY] = [1_000_000_000, 2_000_000_000];
const CORNERS = 12;
const nodesText = (houses: readonly House[], firstHouse: number): string =>
  houses
    .flatMap(({ ring }, house) =>
      ring.slice(0, CORNERS).map(([lon, lat], corner) => {
        const id = FIRST_NODE + (firstHouse + house) * CORNERS + corner;
        return `<node id="${id}" lat="${lat}" lon="${lon}"/>\n`;
      }),
    )
    .join('');
const waysText = (houses: readonly House[], firstHouse: number): string =>
  houses
    .map(({ properties: { 名称, 地址, height, floors } }, house) => {
      const node = FIRST_NODE + (firstHouse + house) * CORNERS;
      const refs = Array.from({ length: CORNERS + 1 }, (_, corner) => `<nd ref="${node + (corner % CORNERS)}"/>`);
      const tags = { building: 'yes', name: 名称, 'addr:full': 地址, height, 'building:levels': floors };
      const written = Object.entries(tags).map(([key, value]) => `<tag k="${key}" v="${value}"/>`);
      return `<way id="${FIRST_WAY + firstHouse + house}">${refs.join('')}${written.join('')}</way>\n`;
    })
    .join('');

/** A text of far houses whose ids are counted up by so many houses at each writing. */
function countedUp(text: string): (houses: number) => Buffer {
  const bytes = Buffer.from(text);
  const ids = [...bytes.toString('latin1').matchAll(/(?<=(?:id|ref)=")\d{10}(?=")/g)].map(({ index, 0: digits }) => {
    const id = Number(digits);
    return { at: index, id, each: id < FIRST_WAY ? CORNERS : 1 };
  });
  return (houses) => {
    for (const { at, id, each } of ids) bytes.write(String(id + houses * each), at, 'latin1');
    return bytes;
  };
}

/** Nodes first, then ways, each by growing ids, as every extract has them. */
function writeOsm(file: string): number {
  const kept = keptBlocks();
  const far = housesOf(FAR_PLACES, farHouse);
  const farTexts = [nodesText(far, 0), waysText(far, 0)] as const;
  const farBlocks = Math.ceil(GIB / Buffer.byteLength(farTexts.join('')));
  const handle = openSync(file, 'w');
  writeSync(handle, '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n');
  [nodesText, waysText].forEach((textOf, part) => {
    const next = countedUp(farTexts[part]!);
    let house = 0;
    inOrder(
      kept.length,
      farBlocks,
      (block) => {
        writeSync(handle, textOf(kept[block]!, house));
        house += BLOCK;
      },
      () => {
        writeSync(handle, next(house));
        house += FAR_PLACES;
      },
    );
  });
  writeSync(handle, '</osm>\n');
  closeSync(handle);
  return KEPT + farBlocks * FAR_PLACES;
}

export interface CityFormat {
  readonly format: SourceFormat;
  readonly extension: string;
  /** Writes the file (and its parts); returns how many records it holds. */
  readonly write: (file: string) => number;
}

export const cityFormats: readonly CityFormat[] = [
  { format: 'geojson', extension: 'geojson', write: writeStream(geojson) },
  { format: 'flatgeobuf', extension: 'fgb', write: writeStream(flatgeobuf) },
  { format: 'shapefile', extension: 'shp', write: writeShapefile },
  { format: 'geopackage', extension: 'gpkg', write: writeGeopackage },
  { format: 'csv', extension: 'csv', write: writeStream(csv) },
  { format: 'kml', extension: 'kml', write: writeStream(kml) },
  { format: 'citygml', extension: 'gml', write: writeStream(citygml) },
  { format: 'cityjson', extension: 'city.jsonl', write: writeStream(cityjson) },
  { format: 'osm-xml', extension: 'osm', write: writeOsm },
];
