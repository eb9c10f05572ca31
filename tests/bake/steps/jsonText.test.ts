import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonText, writeJson } from '../../../src/bake/steps/jsonText.ts';

const values: readonly unknown[] = [
  ...[null, true, 0, -0, 1.5e300, Number.NaN, 'a\n"\ud800楼', '', [], {}, [[]], [{}], { a: {} }],
  ...[[undefined], [1, undefined, () => 1], { a: undefined, b: () => 1, c: [undefined] }],
  { a: [1, { b: 'c', d: [] }, null], e: undefined, f: { 10: 'x', 2: 'y', 'k"': [[1], [2, 3]] } },
];

describe('JSON in pieces', () => {
  it.each(values.map((value) => [JSON.stringify(value), value]))(
    'is what JSON.stringify writes: %s',
    (_text, value) => {
      expect([...jsonText(value)].join('')).toBe(JSON.stringify(value, null, 1));
    },
  );

  it('is null where JSON has no word for a thing by itself', () => {
    expect([...jsonText(undefined)].join('')).toBe('null');
  });

  it('refuses objects that JSON.stringify would write otherwise', () => {
    for (const value of [new Date(0), { a: new Date(0) }, [new URL('http://localhost/')], { toJSON: () => 1 }, /a/]) {
      expect(() => [...jsonText(value)]).toThrow('only plain objects');
    }
  });

  it('takes any iterable for a list', () => {
    const given = { ids: new Set(['a', 'b']), none: new Set() };
    expect([...jsonText(given)].join('')).toBe(JSON.stringify({ ids: ['a', 'b'], none: [] }, null, 1));
  });
});

describe('JSON in a file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-json-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is whole, however long, and ends its line', () => {
    const file = path.join(folder, 'a.json');
    const ids = Array.from({ length: 60_000 }, (_, index) => `楼${index}🏠`);
    writeJson(file, { ids: new Set(ids) });
    expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify({ ids }, null, 1)}\n`);
  });
});
