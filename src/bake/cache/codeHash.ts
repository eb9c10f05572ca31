/** What results of stages depend on besides their input: our code and facts, the locked packages, Node itself. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { hashTree } from './hashTree.ts';

const projectFolder = path.resolve(import.meta.dirname, '../../..');
const SOURCES = ['src/bake', 'src/model', 'package-lock.json'];
/** Recipes are input, and each stage's key covers what it reads of one. */
const RECIPES = 'recipes';

let known: string | null = null;

/** Hex; read once a process. The lock's name for every package is its hash, so a changed library changes this. */
export function codeHash(): string {
  if (known !== null) return known;
  const facts = readdirSync(path.join(projectFolder, 'data')).filter((name) => name !== RECIPES);
  known = createHash('sha256')
    .update(hashTree(projectFolder, [...SOURCES, ...facts.map((name) => `data/${name}`)]))
    .update(`${process.version} ${process.arch}`)
    .digest('hex');
  return known;
}
