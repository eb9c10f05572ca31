/** What the district's hash is over, and what not; and the twins beside a package's files. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { districtHashOf, filesHashOf } from '../../../src/bake/steps/districtHash.ts';
import { packageFiles } from '../../../src/bake/steps/packageWalk.ts';
import { decodeHeightField } from '../../../src/model/contract/heightFieldFile.ts';
import { type Manifest, parseManifest } from '../../../src/model/contract/manifest.ts';
import { toyDistrict } from '../../support/toyDistrict.ts';

let toy = '';
let scratch = '';
let manifest: Manifest;
let copies = 0;
beforeAll(async () => {
  toy = await toyDistrict();
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-hash-'));
  manifest = parseManifest(JSON.parse(readFileSync(path.join(toy, 'district.json'), 'utf8')))!;
});
afterAll(() => rmSync(scratch, { recursive: true }));

function copyOfToy(): string {
  const folder = path.join(scratch, String(copies++));
  cpSync(toy, folder, { recursive: true });
  return folder;
}

function inIndex(folder: string, sql: string): void {
  const database = new DatabaseSync(path.join(folder, 'index.sqlite'));
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

const tileOf = (folder: string): string => packageFiles(folder).find((file) => /^buildings\/.*\.glb$/.test(file))!;

describe('the district’s hash', () => {
  it.each([
    ['an index written in other pages', (folder: string) => inIndex(folder, 'PRAGMA page_size = 8192; VACUUM;')],
    [
      'rows of an index in another order',
      (folder: string) =>
        inIndex(
          folder,
          'CREATE TABLE turned AS SELECT * FROM departments ORDER BY key DESC; DELETE FROM departments; INSERT INTO departments SELECT * FROM turned; DROP TABLE turned;',
        ),
    ],
    [
      'twins packed at another level',
      (folder: string) => {
        const file = path.join(folder, 'areas/areas.json');
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 1 }));
      },
    ],
    [
      'no twins at all',
      (folder: string) => {
        for (const file of packageFiles(folder)) if (/\.(br|gz)$/.test(file)) rmSync(path.join(folder, file));
      },
    ],
    ['another report', (folder: string) => writeFileSync(path.join(folder, 'report.json'), '{}')],
  ])('does not see %s; the hash over the files does', async (_, change) => {
    const folder = copyOfToy();
    change(folder);
    expect(await districtHashOf(folder, manifest)).toBe(manifest.districtHash);
    expect(filesHashOf(folder, manifest.publicFiles)).not.toBe(manifest.filesHash);
  });

  it.each([
    [
      'one resident more',
      (folder: string) => inIndex(folder, 'UPDATE buildings SET residents = residents + 1 WHERE buildingIndex = 7'),
    ],
    [
      'a name in the areas',
      (folder: string) => {
        const file = path.join(folder, 'areas/areas.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"name":"', '"name":"新'));
      },
    ],
    [
      'a higher hill',
      (folder: string) => {
        const file = path.join(folder, 'ground/heights.bin');
        const bytes = readFileSync(file);
        bytes[48]! ^= 1;
        writeFileSync(file, bytes);
      },
    ],
    ['a tile that is gone', (folder: string) => rmSync(path.join(folder, tileOf(folder)))],
    ['a tile that is none', (folder: string) => writeFileSync(path.join(folder, tileOf(folder)), 'glTF')],
  ])('sees %s', async (_, change) => {
    const folder = copyOfToy();
    change(folder);
    expect(await districtHashOf(folder, manifest)).not.toBe(manifest.districtHash);
  });

  it('sees what the manifest says, but not how', async () => {
    const { name, ...rest } = manifest;
    expect(await districtHashOf(toy, { ...rest, name })).toBe(manifest.districtHash);
    expect(await districtHashOf(toy, { ...manifest, heightDatum: 'another' })).not.toBe(manifest.districtHash);
  });
});

describe('twins', () => {
  it('unpack to the file beside which they lie', () => {
    const files = packageFiles(toy);
    const twins = files.filter((file) => /\.(br|gz)$/.test(file));
    expect(twins).toContain('areas/areas.json.br');
    expect(twins.filter((file) => file.startsWith('buildings/')).length).toBeGreaterThan(1);
    for (const twin of twins) {
      const [packed, plain] = [twin, twin.replace(/\.\w+$/, '')].map((file) => readFileSync(path.join(toy, file)));
      const unpacked = twin.endsWith('.br') ? brotliDecompressSync(packed!) : gunzipSync(packed!);
      expect([twin, unpacked.equals(plain!)]).toEqual([twin, true]);
    }
  });

  it('are there for public files alone, and the manifest lists none', () => {
    const twins = packageFiles(toy).filter((file) => /\.(br|gz)$/.test(file));
    expect(twins.every((twin) => manifest.publicFiles.includes(twin.replace(/\.\w+$/, '')))).toBe(true);
    expect(manifest.publicFiles.some((file) => /\.(br|gz)$/.test(file))).toBe(false);
  });
});

it('says how high the ground is, as its file does', () => {
  const { file, minUpMeters, maxUpMeters } = manifest.heights!;
  const field = decodeHeightField(new Uint8Array(readFileSync(path.join(toy, file))))!;
  expect([Math.min(...field.upMeters), Math.max(...field.upMeters)]).toEqual([minUpMeters, maxUpMeters]);
  expect(manifest.publicFiles).toContain(file);
});
