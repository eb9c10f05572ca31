import fs, { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDistrict } from '../../../src/hub/state/districtPackage.ts';
import { packageHash } from '../../../src/hub/state/packageHash.ts';
import type { AreasFile } from '../../../src/model/contract/areasFile.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { temporaryFolder } from '../../support/hub.ts';
import { writeTinyPackage } from '../../support/tinyPackage.ts';

/** Names of the files that are read while `act` runs, by whatever account the tests run as: root may read everything. */
function namesReadBy(act: () => void): string[] {
  const names: string[] = [];
  const real = fs.readFileSync;
  const recorded = (...args: Parameters<typeof real>): ReturnType<typeof real> => {
    names.push(String(args[0]));
    return real(...args);
  };
  fs.readFileSync = recorded as typeof real;
  syncBuiltinESMExports();
  try {
    act();
  } finally {
    fs.readFileSync = real;
    syncBuiltinESMExports();
  }
  return names;
}

let place: ReturnType<typeof temporaryFolder>;
let folder: string;
beforeEach(() => {
  place = temporaryFolder();
  folder = writeTinyPackage(path.join(place.folder, 'package'));
});
afterEach(() => place.remove());

const fileOf = (name: string): string => path.join(folder, name);
const jsonOf = <T>(name: string): T => JSON.parse(readFileSync(fileOf(name), 'utf8')) as T;

/** Why it does not open, or that it does. */
function reasonOf(): string {
  try {
    openDistrict(folder).close();
  } catch (error) {
    if (error instanceof FaultError) return `${error.fault.code} ${error.fault.values.reason}`;
    throw error;
  }
  return 'opened';
}

/** The manifest says of the damaged files what a bake would have said: only what the files say is left to find it. */
function hashAgain(): void {
  const manifest = jsonOf<Manifest>('district.json');
  writeFileSync(
    fileOf('district.json'),
    JSON.stringify({ ...manifest, filesHash: packageHash(folder, manifest.publicFiles) }),
  );
}

it('opens whole, and with what file managers leave behind', () => {
  writeFileSync(fileOf('.DS_Store'), 'x');
  expect(reasonOf()).toBe('opened');
});

it('opens without the personal store as with one, whatever is in it', () => {
  expect(existsSync(fileOf('personal.sqlite'))).toBe(false);
  expect(reasonOf()).toBe('opened');
  writeFileSync(fileOf('personal.sqlite'), 'names');
  expect(reasonOf()).toBe('opened');
});

it('never opens the personal store: of another account it could not', () => {
  writeFileSync(fileOf('personal.sqlite'), 'names', { mode: 0o000 });
  const names = namesReadBy(() => expect(reasonOf()).toBe('opened'));
  expect(names.some((name) => name.endsWith('areas.json'))).toBe(true);
  expect(names.filter((name) => name.includes('personal'))).toEqual([]);
});

it.each(['district.json', 'areas/areas.json', 'buildings/footprints.bin', 'index.sqlite'])(
  'without %s does not',
  (name) => {
    rmSync(fileOf(name));
    expect(reasonOf()).toBe(`HUB-101 ${name}`);
  },
);

it.each(['district.json', 'areas/areas.json', 'buildings/footprints.bin'])('with %s cut does not', (name) => {
  truncateSync(fileOf(name), 200);
  expect(reasonOf()).toMatch(`HUB-101 ${name}`);
});

it('with an index cut in the middle does not, whatever the manifest says', () => {
  truncateSync(fileOf('index.sqlite'), 20_000);
  expect(reasonOf()).toMatch(/^HUB-101 filesHash/);
  hashAgain();
  expect(reasonOf()).toMatch(/^HUB-101 index\.sqlite/);
});

it('with an index of another version does not', () => {
  const index = new DatabaseSync(fileOf('index.sqlite'));
  index.exec("UPDATE meta SET value = '1' WHERE key = 'indexVersion'");
  index.close();
  hashAgain();
  expect(reasonOf()).toMatch(/^HUB-101 index\.sqlite: version 1/);
});

it('with one byte of any file changed does not', () => {
  writeFileSync(fileOf('report.json'), readFileSync(fileOf('report.json'), 'utf8').replace('not', 'nöt'));
  expect(reasonOf()).toMatch(/^HUB-101 filesHash/);
});

it.each([
  ['an arc past the end', (areas: AreasFile) => (areas.areas[3]!.polygons[0]![0]![0] = areas.arcs.length)],
  ['an arc before the start', (areas: AreasFile) => (areas.areas[3]!.polygons[0]![0]![0] = ~areas.arcs.length)],
  ['half a point', (areas: AreasFile) => areas.arcs[0]!.pop()],
])('with %s in areas.json does not', (_, damage) => {
  const areas = jsonOf<AreasFile>('areas/areas.json');
  damage(areas);
  writeFileSync(fileOf('areas/areas.json'), JSON.stringify(areas));
  hashAgain();
  expect(reasonOf()).toBe('HUB-101 areas/areas.json');
});
