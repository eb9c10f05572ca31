/** The gallery's pages by Vite, in front of a hub that serves the district of its scenes. Everything on loopback. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { ViteDevServer } from 'vite';
import { openHub } from '../../hub/hub.ts';
import { cesiumStatic } from '../cesiumStatic.ts';
import { projectFolder } from '../runtime.mjs';

const HOST = '127.0.0.1';
const PAGES = path.join(projectFolder, 'tests/gallery');

export interface GalleryOptions {
  readonly packageFolder: string;
  /** Where Vite keeps what it prepared; one process at a time. */
  readonly cacheFolder: string;
  /** 0 chooses a free one. */
  readonly port: number;
  /** Pages follow a change of their sources. */
  readonly watches: boolean;
}

export interface Gallery {
  /** With a closing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Throws FaultError HUB-101…105 for a package that cannot be served. */
export async function startGallery({ packageFolder, cacheFolder, port, watches }: GalleryOptions): Promise<Gallery> {
  const stateFolder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-gallery-'));
  const closers: (() => Promise<void>)[] = [async () => rmSync(stateFolder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    const hub = await openHub({ packageFolder, stateFolder, screensFolder: null, host: HOST, port: 0, base: '/' });
    closers.push(() => hub.close());
    const server = await pagesInFrontOf(hub.origin, { cacheFolder, port, watches });
    closers.push(() => server.close());
    await server.listen();
    return { url: `http://${HOST}:${(server.httpServer!.address() as AddressInfo).port}/`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function pagesInFrontOf(
  hubOrigin: string,
  { cacheFolder, port, watches }: Omit<GalleryOptions, 'packageFolder'>,
): Promise<ViteDevServer> {
  const { createServer } = await import('vite'); // heavy, and not needed for --help
  return createServer({
    configFile: false,
    root: PAGES,
    cacheDir: cacheFolder,
    publicDir: false,
    logLevel: 'error',
    plugins: [cesiumStatic()],
    // Found before the first page is asked for: a dependency met later would load the page anew.
    optimizeDeps: { entries: ['*.html'] },
    server: {
      host: HOST,
      port,
      strictPort: true,
      // Packages may be linked from elsewhere.
      fs: { allow: [projectFolder, realpathSync(path.join(projectFolder, 'node_modules'))] },
      proxy: Object.fromEntries(['/api', '/package'].map((route) => [route, { target: hubOrigin }])),
      ...(watches ? {} : { watch: null }),
    },
  });
}
