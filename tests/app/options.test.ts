import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_PORT, readOptions } from '../../src/app/options.ts';
import { isRightNode, NEEDED_NODE, wrongNodeText } from '../../src/app/runtime.mjs';
import { hashTree } from '../../src/bake/cache/hashTree.ts';
import { ensureFolder } from '../../src/bake/diskFaults.ts';
import { FaultError } from '../../src/model/faults/fault.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-app-'));
afterAll(() => rmSync(folder, { recursive: true }));

function faultOf(act: () => unknown): FaultError['fault'] {
  try {
    act();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error('no fault');
}

describe('options of npm start', () => {
  it('have defaults', () => {
    expect(readOptions([])).toMatchObject({
      district: null,
      feed: 'simulated',
      port: DEFAULT_PORT,
      base: '/',
      help: false,
    });
  });

  it('are read', () => {
    const options = readOptions([
      '--district',
      'lower-manhattan',
      '--data=/d',
      '--feed',
      'none',
      '--port',
      '9000',
      '--base',
      'a/b',
    ]);
    expect(options).toMatchObject({ district: 'lower-manhattan', data: '/d', feed: 'none', port: 9000, base: '/a/b/' });
  });

  it('name an earlier package to be compared with, or none', () => {
    expect(readOptions([]).compare).toBeNull();
    expect(readOptions(['--compare', '/old']).compare).toBe('/old');
    expect(faultOf(() => readOptions(['--compare']))).toMatchObject({ code: 'APP-006' });
  });

  it('a mistyped one names the nearest', () => {
    expect(faultOf(() => readOptions(['--prot', '9000']))).toMatchObject({
      code: 'APP-005',
      values: { option: 'prot', nearest: 'port' },
    });
  });

  it.each([
    [['--port', '0']],
    [['--port', '70000']],
    [['--port', 'abc']],
    [['--feed', 'real']],
    [['--base', '/../x/']],
    [['--cases-per-minute', '-1']],
    [['--district']],
    [['shibei']],
  ])('%j is refused with what was expected', (argv) => {
    expect(faultOf(() => readOptions(argv)).code).toBe('APP-006');
  });

  it('--lan says that it is not there yet', () => {
    expect(faultOf(() => readOptions(['--lan'])).code).toBe('APP-010');
  });
});

describe('the machine', () => {
  it('a full disk is a fault with figures', () => {
    const { code, values } = faultOf(() => ensureFolder({ folder, option: 'state' }, 1e12));
    expect(code).toBe('APP-003');
    expect(values.neededMiB).toBe(1e12);
    expect(Number(values.freeMiB)).toBeGreaterThanOrEqual(0);
  });

  it('a folder that cannot be made is a fault with the reason', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(faultOf(() => ensureFolder({ folder: path.join(file, 'below'), option: 'state' }, 1))).toMatchObject({
      code: 'APP-007',
      values: { reason: 'ENOTDIR' },
    });
  });

  it('knows the right Node', () => {
    expect(['24.21.0', '24.22.1'].every(isRightNode)).toBe(true);
    expect(['18.0.0', '20.20.2', '22.23.3', '24.20.0', '25.0.0'].some(isRightNode)).toBe(false);
    expect(wrongNodeText('20.20.2')).toContain(NEEDED_NODE);
    expect(isRightNode(process.versions.node)).toBe(true);
  });
});

describe('hash of sources', () => {
  it('changes with a name and with a byte, and with nothing else', () => {
    writeFileSync(path.join(folder, 'a'), '1');
    const first = hashTree(folder, ['a', 'missing']);
    expect(hashTree(folder, ['a'])).toBe(first);
    writeFileSync(path.join(folder, 'a'), '2');
    expect(hashTree(folder, ['a'])).not.toBe(first);
  });
});
