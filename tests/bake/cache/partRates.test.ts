import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RATES_FILE, readRates, writeRates } from '../../../src/bake/partRates.ts';

let file = '';
beforeAll(() => {
  file = path.join(mkdtempSync(path.join(os.tmpdir(), 'beiyang-rates-')), RATES_FILE);
});
afterAll(() => rmSync(path.dirname(file), { recursive: true }));

it('rates come back as written, and none from what no machine can have: a part that takes no time would never again', () => {
  expect(readRates(file)).toEqual({});
  writeRates(file, { tiles: 1.5 });
  expect(readRates(file)).toEqual({ tiles: 1.5 });
  const written = readFileSync(file, 'utf8');
  for (const value of ['0', '-1', '"1"', '1.5,']) {
    writeFileSync(file, written.replace('1.5', value));
    expect(readRates(file), value).toEqual({});
  }
});

it('rates that were learnt in other units are none, and make room', () => {
  writeRates(file, { tiles: 1.5 });
  const written = readFileSync(file, 'utf8');
  for (const text of [written.replace(/part-rates\/\d+/, 'part-rates/0'), '{"tiles":1.5}', '[]']) {
    expect(text).not.toBe(written);
    writeFileSync(file, text);
    expect(readRates(file), text).toEqual({});
    writeRates(file, { tiles: 2 });
    expect(readRates(file)).toEqual({ tiles: 2 });
  }
});
