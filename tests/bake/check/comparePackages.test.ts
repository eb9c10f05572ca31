import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { comparePackages, thingTables } from '../../../src/bake/check/comparePackages.ts';
import { filesHashOf } from '../../../src/bake/steps/districtHash.ts';
import { packageFiles } from '../../../src/bake/steps/packageWalk.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { toyDistrict, toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-compare-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let toy = '';
beforeAll(async () => {
  toy = await toyDistrict();
});

const tileOf = (folder: string): string =>
  path.join(folder, packageFiles(folder).find((file) => /^buildings\/.*\.glb$/.test(file))!);

let copies = 0;
function changedToy(text: string): string {
  const folder = path.join(scratch, `copy-${++copies}`);
  cpSync(toy, folder, { recursive: true });
  const database = new DatabaseSync(path.join(folder, 'index.sqlite'));
  database.exec(text);
  database.close();
  seal(folder);
  return folder;
}

/** The manifest says of the changed files what a bake of them would have said. */
function seal(folder: string, change: (manifest: Manifest) => void = () => {}): void {
  const file = path.join(folder, 'district.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  change(manifest);
  writeFileSync(file, JSON.stringify({ ...manifest, filesHash: filesHashOf(folder, manifest.publicFiles) }));
}

describe('a package that is not whole', () => {
  it.each([
    ['a tile is gone', (folder: string) => rmSync(tileOf(folder))],
    ['a tile is empty', (folder: string) => writeFileSync(tileOf(folder), '')],
    ['the report is another', (folder: string) => writeFileSync(path.join(folder, 'report.json'), '{}')],
  ])('is compared with nothing: %s', (_, spoil) => {
    const other = changedToy('');
    spoil(other);
    for (const pair of [[toy, other] as const, [other, toy] as const]) {
      const compare = (): unknown => comparePackages(...pair);
      expect(compare).toThrow(FaultError);
      expect(compare).toThrow(`BAKE-625 The files of ${other} `);
    }
  });
});

describe('two packages', () => {
  it('of the same content are equal', () => {
    const comparison = comparePackages(toy, changedToy(''));
    expect(comparison).toMatchObject({ equal: true, manifest: [], faults: [] });
    for (const table of thingTables) expect(comparison.things[table].changed).toEqual([]);
  });

  it('are told apart building by building', () => {
    const other = changedToy(`
      UPDATE buildings SET floors = floors + 2, centroidEastMeters = centroidEastMeters + 3 WHERE buildingIndex = 5;
      UPDATE buildings SET centroidNorthMeters = centroidNorthMeters + 0.01 WHERE buildingIndex = 6;
      DELETE FROM buildings WHERE buildingIndex = 9;`);
    const { equal, things } = comparePackages(toy, other);
    expect(equal).toBe(false);
    expect([things.buildings.added.length, things.buildings.removed.length]).toEqual([0, 1]);
    expect(things.buildings.changed).toHaveLength(1);
    const [change] = things.buildings.changed;
    expect(change!.movedMeters).toBeCloseTo(3, 6);
    expect(change!.changes.map(({ key, from, to }) => [key, Number(to) - Number(from)])).toEqual([['floors', 2]]);
  });

  it('are told apart by renamed areas, and by the land that moved', () => {
    const other = changedToy("UPDATE areas SET name = '新名' WHERE level = 'street' AND row = 1");
    const file = path.join(other, 'areas/areas.json');
    const areas = JSON.parse(readFileSync(file, 'utf8'));
    const grid = areas.areas.find(({ level }: { level: string }) => level === 'unitGrid');
    const ref = grid.polygons[0][0][0];
    const arc = areas.arcs[ref >= 0 ? ref : ~ref];
    const before = structuredClone(arc);
    // One more vertex, 10 m off the middle of the first edge: a triangle of (edge × height) / 2.
    const [dx, dy] = [arc[2], arc[3]];
    const length = Math.hypot(dx, dy);
    const [outX, outY] = [Math.round((-dy / length) * 1000), Math.round((dx / length) * 1000)];
    arc.splice(
      2,
      2,
      Math.round(dx / 2) + outX,
      Math.round(dy / 2) + outY,
      dx - Math.round(dx / 2) - outX,
      dy - Math.round(dy / 2) - outY,
    );
    expect(arc).not.toEqual(before);
    writeFileSync(file, JSON.stringify(areas));
    seal(other);
    const { areas: compared } = comparePackages(toy, other);
    expect(compared.changed.map(({ changes }) => changes.map(({ key, to }) => [key, to]))).toEqual([
      [['name', '新名']],
    ]);
    const move = compared.moved.find(({ id }) => id === grid.id)!;
    expect(move.differenceSquareMeters / ((length / 100) * 10 * 0.5)).toBeCloseTo(1, 2);
  });

  it('of two recipes differ in counts, sources and faults, keyed', async () => {
    const recipe = toyRecipe();
    const generate = { ...recipe.generate, hazards: 4, buildings: 3_000 };
    const other = path.join(scratch, 'other');
    const recipePath = writeToyRecipe(path.join(scratch, 'recipe'), { ...recipe, generate });
    await bakeDistrict({ recipePath, dataFolder: null, outFolder: other, onProgress: () => {} });
    const { manifest, faults, things, districtHashes } = comparePackages(toy, other);
    expect(manifest).toContainEqual({ key: 'counts.hazards', from: 6, to: 4 });
    expect(faults).toContainEqual({ key: 'BAKE-309', from: null, to: 1 });
    expect(things.buildings.added.length).toBeGreaterThan(0);
    expect(districtHashes[0]).not.toBe(districtHashes[1]);
  });

  it('on two origins are compared in one frame', () => {
    const other = changedToy('');
    seal(other, ({ enuOrigin }) => {
      enuOrigin.lonLatDeg[1] += 0.001;
    });
    const { things } = comparePackages(toy, other);
    expect(things.buildings.changed).toHaveLength(things.buildings.changed.length + things.buildings.same);
    // A thousandth of a degree of latitude is 111 m: everything lies so far north of where it was.
    for (const { movedMeters } of things.buildings.changed) expect(movedMeters).toBeCloseTo(111, 0);
  });
});
