import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heapBytesForRecords, heapBytesOf, RecordRoom } from '../../../src/bake/sources/keptRecords.ts';
import { recordsOf } from '../../../src/bake/sources/packedRecords.ts';
import { readPackedSource } from '../../../src/bake/sources/readSource.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { describeFault, FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';

const MIB = 1024 * 1024;
const COUNT = 500;
/** Head, polygons, rings, corners, and two words for each of four. */
const WORDS = 4 + 2 * 4;

const source: RecipeSource = {
  ...{ key: 'houses', role: 'buildings', path: 'houses.geojson', format: 'geojson', crs: 'EPSG:4490' },
  fields: { id: { from: 'id' } },
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-room-'));
  const features = Array.from({ length: COUNT }, (_, index) => {
    const x = 120.3 + index * 1e-4;
    const ring = [
      [x, 36.1],
      [x + 5e-5, 36.1],
      [x + 5e-5, 36.10005],
      [x, 36.10005],
      [x, 36.1],
    ];
    return {
      type: 'Feature',
      properties: { id: `b${index}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  writeFileSync(path.join(folder, source.path), JSON.stringify({ type: 'FeatureCollection', features }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (room: RecordRoom) => readPackedSource(source, folder, 'Asia/Shanghai', new FaultLog(), null, room);

describe('room for records', () => {
  it('is enough to the last of them', async () => {
    const room = new RecordRoom(heapBytesOf(COUNT, COUNT * WORDS));
    const { packed } = await read(room);
    expect(recordsOf(packed)).toHaveLength(COUNT);
    room.take(packed);
    expect(room.leftBytes).toBe(0);
  });

  it('one record short is refused, with how many there are and how many would fit', async () => {
    const reading = read(new RecordRoom(heapBytesOf(COUNT, COUNT * WORDS) - 1));
    const error = await reading.catch((reason: unknown) => reason);
    if (!(error instanceof FaultError)) throw error;
    expect(error.fault).toMatchObject({
      code: 'BAKE-239',
      values: { source: 'houses', count: COUNT, most: COUNT - 1 },
    });
    for (const language of ['zh', 'en'] as const) {
      const { message, tip } = describeFault(error.fault, language);
      expect(`${message} ${tip}`).not.toMatch(/\{\w+\}/);
    }
  });

  it('is shared by all sources of a bake', async () => {
    const room = new RecordRoom(heapBytesOf(2 * COUNT, 2 * COUNT * WORDS) - 1);
    room.take((await read(room)).packed);
    await expect(read(room)).rejects.toThrow('BAKE-239');
  });

  it('is set by Node’s heap on a large machine, and by the memory of a small one', () => {
    const large = heapBytesForRecords(4096 * MIB, 64_000 * MIB);
    expect(large).toBe(heapBytesForRecords(4096 * MIB, 128_000 * MIB));
    expect(heapBytesForRecords(8192 * MIB, 64_000 * MIB)).toBeGreaterThan(1.9 * large);
    const small = heapBytesForRecords(4096 * MIB, 2048 * MIB);
    expect(small).toBeLessThan(large / 3);
    expect(heapBytesForRecords(4096 * MIB, 256 * MIB)).toBe(0);
    // A district of 50,000 buildings of ten corners bakes in 1.5 GiB.
    expect(heapBytesForRecords(1024 * MIB, 1536 * MIB)).toBeGreaterThan(heapBytesOf(50_000, 50_000 * 24));
    // One of 192,000 of twelve corners takes 2.2 GiB, and is refused there before it is placed.
    expect(heapBytesForRecords(1024 * MIB, 1536 * MIB)).toBeLessThan(heapBytesOf(192_000, 192_000 * 28));
    expect(heapBytesForRecords(4096 * MIB, 4096 * MIB)).toBeGreaterThan(heapBytesOf(192_000, 192_000 * 28));
  });
});
