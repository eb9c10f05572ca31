import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerFile, refusalOf } from '../../support/ownerFiles.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-tables-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(bytes: string | Uint8Array): string {
  const file = path.join(folder, 'a.csv');
  writeFileSync(file, bytes);
  return file;
}

describe('a CSV', () => {
  it.each([
    ['commas', '编号,名称\r\n1,"甲,乙"\r\n'],
    ['semicolons', '编号;名称\n1;甲,乙\n'],
    ['tabs', '编号\t名称\n1\t甲,乙'],
    ['bars', '编号|名称\n1|甲,乙'],
    ['commas below empty lines', '\n\n编号,名称\n\n1,"甲,乙"\n\n'],
  ])('of %s', async (_, text) => {
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      const { raw, records } = await ownerFile('csv', written(bytes));
      expect(raw.fieldNames).toEqual(['编号', '名称']);
      expect(records.map(({ number, values }) => [number, values])).toEqual([[1, { 编号: '1', 名称: '甲,乙' }]]);
    }
  });

  it('gives doubled and nameless columns a name, and counts rows of another width', async () => {
    const { raw, records, faults } = await ownerFile('csv', written('a,a,,b\n1,2,3,4\n1,2\n5,6,7,8\n'));
    expect(raw.fieldNames).toEqual(['a', 'a_2', '@3', 'b']);
    expect(records.map(({ number, values }) => [number, values.a_2])).toEqual([
      [1, '2'],
      [3, '6'],
    ]);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-206', count: 1 },
      { code: 'BAKE-234', count: 1 },
    ]);
    expect(faults.kept().find(({ code }) => code === 'BAKE-206')!.values).toMatchObject({ row: 3 });
  });

  it('whose quote is never closed does not grow without end', async () => {
    const { code, values } = await refusalOf(ownerFile('csv', written(`a,b\n1,"${'x'.repeat(3_000_000)}\n`)));
    expect([code, values.limit]).toEqual(['BAKE-232', '1 MiB']);
  });

  it('changes its encoding in the middle: refused, with the place', async () => {
    const lines = `${'1,市北区\n'.repeat(40_000)}`;
    const file = written(
      Buffer.concat([Buffer.from(`a,b\n${lines}`), Buffer.from('2,', 'utf8'), Buffer.from('cad0b1b1c7f80a', 'hex')]),
    );
    expect(await refusalOf(ownerFile('csv', file))).toMatchObject({ code: 'BAKE-224', values: { gb18030: '市北区' } });
    expect((await refusalOf(ownerFile('csv', file, { encoding: 'klingon' }))).code).toBe('BAKE-207');
  });

  it('that ends inside a character of Unicode is cut off; of another encoding, that may be the wrong one', async () => {
    for (const text of ['a,b\n1,市北区', '\ufeffa,b\n1,市北区']) {
      for (const cut of [1, 2]) {
        const file = written(Buffer.from(text).subarray(0, -cut));
        expect(await refusalOf(ownerFile('csv', file))).toMatchObject({
          code: 'BAKE-202',
          values: { reason: 'cut off inside the last character (utf-8)' },
        });
      }
    }
    const utf16 = Buffer.from('\ufeffa,b\n1,市北区', 'utf16le').subarray(0, -1);
    expect((await refusalOf(ownerFile('csv', written(utf16)))).code).toBe('BAKE-202');
    const gbk = Buffer.from('612c620a312ccad0b1b1c7', 'hex');
    expect((await refusalOf(ownerFile('csv', written(gbk), { encoding: 'GBK' }))).code).toBe('BAKE-225');
    expect((await refusalOf(ownerFile('csv', written(gbk)))).code).toBe('BAKE-224');
  });

  it('can be left in the middle and begun again', async () => {
    const { raw } = await ownerFile('csv', written(`a\n${'1\n'.repeat(100_000)}`));
    for await (const { number } of raw.records()) if (number === 3) break;
    let count = 0;
    for await (const _ of raw.records()) count++;
    expect(count).toBe(100_000);
  });
});

describe.skipIf(sharedDataMissing)('real tables', () => {
  it('of communities in GBK, which say nothing of it', async () => {
    const file = sharedData('shibei-admin/shibei-communities-2021.gbk.csv');
    expect(await refusalOf(ownerFile('csv', file))).toMatchObject({
      code: 'BAKE-224',
      values: { gb18030: '街道代码' },
    });
    const { raw, records } = await ownerFile('csv', file, { encoding: 'GBK' });
    expect([raw.fieldNames, records.length]).toEqual([['街道代码', '街道名称', '社区代码', '社区名称'], 137]);
    const utf8 = await ownerFile('csv', sharedData('shibei-admin/shibei-communities-2021.csv'));
    expect(records.map(({ values }) => [values.社区代码, values.社区名称])).toEqual(
      utf8.records.map(({ values }) => [values.code12, values.name]),
    );
  });

  it.each([
    ['csv', 'events-311-nyc/nyc311-animals-2025.csv', 4969, undefined],
    ['csv', 'events-311-nyc/nyc311-newyear-2019.csv', 1000, undefined],
    ['csv', 'shibei-admin/shibei-streets.csv', 22, undefined],
    ['csv', 'shibei-datum-check/shibei-points-three-datums.csv', 98, undefined],
    ['json', 'shibei-admin/shibei-admin.json', 22, 'streets'],
  ] as const)('%s %s has %i records', async (format, file, count, layer) => {
    const { records, faults } = await ownerFile(format, sharedData(file), layer === undefined ? {} : { layer });
    expect([records.length, faults.counts()]).toEqual([count, []]);
  });

  it.each([
    ['bld-geojson-beijing-tsinghua/buildings.geojson', 626],
    ['bld-geojson-beijing-tsinghua/roads.geojson', 931],
    ['bld-geojson-wuhan-heights/buildings.geojson', 355],
    ['bld-geojson-wuhan-heights/roads.geojson', 374],
    ['shibei-boundary/qingdao-districts.wgs84.geojson', 10],
    ['shibei-boundary/shibei-district.wgs84.geojson', 1],
    ['shibei-boundary/shibei-streets.wgs84.geojson', 22],
  ])('GeoJSON %s has %i features, each with its place', async (file, count) => {
    const { raw, records } = await ownerFile('geojson', sharedData(file));
    expect([raw.recordCount, records.length, records.every(({ geometry }) => geometry)]).toEqual([count, count, true]);
  });
});
