import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { validateBytes } from 'gltf-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckPart, checkPackage, faultCountOf } from '../../../src/bake/check/checkPackage.ts';
import { personalIn } from '../../../src/bake/check/checkPersonal.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { toyDistrict } from '../../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-check-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let toy = '';
beforeAll(async () => {
  toy = await toyDistrict();
});

let copies = 0;
function copyOfToy(): string {
  const folder = path.join(scratch, `copy-${++copies}`);
  cpSync(toy, folder, { recursive: true });
  return folder;
}

const sql = (folder: string, file: string, text: string): void => {
  const database = new DatabaseSync(path.join(folder, file));
  database.exec(text);
  database.close();
};
const manifestOf = (folder: string) => JSON.parse(readFileSync(path.join(folder, 'district.json'), 'utf8'));
const changeManifest = (folder: string, change: (manifest: ReturnType<typeof manifestOf>) => void): void => {
  const manifest = manifestOf(folder);
  change(manifest);
  writeFileSync(path.join(folder, 'district.json'), JSON.stringify(manifest));
};
const tileIn = (folder: string): string => {
  const name = readdirSync(path.join(folder, 'buildings')).find((file) => file.endsWith('.glb'));
  return path.join(folder, 'buildings', name!);
};

async function codesOf(folder: string): Promise<Partial<Record<CheckPart, string[]>>> {
  const { parts } = await checkPackage(folder);
  const found = parts.map(({ part, faults }) => [part, faults.counts().map(({ code }) => code)] as const);
  return Object.fromEntries(found.filter(([, codes]) => codes.length > 0));
}

describe('a package as it was baked', () => {
  it('is whole and true', async () => {
    expect(await codesOf(toy)).toEqual({});
    expect(faultCountOf(await checkPackage(toy))).toBe(0);
  });

  it('has tiles that the Khronos validator finds no error in', async () => {
    for (const folder of ['buildings', 'ground']) {
      for (const file of readdirSync(path.join(toy, folder)).filter((name) => name.endsWith('.glb'))) {
        const report = await validateBytes(new Uint8Array(readFileSync(path.join(toy, folder, file))));
        expect(
          report.issues.messages.filter(({ severity }) => severity === 0),
          file,
        ).toEqual([]);
      }
    }
  });
});

it('a package whose bake was killed between two renames is put back, then checked', async () => {
  const folder = copyOfToy();
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  renameSync(folder, `${folder}.aside-${pid}-1`);
  expect(await codesOf(folder)).toEqual({});
});

