import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { Sources } from '../../../src/bake/steps/readSources.ts';
import { syntheticTables } from '../../../src/bake/steps/syntheticTables.ts';
import type { SourceRole } from '../../../src/model/contract/recipeSources.ts';
import { toyDistrict } from '../../support/toyDistrict.ts';

const official = { matters: 'm', departments: 'd', calendar: 'c' };
/** Sources of which each has one record with the values given. */
function sourcesOf(values: Partial<Record<SourceRole, Record<string, unknown>>>): Pick<Sources, 'of'> {
  return {
    of: (role) =>
      (values[role] ? [{ records: [{ values: values[role] }] }] : []) as unknown as ReturnType<Sources['of']>,
  };
}

it('an invented district says so of every table, in its index', async () => {
  const index = new DatabaseSync(path.join(await toyDistrict(), 'index.sqlite'), { readOnly: true });
  const { value } = index.prepare("SELECT value FROM meta WHERE key = 'syntheticTables'").get() as { value: string };
  index.close();
  expect(value).toBe(
    'areaLives, areas, buildings, componentCounts, components, enterprises, facilities, hazards, staff, stewards, videoPoints',
  );
});

it.each([
  ['owner’s buildings', sourcesOf({ buildings: {} }), ['buildings']],
  ['owner’s video points', sourcesOf({ videoPoints: {} }), ['videoPoints']],
  ['owner’s streets', sourcesOf({ streetBoundaries: {} }), ['areas']],
  ['grids without heads', sourcesOf({ gridBoundaries: { gridHead: ' ' } }), ['areas']],
  ['grids with heads', sourcesOf({ gridBoundaries: { gridHead: '王示例' } }), ['areas', 'staff']],
])('%s are not called synthetic', (_, sources, told) => {
  const nothing = syntheticTables({ official }, sourcesOf({}));
  expect(nothing.filter((table) => !syntheticTables({ official }, sources).includes(table))).toEqual(told);
});

it('official names are not called synthetic', () => {
  expect(syntheticTables({ official: { ...official, communities: 'c.csv' } }, sourcesOf({}))).not.toContain('areas');
});
