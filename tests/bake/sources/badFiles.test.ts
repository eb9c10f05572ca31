/** What the world does to files, format by format: a numbered fault with a tip, or records and counted faults; never more. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSource } from '../../../src/bake/sources/readSource.ts';
import type { RecipeSource } from '../../../src/model/contract/recipeSources.ts';
import { describeFault, type Fault, FaultError } from '../../../src/model/faults/fault.ts';
import { FaultLog } from '../../../src/model/faults/faultLog.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { roundsOf } from '../../support/longRun.ts';
import { type Files, type RecordFormat, recordFormats } from '../../support/recordFiles.ts';
import { mutated } from '../../support/seededMutation.ts';

const ROUNDS = roundsOf(40, 400);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-bad-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a record of the district is called, in UTF-8 and in GBK. */
const NAME = '市北区';
const GBK_NAME = Buffer.from('cad0b1b1c7f8', 'hex');

const named = recordFormats.map((format) => [format.main, format] as const);

async function read(
  { format, main, source: said }: RecordFormat,
  files: Files,
): Promise<{ count: number; faults: FaultLog }> {
  for (const [extension, bytes] of Object.entries(files)) writeFileSync(path.join(folder, `a.${extension}`), bytes);
  const source: RecipeSource = { key: 'owner', path: `a.${main}`, format, crs: 'EPSG:4490', ...said };
  const faults = new FaultLog();
  const { records } = await readSource(source, folder, 'Asia/Shanghai', faults);
  return { count: records.length, faults };
}

/** Refused, or every fault that was counted. */
async function faultsOf(format: RecordFormat, files: Files): Promise<readonly Fault[]> {
  try {
    return (await read(format, files)).faults.kept();
  } catch (error) {
    if (error instanceof FaultError) return [error.fault];
    throw error;
  }
}

function expectTips(faults: readonly Fault[]): void {
  expect(faults.length).toBeGreaterThan(0);
  for (const item of faults) {
    for (const language of ['zh', 'en'] as const) {
      const { code, message, tip } = describeFault(item, language);
      expect(code).toMatch(/^BAKE-\d{3}$/);
      // No placeholder is left unfilled.
      expect(`${message} ${tip}`).not.toMatch(/\{\w+\}/);
    }
  }
}

describe.each(named)('.%s', (main, format) => {
  const good = (xs: readonly number[] = [120.365, 120.3651, 120.3652]): Files => format.make(xs, Buffer.from(NAME));

  it('is read whole when it is good', async () => {
    const { count, faults } = await read(format, good());
    expect([count, faults.counts()]).toEqual([3, []]);
  });

  it('empty is refused', async () => {
    const refused = await faultsOf(format, { ...good(), [main]: new Uint8Array() });
    expect(refused.map(({ code }) => code)).toEqual(['BAKE-235']);
    expectTips(refused);
  });

  it('cut off anywhere is refused, or counts what is missing', async () => {
    const whole = good();
    for (let part = 1; part < 12; part++) {
      const bytes = whole[main]!;
      const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 12));
      const faults = await faultsOf(format, { ...whole, [main]: cut });
      // A table that ends between two lines is a table.
      if (main !== 'csv' || faults.length > 0) expectTips(faults);
    }
  });

  it.each([
    ['huge', 1e308],
    ['not a number', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('a coordinate that is %s drops its record or refuses the file', async (_, x) => {
    const faults = await faultsOf(format, good([120.365, x, 120.3652]));
    expectTips(faults);
  });

  it('in GBK, which nothing declares, is refused with a readable sample', async () => {
    const refused = await faultsOf(format, format.make([120.365], GBK_NAME));
    expectTips(refused);
    expect(refused[0]).toMatchObject({
      code: expect.stringMatching(/^BAKE-(?:219|22[45])$/),
      values: { gb18030: expect.stringContaining(NAME) },
    });
  });

  it(`survives ${ROUNDS} damaged copies`, async () => {
    const random = new SeededRandom(`bad ${main}`);
    const whole = good();
    let faulty = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const part = random.pick(Object.keys(whole));
      const faults = await faultsOf(format, { ...whole, [part]: mutated(whole[part]!, random) });
      if (faults.length === 0) continue;
      faulty++;
      expectTips(faults.slice(0, 3));
    }
    expect(faulty).toBeGreaterThan(ROUNDS / 5);
  });
});
