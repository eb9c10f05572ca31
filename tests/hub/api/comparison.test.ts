/** A package of before beside the served one: its files, who is told of it, and what may not be laid over another. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHub } from '../../../src/hub/hub.ts';
import { openComparedPackage } from '../../../src/hub/state/comparedPackage.ts';
import { packageHash } from '../../../src/hub/state/packageHash.ts';
import { parseBuildingColumn } from '../../../src/model/contract/buildingColumns.ts';
import { parseComparison } from '../../../src/model/contract/comparison.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { openTestHub, type TestHub, temporaryFolder } from '../../support/hub.ts';
import { writeTinyPackage } from '../../support/tinyPackage.ts';

const { folder, remove } = temporaryFolder();
const buildings = { added: ['tiny:2'], removed: ['tiny:9'], changed: ['tiny:1'] };
let before: string;
let hub: TestHub;
beforeAll(async () => {
  before = writeTinyPackage(path.join(folder, 'before'));
  hub = await openTestHub({ compare: { folder: before, buildings } });
});
afterAll(async () => {
  await hub.close();
  remove();
});

/** A copy whose manifest says something else: filesHash is over files, the manifest's own words are not among them. */
function other(name: string, change: (manifest: Manifest) => object): string {
  const copy = path.join(folder, name);
  cpSync(before, copy, { recursive: true });
  const file = path.join(copy, 'district.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, JSON.stringify({ ...manifest, ...change(manifest) }));
  return copy;
}

function change(file: string, sql: string): void {
  const index = new DatabaseSync(file);
  index.exec(sql);
  index.close();
}

async function faultOf(compared: string): Promise<string> {
  const opened = openHub({
    ...{ packageFolder: hub.packageFolder, stateFolder: path.join(folder, 'state'), screensFolder: null },
    ...{ host: '127.0.0.1', port: 0, base: '/', compare: { folder: compared, buildings } },
  });
  const error = await opened.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FaultError)) throw error ?? new Error('it opened');
  return error.fault.code;
}

it('serves the public files of both, each under its own address', async () => {
  for (const file of ['district.json', 'buildings/footprints.bin', 'areas/areas.json']) {
    const answer = await fetch(`${hub.address}compare/package/${file}`);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(readFileSync(path.join(before, file)))).toBe(true);
  }
  for (const hidden of ['index.sqlite', 'personal.sqlite', '../state/journal']) {
    expect((await fetch(`${hub.address}compare/package/${hidden}`)).status).toBe(404);
  }
});

it('tells duty of it, and not the public', async () => {
  const answer = await fetch(`${hub.address}api/v1/comparison?station=plan`);
  const parsed = parseComparison(await answer.json());
  expect(parsed).toMatchObject({ buildings, before: { schema: expect.any(String) } });
  expect((await fetch(`${hub.address}api/v1/comparison?station=touch`)).status).toBe(403);
});

it('tells duty by what the buildings of before are coloured, where the package says it', async () => {
  const columnOf = async (attribute: string, station = 'plan'): Promise<{ status: number; body: unknown }> => {
    const question = `buildings/columns?attribute=${attribute}&package=before&station=${station}`;
    const answer = await fetch(`${hub.address}api/v1/${question}`);
    return { status: answer.status, body: await answer.json() };
  };
  const index = new DatabaseSync(path.join(before, 'index.sqlite'), { readOnly: true });
  const floors = index.prepare('SELECT floors FROM buildings ORDER BY buildingIndex').all();
  index.close();
  const { status, body } = await columnOf('floors');
  expect(status).toBe(200);
  expect(parseBuildingColumn(body)?.values).toEqual(floors.map((row) => row.floors));
  expect((await columnOf('floors', 'touch')).status).toBe(403);
  // Matters are of now alone.
  expect((await columnOf('open')).status).toBe(404);
  expect((await columnOf('resolved')).status).toBe(404);
});

