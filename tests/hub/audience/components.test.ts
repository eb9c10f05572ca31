/** City components and a building's tenants as each audience may know them; of a baked district. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AreaAnswer, BuildingAnswer, ComponentAnswer } from '../../../src/model/contract/answers.ts';
import { enterpriseKinds } from '../../../src/model/domain/facilities.ts';
import { bandOf } from '../../../src/model/domain/suppression.ts';
import { openTestHub, type TestHub } from '../../support/hub.ts';
import { toyDistrict } from '../../support/toyDistrict.ts';

let hub: TestHub;
let index: DatabaseSync;
beforeAll(async () => {
  const packageFolder = await toyDistrict();
  index = new DatabaseSync(path.join(packageFolder, 'index.sqlite'), { readOnly: true });
  hub = await openTestHub({ packageFolder });
});
afterAll(async () => {
  index.close();
  await hub.close();
});

const statusOf = async (question: string): Promise<number> => (await fetch(`${hub.address}api/v1/${question}`)).status;
async function ask<T>(question: string): Promise<T> {
  const response = await fetch(`${hub.address}api/v1/${question}`);
  expect(response.status, question).toBe(200);
  return (await response.json()) as T;
}
const rows = (sql: string): Record<string, string | number>[] => index.prepare(sql).all() as never;

describe('a component', () => {
  it('is found by its id and by its row, the first, the last and those between', async () => {
    const all = rows('SELECT componentIndex, componentId FROM components ORDER BY componentIndex');
    expect(all.length).toBeGreaterThan(100);
    for (const at of [0, 1, all.length >> 1, all.length - 2, all.length - 1]) {
      const { componentIndex, componentId } = all[at]!;
      const byId = await ask<ComponentAnswer>(`components/${encodeURIComponent(String(componentId))}?station=plan`);
      expect(byId).toMatchObject({ componentIndex, componentId });
      expect(String(componentId)).toContain(byId.classCode);
      const { provenance: _one, ...byRow } = await ask<ComponentAnswer>(`components/@${componentIndex}?station=plan`);
      expect(byId).toMatchObject(byRow);
    }
  });

  it('says its class and department in both languages, its way up, and that it is invented', async () => {
    const [lamp] = rows(
      "SELECT componentIndex AS at FROM components WHERE componentId LIKE 'toy:component:01037%' LIMIT 1",
    );
    const answer = await ask<ComponentAnswer>(`components/@${lamp!.at}?station=plan`);
    expect(answer).toMatchObject({
      className: '路灯',
      classNameEn: 'Street lamp',
      departmentName: '城市管理',
      departmentNameEn: 'City Management',
      ownerUnit: null,
    });
    expect(answer.path.at(-1)?.id).toBe(answer.gridId);
    expect(answer.path[0]?.level).toBe('district');
    expect(answer.provenance.synthetic).toBe(true);
  });

  it('tells the public what it is, and nothing of its owner', async () => {
    const answer = await ask<ComponentAnswer>('components/@0?station=touch');
    expect(answer.className.length).toBeGreaterThan(0);
    expect('ownerUnit' in answer).toBe(false);
  });

  it.each(['components/nobody', 'components/@999999', 'components/@-1', 'components/%00'])(
    '%s is not there',
    async (q) => {
      expect(await statusOf(q)).toBe(404);
    },
  );
});

it('components of an area are those of its parts, class by class, for every audience', async () => {
  for (const station of ['touch', 'plan']) {
    const [district] = rows("SELECT id FROM areas WHERE level = 'district'");
    const whole = await ask<AreaAnswer>(`areas/${district!.id}?station=${station}`);
    const parts = await Promise.all(
      whole.children.map(({ id }) => ask<AreaAnswer>(`areas/${encodeURIComponent(id)}?station=${station}`)),
    );
    expect(whole.components.length).toBeGreaterThan(10);
    for (const { classCode, className, count } of whole.components) {
      const own = parts.flatMap(({ components }) => components.filter((one) => one.classCode === classCode));
      expect(
        own.reduce((sum, one) => sum + one.count, 0),
        className,
      ).toBe(count);
    }
  }
});

describe('who works in a building', () => {
  const counts = (): Record<string, string | number>[] =>
    rows('SELECT buildingId, COUNT(*) AS count FROM enterprises GROUP BY buildingId ORDER BY count DESC, buildingId');

  it('is told to duty by name, code and kind', async () => {
    const [most] = counts();
    const { enterprises } = await ask<BuildingAnswer>(`buildings/${most!.buildingId}?station=plan`);
    const own = rows(`SELECT unitCode, name, nameEn, kind FROM enterprises WHERE buildingId = '${most!.buildingId}'`);
    expect(enterprises.list).toEqual(own.sort((a, b) => (a.unitCode! < b.unitCode! ? -1 : 1)));
    expect(enterprises.count).toEqual({ value: most!.count });
  });

  it('is told to the public as a band and kinds: no name, no code', async () => {
    for (const { buildingId, count } of [counts()[0]!, counts().at(-1)!]) {
      const answer = await ask<BuildingAnswer>(`buildings/${buildingId}?station=touch`);
      expect(answer.enterprises.count).toEqual(bandOf(Number(count)));
      expect(Object.keys(answer.enterprises).sort()).toEqual(['count', 'kinds']);
      for (const kind of answer.enterprises.kinds) expect(enterpriseKinds).toContain(kind);
      const text = JSON.stringify(answer);
      for (const one of rows(`SELECT unitCode, name FROM enterprises WHERE buildingId = '${buildingId}'`)) {
        expect(text).not.toContain(String(one.unitCode));
        expect(text).not.toContain(JSON.stringify(one.name).slice(1, -1));
      }
    }
  });

  it('is nobody where nobody is registered', async () => {
    const [empty] = rows(
      'SELECT buildingId FROM buildings WHERE buildingId NOT IN (SELECT buildingId FROM enterprises)',
    );
    const { enterprises } = await ask<BuildingAnswer>(`buildings/${empty!.buildingId}?station=plan`);
    expect(enterprises).toEqual({ count: { value: 0 }, kinds: [], list: [] });
  });

  it('names public places to everybody', async () => {
    const [school] = rows('SELECT buildingId, name FROM facilities WHERE buildingId IS NOT NULL LIMIT 1');
    const { facilities } = await ask<BuildingAnswer>(`buildings/${school!.buildingId}?station=touch`);
    expect(facilities.map(({ name }) => name)).toContain(school!.name);
  });
});
