import { describe, expect, it } from 'vitest';
import { downwindSquare } from '../../src/model/analysis/hazardZones.ts';
import type { HazardView } from '../../src/model/contract/live.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { type Point2, sideOfOutline, signedArea } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { hazardCallouts } from '../../src/picture/layers/hazards/hazardCallouts.ts';
import { hazardMeshes } from '../../src/picture/layers/hazards/hazards.ts';
import { palettes } from '../../src/picture/palette.ts';

const level = flatHeightField();
const chlorine = {
  hazardId: 'h',
  name: '示例库',
  nameEn: 'Sample store',
  grade: 3,
  warningLevel: 2,
  enuAboveGroundMeters: [100, 200, 0],
  substanceName: '氯',
  substanceNameEn: 'Chlorine',
  isolationMeters: 60,
  downwindDayMeters: 300,
  downwindNightMeters: 1_400,
} as Partial<HazardView> as HazardView;
const northWind = { fromDeg: 0, metersPerSec: 3.2, observedMillis: 0 };

describe('the square downwind', () => {
  it('holds exactly the places that lie down the wind within its side and across it within half', () => {
    const random = new SeededRandom('downwind');
    for (let round = 0; round < 400; round++) {
      const place: Point2 = [random.between(-900, 900), random.between(-900, 900)];
      const [side, fromDeg] = [random.between(100, 800), random.between(0, 360)];
      const square = downwindSquare([0, 0], side, fromDeg);
      expect(signedArea(square)).toBeCloseTo(side * side, 3);
      // The other way round: the place turned so that the wind comes from the north.
      const turn = (fromDeg * Math.PI) / 180;
      const along = -(place[0] * Math.sin(turn) + place[1] * Math.cos(turn));
      const across = place[0] * Math.cos(turn) - place[1] * Math.sin(turn);
      const isIn = along > 0 && along < side && Math.abs(across) < side / 2;
      if (Math.min(Math.abs(along), Math.abs(along - side), Math.abs(Math.abs(across) - side / 2)) < 1e-6) continue;
      expect(sideOfOutline(square, ...place) !== 'outside').toBe(isIn);
    }
  });

  it('is drawn where the wind goes, farther by night; all around where nobody knows the wind', () => {
    const boundsOf = (downwind: Parameters<typeof hazardMeshes>[3]): { south: number; north: number } => {
      const { enuMeters } = hazardMeshes([chlorine], level, palettes.night, downwind).warned;
      const norths = Array.from({ length: enuMeters.length / 3 }, (_, vertex) => enuMeters[vertex * 3 + 1]! - 200);
      return { south: Math.min(...norths), north: Math.max(...norths) };
    };
    const day = boundsOf({ wind: northWind, isNight: false });
    // Half the width of the drawn edge lies outside.
    expect(day.south).toBeCloseTo(-303, 0);
    expect(day.north).toBeLessThan(70); // the isolation circle alone
    expect(boundsOf({ wind: northWind, isNight: true }).south).toBeCloseTo(-1_403, 0);
    const unknown = boundsOf({ wind: null, isNight: false });
    expect(unknown.south).toBeCloseTo(-303, 0);
    expect(unknown.north).toBeCloseTo(303, 0);
  });

  it('is said in figures, with the wind and what the figures are worth, in both languages', () => {
    const textOf = (language: 'zh' | 'en', wind: typeof northWind | null): string => {
      const style = { ground: level, language, palette: palettes.night };
      const [callout] = hazardCallouts([chlorine], { wind, isNight: false }, style);
      return `${callout!.text!.title} | ${callout!.text!.detail}`;
    };
    expect(textOf('zh', northWind)).toBe(
      '示例库 · 氯 | 隔离 60 m · 下风 300 m · 风 北 3.2 m/s · 参考值，不替代专业研判',
    );
    expect(textOf('en', null)).toContain('wind unknown');
    expect(
      hazardCallouts(
        [{ ...chlorine, warningLevel: 0 }],
        { wind: null, isNight: false },
        {
          ground: level,
          language: 'en',
          palette: palettes.night,
        },
      ),
    ).toEqual([]);
  });
});
