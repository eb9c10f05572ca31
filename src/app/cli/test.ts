/**
 * `npm test`: formatter and linter, types, built screens, then the test projects. Two lanes at a time where that does not
 * disturb: hub tests mostly wait, bake tests compute. Browsers with software GL need the machine to themselves.
 * `npm test -- unit hub` runs only those projects; `npm run test:long` goes through every seed of the sampled tests.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { FaultError } from '../../model/faults/fault.ts';
import { buildScreens, screensAreBuilt } from '../builtScreens.ts';
import { printFault } from '../console.ts';
import { projectFolder } from '../runtime.mjs';
import { findBrowser } from './browser.ts';

/** Stages one after the other; in a stage, lanes side by side; in a lane, projects in order. */
const stages = [
  [
    ['unit', 'bake'],
    ['hub', 'start'],
  ],
  [['browser']],
] as const;
type Project = (typeof stages)[number][number][number];
const projects: readonly Project[] = stages.flat(2);

const outputFolder = path.join(projectFolder, 'tests/output');

/** Runs a package's script; a quiet one says everything when it is done, so that two lanes do not mix their lines. */
async function run(label: string, script: string, args: readonly string[], quiet = false): Promise<boolean> {
  const startedMillis = Date.now();
  const child = spawn(process.execPath, [path.join(projectFolder, 'node_modules', script), ...args], {
    cwd: projectFolder,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  console.log(`${output}${code === 0 ? '✓' : '✗'} ${label} (${((Date.now() - startedMillis) / 1000).toFixed(1)} s)\n`);
  return code === 0;
}

const reportOf = (project: Project): string => path.join(outputFolder, `${project}.json`);

function runProject(project: Project, quiet: boolean): Promise<boolean> {
  rmSync(reportOf(project), { force: true });
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(project)}`];
  return run(project, 'vitest/vitest.mjs', ['run', '--project', project, ...report], quiet);
}

async function runLane(lane: readonly Project[], quiet: boolean): Promise<boolean> {
  let good = true;
  for (const project of lane) good = (await runProject(project, quiet)) && good;
  return good;
}

async function main(): Promise<number> {
  const asked = process.argv.slice(2).filter((argument) => argument !== '--long');
  if (process.argv.includes('--long')) process.env.LONG = '1';
  const chosen = asked.length > 0 ? projects.filter((project) => asked.includes(project)) : projects;
  if (chosen.length === 0) {
    console.error(`项目名 / projects: ${projects.join(', ')}`);
    return 1;
  }
  const startedMillis = Date.now();
  if (chosen.includes('browser')) process.env.CHROMIUM_PATH = await findBrowser();
  let good = true;
  if (asked.length === 0) {
    good = (await run('biome', '@biomejs/biome/bin/biome', ['check', '.'])) && good;
    good = (await run('tsc', 'typescript/bin/tsc', ['--noEmit'])) && good;
  }
  if ((chosen.includes('browser') || chosen.includes('start')) && !screensAreBuilt()) {
    console.log('正在构建页面… / building the screens…');
    await buildScreens();
  }
  mkdirSync(outputFolder, { recursive: true });
  for (const lanes of stages) {
    const wanted = lanes.map((lane) => lane.filter((project) => chosen.includes(project)));
    const results = await Promise.all(wanted.map((lane, index) => runLane(lane, index > 0 && wanted[0]!.length > 0)));
    good = results.every(Boolean) && good;
  }
  const reports = chosen.map((project) => JSON.parse(readFileSync(reportOf(project), 'utf8')));
  const sum = (key: string): number => reports.reduce((total, report) => total + report[key], 0);
  console.log(`用时 / took ${((Date.now() - startedMillis) / 1000).toFixed(0)} s`);
  console.log(`${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed, ${sum('numPendingTests')} skipped`);
  return good ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof FaultError)) throw error;
  printFault(error.fault);
  process.exitCode = 1;
}
