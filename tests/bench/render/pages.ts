/** The pages of all contenders, built once per state of the sources. */
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { cesiumStatic } from '../../../src/app/cesiumStatic.ts';
import { hashTree } from '../../../src/bake/cache/hashTree.ts';

export const contenders = ['ours', 'maplibre', 'three', 'cesium', 'deck'] as const;
export type ContenderName = (typeof contenders)[number];

const projectFolder = path.resolve(import.meta.dirname, '../../..');
const SOURCES = ['src/model', 'src/live', 'src/picture', 'shaders', 'tests/bench/render', 'package-lock.json'];

/** Beside each file what a server would send for it: code counts for all contenders as it travels. */
export function writeGzipTwin(file: string): void {
  writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
}

export async function buildPages(): Promise<string> {
  const folder = path.join(projectFolder, `.beiyang/bench/pages-${hashTree(projectFolder, SOURCES).slice(0, 12)}`);
  if (existsSync(path.join(folder, 'built'))) return folder;
  await build({
    configFile: false,
    root: import.meta.dirname,
    base: './',
    logLevel: 'error',
    plugins: [cesiumStatic()],
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 6000,
      rolldownOptions: { input: contenders.map((name) => path.join(import.meta.dirname, `${name}.html`)) },
    },
  });
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const whole = path.join(folder, file);
    if (/\.(js|mjs|css|json|wasm)$/.test(file) && statSync(whole).isFile()) writeGzipTwin(whole);
  }
  writeFileSync(path.join(folder, 'built'), '');
  return folder;
}

/** A folder of pages with the peers' data beside them. */
export function pagesWithData(pages: string, into: string, data: Readonly<Record<string, string | Uint8Array>>): void {
  cpSync(pages, into, { recursive: true });
  for (const [name, content] of Object.entries(data)) {
    const file = path.join(into, name);
    writeFileSync(file, content);
    writeGzipTwin(file);
  }
}
