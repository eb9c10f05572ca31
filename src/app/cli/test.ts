/**
 * `npm test`: formatter and linter, types, built screens, then the test projects one after the other.
 * `npm test -- unit hub` runs only those projects.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { FaultError } from '../../model/faults/fault.ts';
import { buildScreens, screensAreBuilt } from '../builtScreens.ts';
import { printFault } from '../console.ts';
import { projectFolder } from '../runtime.mjs';
import { findBrowser } from './browser.ts';

const projects = ['unit', 'bake', 'hub', 'browser'] as const;

function run(label: string, script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean {
  const startedMillis = Date.now();
  const result = spawnSync(process.execPath, [path.join(projectFolder, 'node_modules', script), ...args], {
    cwd: projectFolder,
    stdio: 'inherit',
    env,
  });
  const good = result.status === 0;
  console.log(`${good ? '✓' : '✗'} ${label} (${((Date.now() - startedMillis) / 1000).toFixed(1)} s)\n`);
  return good;
}

async function main(): Promise<number> {
  const asked = process.argv.slice(2);
  const chosen = asked.length > 0 ? projects.filter((project) => asked.includes(project)) : projects;
  if (chosen.length === 0) {
    console.error(`项目名 / projects: ${projects.join(', ')}`);
    return 1;
  }
  const needsScreens = chosen.includes('browser') || chosen.includes('unit');
  const environment = { ...process.env, ...(needsScreens ? { CHROMIUM_PATH: await findBrowser() } : {}) };
  let good = true;
  if (asked.length === 0) {
    good = run('biome', '@biomejs/biome/bin/biome', ['check', '.']) && good;
    good = run('tsc', 'typescript/bin/tsc', ['--noEmit']) && good;
  }
  if (needsScreens && !screensAreBuilt()) {
    console.log('正在构建页面… / building the screens…');
    await buildScreens();
  }
  const output = path.join(projectFolder, 'tests/output');
  mkdirSync(output, { recursive: true });
  let [passed, failed, skipped] = [0, 0, 0];
  for (const project of chosen) {
    const file = path.join(output, `${project}.json`);
    rmSync(file, { force: true });
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    good = run(project, 'vitest/vitest.mjs', args, environment) && good;
    const counts = JSON.parse(readFileSync(file, 'utf8'));
    passed += counts.numPassedTests;
    failed += counts.numFailedTests;
    skipped += counts.numPendingTests + counts.numTodoTests;
  }
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return good ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof FaultError)) throw error;
  printFault(error.fault);
  process.exitCode = 1;
}
