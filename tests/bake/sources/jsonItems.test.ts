import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../src/bake/sources/byteSource.ts';
import { type JsonPart, jsonParts } from '../../../src/bake/sources/jsonItems.ts';
import { ownerFile, refusalOf } from '../../support/ownerFiles.ts';

/** The text in pieces of so many bytes. */
function source(text: string, pieceBytes: number): ByteSource {
  const bytes = Buffer.from(text);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  return { name: 'a.json', sizeBytes: bytes.length, chunks };
}

async function partsOf(text: string, names: readonly string[], pieceBytes = 7): Promise<JsonPart[]> {
  const parts: JsonPart[] = [];
  for await (const part of jsonParts(source(text, pieceBytes), { path: names })) parts.push(part);
  return parts;
}

const itemsOf = (parts: readonly JsonPart[]): unknown[] =>
  parts.flatMap((part) => (part.kind === 'item' ? [part.value] : []));

const tricky = {
  features: 'not the list',
  before: { features: [0] },
  outer: { '市北"]}': [1], list: [{ a: '],}"\\', b: [[1], { c: '{' }] }, 'x,y', null, -1.5e3, [], {}, '北'] },
  after: [9],
};

describe('a list inside JSON', () => {
  it.each([1, 2, 3, 5, 8, 1000])(
    'is cut into its items, whatever stands in them, in pieces of %i bytes',
    async (pieceBytes) => {
      for (const text of [
        JSON.stringify(tricky),
        JSON.stringify(tricky, null, 2),
        `\ufeff${JSON.stringify(tricky)}\r\n`,
      ]) {
        const parts = await partsOf(text, ['outer', 'list'], pieceBytes);
        expect(itemsOf(parts)).toEqual(tricky.outer.list);
        const { list, ...outer } = tricky.outer;
        expect(parts.at(-1)).toEqual({
          kind: 'whole',
          hasList: true,
          value: { ...tricky, outer: { ...outer, list: [] } },
        });
      }
    },
  );

  it('is found at the top, under escaped names, and missed where it is none', async () => {
    expect(itemsOf(await partsOf(' [1, [2], {"a": 3}] ', []))).toEqual([1, [2], { a: 3 }]);
    expect(itemsOf(await partsOf('{"\\u0061": [1]}', ['a']))).toEqual([1]);
    for (const text of ['{"a": {"b": []}}', '{"a": 1}', '[]', '3', '{"b": {"a": [1]}}']) {
      const parts = await partsOf(text, ['a']);
      expect([itemsOf(parts), parts.at(-1)]).toMatchObject([[], { hasList: false }]);
    }
    expect(await partsOf('{"a": [ ]}', ['a'])).toEqual([{ kind: 'whole', hasList: true, value: { a: [] } }]);
  });

  it('may come many times, one after the other', async () => {
    expect(itemsOf(await partsOf('{"a":[1]}\n{"a":[2,3]}\n', ['a']))).toEqual([1, 2, 3]);
  });

  it.each([
    '', '{"a":[1', '{"a":[1,]}', '{"a":[,1]}', '{"a":[1 2]}', '{"a":[1}]', '{"a":[tru]}', '{"a":[NaN]}', '{"a":["x]}',
    '{"a":[1]}}', '{"a":[1]', '{"a" [1]}', '{"a":[1],}', '{"a":[1]} x', ']', '{"a":["\u0001"]}', '{"a":[01]}',
  ])('refuses %j where JSON.parse does', async (text) => {
    const parsed = ((): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        return error;
      }
    })();
    expect(parsed).toBeInstanceOf(SyntaxError);
    if (text === '') expect(await partsOf(text, ['a'])).toEqual([]);
    else expect((await refusalOf(partsOf(text, ['a']))).code).toBe('BAKE-202');
  }); // biome-ignore format: a table

  it('refuses what is nested deeper than any data', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await refusalOf(partsOf(`{"a":[${deep}]}`, ['a'], 4096))).code).toBe('BAKE-202');
  });
});

describe('GeoJSON files', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-geojson-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const written = (text: string | Uint8Array): string => {
    const file = path.join(folder, 'a.geojson');
    writeFileSync(file, text);
    return file;
  };
  const feature = (n: number): string =>
    `{"type":"Feature","id":${n},"properties":{"n":${n},"名":"甲"},"geometry":{"type":"Point","coordinates":[${n},2]}}`;
  const crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}';

  it.each([
    ['a collection', `{"type":"FeatureCollection",${crs},"features":[${feature(1)},${feature(2)}]}`],
    [
      'a collection with its crs at the end',
      `{"features":[${feature(1)},${feature(2)}],${crs},"type":"FeatureCollection"}`,
    ],
    ['one feature per line', `${feature(1)}\n${feature(2)}\n`],
    ['a sequence of RFC 8142', `\x1e${feature(1)}\n\x1e${feature(2)}\n`],
    ['collections one after the other', `{"features":[${feature(1)}]}\n{"features":[${feature(2)}]}`],
  ])('are read: %s', async (_, text) => {
    const { raw, records } = await ownerFile('geojson', written(text));
    expect([raw.recordCount, raw.fieldNames]).toEqual([2, null]);
    expect(raw.declaredCrs).toBe(text.includes('crs') ? 'urn:ogc:def:crs:EPSG::4490' : null);
    expect(records.map(({ number, values, geometry }) => [number, values, geometry])).toEqual(
      [1, 2].map((n) => [n, { '@id': n, n, 名: '甲' }, { kind: 'point', at: [n, 2] }]),
    );
  });

  it('are read as a single feature and as a bare geometry', async () => {
    expect((await ownerFile('geojson', written(feature(1)))).records.length).toBe(1);
    const bare = '{"type":"LineString","coordinates":[[1,2],[3,4]]}';
    expect((await ownerFile('geojson', written(bare))).records[0]!.geometry?.kind).toBe('lines');
  });

  it('in GBK are refused with both readings, and read when that is declared', async () => {
    const [before, after] = `{"features":[${feature(1).replace('名', 'name')}]}`.split('甲') as [string, string];
    // 甲 and 乗, whose second byte is a backslash to whoever reads bytes as ASCII.
    const file = written(Buffer.concat([Buffer.from(before), Buffer.from('bcd7815c', 'hex'), Buffer.from(after)]));
    expect(await refusalOf(ownerFile('geojson', file))).toMatchObject({
      code: 'BAKE-224',
      values: { gb18030: '甲乗' },
    });
    const [record] = (await ownerFile('geojson', file, { encoding: 'GBK' })).records;
    expect(Object.values(record!.values)).toContain('甲乗');
  });

  it('that end inside a character are cut off', async () => {
    const text = Buffer.from(`{"features":[${feature(1)}`);
    const file = written(text.subarray(0, text.indexOf('甲') + 1));
    expect(await refusalOf(ownerFile('geojson', file))).toMatchObject({
      code: 'BAKE-202',
      values: { reason: 'cut off inside the last character (utf-8)' },
    });
  });

  it.each(['[]', '{"type":"Topology"}', '"x"', '{"features":{}}'])('are not %s', async (text) => {
    expect((await refusalOf(ownerFile('geojson', written(text)))).code).toBe('BAKE-202');
  });
});
