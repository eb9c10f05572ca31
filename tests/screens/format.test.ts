import { describe, expect, it } from 'vitest';
import { floorText, groundText } from '../../src/screens/i18n/areaText.ts';
import { createFormat, minutesSeconds } from '../../src/screens/i18n/format.ts';

const zh = createFormat('zh', 'Asia/Shanghai');
const en = createFormat('en', 'Asia/Shanghai');
/** 2026-11-24 14:32:08 in Qingdao. */
const now = Date.UTC(2026, 10, 24, 6, 32, 8);
const MINUTE = 60_000;

describe('spans', () => {
  it.each([
    [18 * MINUTE, '0:18'],
    [59_999, '0:00'],
    [-42 * MINUTE, '0:42'],
    [99 * 60 * MINUTE + 59 * MINUTE, '99:59'],
  ])('%d ms → %s', (span, text) => {
    expect(zh.span(span)).toBe(text);
    expect(en.span(span)).toBe(text);
  });

  it('are days where hours stop being readable', () => {
    expect(zh.span(100 * 60 * MINUTE)).toBe('4天');
    expect(en.span(-100 * 60 * MINUTE)).toBe('4 d');
  });

  it('count down in minutes and seconds', () => {
    expect(minutesSeconds(59_001)).toBe('1:00');
    expect(minutesSeconds(9_000)).toBe('0:09');
  });
});

describe('ages', () => {
  it.each([
    [0, '0秒', '0 s'],
    [372_000, '6分12秒', '6 min 12 s'],
    [360_000, '6分', '6 min'],
    [2 * 3_600_000 + 5_000, '2小时', '2 h'],
    [25 * 3_600_000, '1天1小时', '1 d 1 h'],
  ])('%d ms', (age, inChinese, inEnglish) => {
    expect(zh.age(age)).toBe(inChinese);
    expect(en.age(age)).toBe(inEnglish);
  });
});

describe('times of the district, whatever zone the machine is in', () => {
  it('show the clock', () => {
    expect(zh.clock(now)).toBe('14:32:08');
    expect(en.clock(now)).toBe('14:32:08');
    expect(createFormat('en', 'America/New_York').time(now)).toBe('01:32');
  });

  it('name the day in the language', () => {
    expect(zh.date(now)).toBe('11月24日 周二');
    expect(en.date(now)).toBe('Tue 24 Nov');
  });

  it('carry a date only on another day', () => {
    expect(zh.timeNear(now - 60 * MINUTE, now)).toBe('13:32');
    expect(zh.timeNear(now - 24 * 60 * MINUTE, now)).toBe('11月23日 14:32');
    expect(en.timeNear(now - 24 * 60 * MINUTE, now)).toBe('23 Nov 14:32');
  });
});

describe('numbers', () => {
  it('have a real minus and groups', () => {
    expect(zh.number(-1_250)).toBe('\u22121,250');
    expect(en.percent(0.9387, 1)).toBe('93.9 %');
    expect(zh.percent(1.05)).toBe('105%');
  });

  it('show suppressed counts and bands as such', () => {
    expect(zh.count({ below: 10 })).toBe('<10');
    expect(zh.count({ value: 4025 })).toBe('4,025');
    expect(zh.count({ from: 100, to: 199 })).toBe('100–199');
    expect(zh.count({ from: 200, to: null })).toBe('200+');
    expect(zh.count({ from: 0, to: 0 })).toBe('0');
  });

  it('use the unit a reader expects', () => {
    expect(groundText(99_999, zh)).toEqual({ value: '99,999', unit: 'unit.squareMeters' });
    expect(groundText(140_000, zh)).toEqual({ value: '0.14', unit: 'unit.squareKilometers' });
    expect(floorText(124_000, 'zh', zh)).toEqual({ value: '12.4', unit: 'unit.tenThousandSquareMeters' });
    expect(floorText(124_000, 'en', en)).toEqual({ value: '124,000', unit: 'unit.squareMeters' });
    expect(floorText(38_400_000, 'en', en)).toEqual({ value: '38.40', unit: 'unit.millionSquareMeters' });
  });
});