describe('a package that was spoiled', () => {
  const spoils: readonly [string, (folder: string) => void, CheckPart, string][] = [
    ['a lost public file', (folder) => rmSync(path.join(folder, 'areas/areas.json')), 'files', 'BAKE-602'],
    ['a file too many', (folder) => writeFileSync(path.join(folder, 'areas/notes.txt'), 'x'), 'files', 'BAKE-603'],
    [
      'a cut tile',
      (folder) => writeFileSync(tileIn(folder), readFileSync(tileIn(folder)).subarray(0, 900)),
      'tiles',
      'BAKE-604',
    ],
    [
      'a database of noise',
      (folder) => writeFileSync(path.join(folder, 'index.sqlite'), 'x'.repeat(9000)),
      'index',
      'BAKE-605',
    ],
    ['a lost database', (folder) => rmSync(path.join(folder, 'index.sqlite')), 'index', 'BAKE-605'],
    [
      'a resident too many',
      (folder) => sql(folder, 'index.sqlite', 'UPDATE buildings SET residents = residents + 1 WHERE buildingIndex = 7'),
      'index',
      'BAKE-606',
    ],
    [
      'a street’s total',
      (folder) => sql(folder, 'index.sqlite', "UPDATE areas SET households = households - 1 WHERE level = 'street'"),
      'index',
      'BAKE-606',
    ],
    [
      'ages that are not its residents',
      (folder) => sql(folder, 'index.sqlite', 'UPDATE areaLives SET under15 = under15 + 1'),
      'index',
      'BAKE-606',
    ],
    [
      'a video point in no grid',
      (folder) => sql(folder, 'index.sqlite', "UPDATE videoPoints SET gridId = 'nowhere' WHERE videoPointIndex = 0"),
      'index',
      'BAKE-607',
    ],
    [
      'a video point with a code of 21 digits',
      (folder) =>
        sql(
          folder,
          'index.sqlite',
          "UPDATE videoPoints SET gb28181Code = '370203000813161000000' WHERE videoPointIndex = 0",
        ),
      'index',
      'BAKE-623',
    ],
    [
      'a lost hazard',
      (folder) => sql(folder, 'index.sqlite', 'DELETE FROM hazards WHERE rowid = 1'),
      'areas',
      'BAKE-608',
    ],
    [
      'a manifest that counts wrong',
      (folder) =>
        changeManifest(folder, (manifest) => {
          manifest.counts.unitGrids++;
        }),
      'areas',
      'BAKE-608',
    ],
    [
      'rows out of order',
      (folder) => sql(folder, 'index.sqlite', "UPDATE buildings SET buildingId = 'zzz' WHERE buildingIndex = 3"),
      'index',
      'BAKE-618',
    ],
    [
      'a building moved to another grid in the index alone',
      (folder) =>
        sql(
          folder,
          'index.sqlite',
          "UPDATE buildings SET gridId = (SELECT id FROM areas WHERE level = 'unitGrid' AND id <> gridId) WHERE buildingIndex = 0",
        ),
      'areas',
      'BAKE-620',
    ],
    [
      'cut footprints',
      (folder) => writeFileSync(path.join(folder, 'buildings/footprints.bin'), 'BYFP'),
      'areas',
      'BAKE-613',
    ],
    [
      'names of streets that cannot be read',
      (folder) => writeFileSync(path.join(folder, 'ground/named-roads.json'), '{"schema":"namedRoads/1"'),
      'files',
      'BAKE-613',
    ],
    [
      'more buildings than tiles show',
      (folder) =>
        changeManifest(folder, (manifest) => {
          manifest.counts.buildings++;
        }),
      'tiles',
      'BAKE-619',
    ],
    ['a boundary that was moved', moveAnArc, 'areas', 'BAKE-609'],
  ];

  it.each(spoils)('%s is found', async (_, spoil, part, code) => {
    const folder = copyOfToy();
    spoil(folder);
    const found = await codesOf(folder);
    expect(found[part]).toContain(code);
    expect(found.hash, 'the hash tells too').toBeDefined();
  });

  it.each([
    'index.sqlite',
    'report.json',
    'personal.sqlite',
    'proof/slivers.json',
    '../secret.txt',
    'areas/../report.json',
  ])('a manifest that would let anybody fetch %s is found', async (file) => {
    writeFileSync(path.join(scratch, 'secret.txt'), 'secret');
    const folder = copyOfToy();
    changeManifest(folder, (manifest) => manifest.publicFiles.push(file));
    const found = await codesOf(folder);
    expect(found.files).toEqual(['BAKE-624']);
    expect(found.hash).toEqual(['BAKE-621']);
  });

  it('a manifest that keeps a public file back is found by its hash, too', async () => {
    const folder = copyOfToy();
    changeManifest(folder, (manifest) => manifest.publicFiles.pop());
    expect(await codesOf(folder)).toMatchObject({ files: ['BAKE-603'], hash: ['BAKE-621'] });
  });

  it.each([
    ['{"asset":{"version":"1.1"},"root":{"children":5}}', '/root/children'],
    ['{"asset":{"version":"1.1"},"root":{"children":[{},7]}}', '/root/children/1'],
    ['{"asset":{"version":"1.1"},"root":{"content":{"uri":5}}}', '/root/content/uri'],
    ['{"asset":{"version":"1.1"},"root":null}', '/root'],
    ['{"root":{}}', 'asset'],
    ['[]', 'object'],
    ['{', 'object'],
  ])('a tileset that says %s is named with its place', async (text, place) => {
    const folder = copyOfToy();
    writeFileSync(path.join(folder, 'buildings/tileset.json'), text);
    const tiles = (await checkPackage(folder)).parts.find(({ part }) => part === 'tiles')!;
    const found = tiles.faults.kept().find(({ code }) => code === 'BAKE-604')!;
    expect(found.values.file).toBe('buildings/tileset.json');
    expect(found.values.reason).toContain(place);
  });

  it('a twin of another content is found', async () => {
    const folder = copyOfToy();
    writeFileSync(path.join(folder, 'areas/areas.json.gz'), 'no gzip');
    expect((await codesOf(folder)).files).toContain('BAKE-617');
  });

  it('a changed report or a byte behind a file changes the hash or decodes no more', async () => {
    const folder = copyOfToy();
    appendFileSync(path.join(folder, 'buildings/footprints.bin'), 'x');
    expect(Object.keys(await codesOf(folder)).length).toBeGreaterThan(0);
  });

  it.each([
    ['a lost person', 'DELETE FROM persons WHERE personId = (SELECT MIN(personId) FROM persons)'],
    ['another number', "UPDATE persons SET phone = '14000000000' WHERE personId = (SELECT MIN(personId) FROM persons)"],
    ['the store of another district', "UPDATE meta SET value = 'other' WHERE key = 'districtKey'"],
  ])('%s in the personal store is found there, and by no hash of the package', async (_, text) => {
    const folder = copyOfToy();
    sql(folder, 'personal.sqlite', text);
    const found = await codesOf(folder);
    expect(found).toEqual({ personal: ['BAKE-622'] });
  });

  it('a package without its personal store is whole', async () => {
    const folder = copyOfToy();
    rmSync(path.join(folder, 'personal.sqlite'));
    expect(await codesOf(folder)).toEqual({});
  });

  it('a cut personal store is found', async () => {
    const folder = copyOfToy();
    const store = path.join(folder, 'personal.sqlite');
    writeFileSync(store, readFileSync(store).subarray(0, 5_000));
    expect((await codesOf(folder)).personal?.length).toBeGreaterThan(0);
  });

  it('a name of the personal store in a public file is found, and not repeated', async () => {
    const folder = copyOfToy();
    const database = new DatabaseSync(path.join(folder, 'personal.sqlite'));
    database.exec("INSERT INTO persons VALUES ('p', '欧阳试验', '13900009876')");
    database.close();
    const areas = path.join(folder, 'areas/areas.json');
    writeFileSync(areas, readFileSync(areas, 'utf8').replace('"nameEn":"', '"nameEn":"网格长欧阳试验'));
    const { parts } = await checkPackage(folder);
    const kept = parts.find(({ part }) => part === 'personal')!.faults.kept();
    const leaks = kept.filter(({ code }) => code === 'BAKE-610');
    expect(leaks.map(({ values }) => values.file)).toEqual(['areas/areas.json']);
    expect(JSON.stringify(kept)).not.toContain('欧阳');
  });

  it.each([
    ['no folder', () => path.join(scratch, 'nowhere')],
    [
      'an empty folder',
      () => {
        mkdirSync(path.join(scratch, 'empty'), { recursive: true });
        return path.join(scratch, 'empty');
      },
    ],
    [
      'a cut manifest',
      () => {
        const folder = copyOfToy();
        writeFileSync(path.join(folder, 'district.json'), '{"schema"');
        return folder;
      },
    ],
    [
      'a manifest of another version',
      () => {
        const folder = copyOfToy();
        changeManifest(folder, (manifest) => {
          manifest.schema = 'district/99';
        });
        return folder;
      },
    ],
  ])('%s is no package', async (_, make) => {
    const error = await checkPackage(make()).catch((reason: unknown) => reason);
    expect((error as FaultError).fault?.code, String(error)).toBe('BAKE-600');
    expect(error).toBeInstanceOf(FaultError);
  });
});

