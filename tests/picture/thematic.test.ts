import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BuildingColumn, parseBuildingColumn } from '../../src/model/contract/buildingColumns.ts';
import { buildingUses } from '../../src/model/domain/buildings.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { classOf, classStarts, MOST_CLASSES, startsFromText } from '../../src/picture/layers/thematic/breaks.ts';
import { rampColours, ramps, unorderedColours } from '../../src/picture/layers/thematic/ramps.ts';
import {
  type ThematicChoice,
  thematicAlike,
  thematicOf,
  UNKNOWN_CLASS,
} from '../../src/picture/layers/thematic/thematic.ts';
import { linearFromHex } from '../../src/picture/palette.ts';

const choice: ThematicChoice = { method: 'quantile', classCount: 5, ramp: 'viridis', manualText: '' };

/** Sum of squared distances from the means of the classes: what natural breaks make least. */
function inertia(values: readonly number[], starts: readonly number[]): number {
  const groups = starts.map((_, row) => values.filter((value) => classOf(value, starts) === row));
  return groups.reduce((sum, group) => {
    const mean = group.reduce((a, b) => a + b, 0) / Math.max(1, group.length);
    return sum + group.reduce((a, value) => a + (value - mean) ** 2, 0);
  }, 0);
}

describe('bounds of classes', () => {
  it('by quantile hold equal counts where values differ', () => {
    const values = Array.from({ length: 1000 }, (_, index) => (index * 7) % 1000);
    const starts = classStarts('quantile', values, 5);
    const counts = starts.map((_, row) => values.filter((value) => classOf(value, starts) === row).length);
    expect(starts).toHaveLength(5);
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThanOrEqual(1);
  });

  it('are fewer where there are not so many different values, and every class has somebody in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 3, max: MOST_CLASSES }),
        fc.constantFrom('quantile' as const, 'natural' as const),
        (values, classes, method) => {
          const starts = classStarts(method, values, classes);
          expect(starts.length).toBeLessThanOrEqual(Math.min(classes, new Set(values).size));
          expect(starts[0]).toBe(Math.min(...values));
          expect([...starts].sort((a, b) => a - b)).toEqual(starts);
          for (const row of starts.keys()) {
            expect(values.some((value) => classOf(value, starts) === row)).toBe(true);
          }
        },
      ),
    );
  });

  it('natural ones are the best of all, held against every way to part the values', () => {
    const random = new SeededRandom('natural');
    for (let round = 0; round < 20; round++) {
      const values = Array.from({ length: 9 }, () => random.whole(0, 50));
      const sorted = [...new Set(values)].sort((a, b) => a - b);
      let least = Number.POSITIVE_INFINITY;
      for (let i = 1; i < sorted.length; i++) {
        for (let j = i + 1; j < sorted.length; j++) {
          least = Math.min(least, inertia(values, [sorted[0]!, sorted[i]!, sorted[j]!]));
        }
      }
      expect(inertia(values, classStarts('natural', values, 3))).toBeCloseTo(least, 6);
    }
  });

  it('as written: any order and any mark between; no number, none at all or too many are refused', () => {
    expect(startsFromText('12, 3；7', 1)).toEqual([1, 3, 7, 12]);
    expect(startsFromText('3 3', 3)).toEqual([3]);
    expect(startsFromText('-5 10', 0)).toEqual([0, 10]);
    for (const wrong of ['', '  ', '3,x', '1e999', '1 2 3 4 5 6 7 8 9']) expect(startsFromText(wrong, 0)).toBeNull();
  });
});

describe('a city by an attribute', () => {
  it('every building has one class, the legend counts them all, unknown ones apart', () => {
    const values = Array.from({ length: 500 }, (_, index) => (index % 10 === 0 ? null : index % 37));
    const column: BuildingColumn = { attribute: 'year', atMillis: 0, kind: 'number', values };
    for (const method of ['quantile', 'natural'] as const) {
      const { classes, legend, colours } = thematicOf(column, { ...choice, method })!;
      expect(legend.reduce((sum, { buildings }) => sum + buildings, 0)).toBe(500);
      expect(legend.at(-1)).toMatchObject({ meaning: { kind: 'unknown' }, buildings: 50 });
      expect(classes.filter((value) => value === UNKNOWN_CLASS)).toHaveLength(50);
      expect(colours).toHaveLength(legend.length - 1);
      legend.slice(0, -1).forEach(({ meaning, buildings }, row) => {
        expect(classes.filter((value) => value === row + 1)).toHaveLength(buildings);
        if (meaning.kind !== 'span') throw new Error('a number has spans');
        const held = values.filter((v) => v !== null && v >= meaning.from && (meaning.to === null || v < meaning.to));
        expect(held).toHaveLength(buildings);
      });
    }
  });

  it('classes keep their names; those without order get colours without order', () => {
    const column: BuildingColumn = {
      ...{ attribute: 'use', atMillis: 0, kind: 'class', classes: buildingUses, ordered: false },
      values: [0, 0, 7, null],
    };
    const { legend, classes, colours } = thematicOf(column, choice)!;
    expect([...classes]).toEqual([1, 1, 8, UNKNOWN_CLASS]);
    expect(legend[0]).toMatchObject({ meaning: { kind: 'named', name: 'residential' }, buildings: 2 });
    expect(colours).toEqual(unorderedColours(8));
  });

  it('bounds that are none paint nothing; a column without any value is all unknown', () => {
    const column: BuildingColumn = { attribute: 'year', atMillis: 0, kind: 'number', values: [1, 2] };
    expect(thematicOf(column, { ...choice, method: 'manual', manualText: 'two' })).toBeNull();
    const empty = thematicOf({ ...column, values: [null, null] }, choice)!;
    expect([...empty.classes]).toEqual([UNKNOWN_CLASS, UNKNOWN_CLASS]);
    expect(empty.legend).toHaveLength(1);
  });
});

