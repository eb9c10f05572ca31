/** Who lives, works and answers in a generated city; unit codes against published ones. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaNode, PlacedBuilding } from '../../../src/bake/districtModel.ts';
import { areaLives, rollUps } from '../../../src/bake/steps/rollUps.ts';
import {
  generateAreas,
  generateBuildings,
  generateEnterprises,
  generateStaff,
  planBlocks,
  populate,
  shareAges,
} from '../../../src/bake/synthetic/generate.ts';
import { phonePrefix, staffAsOf } from '../../../src/bake/synthetic/words.ts';
import { isResponsibilityGrid } from '../../../src/model/domain/areas.ts';
import { ageBands, maskedName, posts } from '../../../src/model/domain/people.ts';
import { areaLifeKeys } from '../../../src/model/domain/rollups.ts';
import { isUnitCode, organisationCheck, unitCode, unitCodeCheck } from '../../../src/model/domain/unitCode.ts';
import { square } from '../topology/shapes.ts';

const spec = {
  district: { key: 'four', code: '370203', name: '四方格', nameEn: 'Four' },
  ...{ standardRef: 'GB/T 47678' as const, seed: 'four', seaSide: null },
  streets: { from: 'count' as const, outlineCm: [[square(0, 0, 200_000)]], count: 3 },
  ...{ communities: 9, communityGrids: 8, unitGrids: 60, extensionGrids: 5 },
};
const RESIDENTS = 41_234;
let areas: readonly AreaNode[];
let buildings: PlacedBuilding[];
beforeAll(() => {
  areas = generateAreas(spec).areas;
  const blocks = planBlocks(areas, { seed: 'four', seaSide: null });
  const made = generateBuildings(areas, blocks, { seed: 'four', count: 2_400 });
  buildings = populate(made.buildings, RESIDENTS, 'four', made.crowding);
});
const staffOf = () => generateStaff(areas, buildings, { seed: 'four', headNames: new Map() });

describe('unit codes', () => {
  it('have the check characters of the standards', () => {
    // D2143569-X is the example of GB 11714 itself; the whole code is the one that validators are usually tried with.
    expect(isUnitCode('91350100M000100Y43')).toBe(true);
    expect(organisationCheck('D2143569')).toBe('X');
    expect(unitCodeCheck('91350100M000100Y4')).toBe('3');
  });

  it('are refused when one character is wrong', () => {
    const code = unitCode('91', '000000', '0000000A');
    expect(isUnitCode(code)).toBe(true);
    for (let at = 2; at < 18; at++) {
      const other = code[at] === '1' ? '2' : '1';
      expect(isUnitCode(code.slice(0, at) + other + code.slice(at + 1)), String(at)).toBe(false);
    }
    expect(isUnitCode('91350100M000100Y4I')).toBe(false);
  });
});

describe('enterprises', () => {
  it('are as many as asked for, each with a valid code that no real unit has', () => {
    const enterprises = generateEnterprises(areas, buildings, { seed: 'four', count: 1_031 });
    expect(enterprises).toHaveLength(1_031);
    expect(new Set(enterprises.map((item) => item.unitCode)).size).toBe(1_031);
    expect(new Set(enterprises.map(({ name }) => name)).size).toBe(1_031);
    expect(new Set(enterprises.map(({ nameEn }) => nameEn)).size).toBe(1_031);
    for (const { unitCode: code, name, nameEn } of enterprises) {
      expect(isUnitCode(code), code).toBe(true);
      expect(code.slice(2, 8)).toBe('000000');
      expect(name).toContain('示例');
      expect(nameEn).toContain('sample');
    }
  });

  it('work where such work is done', () => {
    // The small city may have no works of its own.
    const mixed = buildings.map((item, index) => (index % 50 === 0 ? { ...item, use: 'industrial' as const } : item));
    const useOf = new Map(mixed.map(({ buildingId, use }) => [buildingId, use]));
    const enterprises = generateEnterprises(areas, mixed, { seed: 'four', count: 1_000 });
    expect(enterprises.some(({ kind }) => kind === 'works')).toBe(true);
    for (const { kind, buildingId } of enterprises) {
      if (kind === 'works') expect(useOf.get(buildingId)).toBe('industrial');
      if (kind === 'catering') expect(useOf.get(buildingId)).toBe('commercial');
      expect(useOf.get(buildingId)).not.toBe('residential');
    }
  });

  it('share no name however many there are, not even in one community', () => {
    const crowded = generateEnterprises(areas, buildings, { seed: 'four', count: 20_000 });
    expect(new Set(crowded.map(({ name }) => name)).size).toBe(20_000);
    expect(new Set(crowded.map(({ nameEn }) => nameEn)).size).toBe(20_000);
    const [first] = crowded;
    const community = areas.find(({ id }) => id === areas.find((area) => area.id === first!.gridId)!.parentId)!;
    expect(first!.name.startsWith(community.name.replace(/社区$/, ''))).toBe(true);
  });

  it('are none where nobody works', () => {
    const homes = buildings.filter(({ use }) => use === 'residential');
    expect(generateEnterprises(areas, homes, { seed: 'four', count: 10 })).toEqual([]);
  });
});

describe('ages', () => {
  it('of every grid add up to its residents, and are older in older houses', () => {
    const ages = shareAges(buildings, 'four');
    const residents = new Map<string, number>();
    for (const item of buildings) residents.set(item.gridId, (residents.get(item.gridId) ?? 0) + item.residents);
    for (const [gridId, count] of residents) {
      const own = ages.get(gridId);
      expect(own ? ageBands.reduce((sum, band) => sum + own[band], 0) : 0).toBe(count);
    }
    const shareOf80 = (years: (year: number) => boolean): number => {
      const [own] = [
        buildings.filter(({ yearBuilt }) => years(yearBuilt!)).map((item) => ({ ...item, gridId: 'one' })),
      ];
      const counts = shareAges(own, 'four').get('one')!;
      return counts.from80 / ageBands.reduce((sum, band) => sum + counts[band], 0);
    };
    expect(shareOf80((year) => year < 2000)).toBeGreaterThan(2 * shareOf80((year) => year >= 2000));
  });
});

describe('roll-ups of life', () => {
  it('add up exactly on the tree and on duty', () => {
    const agesByGrid = shareAges(buildings, 'four');
    const enterprises = generateEnterprises(areas, buildings, { seed: 'four', count: 500 });
    const lives = areaLives({ areas, agesByGrid, enterprises, facilities: [] });
    const totals = rollUps({ areas, buildings, videoPoints: [], hazards: [] });
    const district = areas.find(({ level }) => level === 'district')!;
    expect(lives.get(district.id)!.enterprises).toBe(500);
    for (const area of areas) {
      const life = lives.get(area.id)!;
      expect(ageBands.reduce((sum, band) => sum + life[band], 0)).toBe(totals.get(area.id)!.residents);
      const parts = areas.filter(({ parentId, level }) => parentId === area.id && level !== 'communityGrid');
      for (const key of parts.length > 0 ? areaLifeKeys : []) {
        expect(parts.reduce((sum, part) => sum + lives.get(part.id)![key], 0)).toBe(life[key]);
      }
    }
    const onDuty = areas.filter(({ level }) => level === 'communityGrid');
    for (const key of areaLifeKeys) {
      expect(onDuty.reduce((sum, part) => sum + lives.get(part.id)![key], 0)).toBe(lives.get(district.id)![key]);
    }
  });
});

describe('staff', () => {
  it('fills every post of every grid once at a time, without a day between', () => {
    const { staff } = staffOf();
    const byPost = Map.groupBy(staff, ({ areaId, post }) => `${areaId}/${post}`);
    const wanted = areas.flatMap(({ id, level }) =>
      level === 'communityGrid'
        ? posts.map((post) => `${id}/${post}`)
        : isResponsibilityGrid(level)
          ? [`${id}/gridHead`, `${id}/patrolOfficer`]
          : [],
    );
    expect([...byPost.keys()].sort()).toEqual(wanted.sort());
    for (const holders of byPost.values()) {
      expect(holders.at(-1)!.validTo).toBeNull();
      holders.slice(1).forEach((next, index) => {
        const dayAfter = Date.parse(`${holders[index]!.validTo}T00:00:00Z`) + 86_400_000;
        expect(Date.parse(`${next.validFrom}T00:00:00Z`)).toBe(dayAfter);
      });
      for (const { validFrom, validTo } of holders) {
        expect(validFrom <= (validTo ?? staffAsOf)).toBe(true);
        expect(validFrom <= staffAsOf).toBe(true);
      }
    }
  });

  it('has some who were replaced within the last year', () => {
    const { staff, stewards } = staffOf();
    const lastYear = `${Number(staffAsOf.slice(0, 4)) - 1}${staffAsOf.slice(4)}`;
    for (const replaced of [staff, stewards].map((list) => list.filter(({ validTo }) => validTo !== null))) {
      expect(replaced.length).toBeGreaterThan(5);
      expect(replaced.every(({ validTo }) => validTo! >= lastYear && validTo! < staffAsOf)).toBe(true);
    }
  });

  it('gives every building one steward at a time, whether people live or work there', () => {
    const current = staffOf().stewards.filter(({ validTo }) => validTo === null);
    expect(buildings.some(({ households }) => households === 0)).toBe(true);
    expect(current.map(({ buildingId }) => buildingId).sort()).toEqual(
      buildings.map(({ buildingId }) => buildingId).sort(),
    );
  });

  it('masks the very people of the personal store, whose numbers reach nobody', () => {
    const { staff, stewards, persons } = staffOf();
    const nameOf = new Map(persons.map(({ personId, name }) => [personId, name]));
    expect(nameOf.size).toBe(persons.length);
    for (const { staffId, nameMasked } of staff) expect(nameMasked).toBe(maskedName(nameOf.get(staffId)!));
    for (const { stewardId, nameMasked } of stewards) expect(nameMasked).toBe(maskedName(nameOf.get(stewardId)!));
    expect(persons.length).toBe(staff.length + stewards.length);
    const phones = new Set(persons.map(({ phone }) => phone));
    expect(phones.size).toBe(persons.length);
    for (const phone of phones) expect(phone).toMatch(new RegExp(`^${phonePrefix}\\d{7}$`));
  });

  it('agrees with the heads that the areas name, or with their owner’s full names', () => {
    const head = areas.find(({ level, gridHeadMasked }) => level === 'unitGrid' && gridHeadMasked !== null)!;
    const current = staffOf().staff.find(({ areaId, post, validTo }) => {
      return areaId === head.id && post === 'gridHead' && validTo === null;
    });
    expect(current!.nameMasked).toBe(head.gridHeadMasked);
    const given = generateStaff(areas, buildings, { seed: 'four', headNames: new Map([[head.id, '欧阳示例']]) });
    const person = given.persons.find(({ name }) => name === '欧阳示例');
    expect(person).toMatchObject({ phone: null });
    expect(given.staff.find(({ staffId }) => staffId === person!.personId)!.nameMasked).toBe('欧*');
  });

  it('is the same from the same seed, and other people from another', () => {
    expect(JSON.stringify(staffOf())).toBe(JSON.stringify(staffOf()));
    const others = generateStaff(areas, buildings, { seed: 'five', headNames: new Map() });
    expect(JSON.stringify(others.persons)).not.toBe(JSON.stringify(staffOf().persons));
  });
});
