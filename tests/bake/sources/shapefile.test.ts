import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DbfColumn, dbfFile, ownerFile, polygonShp, refusalOf } from '../../support/ownerFiles.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';
import { zipFile } from '../../support/zipFile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-shapefile-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ring = [[120.3, 36.1], [120.3, 36.2], [120.4, 36.2], [120.3, 36.1]] as const; // biome-ignore format: a ring
/** Bytes of a text in GBK, for the few that the tests need. */
const gbkBytes: Readonly<Record<string, string>> = {
  市北区: 'cad0b1b1c7f8',
  // 建筑物名称编号: the name's ten bytes end after 名称.
  建筑物名称编号: 'bda8d6feceefc3fbb3c6b1e0bac5',
  // One byte, then Chinese: ten bytes end in the middle of 称.
  a建筑物名称编号: '61bda8d6feceefc3fbb3c6b1e0bac5',
};
const gbk = (text: string): Buffer => Buffer.from(gbkBytes[text]!, 'hex');
const ascii = (text: string): Buffer => Buffer.from(text);

function write(
  columns: readonly DbfColumn[],
  rows: readonly (readonly Uint8Array[])[],
  options: Parameters<typeof dbfFile>[2] = {},
): string {
  const { shp, shx } = polygonShp(rows.map(() => ring));
  writeFileSync(path.join(folder, 'a.shp'), shp);
  writeFileSync(path.join(folder, 'a.shx'), shx);
  writeFileSync(path.join(folder, 'a.dbf'), dbfFile(columns, rows, options));
  return path.join(folder, 'a.shp');
}

const text = (name: string | Uint8Array, length: number): DbfColumn => ({
  name: typeof name === 'string' ? ascii(name) : name,
  type: 'C',
  length,
});

describe('the encoding of a shapefile', () => {
  it.each(['GBK', 'gb2312', '936', 'CP936', 'ANSI 936', '\ufeffGBK\r\n', 'OEM 936'])(
    'comes from a .cpg %j',
    async (word) => {
      const file = write([text('MC', 10)], [[gbk('市北区')]]);
      writeFileSync(path.join(folder, 'a.cpg'), word);
      expect((await ownerFile('shapefile', file)).records[0]!.values).toEqual({ MC: '市北区' });
    },
  );

  it.each([0x4d, 0x7a])('comes from the language byte %i', async (languageByte) => {
    const file = write([text('MC', 10)], [[gbk('市北区')]], { languageByte });
    expect((await ownerFile('shapefile', file)).records[0]!.values).toEqual({ MC: '市北区' });
  });

  it('is UTF-8 where all texts are', async () => {
    const file = write([text('MC', 10)], [[Buffer.from('市北区')]]);
    expect((await ownerFile('shapefile', file)).records[0]!.values).toEqual({ MC: '市北区' });
  });

  it('is refused with both readings where nothing tells', async () => {
    const file = write([text('MC', 10)], [[ascii('x')], [gbk('市北区')]]);
    expect(await refusalOf(ownerFile('shapefile', file))).toMatchObject({
      code: 'BAKE-224',
      values: { gb18030: '市北区' },
    });
    expect((await ownerFile('shapefile', file, { encoding: 'gbk' })).records[1]!.values).toEqual({ MC: '市北区' });
  });

  it('is refused where the .cpg is wrong', async () => {
    const file = write([text('MC', 10)], [[gbk('市北区')]]);
    writeFileSync(path.join(folder, 'a.cpg'), 'UTF-8');
    expect(await refusalOf(ownerFile('shapefile', file))).toMatchObject({ code: 'BAKE-225', values: { by: 'cpg' } });
  });

  it('bears names and values that are cut in the middle of a character', async () => {
    const columns = [text(gbk('建筑物名称编号'), 5), text(gbk('a建筑物名称编号'), 6)];
    const file = write(columns, [[gbk('市北区'), gbk('市北区')]], { languageByte: 0x4d });
    const { raw, records } = await ownerFile('shapefile', file);
    expect(raw.fieldNames).toEqual(['建筑物名称', 'a建筑物名']);
    expect(records[0]!.values).toEqual({ 建筑物名称: '市北', a建筑物名: '市北区' });
  });
});

describe('the table of a shapefile', () => {
  it('keeps codes, dates and nothing as they are', async () => {
    const columns: DbfColumn[] = [
      { name: ascii('CODE'), type: 'N', length: 18 },
      { name: ascii('LONG'), type: 'N', length: 18 },
      { name: ascii('BUILT'), type: 'D', length: 8 },
      { name: ascii('OPEN'), type: 'L', length: 1 },
      { name: ascii('FLOORS'), type: 'N', length: 4 },
    ];
    const row = ['370203005001001', '370203005001001123', '20250314', 'T', '****'].map(ascii);
    const { records } = await ownerFile('shapefile', write(columns, [row]));
    expect(records[0]!.values).toEqual({
      CODE: 370203005001001,
      LONG: '370203005001001123',
      BUILT: '2025-03-14',
      OPEN: true,
      FLOORS: null,
    });
  });

  it('counts what its owner deleted, and gives a doubled name a number', async () => {
    const file = write([text('MC', 4), text('MC', 4)], [['a', 'b'].map(ascii), ['c', 'd'].map(ascii)], {
      deleted: [0],
    });
    const { records, faults } = await ownerFile('shapefile', file);
    expect(records.map(({ number, values }) => [number, values])).toEqual([[2, { MC: 'c', MC_2: 'd' }]]);
    expect(faults.counts()).toEqual([
      { code: 'BAKE-234', count: 1 },
      { code: 'BAKE-236', count: 1 },
    ]);
  });
});

