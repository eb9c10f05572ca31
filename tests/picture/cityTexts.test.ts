import { describe, expect, it } from 'vitest';
import type { HazardView } from '../../src/model/contract/live.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import { projectEnu, type View } from '../../src/picture/camera/pose.ts';
import { beaconCallouts } from '../../src/picture/layers/cases/beaconMarks.ts';
import type { Beacon } from '../../src/picture/layers/cases/beacons.ts';
import { hazardNumerals } from '../../src/picture/layers/hazards/hazardMarks.ts';
import type { AreaLabel } from '../../src/picture/layers/labels/labels.ts';
import { palettes } from '../../src/picture/palette.ts';
import { type CityTextInputs, CityTexts } from '../../src/picture/text/cityTexts.ts';

const inset = { left: 440, right: 364, top: 72, bottom: 120 };
const viewOf = (rangeMeters: number, pitchDeg: number): View => ({
  pose: poseFromLook({ targetEnuMeters: [0, 0], rangeMeters, headingDeg: 0, pitchDeg }),
  tangents: tangentsOf(1920, 1080, inset),
  widthCssPx: 1920,
  heightCssPx: 1080,
});

/** A district of 22 streets of 1,700 m each, on a grid. */
const labels = Array.from({ length: 22 }, (_, index): AreaLabel => {
  const [column, row] = [index % 6, Math.floor(index / 6)];
  const name = `街道${String.fromCodePoint(0x4e00 + index)}`;
  return {
    id: `s${index}`,
    level: 'street',
    zh: name,
    en: name,
    enuMeters: [(column - 2.5) * 1_900, (row - 1.5) * 1_900, 0],
    sizeMeters: 1_700,
  };
});
const random = new SeededRandom('beacons');
/** As many open cases as on a usual day, a tenth of them overdue, and a head on the very middle of every street. */
const beacons = Array.from({ length: 92 }, (_, index): Beacon => {
  const street = labels[index];
  const isRed = index >= 22 && index % 10 === 0;
  return {
    id: `c${index}`,
    enuMeters: street
      ? [street.enuMeters[0], street.enuMeters[1]]
      : [random.between(-5_500, 5_500), random.between(-3_600, 3_600)],
    footUpMeters: 0,
    headUpMeters: street ? 0 : 200,
    lamp: isRed ? 'red' : 'green',
    departmentKey: 'building',
    chosen: false,
    text: isRed ? { title: '井盖缺失', time: '超 3:05' } : null,
    urgency: isRed ? 1 : -1,
  };
});
const hazards = Array.from(
  { length: 10 },
  (_, index) =>
    ({
      hazardId: `h${index}`,
      grade: 3,
      warningLevel: 2,
      enuAboveGroundMeters: [random.between(-5_500, 5_500), random.between(-3_600, 3_600), 0],
    }) as Partial<HazardView> as HazardView,
);
const inputs: CityTextInputs = {
  wishes: [
    { names: labels },
    { numerals: hazardNumerals(hazards, flatHeightField()) },
    { callouts: beaconCallouts(beacons, 'night') },
  ],
  language: 'zh',
  palette: palettes.night,
  scale: 1.27,
  covered: [],
  atMillis: 0,
};

describe('texts over the whole district', () => {
  it('name at least twelve streets though every middle has a case on it, and letter cases too', () => {
    const texts = new CityTexts().place(viewOf(22_000, -46), inputs).map(({ text }) => text);
    expect(texts.filter((text) => text.startsWith('街道')).length).toBeGreaterThanOrEqual(12);
    expect(texts.filter((text) => text.startsWith('超')).length).toBeGreaterThanOrEqual(3);
  });

  it('letter an overdue case between two neighbours above or below them', () => {
    const red = beacons.find(({ text }) => text)!;
    const [x, y] = red.enuMeters;
    const beside = [-700, 700].map((aside) => ({
      ...red,
      id: `n${aside}`,
      enuMeters: [x + aside, y] as const,
      text: null,
    }));
    const texts = new CityTexts().place(viewOf(22_000, -46), {
      ...inputs,
      wishes: [{ callouts: beaconCallouts([red, ...beside], 'night') }],
    });
    expect(texts.map(({ text }) => text)).toEqual(['井盖缺失', '超 3:05']);
  });

  it('keep a name near its street’s middle, never up in the sky, however low the eye', () => {
    const view = viewOf(3_000, -6);
    const horizonCssPx = (view.tangents.top / (view.tangents.top - view.tangents.bottom)) * view.heightCssPx;
    const names = new CityTexts().place(view, inputs).filter(({ text }) => text.startsWith('街道'));
    expect(names.length).toBeGreaterThan(2);
    for (const { text, yCssPx } of names) {
      const label = labels.find(({ zh }) => zh === text)!;
      const at = projectEnu(view, label.enuMeters)!;
      expect(Math.abs(yCssPx - at.yCssPx)).toBeLessThan(15);
      expect(yCssPx).toBeGreaterThan(horizonCssPx * 0.5);
    }
  });
});
