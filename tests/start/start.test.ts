import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type StartedApp, startApp, untilPrinted } from '../support/startedApp.ts';
import { toyDistrict } from '../support/toyDistrict.ts';

const READY = 'Beiyang is up';
const folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let district: string;
beforeAll(async () => {
  district = await toyDistrict();
});

const options = (name: string, port: number): string[] => [
  '--district',
  district,
  '--state',
  path.join(folder, name),
  '--port',
  String(port),
];

describe('npm start', () => {
  it('serves every station, simulates, stops cleanly, and comes back with its journal', async () => {
    const port = await freePort();
    const connections = path.join(folder, 'connections.txt');
    const preload = new URL('../support/recordConnections.mjs', import.meta.url).href;
    const app = startApp(options('life', port), { RECORD_CONNECTIONS: connections }, ['--import', preload]);
    await untilPrinted(app, READY);
    for (const route of ['', 'wall', 'ring/1', 'ring/all', 'touch', 'plan', 'desk']) {
      const page = await fetch(`http://127.0.0.1:${port}/${route}`);
      expect(page.status, route).toBe(200);
      expect(await page.text()).toContain('<base href="/">');
      expect(app.output()).toContain(`http://127.0.0.1:${port}/${route === 'ring/1' ? '' : route}`);
    }
    expect((await fetch(`http://127.0.0.1:${port}/nowhere`)).status).toBe(404);
    const headSeq = async (): Promise<number> => {
      const health = await fetch(`http://127.0.0.1:${port}/api/v1/health`);
      return ((await health.json()) as { headSeq: number }).headSeq;
    };
    await expect.poll(headSeq, { timeout: 30_000 }).toBeGreaterThan(50); // the simulator posts through the door
    expect(await app.stop()).toBe(0);
    expect(app.output()).toContain('the journal is whole');

    const lines = readFileSync(connections, 'utf8').trim().split('\n');
    expect(lines[0]).toBe('started');
    const elsewhere = lines
      .slice(1)
      .filter((line) => !/^(tcp (127\.0\.0\.1|localhost):\d+|dns (127\.0\.0\.1|localhost))$/.test(line));
    expect(elsewhere, 'connections to other hosts').toEqual([]);

    const again = startApp([...options('life', port), '--feed', 'none']);
    await untilPrinted(again, READY);
    expect(await headSeq()).toBeGreaterThan(50);
    expect(await again.stop()).toBe(0);
  });

  it('serves under a sub-path', async () => {
    const port = await freePort();
    const app = startApp([...options('sub', port), '--base', '/a/b/', '--feed', 'none']);
    await untilPrinted(app, READY);
    const page = await fetch(`http://127.0.0.1:${port}/a/b/ring/all`);
    expect(await page.text()).toContain('<base href="/a/b/">');
    expect((await fetch(`http://127.0.0.1:${port}/a/b/cesium/Assets/approximateTerrainHeights.json`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/a/b/api/v1/health`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/wall`)).status).toBe(404);
    expect(await app.stop()).toBe(0);
  });

  const failing = async (args: string[]): Promise<{ code: number | null; output: string }> => {
    const app: StartedApp = startApp(args);
    return { code: await app.ended, output: app.output() };
  };

  it('a port in use is a fault with the next one to try', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    const { code, output } = await failing([...options('port', port), '--feed', 'none']);
    server.close();
    expect(code).toBe(1);
    expect(output).toContain('APP-001');
    expect(output).toContain(`--port ${port + 1}`);
  });

  it.each([
    [['--district', '/nowhere/at/all'], 'APP-002'],
    [['--district', 'lower-manhattan', '--data', '/nowhere/at/all'], 'APP-002'],
    [['--prot', '1'], 'APP-005'],
    [['--port', 'x'], 'APP-006'],
    [['--state', '/dev/null/below'], 'APP-007'],
    [['--lan'], 'APP-010'],
  ])('%j → %s', async (args, expected) => {
    const { code, output } = await failing(args);
    expect(output).toContain(expected);
    expect(code).not.toBe(0);
  });

  it('a package whose manifest is cut is a fault, not a stack trace', async () => {
    const cut = path.join(folder, 'cut');
    cpSync(district, cut, { recursive: true });
    const manifest = readFileSync(path.join(cut, 'district.json'));
    writeFileSync(path.join(cut, 'district.json'), manifest.subarray(0, manifest.length / 2));
    const { code, output } = await failing(['--district', cut, '--state', path.join(folder, 'cut-state')]);
    expect(output).toContain('HUB-101');
    expect(output).not.toContain('    at ');
    expect(code).toBe(1);
  });

  it('--help explains itself and starts nothing', async () => {
    const { code, output } = await failing(['--help']);
    expect(code).toBe(0);
    for (const word of ['--district', '--data', '--feed', '--port', '--base', '--state', 'lower-manhattan'])
      expect(output).toContain(word);
  });
});
