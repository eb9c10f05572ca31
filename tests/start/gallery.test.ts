import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { goldenNames } from '../support/golden.ts';
import { freePort, startApp, untilPrinted } from '../support/startedApp.ts';

const script = path.resolve(import.meta.dirname, '../../src/app/cli/gallery.ts');

it('npm run gallery bakes its district, serves its page and every case, says where, and stops', async () => {
  const port = await freePort();
  const app = startApp(['--port', String(port)], {}, [], script);
  onTestFinished(async () => void (await app.stop()));
  await untilPrinted(app, 'The gallery is open');
  const url = `http://127.0.0.1:${port}/`;
  expect(app.output()).toContain(url);
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('gallery.ts');
  const listed = await (await fetch(`${url}scenes.ts`, { headers: { accept: '*/*' } })).text();
  for (const name of goldenNames()) expect(listed, name).toContain(`golden/${name}/case.json`);
  expect(await (await fetch(`${url}package/district.json`)).json()).toMatchObject({ key: 'gallery' });
  expect((await fetch(`${url}api/v1/proof?station=wall`)).status).toBe(200);
  expect(await app.stop()).toBe(0);
});

it('a wrong option is told by its number, with the nearest right one', async () => {
  const app = startApp(['--prot', '1'], {}, [], script);
  expect(await app.ended).toBe(1);
  expect(app.output()).toContain('APP-005');
  expect(app.output()).toContain('--port');
});