describe('colours', () => {
  /** As people without red or green receptors see it: Viénot, Brettel and Mollon (1999), linear RGB. */
  const seenBy = {
    all: (rgb: readonly number[]) => rgb,
    protans: ([r, g, b]: readonly number[]) => [
      0.11238 * r! + 0.88762 * g!,
      0.11238 * r! + 0.88762 * g!,
      0.00401 * r! - 0.00401 * g! + b!,
    ],
    deutans: ([r, g, b]: readonly number[]) => [
      0.29275 * r! + 0.70725 * g!,
      0.29275 * r! + 0.70725 * g!,
      -0.02234 * r! + 0.02234 * g! + b!,
    ],
  };
  const lightness = ([r, g, b]: readonly number[]): number => {
    const y = 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  };

  it.each(['viridis', 'cividis'] as const)('%s grows lighter class by class, for every kind of eye', (ramp) => {
    for (const see of Object.values(seenBy)) {
      const steps = rampColours(ramp, MOST_CLASSES).map((hex) => lightness(see(linearFromHex(hex))));
      for (let row = 1; row < steps.length; row++) expect(steps[row]! - steps[row - 1]!).toBeGreaterThan(3);
    }
  });

  it('are written as the engine reads them, as many as asked for', () => {
    for (const ramp of ramps) {
      for (let classes = 1; classes <= MOST_CLASSES; classes++) {
        const colours = rampColours(ramp, classes);
        expect(new Set(colours).size).toBe(classes);
        for (const colour of colours) expect(colour).toMatch(/^#[0-9A-F]{6}$/);
      }
    }
  });
});

it('a column of another shape is none', () => {
  const good = { attribute: 'use', atMillis: 1, kind: 'class', classes: ['office'], ordered: false, values: [0, null] };
  expect(parseBuildingColumn(good)).toEqual(good);
  for (const wrong of [
    null,
    'x',
    { ...good, attribute: 'owner' },
    { ...good, values: [1] },
    { ...good, values: [0.5] },
    { ...good, classes: ['palace'] },
    { ...good, kind: 'text' },
    { ...good, kind: 'number', values: ['3'] },
    { ...good, atMillis: undefined },
  ]) {
    expect(parseBuildingColumn(wrong)).toBeNull();
  }
});

it('another city is coloured by the very classes of this one', () => {
  const choice = { method: 'manual', classCount: 3, ramp: 'viridis', manualText: '10, 20' } as const;
  const numbers = (values: (number | null)[]) =>
    ({ attribute: 'floors', atMillis: 1, kind: 'number', values }) as const;
  const now = thematicOf(numbers([3, 12, 25]), choice)!;
  const before = thematicAlike(now, numbers([1, 19, 20, null, 99]))!;
  expect([...before.classes]).toEqual([1, 2, 3, UNKNOWN_CLASS, 3]);
  expect(before.colours).toBe(now.colours);
  expect(before.legend.map(({ buildings }) => buildings)).toEqual([1, 1, 2, 1]);

  const uses = (classes: ('office' | 'residential')[], values: number[]) =>
    ({ attribute: 'use', atMillis: 1, kind: 'class', classes, ordered: false, values }) as const;
  const byUse = thematicOf(uses(['office', 'residential'], [0, 1]), choice)!;
  // Named classes are the same by name, in whatever order they come.
  expect([...thematicAlike(byUse, uses(['residential', 'office'], [0, 0, 1]))!.classes]).toEqual([2, 2, 1]);
  expect(thematicAlike(byUse, numbers([1]))).toBeNull();
  expect(thematicAlike(now, uses(['office'], [0]))).toBeNull();
});
