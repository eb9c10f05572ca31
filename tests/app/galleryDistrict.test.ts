import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { markUsed, removeUnused } from '../../src/app/gallery/galleryDistrict.ts';

it('a new district of the gallery removes those before it, but none that a living gallery serves', () => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'beiyang-districts-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const ended = spawnSync(process.execPath, ['--version']).pid;
  for (const name of ['district-served', 'district-left', 'district-before', 'district-served.partial-1-1', 'vite']) {
    mkdirSync(path.join(parent, name));
    writeFileSync(path.join(parent, name, 'district.json'), '{}');
  }
  markUsed(path.join(parent, 'district-served'));
  writeFileSync(path.join(parent, `district-left.used-${ended}`), '');

  removeUnused(parent);

  expect(readdirSync(parent).sort()).toEqual([
    'district-served',
    'district-served.partial-1-1',
    `district-served.used-${process.pid}`,
    'vite',
  ]);
});
