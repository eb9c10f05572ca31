import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import { type Cell, sheetHead } from '../../../src/bake/sources/xlsxHead.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { ownerFile, refusalOf } from '../../support/ownerFiles.ts';
import { type XlsxSheet, xlsxFile, xlsxParts } from '../../support/xlsxFile.ts';
import { zipFile } from '../../support/zipFile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-xlsx-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(...sheets: XlsxSheet[]): string {
  const file = path.join(folder, 'a.xlsx');
  writeFileSync(file, xlsxFile(sheets));
  return file;
}

const number = (text: string) => ({ number: text });
const ledger: XlsxSheet = {
  name: '台账',
  rows: [
    ['市北区探头台账', null, null, null, null, null],
    ['编号', '名称', '电话', '安装日期', '坐标', null],
    [null, null, null, null, '经度', '纬度'],
    ['C1', '延安三路口', number('1.3812345678E10'), { day: 45730 }, number('120.38000000000001'), number('36.1')],
    [null, null, null, null, null, null],
    ['C2', '台东一路', number('13987654321'), { day: 45730.0555555556 }, number('120.36'), number('36.09')],
  ],
};

describe('a workbook', () => {
  it('is a table under a head of two merged rows, numbers and dates as they are written', async () => {
    const { raw, records } = await ownerFile('xlsx', written(ledger));
    expect(raw.fieldNames).toEqual(['编号', '名称', '电话', '安装日期', '经度', '纬度']);
    expect(records.map(({ number, values }) => [number, values])).toEqual([
      [
        1,
        {
          编号: 'C1',
          名称: '延安三路口',
          电话: 13812345678,
          安装日期: '2025-03-14',
          经度: 120.38000000000001,
          纬度: 36.1,
        },
      ],
      [
        3,
        { 编号: 'C2', 名称: '台东一路', 电话: 13987654321, 安装日期: '2025-03-14T01:20:00', 经度: 120.36, 纬度: 36.09 },
      ],
    ]);
  });

  it('is read in UTF-16 as well, which says so by its mark', async () => {
    const file = written(ledger);
    const { records } = await ownerFile('xlsx', file);
    for (const isBigEndian of [false, true]) {
      const parts = xlsxParts([ledger]).map(({ path, bytes }) => {
        const text = `\ufeff${String(bytes).replace('UTF-8', 'UTF-16')}`;
        const utf16 = Buffer.from(text, 'utf16le');
        return { path, bytes: isBigEndian ? utf16.swap16() : utf16 };
      });
      writeFileSync(file, zipFile(parts));
      expect((await ownerFile('xlsx', file)).records).toEqual(records);
    }
  });

  it('becomes points by the recipe', async () => {
    written(ledger);
    const fields = { id: { from: '编号' }, name: { from: '名称' }, x: { from: '经度' }, y: { from: '纬度' } };
    const source = { key: 'c', path: 'a.xlsx', format: 'xlsx', crs: 'EPSG:4490', role: 'videoPoints', fields } as const;
    const { records } = await readSource(source, folder, 'Asia/Shanghai', new FaultLog());
    expect(records.map(({ label, geometry }) => [label, geometry])).toEqual([
      ['C1', { kind: 'point', at: [120.38000000000001, 36.1] }],
      ['C2', { kind: 'point', at: [120.36, 36.09] }],
    ]);
  });

  it('keeps codes that a double does not hold as they are written', async () => {
    const rows = [['code', 'n'], [number('370203005001001123'), number('1')]]; // biome-ignore format: a sheet
    const { records } = await ownerFile('xlsx', written({ name: 'a', rows }));
    expect(records[0]!.values.code).toBe('370203005001001123');
  });

  it('is asked for a sheet where several have cells', async () => {
    const empty: XlsxSheet = { name: 'Sheet3', rows: [] };
    const other: XlsxSheet = { name: '说明', rows: [['a'], ['b']] };
    expect((await ownerFile('xlsx', written(ledger, empty))).raw.layers).toEqual(['台账']);
    const file = written(ledger, other);
    expect(await refusalOf(ownerFile('xlsx', file))).toMatchObject({
      code: 'BAKE-227',
      values: { layers: '台账, 说明' },
    });
    expect((await ownerFile('xlsx', file, { layer: '说明' })).records.map(({ values }) => values)).toEqual([
      { a: 'b' },
    ]);
  });

  it('without a head is refused', async () => {
    const rows = [[number('1'), number('2')], [number('3'), number('4')]]; // biome-ignore format: a sheet
    expect(await refusalOf(ownerFile('xlsx', written({ name: 'a', rows })))).toMatchObject({ code: 'BAKE-233' });
    expect((await refusalOf(ownerFile('xlsx', written({ name: 'a', rows: [] })))).code).toBe('BAKE-202');
  });
});

describe('a workbook that is too large', () => {
  it('is told to come as CSV', async () => {
    const file = path.join(folder, 'a.xlsx');
    // Random enough not to look like a bomb, and much larger than what a workbook may hold.
    const part = Buffer.alloc(35 * 1024 * 1024, 'abcdefghij0123456789ABCDEFGHIJ市北区');
    const noise = new SeededRandom('large workbook');
    for (let at = 0; at < part.length; at += 1024) part[at] = noise.whole(0, 255);
    const parts = [1, 2, 3, 4].map((n) => ({ path: `xl/worksheets/sheet${n + 1}.xml`, bytes: part }));
    writeFileSync(file, zipFile([...xlsxParts([ledger]), ...parts]));
    expect((await refusalOf(ownerFile('xlsx', file))).code).toBe('BAKE-237');
  });
});

it('a workbook with entities of its own is refused: a billion laughs', async () => {
  const file = path.join(folder, 'a.xlsx');
  const laughs = '?><!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>';
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const parts = xlsxParts([ledger]).map(({ path, bytes }) => {
      return { path, bytes: Buffer.from(`\ufeff${String(bytes).replace('?>', laughs)}`, encoding) };
    });
    writeFileSync(file, zipFile(parts));
    expect((await refusalOf(ownerFile('xlsx', file))).code).toBe('BAKE-243');
  }
});

describe('the head of a sheet', () => {
  it('is found in a sheet of 300,000 rows', () => {
    const rows: Cell[][] = [['a', 'b'], ...Array.from({ length: 300_000 }, (_, row): Cell[] => [`${row}`, row])];
    expect(sheetHead(rows)).toEqual({ names: ['a', 'b'], dataFrom: 1 });
  });

  it.each<[string, Cell[][], readonly string[] | null, number]>([
    ['the first row', [['a', 'b'], ['x', 1]], ['a', 'b'], 1],
    ['below a title', [['title', null], ['a', 'b'], ['x', 1]], ['a', 'b'], 2],
    ['all texts', [['a', 'b'], ['x', 'y']], ['a', 'b'], 1],
    ['lowest of merged groups', [['id', 'where', null], [null, 'x', 'y'], ['k', 1, 2]], ['id', 'x', 'y'], 2],
    ['a column without a name', [['a', null], ['x', 1]], null, 0],
    ['data at once', [[1, 2]], null, 0],
    ['nothing', [[null, ' ']], null, 0],
  ])('%s', (_, rows, names, dataFrom) => {
    expect(sheetHead(rows)).toEqual(names && { names, dataFrom });
  }); // biome-ignore format: a table
});
