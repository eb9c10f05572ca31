/** Files larger than the memory that reads them: a child process with little of it reads all and keeps few. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MIB = 1024 * 1024;
const FILE_BYTES = 64 * MIB;
/** Less than the file; and what Node itself takes (some 100 MiB) with pieces of the file on their way through it. */
const [HEAP_MIB, MOST_RESIDENT_MIB] = [48, 256];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-big-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes `head`, then records from a counter until the file is large enough, then `tail`; returns how many. */
function write(file: string, head: string, recordOf: (index: number) => string, tail: string): number {
  const handle = openSync(file, 'w');
  writeSync(handle, head);
  let [bytes, count] = [0, 0];
  while (bytes < FILE_BYTES) {
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

const source = fileURL('../../../src/bake/sources/readSource.ts');
const log = fileURL('../../../src/model/faults/faultLog.ts');
function fileURL(relative: string): string {
  return new URL(relative, import.meta.url).href;
}

/** Reads the source in a process of its own and says what came of it. */
function readInChild(recipe: object): { recordCount: number; kept: string[]; residentMib: number } {
  const program = `
    import { readSource } from ${JSON.stringify(source)};
    import { FaultLog } from ${JSON.stringify(log)};
    const { recordCount, records } = await readSource(${JSON.stringify(recipe)}, ${JSON.stringify(folder)}, 'Asia/Shanghai', new FaultLog());
    const residentMib = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ recordCount, kept: records.map(({ label }) => label), residentMib }));`;
  const args = [`--max-old-space-size=${HEAP_MIB}`, '--input-type=module', '--eval', program];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe('a file of 64 MiB in a heap of 48 MiB', () => {
  it('GeoJSON', () => {
    const count = write(path.join(folder, 'a.geojson'), '{"type":"FeatureCollection","features":[', feature, ']}');
    const result = readInChild({
      key: 'b',
      path: 'a.geojson',
      format: 'geojson',
      crs: 'EPSG:4490',
      role: 'buildings',
      fields: { id: { from: 'id' } },
      where: [{ from: 'id', is: ['b7', `b${count - 1}`] }],
    });
    expect(result.recordCount).toBe(count);
    expect(result.kept).toEqual(['b7', `b${count - 1}`]);
    expect(result.residentMib).toBeLessThan(MOST_RESIDENT_MIB);
  });

  it('CSV', () => {
    const count = write(
      path.join(folder, 'a.csv'),
      'id,name,x,y\n',
      (index) => `c${index},"${padding}, ${padding}",120.3,36.1\n`,
      '',
    );
    const result = readInChild({
      key: 'c',
      path: 'a.csv',
      format: 'csv',
      crs: 'EPSG:4490',
      role: 'videoPoints',
      fields: { id: { from: 'id' }, name: { from: 'name' }, x: { from: 'x' }, y: { from: 'y' } },
      where: [{ from: 'id', is: ['c7', `c${count - 1}`] }],
    });
    expect(result.recordCount).toBe(count);
    expect(result.kept).toEqual(['c7', `c${count - 1}`]);
    expect(result.residentMib).toBeLessThan(MOST_RESIDENT_MIB);
  });
});
