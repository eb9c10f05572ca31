/** What the city is coloured by: one value a building, and in public nothing that its tiles and bands do not say anyway. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDistrict } from '../../../src/hub/state/districtPackage.ts';
import type { FaultsAnswer } from '../../../src/model/contract/answers.ts';
import {
  type BuildingAttribute,
  buildingAttributes,
  parseBuildingColumn,
  resolvedBands,
} from '../../../src/model/contract/buildingColumns.ts';
import { householdsBandOf, householdsBands } from '../../../src/model/contract/tileAttributes.ts';
import { buildingUses } from '../../../src/model/domain/buildings.ts';
import { openTestHub, type TestHub } from '../../support/hub.ts';
import { matter, post } from '../../support/toyEvents.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

async function ask(attribute: string, station: 'plan' | 'touch'): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${hub.address}api/v1/buildings/columns?attribute=${attribute}&station=${station}`);
  return { status: answer.status, body: await answer.json() };
}
async function column(attribute: BuildingAttribute, station: 'plan' | 'touch') {
  const { body } = await ask(attribute, station);
  const parsed = parseBuildingColumn(body);
  if (!parsed) throw new Error(JSON.stringify(body));
  return parsed;
}

it('says of every building what the index says of it, to both audiences alike', async () => {
  const district = openDistrict(hub.packageFolder);
  const rows = district.index.prepare('SELECT * FROM buildings ORDER BY buildingIndex').all();
  district.close();
  expect(rows.length).toBeGreaterThan(2);
  for (const station of ['plan', 'touch'] as const) {
    expect((await column('floors', station)).values).toEqual(rows.map(({ floors }) => floors));
    expect((await column('height', station)).values).toEqual(rows.map(({ heightGroundMeters }) => heightGroundMeters));
    expect((await column('year', station)).values).toEqual(rows.map(({ yearBuilt }) => yearBuilt));
    const uses = await column('use', station);
    expect(uses.values).toEqual(rows.map(({ use }) => buildingUses.indexOf(use as never)));
    const households = await column('households', station);
    expect(households).toMatchObject({ kind: 'class', classes: householdsBands, ordered: true });
    expect(households.values).toEqual(
      rows.map((row) => householdsBands.indexOf(householdsBandOf(row.households as number))),
    );
  }
});

it('open matters are counted by grid on duty, and never in public', async () => {
  const before = await column('open', 'plan');
  expect(before.values.every((value) => value === 0)).toBe(true);
  await post(hub.address, matter('columns-1'));
  const after = await column('open', 'plan');
  expect(after.values.filter((value) => value === 1).length).toBeGreaterThan(0);
  const refused = await ask('open', 'touch');
  expect(refused.status).toBe(403);
  expect((refused.body as FaultsAnswer).fault.code).toBe('HUB-404');
});

it('resolved matters are counts on duty and bands in public', async () => {
  expect((await column('resolved', 'plan')).kind).toBe('number');
  expect(await column('resolved', 'touch')).toMatchObject({ kind: 'class', classes: resolvedBands, ordered: true });
});

it('an attribute that nobody knows is refused; each known one is answered', async () => {
  expect((await ask('owner', 'plan')).status).toBe(400);
  for (const attribute of buildingAttributes) expect((await ask(attribute, 'plan')).status).toBe(200);
});