describe('the parts of a shapefile', () => {
  it.each([
    ['a.shp', ['A.SHX', 'a.DBF', 'A.Cpg']],
    ['A.SHP', ['A.SHX', 'A.DBF', 'A.CPG']],
  ])('are found beside %s in any case', async (main, others) => {
    const file = write([text('MC', 10)], [[gbk('市北区')]]);
    writeFileSync(path.join(folder, 'a.cpg'), 'GBK');
    mkdirSync(path.join(folder, 'b'));
    copyFileSync(file, path.join(folder, 'b', main));
    for (const name of others) copyFileSync(path.join(folder, name.toLowerCase()), path.join(folder, 'b', name));
    expect((await ownerFile('shapefile', path.join(folder, 'b', main))).records[0]!.values.MC).toBe('市北区');
  });

  it.each(['shx', 'dbf'])('are asked for where .%s is not there', async (extension) => {
    const file = write([text('MC', 10)], [[ascii('x')]]);
    rmSync(path.join(folder, `a.${extension}`));
    const { code, values } = await refusalOf(ownerFile('shapefile', file));
    expect([code, path.extname(String(values.file))]).toEqual(['BAKE-201', `.${extension}`]);
  });

  it('are read out of a zip, whose names are GBK', async () => {
    const file = write([text('MC', 10)], [[gbk('市北区')]], { languageByte: 0x4d });
    const part = (extension: string): Buffer => readFileSync(file.replace('.shp', `.${extension}`));
    const nameBytes = (extension: string): Buffer => Buffer.concat([gbk('市北区'), Buffer.from(`/a.${extension}`)]);
    const zip = zipFile(
      ['shp', 'shx', 'dbf'].map((extension) => ({
        path: '',
        bytes: part(extension),
        lies: { nameBytes: nameBytes(extension) },
      })),
    );
    writeFileSync(path.join(folder, 'a.zip'), zip);
    const { raw, records } = await ownerFile('shapefile', path.join(folder, 'a.zip'));
    expect(raw.layers).toEqual(['市北区/a']);
    expect(records.map(({ values, geometry }) => [values.MC, geometry?.kind])).toEqual([['市北区', 'polygons']]);
  });

  it('are chosen by layer where a zip holds several', async () => {
    const file = write([text('MC', 10)], [[ascii('x')]]);
    const entries = ['a', 'b'].flatMap((name) =>
      ['shp', 'shx', 'dbf'].map((extension) => ({
        path: `${name}.${extension}`,
        bytes: readFileSync(file.replace('.shp', `.${extension}`)),
      })),
    );
    const zip = path.join(folder, 'two.zip');
    writeFileSync(zip, zipFile(entries));
    expect(await refusalOf(ownerFile('shapefile', zip))).toMatchObject({
      code: 'BAKE-227',
      values: { layers: 'a, b' },
    });
    expect(await refusalOf(ownerFile('shapefile', zip, { layer: 'B' }))).toMatchObject({
      code: 'BAKE-228',
      values: { nearest: 'b' },
    });
    expect((await ownerFile('shapefile', zip, { layer: 'b' })).records.length).toBe(1);
  });
});

describe.skipIf(sharedDataMissing)('real shapefiles', () => {
  const beijing = sharedData('bld-shapefile-gbk/jianzhu-beijing.shp');

  it('of Beijing, GBK by .cpg, with its .prj', async () => {
    const { raw, records, faults } = await ownerFile('shapefile', beijing);
    expect(raw.fieldNames).toEqual(['建筑编号', '建筑名称', '建筑类型', '楼层数', '来源编号']);
    expect([raw.recordCount, records.length, faults.counts()]).toEqual([626, 626, []]);
    expect(raw.declaredCrs).toContain('WGS_1984');
    expect(records.filter(({ values }) => values.楼层数 === null).length).toBe(580);
  });

  it('of Anhui, GBK by the language byte, without .prj', async () => {
    const { raw, records } = await ownerFile('shapefile', sharedData('bld-shapefile-gbk/anhui-counties.shp'));
    expect([raw.declaredCrs, records.length]).toEqual([null, 78]);
    const points = records.flatMap(({ geometry }) => (geometry?.kind === 'polygons' ? geometry.polygons.flat(2) : []));
    expect(Math.min(...points.map(([x]) => x))).toBeCloseTo(114.875, 3);
    expect(Math.max(...points.map(([, y]) => y))).toBeCloseTo(34.655, 3);
    expect(records[0]!.values).toMatchObject({ PRO_NAME: '安徽', NAME99: '天长市' });
  });
});
