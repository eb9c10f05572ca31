import path from 'node:path';
import { createServer } from 'vite';
import { describe, expect, it } from 'vitest';

const configFile = path.resolve(import.meta.dirname, '../../vite.config.ts');

describe.each(['/', '/a/b/'])('the dev server at %s', (base) => {
  it('serves pages, modules and Cesium’s static files', async () => {
    const server = await createServer({
      configFile,
      base,
      logLevel: 'silent',
      server: { port: 0, host: '127.0.0.1', proxy: {} },
    });
    await server.listen();
    try {
      const address = server.httpServer?.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const get = (route: string) => fetch(`http://127.0.0.1:${port}${base}${route}`, { headers: { accept: '*/*' } });
      const page = await fetch(`http://127.0.0.1:${port}${base}ring/all`, { headers: { accept: 'text/html' } });
      expect(await page.text()).toContain(`<base href="${base}" />`);
      expect((await get('screens/main.tsx')).status).toBe(200);
      const table = await get('cesium/Assets/approximateTerrainHeights.json');
      expect(table.headers.get('content-type')).toBe('application/json');
      expect(Object.keys((await table.json()) as object).length).toBeGreaterThan(100);
      for (const outside of ['cesium/..%2f..%2fpackage.json', 'cesium/%2e%2e/%2e%2e/package.json']) {
        expect(await (await get(outside)).text(), outside).not.toContain('"cesium"');
      }
    } finally {
      await server.close();
    }
  });
});
