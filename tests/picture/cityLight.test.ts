import { describe, expect, it } from 'vitest';
import { sunAt } from '../../src/model/analysis/sun.ts';
import { cityLightAt, LIGHT_STEP_MILLIS, RunningLight } from '../../src/picture/light/cityLight.ts';
import { mixedPalette } from '../../src/picture/light/mixedPalette.ts';
import { hexFromLinear, linearFromHex, palettes } from '../../src/picture/palette.ts';
import { cityThemeOf, shadowsOf } from '../../src/screens/city/cityTheme.ts';

const qingdao = [120.365, 36.1] as const;
const noon = Date.UTC(2026, 10, 24, 4);
const midnight = Date.UTC(2026, 10, 24, 16);
const luminance = (hex: string): number => linearFromHex(hex)[1];

describe('the light of the city', () => {
  it('by the clock is night at midnight and day at noon, with the key light from the sun', () => {
    expect(cityLightAt('clock', midnight, qingdao).palette).toMatchObject({ ...palettes.night });
    expect(cityLightAt('clock', midnight, qingdao)).toMatchObject({ theme: 'night', shadowsFromEnu: null });
    const light = cityLightAt('clock', noon, qingdao);
    expect(light.theme).toBe('day');
    expect(light.palette.land).toBe(palettes.day.land);
    const { directionEnu } = sunAt(noon, qingdao);
    light.palette.keyDirection.forEach((part, axis) => {
      expect(part).toBeCloseTo(directionEnu[axis]!, 5);
      expect(light.shadowsFromEnu![axis]).toBe(directionEnu[axis]);
    });
  });

  it('gets lighter from dawn to noon without a jump, and the same is shown within a step', () => {
    let before = cityLightAt('clock', Date.UTC(2026, 10, 23, 21), qingdao).palette;
    for (let minute = 1; minute < 7 * 60; minute++) {
      const { palette } = cityLightAt('clock', Date.UTC(2026, 10, 23, 21) + minute * 60_000, qingdao);
      expect(luminance(palette.land)).toBeGreaterThanOrEqual(luminance(before.land));
      expect(luminance(palette.land) - luminance(before.land)).toBeLessThan(0.035);
      expect(Math.abs(Math.hypot(...palette.keyDirection) - 1)).toBeLessThan(0.002);
      before = palette;
    }
    const start = Math.ceil(noon / LIGHT_STEP_MILLIS) * LIGHT_STEP_MILLIS;
    expect(cityLightAt('clock', start + LIGHT_STEP_MILLIS - 1, qingdao)).toEqual(cityLightAt('clock', start, qingdao));
  });

  it('is red and low in the evening, and throws no shadow from below', () => {
    // Sunset in Qingdao on 24 November is at about 16:43.
    const evening = cityLightAt('clock', Date.UTC(2026, 10, 24, 8, 25), qingdao);
    const [red, , blue] = evening.palette.keyColour;
    expect(red / blue).toBeGreaterThan(1.6);
    expect(evening.palette.keyDirection[0]).toBeLessThan(-0.7);
    expect(cityLightAt('clock', Date.UTC(2026, 10, 24, 8, 50), qingdao).shadowsFromEnu).toBeNull();
  });

  it('runs with shared time in steps, by the clock alone', () => {
    const running = new RunningLight('clock', qingdao, noon);
    expect(running.follow(noon + 1)).toBe(false);
    expect(running.follow(midnight)).toBe(true);
    expect(running.now).toEqual(cityLightAt('clock', midnight, qingdao));
    expect(running.follow(noon)).toBe(true); // a replay may go back
    const fixed = new RunningLight('day', qingdao, noon);
    expect(fixed.follow(midnight)).toBe(false);
  });

  it('stays as it is where a look is fixed', () => {
    for (const atMillis of [noon, midnight]) {
      expect(cityLightAt('night', atMillis, qingdao).palette).toBe(palettes.night);
      expect(cityLightAt('day', atMillis, qingdao).palette).toBe(palettes.day);
    }
  });

  it('is chosen by a station’s address before its usual one', () => {
    expect(['?light=day', '?light=clock&x', '?light=noon', ''].map((search) => cityThemeOf(search, 'night'))).toEqual([
      ...['day', 'clock', 'night', 'night'],
    ]);
    // Not asked for, they are as the quality's tier has them.
    const searches = ['?shadows=soft', '?shadows=on&light=day', '?shadows=off', '?shadows=hard', ''];
    expect(searches.map(shadowsOf)).toEqual(['soft', 'on', 'off', null, null]);
  });
});

describe('a palette between two', () => {
  it('is the one or the other at its ends, and between them in linear light', () => {
    expect(mixedPalette(palettes.night, palettes.day, 0)).toBe(palettes.night);
    expect(mixedPalette(palettes.night, palettes.day, 1)).toBe(palettes.day);
    const middle = mixedPalette(palettes.night, palettes.day, 0.5);
    expect(middle.exposure).toBeCloseTo((palettes.night.exposure + palettes.day.exposure) / 2, 12);
    const mean = (linearFromHex(palettes.night.land)[0] + linearFromHex(palettes.day.land)[0]) / 2;
    expect(linearFromHex(middle.land)[0]).toBeCloseTo(mean, 2);
    expect(Object.keys(middle)).toEqual(Object.keys(palettes.night));
  });

  it('writes colours as it reads them', () => {
    for (const hex of ['#000000', '#FFFFFF', '#0A1220', '#D9A860']) expect(hexFromLinear(linearFromHex(hex))).toBe(hex);
  });
});
