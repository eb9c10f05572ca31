import { describe, expect, it } from 'vitest';
import { encodeArc } from '../../src/model/contract/areasFile.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import type { View } from '../../src/picture/camera/pose.ts';
import type { Look } from '../../src/picture/cityView.ts';
import { beaconCallouts } from '../../src/picture/layers/cases/beaconMarks.ts';
import type { Beacon } from '../../src/picture/layers/cases/beacons.ts';
import type { AreaLabel } from '../../src/picture/layers/labels/labels.ts';
import { namedCourses } from '../../src/picture/layers/labels/roadNames.ts';
import { palettes } from '../../src/picture/palette.ts';
import { AWAY_MILLIS, type CityTextInputs, CityTexts } from '../../src/picture/text/cityTexts.ts';

/** As the wall has it: 22 streets, 137 communities, 1,188 grids over 65 km², 400 cases, and 65 roads with a name. */
const random = new SeededRandom('steady');
const names = (level: AreaLabel['level'], count: number, sizeMeters: number): AreaLabel[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${level}${index}`,
    level,
    zh: `${level}${index}`,
    en: `${level} ${index}`,
    enuMeters: [random.between(-4_500, 4_500), random.between(-3_600, 3_600), random.between(0, 40)],
    sizeMeters: sizeMeters * random.between(0.7, 1.3),
  }));
const labels = [...names('street', 22, 1_700), ...names('community', 137, 690), ...names('unitGrid', 1_188, 235)];
const course = new SeededRandom('roads');
/** Each from edge to edge, with a bend now and then; one name, one road: what comes and goes is told by its text. */
const roads = namedCourses(
  {
    schema: 'namedRoads/1',
    roads: Array.from({ length: 65 }, (_, index) => {
      const [x, y, turnRad] = [course.between(-4_500, 4_500), course.between(-3_600, 3_600), course.between(0, 3.14)];
      const line = Array.from({ length: 9 }, (_, at): [number, number] => {
        const along = (at - 4) * 500;
        const aside = course.between(-60, 60);
        return [
          Math.round((x + along * Math.cos(turnRad) - aside * Math.sin(turnRad)) * 100),
          Math.round((y + along * Math.sin(turnRad) + aside * Math.cos(turnRad)) * 100),
        ];
      });
      const name = `road${index}`;
      return { name, nameEn: name, rank: index < 14 ? 1 : index < 38 ? 2 : 3, courses: [encodeArc(line)] };
    }),
  },
  flatHeightField(),
);
const beacons = Array.from({ length: 400 }, (_, index): Beacon => {
  const isRed = index % 40 === 0;
  return {
    id: `c${index}`,
    enuMeters: [random.between(-4_500, 4_500), random.between(-3_600, 3_600)],
    footUpMeters: 10,
    headUpMeters: 10 + random.between(90, 420),
    lamp: isRed ? 'red' : 'green',
    departmentKey: 'building',
    chosen: false,
    text: isRed ? { title: `case ${index}`, time: '超 3:05' } : null,
    urgency: isRed ? index : -1,
  };
});
const inputs: Omit<CityTextInputs, 'atMillis'> = {
  wishes: [{ names: labels, streets: roads }, { callouts: beaconCallouts(beacons, 'night') }],
  language: 'zh',
  palette: palettes.night,
  scale: 1.27,
  covered: [],
};
const FRAMES_PER_SEC = 30;

/** Texts that came or went, a second and a hundred of those on show, over a way of the eye. */
function changesPerSecPer100(seconds: number, lookAt: (second: number) => Look): number {
  const texts = new CityTexts();
  let before: ReadonlySet<string> | null = null;
  let [changes, shown] = [0, 0];
  const frames = seconds * FRAMES_PER_SEC;
  for (let frame = 0; frame <= frames; frame++) {
    const view: View = {
      pose: poseFromLook(lookAt(frame / FRAMES_PER_SEC)),
      tangents: tangentsOf(1_920, 1_080, { left: 440, right: 364, top: 72, bottom: 120 }),
      widthCssPx: 1_920,
      heightCssPx: 1_080,
    };
    const now = new Set(
      texts.place(view, { ...inputs, atMillis: (frame * 1_000) / FRAMES_PER_SEC }).map(({ text }) => text),
    );
    if (before) {
      for (const text of now) if (!before.has(text)) changes++;
      for (const text of before) if (!now.has(text)) changes++;
    }
    shown += now.size;
    before = now;
  }
  return changes / seconds / (shown / (frames + 1) / 100);
}

const home: Look = { targetEnuMeters: [0, 0], rangeMeters: 9_000, headingDeg: 0, pitchDeg: -40 };

describe('texts while the eye moves', () => {
  it('stand while it rests', () => {
    expect(changesPerSecPer100(1, () => home)).toBe(0);
  });

  it('come and go calmly while it turns by 3° a second, drifts, and comes nearer', () => {
    const turning = changesPerSecPer100(8, (second) => ({ ...home, headingDeg: 3 * second }));
    const drifting = changesPerSecPer100(8, (second) => ({
      ...home,
      rangeMeters: 3_000,
      targetEnuMeters: [40 * second, 0],
    }));
    const nearing = changesPerSecPer100(8, (second) => ({ ...home, rangeMeters: 9_000 * 0.9 ** second }));
    // Measured: 20, 3 and 43 of such a crowd, whose places were thrown at random and so collide more than a city's.
    expect(turning).toBeLessThan(22);
    expect(drifting).toBeLessThan(5);
    expect(nearing).toBeLessThan(48);
  });

  it('never flicker: none that lost its room comes back within a second', () => {
    const texts = new CityTexts();
    const goneAt = new Map<string, number>();
    let before = new Set<string>();
    let returns = 0;
    for (let frame = 0; frame < 8 * FRAMES_PER_SEC; frame++) {
      const look = { ...home, headingDeg: (3 * frame) / FRAMES_PER_SEC };
      const view: View = {
        pose: poseFromLook(look),
        tangents: tangentsOf(1_920, 1_080, { left: 440, right: 364, top: 72, bottom: 120 }),
        widthCssPx: 1_920,
        heightCssPx: 1_080,
      };
      const now = new Set(
        texts.place(view, { ...inputs, atMillis: (frame * 1_000) / FRAMES_PER_SEC }).map(({ text }) => text),
      );
      for (const text of before) if (!now.has(text)) goneAt.set(text, frame);
      for (const text of now) {
        const gone = before.has(text) ? undefined : goneAt.get(text);
        if (gone !== undefined && frame - gone < (FRAMES_PER_SEC * AWAY_MILLIS) / 1_000) returns++;
      }
      before = now;
    }
    expect(goneAt.size).toBeGreaterThan(10);
    expect(returns).toBe(0);
  });

  it('come back to a picture at rest when their time is over, and it says when', () => {
    const texts = new CityTexts();
    const one = (label: AreaLabel): Omit<CityTextInputs, 'atMillis'> => ({ ...inputs, wishes: [{ names: [label] }] });
    const label: AreaLabel = { ...labels[0]!, enuMeters: [0, 0, 0], sizeMeters: 1_700 };
    const view: View = {
      pose: poseFromLook(home),
      tangents: tangentsOf(1_920, 1_080, { left: 0, right: 0, top: 0, bottom: 0 }),
      widthCssPx: 1_920,
      heightCssPx: 1_080,
    };
    const all = { minX: 0, minY: 0, maxX: 1_920, maxY: 1_080 };
    const count = (atMillis: number, covered: CityTextInputs['covered']): number =>
      texts.place(view, { ...one(label), covered, atMillis }).length;
    expect([count(0, []), count(16, [all]), count(32, [])]).toEqual([1, 0, 0]);
    expect(texts.dueMillis).toBe(16 + AWAY_MILLIS);
    expect(count(16 + AWAY_MILLIS, [])).toBe(1);
    expect(texts.dueMillis).toBeNull();
  });
});
