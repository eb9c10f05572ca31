import { describe, expect, it } from 'vitest';
import { fieldValue } from '../../../src/bake/sources/fieldValue.ts';
import type { RecipeField } from '../../../src/model/contract/recipeSources.ts';

const valueFor = (name: string, raw: unknown, field: Partial<RecipeField> = {}) => {
  const result = fieldValue(name, { from: 'a', ...field }, raw, 'Asia/Shanghai');
  return result.ok ? result.value : `refused: ${result.value}`;
};

describe('numbers', () => {
  it.each([
    ['12.5', 12.5],
    [' 12 ', 12],
    ['-3', -3],
    ['.5', 0.5],
    ['1.20000000000e+002', 120],
    [7, 7],
    ['', null],
    [null, null],
    ['0x10', 'refused: 0x10'],
    ['0b11', 'refused: 0b11'],
    ['1_000', 'refused: 1_000'],
    ['1,234', 'refused: 1,234'],
    ['12,5', 'refused: 12,5'],
    ['Infinity', 'refused: Infinity'],
    ['1e999', 'refused: 1e999'],
    [Number.NaN, 'refused: NaN'],
    [true, 'refused: true'],
  ])('%j → %j', (raw, expected) => {
    expect(valueFor('floors', raw)).toBe(expected);
  });

  it.each([
    ['heightGroundMeters', '12 m', {}, 12],
    ['heightGroundMeters', '12.5米', {}, 12.5],
    ['heightGroundMeters', '40 ft', {}, 40 * 0.3048],
    ['heightGroundMeters', '40ft', { unit: 'feet' }, 40 * 0.3048],
    ['heightGroundMeters', '12 m', { unit: 'feet' }, 'refused: 12 m'],
    ['heightGroundMeters', '40 ft', { unit: 'meters' }, 'refused: 40 ft'],
    ['heightGroundMeters', '12 parsec', {}, 'refused: 12 parsec'],
    ['heightGroundMeters', '6层', {}, 'refused: 6层'],
    ['floors', '6层', {}, 6],
    ['floors', '6 F', {}, 6],
    ['floors', '6 m', {}, 'refused: 6 m'],
    ['floors', '6+1层', {}, 'refused: 6+1层'],
    ['yearBuilt', '1998年', {}, 1998],
    ['residents', '31人', {}, 31],
    ['x', '120.3 m', {}, 'refused: 120.3 m'],
  ] as const)('%s “%s” %j → %j', (name, raw, field, expected) => {
    expect(valueFor(name, raw, field)).toBe(expected);
  });
});

describe('map and default', () => {
  it('give numbers to number fields, in our unit', () => {
    const map = { 低层: '9', 高层: '54.5' };
    expect(valueFor('heightGroundMeters', '高层', { map, unit: 'feet' })).toBe(54.5);
    expect(valueFor('heightGroundMeters', '低层', { map })).toBe(9);
    expect(valueFor('floors', '', { default: 6 })).toBe(6);
    expect(valueFor('floors', '', { default: '6' })).toBe(6);
    expect(valueFor('floors', '别墅', { map: { 低层: '3' }, default: '2' })).toBe(2);
  });

  it('give only what stands in the map itself', () => {
    const map = { 住宅: 'residential' };
    for (const name of ['constructor', 'toString', '__proto__']) {
      expect(valueFor('use', name, { map })).toBe(`refused: ${name}`);
      expect(valueFor('use', name, { map, default: 'other' })).toBe('other');
    }
    expect(valueFor('use', '', { map })).toBe(null);
    expect(valueFor('use', '', { map: { '': 'none' } })).toBe('none');
  });
});
