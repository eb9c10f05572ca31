/** Files larger than the memory that reads them: a child process with little of it reads all, and keeps few or all. */
import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';

const MIB = 1024 * 1024;
const FILE_MIB = 28;
const FILE_BYTES = FILE_MIB * MIB;
/** Some hundred records, written in one go. */
const TINY_BYTES = 1;
/** Less than the file; and what Node itself takes (some 100 MiB) with pieces of the file on their way through it. */
const [HEAP_MIB, MOST_RESIDENT_MIB] = [26, 256];
/** Of buildings that are all kept: as nested lists they would take four times their file. */
const [KEPT_FILE_MIB, KEPT_HEAP_MIB] = [16, 32];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-big-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes `head`, then records from a counter until the file is large enough, then `tail`; returns how many. */
function write(
  file: string,
  head: string,
  recordOf: (index: number) => string,
  tail: string,
  fileBytes = FILE_BYTES,
): number {
  const handle = openSync(file, 'w');
  writeSync(handle, head);
  let [bytes, count] = [0, 0];
  while (bytes < fileBytes) {
    let text = '';
    for (const end = count + 500; count < end; count++) text += recordOf(count);
    bytes += writeSync(handle, text);
  }
  writeSync(handle, tail);
  closeSync(handle);
  return count;
}

const ring = (x: number): string => `[[[${x},36.1],[${x},36.2],[120.4,36.2],[${x},36.1]]]`;
const padding = '青岛市北区'.repeat(200);
const feature = (index: number): string =>
  `${index === 0 ? '' : ','}{"type":"Feature","properties":{"id":"b${index}","name":"${padding}"},"geometry":{"type":"Polygon","coordinates":${ring(120.3)}}}`;

/** Seven corners, as wide as a block of flats, each in its own place. */
function building(index: number): string {
  const [x, y] = [120.3 + (index % 1000) * 1e-4, 36.05 + (index % 977) * 1e-4];
  const corners = [0, 1, 2, 3, 4, 5, 6, 0].map((corner) => {
    const angle = (corner / 7) * 2 * Math.PI;
    return [(x + Math.cos(angle) * 1e-4).toFixed(8), (y + Math.sin(angle) * 1e-4).toFixed(8)];
  });
  const ring = corners.map(([lon, lat]) => `[${lon},${lat}]`).join(',');
  const properties = `{"id":"b${index}","height":${18.5 + (index % 40)},"floors":${6 + (index % 12)}}`;
  return `${index === 0 ? '' : ','}{"type":"Feature","properties":${properties},"geometry":{"type":"Polygon","coordinates":[[${ring}]]}}`;
}

const source = fileURL('../../../src/bake/sources/readSource.ts');
const kept = fileURL('../../../src/bake/sources/keptRecords.ts');
const datums = fileURL('../../../src/bake/datum/checkDatums.ts');
const log = fileURL('../../../src/model/faults/faultLog.ts');
const peak = fileURL('../../support/peakResidentMib.ts');
function fileURL(relative: string): string {
  return new URL(relative, import.meta.url).href;
}

interface Reading {
  readonly recordCount: number;
  readonly corners: number;
  readonly keptCount: number;
  /** The first ten. */
  readonly kept: string[];
  readonly residentMib: number;
  /** What was held at the most (garbage aside), beside what is held at the most while a tiny file is read the same way. */
  readonly furtherMib: number;
  /** How often that was looked at: now and then, and twice when all is read. */
  readonly looks: number;
}

/**
 * Reads the source in a process of its own, asks it for its datum, and says what came of it.
 * @param tiny a file of the same kind with some records.
 */
