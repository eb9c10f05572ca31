import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type BakeProgress, bakeDistrict } from '../../../src/bake/bake.ts';
import { bakeParts, stepOfPart } from '../../../src/bake/progress.ts';
import { writeToyRecipe } from '../../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-progress-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.each([0, 2])('a bake with %i threads beside', (threads) => {
  it('says every step in turn, its share never falling, and a time until the end', async () => {
    const said: BakeProgress[] = [];
    await bakeDistrict({
      ...{ recipePath: writeToyRecipe(path.join(scratch, 'recipe')), dataFolder: null, threads },
      outFolder: path.join(scratch, `out-${threads}`),
      onProgress: (now) => said.push(now),
    });
    expect([...new Set(said.map(({ step }) => step))]).toEqual([...new Set(bakeParts.map(stepOfPart))]);
    for (const [row, now] of said.entries()) {
      const before = said[row - 1];
      expect(now.share).toBeGreaterThanOrEqual(before?.step === now.step ? before.share : 0);
      expect(now.share).toBeLessThanOrEqual(1);
      expect(now.remainingSeconds).toBeGreaterThanOrEqual(0);
      expect(now.seconds).toBeGreaterThanOrEqual(before?.seconds ?? 0);
    }
    const [written, named] = said.filter(({ step }) => step === 'publish').map(({ share }) => share);
    expect(written).toBe(0);
    expect(named).toBeGreaterThan(0.5);
    expect(said.at(-1)!.remainingSeconds).toBeLessThan(said[1]!.remainingSeconds);
  });
});
