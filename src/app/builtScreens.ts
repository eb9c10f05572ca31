/** The screens as the hub serves them: built once, and again only when their sources changed. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { hashTree } from '../bake/cache/hashTree.ts';
import { FaultError, fault } from '../model/faults/fault.ts';
import { projectFolder } from './runtime.mjs';

const SOURCES = [
  'src/index.html',
  'src/model',
  'src/live',
  'src/picture',
  'src/screens',
  'src/app/cesiumStatic.ts',
  'shaders',
  'public',
  'data/departments.json',
  'vite.config.ts',
  'package-lock.json',
];

export const screensFolder = path.join(projectFolder, '.beiyang/screens');

/** True when the build on disk is of these very sources. */
export function screensAreBuilt(): boolean {
  const stampFile = path.join(screensFolder, 'sources.sha256');
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hashTree(projectFolder, SOURCES);
}

/** Builds with Vite into `.beiyang/screens`. Throws FaultError APP-011. */
export async function buildScreens(): Promise<void> {
  const stamp = hashTree(projectFolder, SOURCES);
  const { build } = await import('vite'); // heavy, and not needed on a warm start
  try {
    await build({ configFile: path.join(projectFolder, 'vite.config.ts'), logLevel: 'error' });
  } catch (error) {
    const words = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
    throw new FaultError(fault('APP-011', { reason: words.split('\n').slice(0, 3).join(' ').trim() }));
  }
  writeFileSync(path.join(screensFolder, 'sources.sha256'), stamp);
}
