/** What the world does to files, format by format: a numbered fault with a tip, or records and counted faults; never more. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import type { RecipeSource, SourceFormat } from '../../../src/model/contract/recipeSources.ts';
import { describeFault, type Fault, FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { geopackageBlob, smallGeopackage, wkbPolygon } from '../../support/geopackageFile.ts';
import { roundsOf } from '../../support/longRun.ts';
import { dbfFile, polygonShp } from '../../support/ownerFiles.ts';
import { mutated } from '../../support/seededMutation.ts';
import { xlsxParts } from '../../support/xlsxFile.ts';
import { zipFile } from '../../support/zipFile.ts';

const ROUNDS = roundsOf(40, 400);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bad-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Ring = readonly (readonly [number, number])[];
/** A square whose first corner stands at x, 36.1. */
const ringAt = (x: number): Ring => [
  [x, 36.1],
  [120.4, 36.2],
  [120.4, 36.1],
  [x, 36.1],
];
/** What a record of the district is called, in UTF-8 and in GBK. */
const NAME = '市北区';
const GBK_NAME = Buffer.from('cad0b1b1c7f8', 'hex');

/** Files by their extension; one record for each x. `name` is the bytes of every record's name. */
type Files = Readonly<Record<string, Uint8Array>>;
interface Format {
  readonly format: SourceFormat;
  readonly main: string;
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
  `{"type":"Feature","properties":{"id":"${x}","name":"§"},"geometry":{"type":"Polygon","coordinates":[${`[${ringAt(x).map(([a, b]) => `[${a},${b}]`)}]`}]}}`;
const kmlText = (xs: readonly number[]): string =>
  `<?xml version="1.0"?><kml><Document>${xs
    .map(
      (x) =>
        `<Placemark><name>§</name><ExtendedData><Data name="id"><value>${x}</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>${ringAt(
          x,
        )
          .map(([a, b]) => `${a},${b}`)
          .join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`,
    )
    .join('')}</Document></kml>`;

function shapefileParts(xs: readonly number[], name: Uint8Array): Files {
  const columns = [
    { name: Buffer.from('id'), type: 'C', length: 24 },
    { name: Buffer.from('name'), type: 'C', length: 12 },
  ] as const;
  const dbf = dbfFile(
    columns,
    xs.map((x) => [Buffer.from(String(x)), name]),
  );
  return { ...polygonShp(xs.map(ringAt)), dbf };
}

function geopackageBytes(xs: readonly number[], name: Uint8Array): Uint8Array {
  const file = path.join(folder, 'making.gpkg');
  rmSync(file, { force: true });
  const rows = xs.map((x) => ({ name, geometry: geopackageBlob(wkbPolygon(ringAt(x))) }));
  smallGeopackage(file, [{ name: 'a', srsId: 4490, rows }], { pageBytes: 512 });
  return readFileSync(file);
}

const fields = { name: { from: 'name' } };
const pointFields = { id: { from: 'id' }, name: { from: 'name' }, x: { from: 'x' }, y: { from: 'y' } };

const formats: readonly Format[] = [
  {
    format: 'geojson',
    main: 'geojson',
    make: (xs, name) => ({
      geojson: textWith(`{"type":"FeatureCollection","features":[${xs.map(geojsonFeature)}]}`, name),
    }),
  },
  {
    format: 'json',
    main: 'json',
    make: (xs, name) => ({ json: textWith(`[${xs.map((x) => `{"id":"${x}","name":"§","x":${x},"y":36.1}`)}]`, name) }),
  },
  {
    format: 'csv',
    main: 'csv',
    make: (xs, name) => ({ csv: textWith(`id,name,x,y\n${xs.map((x) => `${x},§,${x},36.1\n`).join('')}`, name) }),
  },
  { format: 'kml', main: 'kml', make: (xs, name) => ({ kml: textWith(kmlText(xs), name) }) },
  {
    format: 'kml',
    main: 'kmz',
    make: (xs, name) => ({ kmz: zipFile([{ path: 'doc.kml', bytes: textWith(kmlText(xs), name) }]) }),
  },
  { format: 'shapefile', main: 'shp', make: shapefileParts },
  {
    format: 'shapefile',
    main: 'zip',
    make: (xs, name) => {
      const parts = Object.entries(shapefileParts(xs, name));
      return { zip: zipFile(parts.map(([extension, bytes]) => ({ path: `a.${extension}`, bytes }))) };
    },
  },
  { format: 'geopackage', main: 'gpkg', make: (xs, name) => ({ gpkg: geopackageBytes(xs, name) }) },
  {
    format: 'flatgeobuf',
    main: 'fgb',
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
    make: (xs, name) => {
      const rows = xs.map((x) => [`${x}`, '§', { number: String(x) }, { number: '36.1' }]);
      const parts = xlsxParts([{ name: 'a', rows: [['id', 'name', 'x', 'y'], ...rows] }]);
      return { xlsx: zipFile(parts.map(({ path, bytes }) => ({ path, bytes: textWith(String(bytes), name) }))) };
    },
  },
];

const named = formats.map((format) => [format.main, format] as const);

async function read({ format, main }: Format, files: Files): Promise<{ count: number; faults: FaultLog }> {
  for (const [extension, bytes] of Object.entries(files)) writeFileSync(path.join(folder, `a.${extension}`), bytes);
  const isTable = format === 'csv' || format === 'json' || format === 'xlsx';
  const source: RecipeSource = {
    key: 'owner',
    path: `a.${main}`,
    format,
    crs: 'EPSG:4490',
    role: isTable ? 'videoPoints' : 'buildings',
    fields: isTable ? pointFields : fields,
  };
  const faults = new FaultLog();
  const { records } = await readSource(source, folder, 'Asia/Shanghai', faults);
  return { count: records.length, faults };
}

/** Refused, or every fault that was counted. */
async function faultsOf(format: Format, files: Files): Promise<readonly Fault[]> {
  try {
    return (await read(format, files)).faults.kept();
  } catch (error) {
    if (error instanceof FaultError) return [error.fault];
    throw error;
  }
}

function expectTips(faults: readonly Fault[]): void {
  expect(faults.length).toBeGreaterThan(0);
  for (const item of faults) {
    for (const language of ['zh', 'en'] as const) {
      const { code, message, tip } = describeFault(item, language);
      expect(code).toMatch(/^BAKE-\d{3}$/);
      // No placeholder is left unfilled.
      expect(`${message} ${tip}`).not.toMatch(/\{\w+\}/);
    }
  }
}

describe.each(named)('.%s', (main, format) => {
  const good = (xs: readonly number[] = [120.3, 120.31, 120.32]): Files => format.make(xs, Buffer.from(NAME));

  it('is read whole when it is good', async () => {
    const { count, faults } = await read(format, good());
    expect([count, faults.counts()]).toEqual([3, []]);
  });

  it('empty is refused', async () => {
    const refused = await faultsOf(format, { ...good(), [main]: new Uint8Array() });
    expect(refused.map(({ code }) => code)).toEqual(['BAKE-235']);
    expectTips(refused);
  });

  it('cut off anywhere is refused, or counts what is missing', async () => {
    const whole = good();
    for (let part = 1; part < 12; part++) {
      const bytes = whole[main]!;
      const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 12));
      const faults = await faultsOf(format, { ...whole, [main]: cut });
      // A table that ends between two lines is a table.
      if (main !== 'csv' || faults.length > 0) expectTips(faults);
    }
  });

  it.each([
    ['huge', 1e308],
    ['not a number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('a coordinate that is %s drops its record or refuses the file', async (_, x) => {
    const faults = await faultsOf(format, good([120.3, x, 120.32]));
    expectTips(faults);
  });

  it('in GBK, which nothing declares, is refused with a readable sample', async () => {
    const refused = await faultsOf(format, format.make([120.3], GBK_NAME));
    expectTips(refused);
    expect(refused[0]).toMatchObject({
      code: expect.stringMatching(/^BAKE-(?:219|22[45])$/),
      values: { gb18030: expect.stringContaining(NAME) },
    });
  });

  it(`survives ${ROUNDS} damaged copies`, async () => {
    const random = new SeededRandom(`bad ${main}`);
    const whole = good();
    let faulty = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const part = random.pick(Object.keys(whole));
      const faults = await faultsOf(format, { ...whole, [part]: mutated(whole[part]!, random) });
      if (faults.length === 0) continue;
      faulty++;
      expectTips(faults.slice(0, 3));
    }
    expect(faulty).toBeGreaterThan(ROUNDS / 5);
  });
});
