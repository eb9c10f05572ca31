/** Full names and telephone numbers stand in the personal store alone: every byte of everything else is looked through. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { decodeGlb } from '../../../src/bake/steps/encodeGlb.ts';
import { parseManifest } from '../../../src/model/contract/manifest.ts';
import { PERSONAL_FILE } from '../../../src/model/contract/personalTables.ts';
import { maskedName, type Person } from '../../../src/model/domain/people.ts';
import { toyDistrict, toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

/** What a file says in the end: as it lies there, unpacked, and with its meshes decoded. */
async function readingsOf(name: string, bytes: Buffer): Promise<Buffer[]> {
  if (name.endsWith('.gz')) return [bytes, ...(await readingsOf(name.slice(0, -3), gunzipSync(bytes)))];
  if (name.endsWith('.br')) return [bytes, ...(await readingsOf(name.slice(0, -3), brotliDecompressSync(bytes)))];
  if (!name.endsWith('.glb')) return [bytes];
  const root = (await decodeGlb(bytes)).getRoot();
  const arrays = root.listAccessors().flatMap((accessor) => {
    const array = accessor.getArray();
    return array ? [Buffer.from(array.buffer, array.byteOffset, array.byteLength)] : [];
  });
  return [bytes, ...arrays];
}

/** How a text may stand in bytes: UTF-8, escaped in JSON, UTF-16. */
function spellingsOf(text: string): Buffer[] {
  const escaped = [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  return [Buffer.from(text), Buffer.from(escaped), Buffer.from(text, 'utf16le')];
}

async function leaksIn(folder: string, files: readonly string[], persons: readonly Person[]): Promise<string[]> {
  const secrets = persons.flatMap(({ name, phone }) => (phone === null ? [name] : [name, phone]));
  const spellings = [...new Set(secrets)].flatMap((text) => spellingsOf(text).map((bytes) => ({ text, bytes })));
  const leaks: string[] = [];
  for (const file of files) {
    const readings = await readingsOf(file, readFileSync(path.join(folder, file)));
    for (const { text, bytes } of spellings) {
      if (readings.some((reading) => reading.includes(bytes))) leaks.push(`${file}: ${text}`);
    }
  }
  return leaks;
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

function rowsOf<T>(file: string, sql: string): T[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return database.prepare(sql).all() as T[];
  } finally {
    database.close();
  }
}
const personsOf = (folder: string): Person[] =>
  rowsOf<Person>(path.join(folder, PERSONAL_FILE), 'SELECT * FROM persons ORDER BY personId');

let folder = '';
let scratch = '';
beforeAll(async () => {
  folder = await toyDistrict();
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-personal-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

describe('the personal store', () => {
  it('holds somebody for every post and every steward, and is no public file', () => {
    const known = ['staff', 'stewards'].flatMap((table) =>
      rowsOf<{ id: string; nameMasked: string }>(
        path.join(folder, 'index.sqlite'),
        `SELECT ${table === 'staff' ? 'staffId' : 'stewardId'} AS id, nameMasked FROM ${table}`,
      ),
    );
    const nameOf = new Map(personsOf(folder).map(({ personId, name }) => [personId, name]));
    expect(known.length).toBe(nameOf.size);
    expect(known.length).toBeGreaterThan(100);
    for (const { id, nameMasked } of known) expect(maskedName(nameOf.get(id)!)).toBe(nameMasked);
    const manifest = parseManifest(JSON.parse(readFileSync(path.join(folder, 'district.json'), 'utf8')))!;
    expect(manifest.publicFiles.filter((file) => file.includes('personal'))).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('may be read by the account that baked alone', () => {
    expect(statSync(path.join(folder, PERSONAL_FILE)).mode & 0o777).toBe(0o600);
  });

  it('shares no name and no number with any other file, however packed', async () => {
    const others = filesOf(folder).filter((file) => file !== PERSONAL_FILE);
    expect(others.some((file) => file.endsWith('.glb'))).toBe(true);
    expect(await leaksIn(folder, others, personsOf(folder))).toEqual([]);
  });

  it('would be found out by this search: plain, escaped, packed', async () => {
    const person = { personId: 'x', name: '王明华', phone: '14000000001' };
    const plants: Record<string, Buffer> = {
      'a.json': Buffer.from(JSON.stringify({ head: '王明华' })),
      'b.json': Buffer.from('"\\u738b\\u660e\\u534e"'),
      'c.bin.gz': gzipSync(Buffer.from('…14000000001…')),
      'd.json.br': brotliCompressSync(Buffer.from('王明华')),
      'e.json': Buffer.from(JSON.stringify({ head: '王*', phone: '140****0001' })),
    };
    for (const [name, bytes] of Object.entries(plants)) writeFileSync(path.join(scratch, name), bytes);
    const leaks = await leaksIn(scratch, Object.keys(plants), [person]);
    expect(leaks.map((leak) => leak[0])).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('owners of an owner’s file', () => {
  const at = (east: number, north: number): [number, number] => [120.366 + east / 90_000, 36.099 + north / 111_000];
  const house = (index: number, properties: object) => ({
    type: 'Feature',
    properties,
    geometry: {
      type: 'Polygon',
      coordinates: [
        [at(40 * index, 0), at(40 * index + 20, 0), at(40 * index + 20, 12), at(40 * index, 12), at(40 * index, 0)],
      ],
    },
  });

  it('go to the store with their own numbers, and nowhere else; without an id they are counted', async () => {
    const owners = [
      { code: 'A-1', owner: '欧阳示范', phone: '13800138000' },
      { code: 'A-2', owner: 'Zhang Shifan' },
      { code: '', owner: '慕容样本' },
      { code: 'A-4' },
    ];
    const data = path.join(scratch, 'data');
    const base = toyRecipe();
    const fields = Object.fromEntries(
      Object.entries({ id: 'code', ownerName: 'owner', ownerPhone: 'phone', floors: 'floors' }).map(([ours, from]) => [
        ours,
        { from },
      ]),
    );
    const source = {
      key: 'cadastre',
      path: 'houses.geojson',
      format: 'geojson',
      crs: 'EPSG:4326',
      role: 'buildings',
      fields,
    };
    const recipePath = writeToyRecipe(data, { ...base, sources: [source] });
    const features = owners.map((properties, index) => house(index, { ...properties, floors: 4 }));
    writeFileSync(path.join(data, 'houses.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
    const outFolder = path.join(scratch, 'owned');
    const baked = await bakeDistrict({ recipePath, dataFolder: data, outFolder, onProgress: () => {} });

    const persons = personsOf(outFolder);
    const given = persons.filter(({ personId }) => personId.endsWith('/owner'));
    expect(given.map((person) => ({ ...person }))).toEqual([
      { personId: 'cadastre:A-1/owner', name: '欧阳示范', phone: '13800138000' },
      { personId: 'cadastre:A-2/owner', name: 'Zhang Shifan', phone: null },
    ]);
    expect(baked.faults.count('BAKE-430')).toBe(1);
    const others = filesOf(outFolder).filter((file) => file !== PERSONAL_FILE);
    expect(await leaksIn(outFolder, others, [...persons, { personId: '', name: '慕容样本', phone: null }])).toEqual([]);
  });
});
