/** Builds the pages of `cityPage/` once per state of the sources. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { cesiumStatic } from '../../src/app/cesiumStatic.ts';
import { hashTree } from '../../src/bake/cache/hashTree.ts';
import { projectFolder } from './toyDistrict.ts';

const SOURCES = ['src/model', 'src/live', 'src/picture', 'shaders', 'tests/support/cityPage', 'package-lock.json'];

export async function cityPage(): Promise<string> {
  const folder = path.join(projectFolder, `.beiyang/test/city-page-${hashTree(projectFolder, SOURCES).slice(0, 12)}`);
  if (existsSync(path.join(folder, 'cesium'))) return folder;
  const pages = path.join(projectFolder, 'tests/support/cityPage');
  await build({
    configFile: false,
    root: pages,
    base: './',
    logLevel: 'error',
    plugins: [cesiumStatic()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 6000,
      rollupOptions: { input: ['index.html', 'life.html', 'exact.html'].map((page) => path.join(pages, page)) },
    },
  });
  return folder;
}