it('answers anew where the hub stands beside another package, at the same sequence', async () => {
  const second = writeTinyPackage(path.join(folder, 'second'));
  const index = new DatabaseSync(path.join(second, 'index.sqlite'));
  index.exec('UPDATE buildings SET floors = floors + 1');
  index.close();
  const file = path.join(second, 'district.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, JSON.stringify({ ...manifest, filesHash: packageHash(second, manifest.publicFiles) }));
  const { packageFolder } = hub;
  const opened = (compared: string) =>
    openHub({
      ...{ packageFolder, stateFolder: path.join(folder, 'turns'), screensFolder: null },
      ...{ host: '127.0.0.1', port: 0, base: '/', compare: { folder: compared, buildings } },
    });
  const questions = ['buildings/columns?attribute=floors&package=before&station=plan', 'comparison?station=plan'];
  const told: { tag: string; body: string }[][] = [];
  for (const compared of [before, second]) {
    const one = await opened(compared);
    const answers = await Promise.all(
      questions.map(async (question, row) => {
        const known = told[0]?.[row]?.tag;
        const headers: Record<string, string> = known ? { 'if-none-match': known } : {};
        const answer = await fetch(`${one.origin}/api/v1/${question}`, { headers });
        expect(answer.status, question).toBe(200);
        return { tag: answer.headers.get('etag')!, body: await answer.text() };
      }),
    );
    told.push(answers);
    await one.close();
  }
  expect(told[1]!.map(({ body }, row) => body !== told[0]![row]!.body)).toEqual([true, true]);
});

it('knows no package but that of before', async () => {
  const question = 'buildings/columns?attribute=floors&package=befor&station=plan';
  const answer = await fetch(`${hub.address}api/v1/${question}`);
  expect(answer.status).toBe(400);
  expect(JSON.stringify(await answer.json())).toContain('HUB-405');
});

it.each([
  ['of another version', (file: string) => change(file, "UPDATE meta SET value = '0' WHERE key = 'indexVersion'")],
  ['without a version', (file: string) => change(file, 'DROP TABLE meta')],
  ['that is no database', (file: string) => writeFileSync(file, 'not a database, only text of some length')],
])('shows a package with an index %s, and asks nothing of it', (name, spoil) => {
  const copy = other(name, () => ({}));
  spoil(path.join(copy, 'index.sqlite'));
  const file = path.join(copy, 'district.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, JSON.stringify({ ...manifest, filesHash: packageHash(copy, manifest.publicFiles) }));
  const compared = openComparedPackage(copy, manifest, buildings);
  expect(compared.index).toBeNull();
  compared.close();
});

it('says that there is none where there is none', async () => {
  const alone = await openTestHub();
  const answer = await fetch(`${alone.address}api/v1/comparison?station=plan`);
  expect(parseComparison(await answer.json())).toEqual({ before: null, buildings: null });
  expect((await fetch(`${alone.address}compare/package/district.json`)).status).toBe(404);
  const none = `${alone.address}api/v1/buildings/columns?attribute=floors&package=before&station=plan`;
  expect((await fetch(none)).status).toBe(404);
  await alone.close();
});

describe('is refused by number', () => {
  it.each([
    ['another origin', ({ enuOrigin }: Manifest) => ({ enuOrigin: { ...enuOrigin, lonLatDeg: [120.4, 36.09] } })],
    ['another height datum', () => ({ heightDatum: 'another' })],
  ])('%s', async (name, change) => {
    expect(await faultOf(other(name, change))).toBe('HUB-109');
  });
  it('what is no package, or not whole', async () => {
    expect(await faultOf(path.join(folder, 'nowhere'))).toBe('HUB-101');
    const cut = other('cut', () => ({}));
    writeFileSync(path.join(cut, 'areas/areas.json'), '{}');
    expect(await faultOf(cut)).toBe('HUB-101');
  });
});

it('an answer of another shape is none', () => {
  for (const wrong of [null, 'x', {}, { before: {}, buildings: null }, { before: null, buildings }]) {
    expect(parseComparison(wrong)).toBeNull();
  }
});
