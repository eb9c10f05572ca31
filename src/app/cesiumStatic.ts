/**
 * Cesium's static files (workers, tables, textures), served in dev and copied in build, by our own few lines. The page
 * says where they are at run time (CESIUM_BASE_URL), so the same build works under any sub-path.
 */
import { cpSync, createReadStream, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';

const MIME: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.svg': 'image/svg+xml',
  '.css': 'text/css',
  '.xml': 'application/xml',
};

/** Only the folders that an engine without widgets asks for. */
const FOLDERS = ['Assets', 'Workers', 'ThirdParty'];

export function cesiumStatic(): Plugin {
  const root = path.join(path.dirname(createRequire(import.meta.url).resolve('cesium/package.json')), 'Build/Cesium');
  let config: ResolvedConfig;
  return {
    name: 'cesium-static',
    configResolved(resolved) {
      config = resolved;
    },
    configureServer(server) {
      // Our middleware runs before Vite takes the base off the path, so it names the base itself.
      server.middlewares.use(`${config.base}cesium`, (request, response, next) => {
        const file = path.join(root, decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
        if (!file.startsWith(root + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
          if (file.startsWith(root)) return next();
          response.statusCode = 403;
          response.end();
          return;
        }
        response.setHeader('content-type', MIME[path.extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
    },
    // The hub writes the base it serves under; in dev this does.
    transformIndexHtml: {
      order: 'pre',
      handler: (html, context) =>
        context.server ? html.replace('<base href="/" />', `<base href="${config.base}" />`) : html,
    },
    closeBundle() {
      if (config.command !== 'build') return;
      const target = path.resolve(config.root, config.build.outDir, 'cesium');
      for (const folder of FOLDERS) cpSync(path.join(root, folder), path.join(target, folder), { recursive: true });
    },
  };
}
