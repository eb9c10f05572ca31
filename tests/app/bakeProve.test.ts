import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { prove } from '../../src/app/cli/bake/prove.ts';
import { parseSliversFile } from '../../src/model/contract/sliversFile.ts';
import { FaultError } from '../../src/model/faults/fault.ts';
import { sharedData, sharedDataMissing } from '../support/sharedData.ts';
import { toyDistrict } from '../support/toyDistrict.ts';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-prove-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let printed: string[] = [];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());
const text = (): string => printed.join('\n');

const codeOf = async (argv: readonly string[]): Promise<string> => {
  try {
    await prove(argv);
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
  throw new Error('no fault');
};

/** Two streets that should fill a district of some hundred metres by two kilometres, with a strip between them. */
function writeStreets(gapDeg: number): { district: string; streets: string } {
  const box = (west: number, east: number): [number, number][] => [
    [west, 36.1],
    [east, 36.1],
    [east, 36.12],
    [west, 36.12],
    [west, 36.1],
  ];
  const feature = (code: string, ring: [number, number][]): unknown => {
    return {
      type: 'Feature',
      properties: { JDDM: code, MC: `街道${code}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  };
  const write = (name: string, features: unknown[]): string => {
    const file = path.join(scratch, name);
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
    return file;
  };
  return {
    district: write('district.geojson', [feature('370203', box(120.38, 120.384))]),
    streets: write('streets.geojson', [
      feature('370203001', box(120.38, 120.382)),
      feature('370203002', box(120.382 + gapDeg, 120.384)),
    ]),
  };
}

describe('bake -- prove', () => {
  it('explains itself in both languages', async () => {
    expect(await prove(['--help'])).toBe(0);
    for (const word of ['--district', '--grids', '--crs', '--snap', 'exit codes', '退出码'])
      expect(text()).toContain(word);
  });

  it('proves a package', async () => {
    expect(await prove([await toyDistrict()])).toBe(0);
    expect(text()).toContain('已证明');
    expect(text()).toContain('proved');
  });

  it('finds the strip between two files, in words, as JSON and as files for a map', async () => {
    const { district, streets } = writeStreets(0.0001);
    const argv = ['--district', district, '--streets', streets, '--crs', 'EPSG:4490'];
    const out = path.join(scratch, 'out');
    expect(await prove([...argv, '--out', out])).toBe(1);
    expect(text()).toContain('缝隙 gap: 1');
    expect(text()).toContain('370203001 (');

    printed = [];
    expect(await prove([...argv, '--json'])).toBe(1);
    const { pieces, levels } = JSON.parse(text());
    expect(levels).toMatchObject([{ level: 'street', gaps: 1, overlaps: 0 }]);
    expect(pieces[0].areaIds).toEqual(['370203001', '370203002']);
    // 0.0001° of longitude by 0.02° of latitude at 36.11° north.
    expect(Math.abs(pieces[0].squareMeters / (9.005 * 2219.1) - 1)).toBeLessThan(0.002);

    const json = (name: string) => JSON.parse(readFileSync(path.join(out, name), 'utf8'));
    expect(parseSliversFile(json('slivers.json'))!.slivers).toHaveLength(1);
    expect(json('proposal.json').proposals[0]).toMatchObject({ takerId: '370203001' });
    const [sliver] = json('slivers.geojson').features;
    const [west, south] = sliver.geometry.coordinates[0].reduce(
      (least: number[], at: number[]) => [Math.min(least[0]!, at[0]!), Math.min(least[1]!, at[1]!)],
      [180, 90],
    );
    expect(west).toBeCloseTo(120.382, 6);
    expect(south).toBeCloseTo(36.1, 6);
    expect(json('proposal.geojson').features[0].properties.takerId).toBe('370203001');
  });

  it('takes what is nearer than the tolerance as one line', async () => {
    const { district, streets } = writeStreets(0.0000003);
    const argv = ['--district', district, '--streets', streets, '--crs', 'EPSG:4490'];
    expect(await prove(argv)).toBe(0);
    expect(await prove([...argv, '--snap', '0'])).toBe(1);
  });

  it('refuses what it cannot prove', async () => {
    const { streets } = writeStreets(0);
    expect(await codeOf(['--streets', streets])).toBe('BAKE-104');
    expect(await codeOf(['--streets', streets, '--crs', 'EPSG:4491'])).toBe('BAKE-105');
    expect(await codeOf(['--streets', `${streets}x`, '--crs', 'EPSG:4490'])).toBe('BAKE-201');
    expect(await codeOf(['--streets', streets, '--crs', 'EPSG:4490', '--snap', '9'])).toBe('APP-006');
    expect(await codeOf(['--strets', streets])).toBe('APP-005');
    expect(await codeOf(['--district', streets, '--crs', 'EPSG:4490'])).toBe('BAKE-509');
    expect(existsSync(path.join(scratch, 'slivers.json'))).toBe(false);
  });

  it.skipIf(sharedDataMissing)(
    'finds the harbour of 市北区 in no street (skipped without the shared data)',
    async () => {
      const out = path.join(scratch, 'harbour');
      expect(await prove(['shibei-real', '--data', sharedData(), '--out', out])).toBe(1);
      const { slivers } = parseSliversFile(JSON.parse(readFileSync(path.join(out, 'slivers.json'), 'utf8')))!;
      expect(new Set(slivers.map(({ kind, level }) => `${kind} ${level}`))).toEqual(new Set(['gap street']));
      const squareKilometers = slivers.reduce((sum, { squareMeters }) => sum + squareMeters, 0) / 1e6;
      expect(squareKilometers).toBeCloseTo(1.73, 2);
      expect(slivers[0]!.neighbours!.length).toBeGreaterThan(0);
    },
  );
});