/** Moves the inner vertex of the first arc that has one: both neighbours and the parent follow, or the proof breaks. */
function moveAnArc(folder: string): void {
  const file = path.join(folder, 'areas/areas.json');
  const areas = JSON.parse(readFileSync(file, 'utf8'));
  const grid = areas.areas.find(({ level }: { level: string }) => level === 'unitGrid');
  const ref = grid.polygons[0][0][0];
  const copy = [...areas.arcs[ref >= 0 ? ref : ~ref]];
  copy.splice(2, 0, 300, 200);
  copy[4] -= 300;
  copy[5] -= 200;
  areas.arcs.push(copy);
  areas.arcLevels.push('unitGrid');
  grid.polygons[0][0][0] = ref >= 0 ? areas.arcs.length - 1 : ~(areas.arcs.length - 1);
  writeFileSync(file, JSON.stringify(areas));
}

describe('personal values in a text', () => {
  const values = { names: new Set(['王伟', '欧阳小明', 'John Smith']), phones: new Set(['13900001234']) };

  it.each([
    ['电话 13900001234。', '13900001234'],
    ['{"name":"王伟"}', '王伟'],
    ['网格长欧阳小明', '欧阳小明'],
    ['by John Smith', 'John Smith'],
    ['王伟路社区', null],
    ['2139000012345', null],
    ['', null],
  ])('%s', (text, found) => {
    expect(personalIn(text, values)).toBe(found);
  });
});
