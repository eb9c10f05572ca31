/** The product's recipes on their owners' real files. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Baked, bakeDistrict } from '../../../src/bake/bake.ts';
import { parseAreasFile } from '../../../src/model/contract/areasFile.ts';
import { eventOrigins } from '../../../src/model/domain/cases.ts';
import { isLongRun } from '../../support/longRun.ts';
import { sharedData, sharedDataMissing } from '../../support/sharedData.ts';
import { projectFolder } from '../../support/toyDistrict.ts';

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-real-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

/**
 * A shipped recipe, or a copy of it beside the facts that it names. What its owners' outlines become does not hang on how many
 * buildings are invented in them: outside a long run a tenth of them stands there.
 */
function recipeFile(recipe: string): string {
  const shipped = path.join(projectFolder, `data/recipes/${recipe}.json`);
  const content = JSON.parse(readFileSync(shipped, 'utf8'));
  if (isLongRun || content.generate.buildings === undefined) return shipped;
  content.generate.buildings /= 10;
  cpSync(path.join(projectFolder, 'data'), path.join(scratch, 'data'), { recursive: true });
  const copy = path.join(scratch, `data/recipes/${recipe}.json`);
  writeFileSync(copy, JSON.stringify(content));
  return copy;
}

const bake = (recipe: string): Promise<Baked> =>
  bakeDistrict({
    recipePath: recipeFile(recipe),
    dataFolder: sharedData(),
    outFolder: path.join(scratch, recipe),
    onProgress: () => {},
  });

function rows(folder: string, sql: string): Record<string, string | number | null>[] {
  const database = new DatabaseSync(path.join(folder, 'index.sqlite'), { readOnly: true });
  try {
    return database.prepare(sql).all() as Record<string, string | number | null>[];
  } finally {
    database.close();
  }
}

describe.skipIf(sharedDataMissing)('市北区 in its real outlines', () => {
  let baked: Baked;
  beforeAll(async () => {
    baked = await bake('shibei-real');
  });

  it('has its 22 streets by official code, and generated grids below them', () => {
    expect(baked.manifest.counts).toMatchObject({ streets: 22, communities: 137, communityGrids: 135 });
    expect(baked.manifest.counts).toMatchObject({ unitGrids: 1064, extensionGrids: 124, residents: 1_090_000 });
    expect(baked.manifest.synthetic).toMatchObject({ boundary: false, streets: false, grids: true, buildings: true });
    const streets = rows(baked.folder, "SELECT id, name FROM areas WHERE level = 'street' ORDER BY id");
    expect(streets[0]).toEqual({ id: '370203005', name: '辽宁路街道' });
    expect(streets.at(-1)).toEqual({ id: '370203035', name: '双山街道' });
  });

  it('reports the 1.73 km² that lie in no street, piece by piece', () => {
    expect(baked.faults.counts()).toEqual([{ code: 'BAKE-305', count: 1 }]);
    expect(Math.abs(baked.manifest.uncoveredSquareMeters / 1e6 - 1.73)).toBeLessThan(0.02);
    const { uncovered } = JSON.parse(readFileSync(path.join(baked.folder, 'report.json'), 'utf8'));
    expect(uncovered.length).toBeGreaterThan(2);
    const sum = uncovered.reduce((total: number, piece: { squareMeters: number }) => total + piece.squareMeters, 0);
    expect(sum).toBe(baked.manifest.uncoveredSquareMeters);
  });

  it('covers each street with its grids, as large as in the source', () => {
    const file = parseAreasFile(JSON.parse(readFileSync(path.join(baked.folder, 'areas/areas.json'), 'utf8')))!;
    const of = (level: string): number =>
      file.areas.filter((area) => area.level === level).reduce((sum, area) => sum + area.areaSquareMeters, 0);
    // The file's own figure, 63.36 km², was computed on a sphere: up to 0.3 % off the ellipsoid.
    expect(Math.abs(of('street') / 1e6 / 63.36 - 1)).toBeLessThan(0.003);
    expect(of('unitGrid') + of('extensionGrid')).toBeCloseTo(of('street'), 2);
  });
});

describe.skipIf(sharedDataMissing)('Lower Manhattan', () => {
  let baked: Baked;
  beforeAll(async () => {
    baked = await bake('lower-manhattan');
  });

  it('has the cameras and requests that lie inside; the others are counted', () => {
    const accepted = Object.fromEntries(baked.manifest.sources.map(({ key, accepted }) => [key, accepted]));
    expect(accepted).toEqual({ 'nyc-buildings': 645, 'nyc-cameras': 57, 'nyc-311-2019': 2, 'nyc-311-2025': 27 });
    expect(baked.faults.counts()).toEqual([
      { code: 'BAKE-203', count: 62 + 13 },
      { code: 'BAKE-301', count: 723 - 57 },
      { code: 'BAKE-302', count: 1000 + 4969 - 62 - 13 - 29 },
      { code: 'BAKE-320', count: 3 },
    ]);
  });

  it('reads feet: One World Trade Center is 524.9 m', () => {
    const [tallest] = rows(baked.folder, 'SELECT * FROM buildings ORDER BY heightGroundMeters DESC LIMIT 1');
    expect(tallest!.heightGroundMeters).toBeCloseTo(524.87, 2);
    expect(tallest!.yearBuilt).toBeNull();
    expect(baked.manifest.synthetic).toMatchObject({ buildings: false, videoPoints: false, residents: true });
  });

  it('keeps when a request really happened, in New York’s clock', () => {
    const events = rows(baked.folder, 'SELECT * FROM replayEvents ORDER BY originalMillis');
    expect(events.length).toBe(29);
    expect(eventOrigins).toContain('replayed');
    const years = events.map(({ originalMillis }) => new Date(Number(originalMillis)).getUTCFullYear());
    expect(years.slice(0, 2).every((year) => year === 2019 || year === 2020)).toBe(true);
    expect(years.slice(2).every((year) => year === 2025)).toBe(true);
    const codes = new Set(rows(baked.folder, 'SELECT code FROM matters').map(({ code }) => code));
    expect(events.every(({ matterCode }) => codes.has(matterCode!))).toBe(true);
  });

  it('has no area without an owner for each of its buildings', () => {
    const orphans = rows(
      baked.folder,
      "SELECT buildingId FROM buildings WHERE gridId NOT IN (SELECT id FROM areas WHERE level IN ('unitGrid', 'extensionGrid'))",
    );
    expect(orphans).toEqual([]);
  });
});