async function readInChild(recipe: object, tiny: string, heapMib = HEAP_MIB): Promise<Reading> {
  const program = `
    import { readSource } from ${JSON.stringify(source)};
    import { RecordRoom } from ${JSON.stringify(kept)};
    import { checkDatums } from ${JSON.stringify(datums)};
    import { FaultLog } from ${JSON.stringify(log)};
    import { peakResidentMib } from ${JSON.stringify(peak)};
    let [mostHeld, looks] = [0, 0];
    const look = () => {
      const startedMillis = performance.now();
      gc();
      const { heapUsed, external } = process.memoryUsage();
      [mostHeld, looks] = [Math.max(mostHeld, heapUsed + external), looks + 1];
      return performance.now() - startedMillis;
    };
    // Every tenth of a second; on a busy machine, where all takes longer, as often on the way through the file as on an idle one.
    const lookAgain = (afterMillis) => setTimeout(() => lookAgain(Math.max(100, 6 * look())), afterMillis).unref();
    lookAgain(100);
    async function all(recipe) {
      [mostHeld, looks] = [0, 0];
      // What would come of so many buildings later is another question.
      const read = await readSource(recipe, ${JSON.stringify(folder)}, 'Asia/Shanghai', new FaultLog(), null, new RecordRoom(Infinity));
      const { recordCount, records } = read;
      look();
      const faults = new FaultLog();
      checkDatums([read], [[[[120.2, 36], [120.5, 36], [120.5, 36.2], [120.2, 36.2]]]], faults);
      if (faults.kept().length > 0) throw new Error('the datum is as declared');
      // Decoded all the same: a store that cannot be read would be a small one.
      let corners = 0;
      for (const { geometry } of records) if (geometry.kind === 'polygons') corners += geometry.polygons.flat(2).length;
      look();
      return { recordCount, corners, keptCount: records.length, kept: records.slice(0, 10).map(({ label }) => label) };
    }
    const recipe = ${JSON.stringify(recipe)};
    await all({ ...recipe, path: ${JSON.stringify(tiny)}, where: [] });
    const heldBefore = mostHeld;
    const result = await all(recipe);
    const furtherMib = (mostHeld - heldBefore) / (1024 * 1024);
    console.log(JSON.stringify({ ...result, furtherMib, looks, residentMib: peakResidentMib() }));`;
  const args = [`--max-old-space-size=${heapMib}`, '--expose-gc', '--input-type=module', '--eval', program];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Side by side, as each waits for a process of its own: together they have the time of three. */
const TOGETHER = { concurrent: true, timeout: 180_000 };

describe('a file larger than the heap that reads it', TOGETHER, () => {
  it(`${FILE_MIB} MiB of GeoJSON in ${HEAP_MIB} MiB`, async ({ expect }) => {
    const head = '{"type":"FeatureCollection","features":[';
    const count = write(path.join(folder, 'a.geojson'), head, feature, ']}');
    write(path.join(folder, 'tiny-features.geojson'), head, feature, ']}', TINY_BYTES);
    const result = await readInChild(
      {
        key: 'b',
        path: 'a.geojson',
        format: 'geojson',
        crs: 'EPSG:4490',
        role: 'buildings',
        fields: { id: { from: 'id' } },
        where: [{ from: 'id', is: ['b7', `b${count - 1}`] }],
      },
      'tiny-features.geojson',
    );
    expect(result.recordCount).toBe(count);
    expect(result.kept).toEqual(['b7', `b${count - 1}`]);
    expect(result.residentMib).toBeLessThan(MOST_RESIDENT_MIB);
    expect(result.looks).toBeGreaterThan(2);
    expect(result.furtherMib).toBeLessThan(FILE_MIB / 2);
  });

  it(`${FILE_MIB} MiB of CSV in ${HEAP_MIB} MiB`, async ({ expect }) => {
    const row = (index: number): string => `c${index},"${padding}, ${padding}",120.3,36.1\n`;
    const count = write(path.join(folder, 'a.csv'), 'id,name,x,y\n', row, '');
    write(path.join(folder, 'tiny.csv'), 'id,name,x,y\n', row, '', TINY_BYTES);
    const result = await readInChild(
      {
        key: 'c',
        path: 'a.csv',
        format: 'csv',
        crs: 'EPSG:4490',
        role: 'videoPoints',
        fields: { id: { from: 'id' }, name: { from: 'name' }, x: { from: 'x' }, y: { from: 'y' } },
        where: [{ from: 'id', is: ['c7', `c${count - 1}`] }],
      },
      'tiny.csv',
    );
    expect(result.recordCount).toBe(count);
    expect(result.kept).toEqual(['c7', `c${count - 1}`]);
    expect(result.residentMib).toBeLessThan(MOST_RESIDENT_MIB);
    expect(result.looks).toBeGreaterThan(2);
    expect(result.furtherMib).toBeLessThan(FILE_MIB / 2);
  });

  it(`${KEPT_FILE_MIB} MiB of buildings in ${KEPT_HEAP_MIB} MiB, all of them kept`, async ({ expect }) => {
    const head = '{"type":"FeatureCollection","features":[';
    const count = write(path.join(folder, 'all.geojson'), head, building, ']}', KEPT_FILE_MIB * MIB);
    write(path.join(folder, 'tiny.geojson'), head, building, ']}', TINY_BYTES);
    const recipe = {
      key: 'b',
      path: 'all.geojson',
      format: 'geojson',
      crs: 'EPSG:4490',
      role: 'buildings',
      fields: { id: { from: 'id' }, heightGroundMeters: { from: 'height' }, floors: { from: 'floors' } },
    };
    const result = await readInChild(recipe, 'tiny.geojson', KEPT_HEAP_MIB);
    expect([result.recordCount, result.keptCount, result.corners]).toEqual([count, count, 7 * count]);
    expect(result.residentMib).toBeLessThan(MOST_RESIDENT_MIB);
    expect(result.furtherMib).toBeLessThan(KEPT_FILE_MIB);
  });
});
