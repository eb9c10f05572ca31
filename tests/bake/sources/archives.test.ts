import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allOf } from '../../../src/bake/sources/byteSource.ts';
import { openZip } from '../../../src/bake/sources/openZip.ts';
import { storedZip } from '../../../src/bake/sources/storedZip.ts';
import { ownerFile, refusalOf } from '../../support/ownerFiles.ts';
import { xlsxParts } from '../../support/xlsxFile.ts';
import { type ZipFileEntry, zipFile } from '../../support/zipFile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-archives-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(bytes: Uint8Array, name = 'a.zip'): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

const SYMLINK = (0o120777 << 16) >>> 0;
const MIB = 1024 * 1024;
/** The same one, packed once. */
const nothing = new Uint8Array();
/** A little more than what is harmless, and a thousandth of it when packed. */
const bomb = { path: 'bomb.xml', bytes: Buffer.alloc(65 * MIB) };

describe('an archive', () => {
  it('gives its files as bytes, again and again', async () => {
    const entries = await openZip(
      written(
        zipFile([
          { path: 'a/b.txt', bytes: '市北区' },
          { path: 'c/', bytes: '' },
        ]),
      ),
    );
    expect(entries.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([['a/b.txt', 9]]);
    for (let time = 0; time < 2; time++) expect(Buffer.from(await allOf(entries[0]!)).toString()).toBe('市北区');
  });

  it('made without compression is read back', async () => {
    const stored = storedZip([
      { path: '市北/a.bin', bytes: Uint8Array.of(1, 2, 3) },
      { path: 'b.bin', bytes: new Uint8Array() },
    ]);
    const entries = await openZip(written(stored));
    expect(entries.map(({ path }) => path)).toEqual(['市北/a.bin', 'b.bin']);
    expect([...(await allOf(entries[0]!))]).toEqual([1, 2, 3]);
  });

  const one = (lies: ZipFileEntry['lies'], name = 'a.txt', bytes = 'text'): Buffer =>
    zipFile([{ path: name, bytes, lies }]);

  it.each([
    ['climbs out', one({}, '../../etc/passwd'), 'BAKE-220'],
    ['climbs out inside', one({}, 'a/../../b'), 'BAKE-220'],
    ['starts at the root', one({}, '/etc/passwd'), 'BAKE-220'],
    ['names a drive', one({}, 'C:/windows/a.txt'), 'BAKE-220'],
    ['uses backslashes', one({}, '..\\..\\a.txt'), 'BAKE-220'],
    ['hides a NUL', one({}, 'a.txt\0.shp'), 'BAKE-220'],
    ['has no name', one({}, ''), 'BAKE-220'],
    ['links elsewhere', one({ externalAttributes: SYMLINK }, 'a.shp', '/etc/passwd'), 'BAKE-220'],
    ['is encrypted', one({ flags: 0x0801 }), 'BAKE-222'],
    ['is packed by LZMA', one({ method: 14 }), 'BAKE-222'],
    [
      'promises 9 GiB',
      zipFile([1, 2, 3].map((n) => ({ path: `${n}`, bytes: '', lies: { uncompressedSize: 3 * 1024 * MIB } }))),
      'BAKE-221',
    ],
    ['is a bomb of zeros', zipFile([bomb]), 'BAKE-221'],
    [
      'overlaps itself',
      zipFile(
        Array.from({ length: 200 }, (_, index) => ({
          path: `${index}`,
          bytes: 'x'.repeat(10_000),
          ...(index > 0 && { sharesWith: 0 }),
        })),
      ),
      'BAKE-221',
    ],
    [
      'has ten thousand and one entries',
      zipFile(Array.from({ length: 10_001 }, (_, n) => ({ path: `${n}`, bytes: nothing }))),
      'BAKE-221',
    ],
    ['is no archive', Buffer.from('PK\x03\x04 and so on'), 'BAKE-202'],
    ['is empty', Buffer.alloc(0), 'BAKE-235'],
  ])('that %s is refused by number', async (_, bytes, code) => {
    expect((await refusalOf(openZip(written(bytes)))).code).toBe(code);
  });

  it.each([
    ['says less than comes out', { uncompressedSize: 10 }],
    ['says more than comes out', { uncompressedSize: 100_000 }],
    ['has another checksum', { crc: 1 }],
  ])('whose entry %s breaks off with a fault', async (_, lies) => {
    const [entry] = await openZip(written(one(lies, 'a.txt', 'x'.repeat(50_000))));
    expect((await refusalOf(allOf(entry!))).code).toBe('BAKE-202');
  });
});

describe('formats that are archives', () => {
  const outside = { path: '../a.xml', bytes: '<a/>' };
  const sheet = xlsxParts([{ name: 'a', rows: [['id', 'x'], ['1', { number: '1' }]] }]); // biome-ignore format: a sheet
  const kml = [{ path: 'doc.kml', bytes: '<kml/>' }];
  const shp = [{ path: 'a.shp', bytes: 'x' }];

  it.each([
    ['xlsx', sheet],
    ['kml', kml],
    ['shapefile', shp],
  ] as const)('%s: paths that lead out and bombs are refused before anything is read', async (format, entries) => {
    const name = { xlsx: 'a.xlsx', kml: 'a.kmz', shapefile: 'a.zip' }[format];
    for (const [extra, code] of [
      [outside, 'BAKE-220'],
      [bomb, 'BAKE-221'],
    ] as const) {
      const file = written(zipFile([...entries, extra]), name);
      expect((await refusalOf(ownerFile(format, file))).code).toBe(code);
    }
  });

  it.each([
    ['xlsx', 'a.xlsx'],
    ['kml', 'a.kmz'],
    ['shapefile', 'a.zip'],
  ] as const)('%s: an archive of something else says what it holds', async (format, name) => {
    const file = written(
      zipFile([
        { path: 'readme.txt', bytes: 'x' },
        { path: '__MACOSX/a.shp', bytes: 'x' },
      ]),
      name,
    );
    const { code, values } = await refusalOf(ownerFile(format, file));
    expect([code, String(values.found).includes('readme.txt')]).toEqual(['BAKE-223', true]);
  });
});
