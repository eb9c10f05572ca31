import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRecipe } from '../../../src/bake/steps/readRecipe.ts';
import { placePlan } from '../../../src/bake/synthetic/placedPlan.ts';
import { type CityPlan, parseCityPlan } from '../../../src/model/contract/cityPlan.ts';
import { FaultError } from '../../../src/model/faults/fault.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { toyRecipe, writeToyRecipe } from '../../support/toyDistrict.ts';
import { textOfData } from './defaultDistrict.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'beiyang-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shibei = (): CityPlan => JSON.parse(textOfData('shibei/plan.json'));
const frame = new EnuFrame({ lonLatDeg: [120.365, 36.114], heightEllipsoidMeters: 0 });

/** The code of what `act` throws, and where it says that it is. */
function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof FaultError) return `${error.fault.code} ${error.fault.values.key ?? ''}`.trim();
    throw error;
  }
  return 'no fault';
}

/** Reads the toy's recipe with this text as its city plan. */
function readWith(name: string, plan: string | null): unknown {
  const own = path.join(folder, name);
  const recipe = toyRecipe();
  const file = writeToyRecipe(own, { ...recipe, generate: { ...recipe.generate, plan: 'own-plan.json' } });
  if (plan !== null) writeFileSync(path.join(own, 'own-plan.json'), plan);
  return readRecipe(file).official.plan;
}

describe('a city plan', () => {
  it('of the default district is read as it stands', () => {
    expect(readWith('good', textOfData('shibei/plan.json'))).toEqual(shibei());
  });

  it('is absent where the recipe names none', () => {
    const { generate, ...recipe } = toyRecipe();
    const file = writeToyRecipe(path.join(folder, 'none'), { ...recipe, generate: { ...generate, plan: undefined } });
    expect(readRecipe(file).official.plan).toBeNull();
  });

  it.each([
    ['that is missing', null, 'BAKE-120'],
    ['that is cut off', textOfData('shibei/plan.json').slice(0, 500), 'BAKE-120'],
    ['that is empty', '', 'BAKE-120'],
    ['of another schema', JSON.stringify({ ...shibei(), schema: 'cityPlan/9' }), 'BAKE-121 schema'],
    ['with an unknown key', JSON.stringify({ ...shibei(), hilss: [] }), 'BAKE-121 hilss'],
    [
      'with a latitude of 120 degrees',
      JSON.stringify({ ...shibei(), parks: [{ name: '园', nameEn: 'Park', at: [36, 120], radiusMeters: 50 }] }),
      'BAKE-121 parks.0.at.1',
    ],
    [
      'with a hill of no size',
      JSON.stringify({ ...shibei(), hills: [{ ...shibei().hills[0], radiiMeters: [0, 10] }] }),
      'BAKE-121 hills.0.radiiMeters.0',
    ],
  ])('%s is refused with its place', (name, text, code) => {
    expect(codeOf(() => readWith(name, text))).toBe(code);
  });

  it('of another city is refused', () => {
    const elsewhere = new EnuFrame({ lonLatDeg: [-74, 40.7], heightEllipsoidMeters: 0 });
    expect(codeOf(() => placePlan(shibei(), elsewhere, 'plan.json'))).toBe('BAKE-122');
  });

  it('names every fault at once', () => {
    const result = parseCityPlan({ ...shibei(), ground: {}, elsewhere: 'jungle' });
    expect(result.ok ? [] : result.faults.map(({ values }) => values.key)).toEqual(['ground', 'elsewhere']);
  });

  it('keeps the ends of its courses and rounds their corners', () => {
    const placed = placePlan(shibei(), frame, 'plan.json');
    shibei().roads.forEach(({ course }, index) => {
      const { courseCm } = placed.roads[index]!;
      const [east, north] = frame.enuFromLonLat(course.at(-1)!);
      expect(courseCm.at(-1)).toEqual([Math.round(east * 100), Math.round(north * 100)]);
      expect(courseCm.length).toBeGreaterThanOrEqual(course.length);
      const turns = courseCm.slice(2).map(([x, y], at) => {
        const [[ax, ay], [bx, by]] = [courseCm[at]!, courseCm[at + 1]!];
        const turn = Math.atan2(y - by, x - bx) - Math.atan2(by - ay, bx - ax);
        return Math.abs(Math.atan2(Math.sin(turn), Math.cos(turn)));
      });
      expect(Math.max(0, ...turns)).toBeLessThan(0.6);
    });
  });

  it('names what it names once, in both languages', () => {
    const { roads, hills, rivers, quarters, quays } = shibei();
    for (const list of [hills, rivers, quarters, quays, roads]) {
      expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
      expect(list.every(({ nameEn }) => /^[\x20-\x7e]+$/.test(nameEn))).toBe(true);
    }
  });
});
