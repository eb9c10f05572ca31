import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import type { DistrictModel } from '../../../src/bake/districtModel.ts';
import { hashOfRows } from '../../../src/bake/steps/rowsHash.ts';
import { writeIndex } from '../../../src/bake/steps/writeIndex.ts';
import { AREAS_SCHEMA, type AreasFile } from '../../../src/model/contract/areasFile.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-index-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A district of which nothing is known but its departments. */
function modelWith(names: readonly string[]): DistrictModel {
  const nothing = { areas: [], buildings: [], videoPoints: [], hazards: [], facilities: [], enterprises: [] };
  return {
    ...{ ...nothing, staff: [], stewards: [], replayEvents: [], matters: [], calendarDays: [], agesByGrid: new Map() },
    components: { ids: [], names: new Map(), ownerUnits: new Map() },
    departments: names.map((name, row) => ({ key: `d${row}`, name, nameEn: `Department ${row}` })),
  } as unknown as DistrictModel; // roads, water and ground are in no table
}

function written(names: readonly string[]) {
  const areasFile: AreasFile = { schema: AREAS_SCHEMA, arcs: [], arcLevels: [], areas: [] };
  const file = path.join(scratch, `${names.length}.sqlite`);
  const input = {
    ...{ districtKey: 'toy', timeZone: 'UTC', syntheticTables: [], totals: new Map(), buildings: [], videoPoints: [] },
    ...{ areasFile, model: modelWith(names) },
  };
  return { file, hash: writeIndex(file, input) };
}

it('says the hash of the rows that are read from its file, whatever their texts hold', () => {
  const { file, hash } = written(['a\ud83db', '\udc00', '楼🏠', 'a\u0000b', '"\\\n', '\ufeffa', '']);
  expect(hash).toBe(hashOfRows(file));
  const database = new DatabaseSync(file, { readOnly: true });
  const names = database
    .prepare('SELECT name FROM departments ORDER BY row')
    .all()
    .map(({ name }) => name);
  database.close();
  expect(names).toEqual(['a\ufffdb', '\ufffd', '楼🏠', 'a\u0000b', '"\\\n', '\ufeffa', '']);
});

it('says another for other rows', () => {
  expect(written(['甲']).hash).not.toBe(written(['甲', '乙']).hash);
});
