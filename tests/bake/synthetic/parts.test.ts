import { describe, expect, it } from 'vitest';
import { proveTiling } from '../../../src/bake/prove/proveTiling.ts';
import { apportion } from '../../../src/bake/synthetic/apportion.ts';
import { generateAreas } from '../../../src/bake/synthetic/generate.ts';
import { communityName, communityNameEn, streetNameEn } from '../../../src/bake/synthetic/names.ts';
import { limitUnits } from '../../../src/model/domain/deadlines.ts';
import { square } from '../topology/shapes.ts';
import { defaultAreasSpec, rowsOfData, textOfData } from './defaultDistrict.ts';

describe('apportion', () => {
  it('adds up exactly, with the rest to the largest remainders', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(7, [0.6, 0.3, 0.1])).toEqual([4, 2, 1]);
    expect(apportion(0, [5, 5])).toEqual([0, 0]);
  });

  it('gives each its least', () => {
    expect(apportion(5, [100, 0, 0], 1)).toEqual([3, 1, 1]);
  });
});

describe('names', () => {
  it('are romanised as one word with its apostrophes', () => {
    expect(streetNameEn('延安路街道')).toBe("Yan'an Road Subdistrict");
    expect(communityNameEn('上清路社区')).toBe('Shangqing Road Community');
  });

  it('drop the body that runs a community', () => {
    expect(communityName('上清路社区居委会')).toBe('上清路社区');
    expect(communityName('普吉社区居民委员会')).toBe('普吉社区');
  });
});

describe('a district without official names', () => {
  const spec = {
    district: { key: 'plain', code: null, name: '平地', nameEn: 'Plain' },
    standardRef: 'none' as const,
    seed: 'plain',
    seaSide: null,
    streets: { from: 'count' as const, outlineCm: [[square(0, 0, 200_000)]], count: 3 },
    communities: 8,
    communityGrids: 7,
    unitGrids: 40,
    extensionGrids: 3,
  };

  it('is numbered, in both languages', () => {
    const { areas } = generateAreas(spec);
    expect(areas.filter((area) => area.level === 'street').map((area) => [area.id, area.name, area.nameEn])).toEqual([
      ['plain:street:1', '街道 1', 'Street 1'],
      ['plain:street:2', '街道 2', 'Street 2'],
      ['plain:street:3', '街道 3', 'Street 3'],
    ]);
    expect(areas.filter((area) => area.level === 'unitGrid')).toHaveLength(40);
    expect(areas.filter((area) => area.level === 'extensionGrid')).toHaveLength(3);
    expect(areas.filter((area) => area.level === 'communityGrid')).toHaveLength(7);
    for (const { gaps, overlaps, crossings } of proveTiling(areas)) expect(gaps + overlaps + crossings).toBe(0);
  });

  it.each([
    ['more streets than communities', { communities: 2 }],
    ['fewer grids than communities', { unitGrids: 5 }],
    ['more community grids than communities', { communityGrids: 9 }],
    ['more pairs than neighbours', { communityGrids: 1 }],
  ])('refuses %s', (_, change) => {
    expect(() => generateAreas({ ...spec, ...change })).toThrow(/BAKE-402/);
  });
});

describe('authored data', () => {
  it('lists 22 streets and their 137 communities', () => {
    const streets = rowsOfData('shibei/streets.csv').map((row) => row.code);
    const communities = rowsOfData('shibei/communities.csv');
    expect(streets).toHaveLength(22);
    expect(communities).toHaveLength(137);
    expect(
      communities.every(({ code, streetCode }) => code!.startsWith(streetCode!) && streets.includes(streetCode)),
    ).toBe(true);
    expect(defaultAreasSpec().communities).toHaveLength(137);
  });

  it('gives each matter a department, a limit and a closing condition', () => {
    const { departments } = JSON.parse(textOfData('departments.json'));
    const { matters } = JSON.parse(textOfData('matters.json'));
    const keys = new Set(departments.map(({ key }: { key: string }) => key));
    expect(new Set(matters.map(({ code }: { code: string }) => code)).size).toBe(matters.length);
    for (const matter of matters) {
      expect(matter.code).toMatch(/^\d{11}$/);
      expect(keys.has(matter.departmentKey), matter.name).toBe(true);
      expect(limitUnits).toContain(matter.limit.unit);
      expect(matter.closing.length * matter.closingEn.length).toBeGreaterThan(0);
    }
    // Every department of the ring has something to do.
    const busy = new Set(matters.map(({ departmentKey }: { departmentKey: string }) => departmentKey));
    expect(departments.slice(0, 7).filter(({ key }: { key: string }) => !busy.has(key))).toEqual([]);
  });

  it('has make-up days on weekends only', () => {
    const { days } = JSON.parse(textOfData('calendar-2026-cn.json'));
    for (const { date, kind } of days) {
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
      if (kind === 'makeUp') expect([0, 6]).toContain(weekday);
    }
    expect(days.filter(({ kind }: { kind: string }) => kind === 'holiday')).toHaveLength(33);
  });
});
