/** Who counted the people of a package, and how the manifest says so. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bakeDistrict } from '../../../src/bake/bake.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-people-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

type Counted = Readonly<Record<string, number | null>>;

/** A row of houses, each with what the owner's table says of it. */
async function bakedWith(table: readonly Counted[], residents: number) {
  const features = table.map((counted, index) => {
    const [west, south, size] = [120.362 + index * 0.0004, 36.099, 0.0002];
    const ring = [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ];
    const properties = { id: `b${index}`, use: 'residential', floors: 6, ...counted };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  writeFileSync(path.join(scratch, 'houses.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
  const recipe = toyRecipe();
  const names = ['id', 'use', 'floors', 'households', 'residents'] as const;
  const source = {
    ...{ key: 'houses', role: 'buildings', path: 'houses.geojson', format: 'geojson', crs: 'EPSG:4326' },
    fields: Object.fromEntries(names.map((name) => [name, { from: name }])),
  };
  const { plan: _plan, buildings: _buildings, ...generate } = recipe.generate;
  const { manifest } = await bakeDistrict({
    recipePath: writeToyRecipe(path.join(scratch, 'recipe'), {
      ...recipe,
      sources: [source],
      generate: { ...generate, residents, hazards: 0 },
    }),
    dataFolder: scratch,
    outFolder: path.join(scratch, 'out'),
    onProgress: () => {},
  });
  return manifest;
}

const full: readonly Counted[] = [
  { households: 12, residents: 31 },
  { households: 20, residents: 55 },
  { households: 0, residents: 0 },
];

it('an owner’s households and residents are no invention', async () => {
  const { synthetic, counts } = await bakedWith(full, 86);
  expect(counts.residents).toBe(86);
  expect(synthetic).toMatchObject({ residents: false, buildings: false, hazards: false });
});

it.each<[string, readonly Counted[], number]>([
  ['no building', full.map(() => ({ households: null, residents: null })), 120],
  ['one building of three', [{ households: null, residents: null }, ...full.slice(1)], 120],
  ['residents without households', full.map(({ residents }) => ({ households: null, residents: residents! })), 86],
])('what was counted for %s is made up where it lacks, and the manifest says so', async (_, table, residents) => {
  const { synthetic, counts } = await bakedWith(table, residents);
  expect(counts.residents).toBe(residents);
  expect(synthetic.residents).toBe(true);
});

it('a district in which nobody was counted and nobody invented has no invented residents', async () => {
  const { synthetic, counts } = await bakedWith(
    full.map(() => ({ households: null, residents: null })),
    0,
  );
  expect(counts.residents).toBe(0);
  expect(synthetic.residents).toBe(false);
});
