/**
 * A city's file of 1 GiB, of which a district keeps 30,000 records: baked whole, in a process of its own, within 1.5 GiB of
 * memory. OSM's PBF is left out: 1 GiB of it is a country.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CityFormat, cityFormats, cityOutline, KEPT } from '../../support/gigabyteCity.ts';
import { isLongRun } from '../../support/longRun.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

const GIB = 2 ** 30;
const MOST_MIB = 1536;

const moduleUrl = (relative: string): string => JSON.stringify(new URL(relative, import.meta.url).href);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'beiyang-gigabyte-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const dataFolder = (): string => path.join(folder, 'data');

/** Rows are cameras, everything else is houses. */
function sourceOf({ format, extension }: CityFormat) {
  const [id, name] = [{ from: 'id' }, { from: '名称' }];
  const about = { key: 'city', path: `city.${extension}`, format, crs: 'EPSG:4490' };
  if (format === 'csv') {
    return { ...about, role: 'videoPoints', fields: { id, name, x: { from: 'lon' }, y: { from: 'lat' } } };
  }
  if (format === 'osm-xml') {
    const fields = {
      name: { from: 'name' },
      heightGroundMeters: { from: 'height' },
      floors: { from: 'building:levels' },
    };
    return { ...about, role: 'buildings', layer: 'building', fields };
  }
  if (format === 'citygml') return { ...about, role: 'buildings', fields: { id: { from: '@id' } } };
  const sizes = { heightGroundMeters: { from: 'height' }, floors: { from: 'floors' } };
  return { ...about, role: 'buildings', fields: { id, name, ...sizes } };
}

function writeRecipe(format: CityFormat): string {
  const recipe = toyRecipe();
  const at = path.join(folder, 'recipe');
  const source = sourceOf(format);
  const { buildings, ...generate } = recipe.generate;
  const file = writeToyRecipe(at, {
    ...{ ...recipe, sources: [source] },
    generate: {
      ...generate,
      ...(source.role === 'buildings' ? {} : { buildings }),
      communities: 20,
      communityGrids: 20,
      unitGrids: 160,
      extensionGrids: 10,
      residents: 90_000,
    },
  });
  const feature = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [cityOutline] } };
  writeFileSync(path.join(at, 'outline.json'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  return file;
}

interface BakedCity {
  readonly counts: { readonly buildings: number; readonly videoPoints: number };
  readonly faults: readonly { readonly code: string; readonly count: number }[];
  readonly peakMib: number;
}

function bakeInChild(recipePath: string, outFolder: string): BakedCity {
  const program = `
    import { bakeDistrict } from ${moduleUrl('../../../src/bake/bake.ts')};
    import { peakResidentMib } from ${moduleUrl('../../support/peakResidentMib.ts')};
    const paths = ${JSON.stringify({ recipePath, outFolder, dataFolder: dataFolder() })};
    const { manifest, faults } = await bakeDistrict({ ...paths, onProgress: () => {} });
    const { counts } = manifest;
    console.log(JSON.stringify({ counts, faults: faults.counts(), peakMib: peakResidentMib() }));`;
  // A file: threads would be started with the options of a program that is an argument.
  const script = path.join(folder, 'bake.mjs');
  writeFileSync(script, program);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe.skipIf(!isLongRun)('a city of 1 GiB (takes minutes: npm run test:long)', () => {
  it.each(cityFormats.map((city) => [city.format, city] as const))(
    'as %s is baked within 1.5 GiB of memory',
    (format, city) => {
      mkdirSync(dataFolder());
      const count = city.write(path.join(dataFolder(), `city.${city.extension}`));
      const bytes = readdirSync(dataFolder()).map((name) => statSync(path.join(dataFolder(), name)).size);
      expect(bytes.reduce((sum, size) => sum + size, 0)).toBeGreaterThanOrEqual(GIB);
      const outFolder = path.join(folder, format);
      const { counts, faults, peakMib } = bakeInChild(writeRecipe(city), outFolder);
      rmSync(dataFolder(), { recursive: true });
      expect(format === 'csv' ? counts.videoPoints : counts.buildings).toBe(KEPT);
      const code = format === 'csv' ? 'BAKE-301' : 'BAKE-303';
      expect(faults).toContainEqual({ code, count: count - KEPT });
      const [source] = JSON.parse(readFileSync(path.join(outFolder, 'report.json'), 'utf8')).sources;
      expect([source.records, source.accepted]).toEqual([count, KEPT]);
      const [dropped] = source.dropped;
      expect(new Set(dropped.ids).size).toBe(count - KEPT);
      expect(peakMib, `${count} records`).toBeLessThanOrEqual(MOST_MIB);
    },
  );
});
