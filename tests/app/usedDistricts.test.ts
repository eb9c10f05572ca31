import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { markUsed, removeUnused } from '../../src/app/gallery/usedDistricts.ts';

it('a new district of the gallery removes those before it, but none that a living gallery serves', () => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'beiyang-districts-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const ended = spawnSync(process.execPath, ['--version']).pid;
  for (const name of ['district-served', 'district-left', 'district-before', 'district-served.partial-1-1', 'vite']) {
    mkdirSync(path.join(parent, name));
    writeFileSync(path.join(parent, name, 'district.json'), '{}');
  }
  markUsed(path.join(parent, 'district-served'));
  for (const name of ['left', 'served']) writeFileSync(path.join(parent, `district-${name}.used-${ended}`), '');

  removeUnused(parent);

  expect(readdirSync(parent).sort()).toEqual([
    'district-served',
    'district-served.partial-1-1',
    `district-served.used-${process.pid}`,
    'vite',
  ]);
});

it('a gallery that ends takes its mark with it', () => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'beiyang-districts-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const module = new URL('../../src/app/gallery/usedDistricts.ts', import.meta.url).href;
  const script = `
    const { markUsed } = await import(${JSON.stringify(module)});
    markUsed(${JSON.stringify(path.join(parent, 'district-a'))});
    console.log((await import('node:fs')).readdirSync(${JSON.stringify(parent)}).length);`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([stdout.trim(), readdirSync(parent)]).toEqual(['1', []]);
});
