/** How a package's public files are served: their twins to who accepts them, tiles for ever, the rest by the district. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageHash } from '../../../src/hub/state/packageHash.ts';
import { type Manifest, parseManifest } from '../../../src/model/contract/manifest.ts';
import { openTestHub, type TestHub } from '../../support/hub.ts';
import { toyDistrict } from '../../support/toyDistrict.ts';

let hub: TestHub;
let folder = '';
let manifest: Manifest;
let tile = '';
beforeAll(async () => {
  folder = await toyDistrict();
  manifest = parseManifest(JSON.parse(readFileSync(path.join(folder, 'district.json'), 'utf8')))!;
  tile = manifest.publicFiles.find((file) => /^buildings\/.*\.glb$/.test(file))!;
  hub = await openTestHub({ packageFolder: folder });
});
afterAll(() => hub.close());

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As it came over the wire: nothing unpacked. */
function ask(file: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    http
      .get(new URL(`package/${file}`, hub.address), { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      })
      .on('error', reject);
  });
}
const onDisk = (file: string): Buffer => readFileSync(path.join(folder, file));

describe('a tile', () => {
  it.each([
    ['br', 'gzip, deflate, br', '.br'],
    ['gzip', 'gzip', '.gz'],
    [undefined, 'identity', ''],
  ])('comes as %s to who accepts %s, as what it is', async (encoding, accepted, ending) => {
    const { status, headers, body } = await ask(tile, { 'accept-encoding': accepted });
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-type']).toBe('model/gltf-binary');
    expect(headers.vary).toMatch(/accept-encoding/i);
    expect(body.equals(onDisk(tile + ending))).toBe(true);
  });

  it('is kept for ever, whoever asks: its name says what it says', async () => {
    expect((await ask(tile)).headers['cache-control']).toMatch(/immutable/);
  });

  it('is not sent again to who has it, and a twin is another representation', async () => {
    const packed = (await ask(tile, { 'accept-encoding': 'br' })).headers.etag!;
    const plain = (await ask(tile, { 'accept-encoding': 'identity' })).headers.etag!;
    expect(packed).not.toBe(plain);
    const again = await ask(tile, { 'accept-encoding': 'br', 'if-none-match': packed });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });
});

describe('files of fixed names', () => {
  it('are asked for again unless the district is named', async () => {
    expect((await ask('buildings/tileset.json')).headers['cache-control']).toBe('no-cache');
    const named = await ask(`buildings/tileset.json?h=${manifest.districtHash}`);
    expect(named.headers['cache-control']).toMatch(/immutable/);
    expect((await ask(`buildings/tileset.json?h=${'0'.repeat(64)}`)).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    ['areas/areas.json', 'application/json; charset=utf-8'],
    ['buildings/footprints.bin', 'application/octet-stream'],
    ['ground/heights.bin', 'application/octet-stream'],
  ])('%s says what it is, packed or not', async (file, contentType) => {
    for (const accepted of ['br', 'gzip', 'identity']) {
      const { status, headers } = await ask(file, { 'accept-encoding': accepted });
      expect([status, headers['content-type']]).toEqual([200, contentType]);
    }
  });
});

it.each(['index.sqlite', 'report.json', 'personal.sqlite', 'areas/areas.json.br', 'proof/slivers.json'])(
  '%s is not served',
  async (file) => {
    expect((await ask(file, { 'accept-encoding': 'br' })).status).toBe(404);
  },
);

describe('a manifest that calls everything public', () => {
  let copy = '';
  let spoiled: TestHub;
  const privateFiles = ['index.sqlite', 'report.json', 'personal.sqlite', 'proof/slivers.json'];
  beforeAll(async () => {
    copy = mkdtempSync(path.join(os.tmpdir(), 'beiyang-public-'));
    cpSync(folder, copy, { recursive: true });
    const publicFiles = [...manifest.publicFiles, ...privateFiles];
    const filesHash = packageHash(copy, publicFiles);
    writeFileSync(path.join(copy, 'district.json'), JSON.stringify({ ...manifest, publicFiles, filesHash }));
    spoiled = await openTestHub({ packageFolder: copy });
  });
  afterAll(async () => {
    await spoiled.close();
    rmSync(copy, { recursive: true });
  });

  it('opens no private file to anybody', async () => {
    const statusOf = async (file: string): Promise<number> =>
      (await fetch(new URL(`package/${file}`, spoiled.address))).status;
    expect(await Promise.all(privateFiles.map(statusOf))).toEqual([404, 404, 404, 404]);
    expect(await statusOf('areas/areas.json')).toBe(200);
  });
});
