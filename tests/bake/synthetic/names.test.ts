/** English names agree with each other; extension grids and enterprises are called after what is there. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaNode, PlacedBuilding } from '../../../src/bake/districtModel.ts';
import { generateAreas, generateBuildings, planBlocks, type ZoneKind } from '../../../src/bake/synthetic/generate.ts';
import { communityNameEn, extensionName, placeNameEn, streetNameEn } from '../../../src/bake/synthetic/names.ts';
import { surnames } from '../../../src/bake/synthetic/words.ts';
import type { BuildingUse } from '../../../src/model/domain/buildings.ts';
import { square } from '../topology/shapes.ts';
import { defaultAreasSpec, textOfData } from './defaultDistrict.ts';

describe('English names', () => {
  it.each([
    ['曹县路社区', 'Caoxian Road Community'],
    ['延安二路社区', "Yan'an 2nd Road Community"],
    ['抚顺支路社区', 'Fushun Branch Road Community'],
    ['科技街社区', 'Keji Street Community'],
    ['小鲍岛社区', 'Xiaobaodao Community'],
  ])('of %s are %s', (name, nameEn) => {
    expect(communityNameEn(name)).toBe(nameEn);
  });

  it('of streets end like those of roads', () => {
    expect(streetNameEn('延安路街道')).toBe("Yan'an Road Subdistrict");
    expect(streetNameEn('台东街道')).toBe('Taidong Subdistrict');
    expect(placeNameEn('辽阳西路')).toBe('Liaoyang West Road');
    // Too short to be a road's name and a word for roads.
    expect(placeNameEn('大路')).toBe('Dalu');
  });

  it('of every area of the shipped district are those of the road that it is called after', () => {
    const roads: { name: string; nameEn: string }[] = JSON.parse(textOfData('shibei/plan.json')).roads;
    const known = new Map(roads.map(({ name, nameEn }) => [name, nameEn]));
    // As few grids as may be: names do not ask for more.
    const spec = { ...defaultAreasSpec(), unitGrids: 137, extensionGrids: 0 };
    const called = generateAreas(spec).areas.flatMap(({ level, name, nameEn }) => {
      const road =
        level === 'street' || level === 'community' ? known.get(name.replace(/(街道|社区)$/, '')) : undefined;
      return road === undefined ? [] : [{ road, nameEn: nameEn.replace(/ (Subdistrict|Community)$/, '') }];
    });
    expect(called.length).toBeGreaterThan(20);
    expect(called.map(({ nameEn }) => nameEn)).toEqual(called.map(({ road }) => road));
    expect(called.map(({ road }) => road)).toContain('Harbin Road');
  });
});

const spec = {
  district: { key: 'four', code: '370203', name: '四方格', nameEn: 'Four' },
  ...{ standardRef: 'GB/T 47678' as const, seed: 'four', seaSide: 'west' as const },
  streets: { from: 'count' as const, outlineCm: [[square(0, 0, 250_000)]], count: 3 },
  ...{ communities: 12, communityGrids: 11, unitGrids: 150, extensionGrids: 70 },
};

describe('a made district', () => {
  let areas: readonly AreaNode[];
  let buildings: readonly PlacedBuilding[];
  beforeAll(() => {
    areas = generateAreas(spec).areas;
    const blocks = planBlocks(areas, { seed: 'four', seaSide: 'west' });
    ({ buildings } = generateBuildings(areas, blocks, { seed: 'four', count: 3_500 }));
  });

  it('calls an extension grid after what stands in it', () => {
    const wordOf = (zone: ZoneKind): string => extensionName(1, zone).name.replace('示例1号', '');
    const built: readonly (readonly [string, readonly BuildingUse[]])[] = [
      [wordOf('industry'), ['industrial']],
      [wordOf('port'), ['industrial']],
      [wordOf('business'), ['office', 'commercial', 'public', 'medical']],
      [wordOf('newCompound'), ['residential']],
      [wordOf('workersHousing'), ['residential']],
      [wordOf('oldTown'), ['residential', 'commercial']],
    ];
    const kinds = built.flatMap(([word, uses]) => {
      const ids = new Set(
        areas.filter(({ level, name }) => level === 'extensionGrid' && name.endsWith(word)).map(({ id }) => id),
      );
      const own = buildings.filter(({ gridId }) => ids.has(gridId));
      const floor = (list: readonly PlacedBuilding[]): number =>
        list.reduce((sum, { floorAreaSquareMeters }) => sum + floorAreaSquareMeters, 0);
      const share = floor(own.filter(({ use }) => uses.includes(use))) / floor(own);
      return own.length === 0 ? [] : [{ word, share }];
    });
    expect(kinds.length).toBeGreaterThanOrEqual(3);
    for (const { word, share } of kinds) expect(share, word).toBeGreaterThan(0.5);
  });

  it('names a head for every grid and nobody for what has no post', () => {
    for (const { level, gridHeadMasked } of areas) {
      const hasPost = level === 'communityGrid' || level === 'unitGrid' || level === 'extensionGrid';
      expect(gridHeadMasked !== null, level).toBe(hasPost);
      if (gridHeadMasked !== null) expect(surnames).toContain(gridHeadMasked.replace('*', ''));
    }
  });
});
