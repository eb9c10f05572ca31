/** Given grids, communities and streets from an owner's files to a package: joined, proved, and gaps left as gaps. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Baked, bakeDistrict } from '../../../src/bake/bake.ts';
import { checkPackage } from '../../../src/bake/check/checkPackage.ts';
import { findingsOf, type GivenArea, withoutKnown } from '../../../src/bake/prove/proof.ts';
import { proofInputOfPackage } from '../../../src/bake/prove/proofInputOfPackage.ts';
import { proveDistrict } from '../../../src/bake/prove/proveDistrict.ts';
import { geojsonRing } from '../../../src/bake/prove/sliversOf.ts';
import { LeafLocator } from '../../../src/bake/topology/leafLocator.ts';
import { decodeAreas, parseAreasFile } from '../../../src/model/contract/areasFile.ts';
import type { RecipeProof } from '../../../src/model/contract/recipe.ts';
import { parseReport } from '../../../src/model/contract/reportFile.ts';
import { parseSliversFile, type SliversFile } from '../../../src/model/contract/sliversFile.ts';
import { type AreaLevel, isResponsibilityGrid } from '../../../src/model/domain/areas.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { labelPoint, multiPolygonArea } from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { toyRecipe } from '../../support/toyDistrict.ts';
import { cleanDistrict, plant, withNoise } from './plant.ts';

const frame = new EnuFrame({ lonLatDeg: [120.365, 36.1], heightEllipsoidMeters: 0 });

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'beiyang-proof-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

const rolesByFile = {
  district: ['districtBoundary', ['district']],
  streets: ['streetBoundaries', ['street']],
  communities: ['communityBoundaries', ['community']],
  communityGrids: ['communityGridBoundaries', ['communityGrid']],
  grids: ['gridBoundaries', ['unitGrid', 'extensionGrid']],
} as const;
type FileName = keyof typeof rolesByFile;

function writeAreas(folder: string, name: FileName, areas: readonly GivenArea[]): void {
  const levels: readonly AreaLevel[] = rolesByFile[name][1];
  const features = areas
    .filter(({ level }) => levels.includes(level))
    .map(({ id, ownerUnit, polygonsCm }) => ({
      type: 'Feature',
      properties: { code: id, name: `名${id}`, ownerUnit },
      geometry: {
        type: 'MultiPolygon',
        coordinates: polygonsCm.map((polygon) => polygon.map((ring, index) => geojsonRing(frame, ring, index === 0))),
      },
    }));
  writeFileSync(path.join(folder, `${name}.geojson`), JSON.stringify({ type: 'FeatureCollection', features }));
}

async function bake(
  areas: readonly GivenArea[],
  files: readonly FileName[],
  proof: RecipeProof | undefined = undefined,
): Promise<Baked> {
  const folder = mkdtempSync(path.join(scratch, 'case-'));
  for (const name of files) writeAreas(folder, name, areas);
  const { outline: _outline, generate, ...toy } = toyRecipe();
  const { plan: _plan, ...counts } = generate;
  const fieldsOf = (name: FileName): Record<string, { from: string }> =>
    name === 'district'
      ? {}
      : {
          code: { from: 'code' },
          name: { from: 'name' },
          ...(name === 'grids' ? { ownerUnit: { from: 'ownerUnit' } } : {}),
        };
  const recipe = {
    ...toy,
    ...(proof ? { proof } : {}),
    district: { ...toy.district, code: '370203' },
    sources: files.map((name) => ({
      ...{ key: name.toLowerCase(), path: `${name}.geojson`, format: 'geojson', crs: 'EPSG:4326' },
      ...{ role: rolesByFile[name][0], fields: fieldsOf(name) },
    })),
    generate: { ...counts, buildings: 120, residents: 3_000, unitGrids: 18, extensionGrids: 3 },
  };
  const recipePath = path.join(folder, 'recipe.json');
  writeFileSync(recipePath, JSON.stringify(recipe));
  const outFolder = path.join(folder, 'package');
  return bakeDistrict({ recipePath, dataFolder: folder, outFolder, onProgress: () => {} });
}

const jsonIn = ({ folder }: Baked, file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
const sliversIn = (baked: Baked): SliversFile['slivers'] =>
  parseSliversFile(jsonIn(baked, 'proof/slivers.json'))!.slivers;
const all: readonly FileName[] = ['district', 'streets', 'communities', 'communityGrids', 'grids'];

describe('a district given at every level', () => {
  it('bakes as it is; noise of the survey is joined and reported', async () => {
    const areas = cleanDistrict('package');
    const baked = await bake(withNoise(areas, new SeededRandom('noise'), 1.5), all);
    expect(baked.faults.counts()).toEqual([]);
    expect(sliversIn(baked)).toEqual([]);
    expect(baked.manifest.counts).toMatchObject({
      streets: 2,
      communities: 6,
      communityGrids: 5,
      unitGrids: 24,
      extensionGrids: 3,
    });
    expect(baked.manifest.synthetic).toMatchObject({ communities: false, grids: false, streets: false });
    expect(baked.manifest.publicFiles.some((file) => file.startsWith('proof/'))).toBe(false);
    const { proof, coverage } = parseReport(jsonIn(baked, 'report.json'))!;
    expect(proof.snapped.movedVertices).toBeGreaterThan(100);
    expect(proof.snapped.largestMoveCm).toBeLessThanOrEqual(5);
    for (const { gaps, overlaps, crossings } of coverage) expect([gaps, overlaps, crossings]).toEqual([0, 0, 0]);
  });

  it('keeps a gap without an owner, tells it, and goes on', async () => {
    const areas = cleanDistrict('package');
    const spoiled = plant('missing', areas, 'package', 1)!;
    const baked = await bake(spoiled.areas, all);
    expect(baked.faults.counts()).toEqual([{ code: 'BAKE-306', count: 1 }]);
    const [sliver, ...others] = sliversIn(baked);
    expect(others).toEqual([]);
    expect(sliver).toMatchObject({ kind: 'gap', level: 'unitGrid' });
    expect(Math.abs(sliver!.squareMeters / spoiled.pieces[0]!.squareMeters - 1)).toBeLessThan(0.001);
    expect(sliver!.neighbours!.length).toBeGreaterThan(1);

    const file = parseAreasFile(jsonIn(baked, 'areas/areas.json'))!;
    const outlines = decodeAreas(file);
    const locator = new LeafLocator(
      file.areas.map((area) => ({ ...area, gridHeadMasked: null, polygonsCm: outlines.get(area.id)! })),
    );
    const outline = sliver!.polygonCm.map((flat) =>
      Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2]!, flat[index * 2 + 1]!] as const),
    );
    const [x, y] = labelPoint(outline);
    expect(locator.find(x, y)).toBeNull();
  });

  it('gives land with two owners to the lower id, and tells it', async () => {
    const spoiled = plant('overlapBand', cleanDistrict('package'), 'package', 400)!;
    const baked = await bake(spoiled.areas, all);
    expect(baked.faults.counts()).toEqual([{ code: 'BAKE-306', count: 1 }]);
    expect(sliversIn(baked)).toMatchObject([{ kind: 'overlap', areaIds: spoiled.pieces[0]!.areaIds }]);
    const report = parseReport(jsonIn(baked, 'report.json'))!;
    expect(report.coverage.every(({ gaps, overlaps, crossings }) => gaps + overlaps + crossings === 0)).toBe(true);
  });
});

describe('a district without an outline', () => {
  it.each<[FileName, string]>([
    ['grids', 'gridBoundaries'],
    ['communities', 'communityBoundaries'],
  ])('is the union of its %s, with a note and no fault', async (file, role) => {
    const areas = cleanDistrict('package');
    const baked = await bake(areas, [file]);
    expect(baked.faults.counts()).toEqual([]);
    expect(baked.notes.kept()).toMatchObject([{ code: 'BAKE-313', values: { role } }]);
    const report = parseReport(jsonIn(baked, 'report.json'))!;
    expect(report.notes).toEqual([{ code: 'BAKE-313', count: 1 }]);
    expect(report.noted[0]!.en).toContain(role);
    expect(baked.manifest.synthetic.boundary).toBe(false);
    const landOf = (level: AreaLevel): number =>
      parseAreasFile(jsonIn(baked, 'areas/areas.json'))!
        .areas.filter((area) => area.level === level)
        .reduce((sum, { areaSquareMeters }) => sum + areaSquareMeters, 0);
    const given = areas.find(({ level }) => level === 'district')!;
    expect(landOf('district')).toBeCloseTo(multiPolygonArea(given.polygonsCm) / 10_000, -1);
    for (const { gaps, overlaps, crossings } of report.coverage) expect([gaps, overlaps, crossings]).toEqual([0, 0, 0]);
  });

  it('still tells a gap between its grids', async () => {
    const spoiled = plant('missing', cleanDistrict('package'), 'package', 1)!;
    const baked = await bake(spoiled.areas, ['grids']);
    expect(baked.faults.counts()).toEqual([{ code: 'BAKE-306', count: 1 }]);
    expect(sliversIn(baked)).toMatchObject([{ kind: 'gap', level: 'unitGrid' }]);
  });

  it('is refused where nothing says how far it reaches', async () => {
    const error = await bake(cleanDistrict('package'), ['communityGrids']).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FaultError);
    expect((error as FaultError).fault.code).toBe('BAKE-109');
  });
});

describe('a slip in one code', () => {
  it('of a grid invents no area: it goes where it lies, the slip is told and kept, and the package is sound', async () => {
    const spoiled = plant('wrongPrefix', cleanDistrict('package'), 'package', 1)!;
    const baked = await bake(spoiled.areas, all);
    expect(baked.faults.counts()).toEqual([{ code: 'BAKE-504', count: 1 }]);
    expect(baked.manifest.counts).toMatchObject({ streets: 2, communities: 6, communityGrids: 5, unitGrids: 24 });
    const { parts } = await checkPackage(baked.folder);
    expect(parts.flatMap(({ faults }) => faults.counts())).toEqual([]);

    const { areas, buildings, recorded, gridAreaBand, snapMeters } = proofInputOfPackage(baked.folder);
    expect(recorded!.codes).toMatchObject(spoiled.codes);
    expect(recorded!.codes).toHaveLength(1);
    const options = { gridAreaBand, snapMeters, standardRef: 'GB/T 47678' } as const;
    const proof = withoutKnown(proveDistrict(areas, buildings, options), recorded!);
    expect(findingsOf({ ...proof, splitBuildings: [] })).toBe(0);
  });

  it('of a community goes to the given street that it lies in', async () => {
    const areas = cleanDistrict('package');
    const from = '370203001002';
    const mistyped = areas.map((area) => ({ ...area, id: area.id.replace(from, '370209001002') }));
    const baked = await bake(mistyped, ['district', 'streets', 'grids']);
    expect(baked.manifest.counts).toMatchObject({ streets: 2, communities: 6 });
    expect(baked.faults.counts().map(({ code }) => code)).toEqual(['BAKE-504']);
  });
});

describe('what a bake found in its owner’s files', () => {
  it('is read back from the package: owners, areas out of the band, buildings and outlines', async () => {
    const areas = cleanDistrict('package');
    const baked = await bake(plant('ownerless', areas, 'package', 1)!.areas, all, { gridAreaBand: [50, 60] });
    const { recorded, gridAreaBand, gridsAreGiven } = proofInputOfPackage(baked.folder);
    expect([gridAreaBand, gridsAreGiven]).toEqual([[50, 60], true]);
    expect(recorded!.ownerless).toHaveLength(1);
    expect(recorded!.outOfBand).toHaveLength(27);
    expect(recorded!.levels.map(({ level }) => level)).toEqual(['street', 'community', 'communityGrid', 'unitGrid']);
  });
});

describe('levels that nobody gives', () => {
  it('parents without a file are known by the grids’ codes', async () => {
    const areas = cleanDistrict('package');
    const baked = await bake(areas, ['district', 'grids']);
    expect(baked.faults.counts()).toEqual([]);
    expect(baked.manifest.counts).toMatchObject({
      streets: 2,
      communities: 6,
      communityGrids: 6,
      unitGrids: 24,
      extensionGrids: 3,
    });
    const file = parseAreasFile(jsonIn(baked, 'areas/areas.json'))!;
    const ids = (of: readonly { id: string; level: AreaLevel }[], level: AreaLevel): string[] =>
      of
        .filter((area) => area.level === level)
        .map(({ id }) => id)
        .sort();
    expect(ids(file.areas, 'community')).toEqual(ids(areas, 'community'));
  });

  it('grids are generated only below given communities', async () => {
    const areas = cleanDistrict('package');
    const baked = await bake(areas, ['district', 'streets', 'communities']);
    expect(baked.faults.counts()).toEqual([]);
    expect(baked.manifest.synthetic).toMatchObject({ communities: false, grids: true });
    expect(proofInputOfPackage(baked.folder).gridsAreGiven).toBe(false);
    expect(baked.manifest.counts).toMatchObject({ streets: 2, communities: 6, unitGrids: 18, extensionGrids: 3 });
    const file = parseAreasFile(jsonIn(baked, 'areas/areas.json'))!;
    for (const grid of file.areas.filter(({ level }) => isResponsibilityGrid(level))) {
      expect(grid.id.slice(0, 12)).toBe(grid.parentId);
    }
  });
});
