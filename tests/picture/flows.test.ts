import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/model/contract/answers.ts';
import type { CaseState } from '../../src/model/domain/cases.ts';
import type { PatrolPoint } from '../../src/model/domain/patrols.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import type { View } from '../../src/picture/camera/pose.ts';
import type { LayerFrame, LayerStyle } from '../../src/picture/layerDrawing.ts';
import { MOST_PATHS } from '../../src/picture/layers/flows/dispatchPaths.ts';
import { FlowsDrawing } from '../../src/picture/layers/flows/flowsDrawing.ts';
import { palettes } from '../../src/picture/palette.ts';

const AT = Date.UTC(2026, 10, 24, 6);
const MINUTE = 60_000;

const view = (rangeMeters = 1_500): View => ({
  pose: poseFromLook({ targetEnuMeters: [0, 0], rangeMeters, headingDeg: 0, pitchDeg: -40 }),
  tangents: tangentsOf(960, 540, { left: 0, right: 0, top: 0, bottom: 0 }),
  widthCssPx: 960,
  heightCssPx: 540,
});
const areas = [
  { id: 'g', communityGridId: 'cG', labelEnuMeters: [10, 10] },
  { id: 'cG', communityGridId: null, labelEnuMeters: [-200, 0] },
  { id: 'e', communityGridId: null, labelEnuMeters: [0, 90] },
];
const caseOf = (caseId: string, state: CaseState, gridId = 'g', changedSeq = 1): CaseView =>
  ({ caseId, state, gridId, changedSeq, enuMeters: [200, 0] }) as unknown as CaseView;
const point = (minutesAgo: number, eastMeters: number, origin: PatrolPoint['origin'] = 'simulated'): PatrolPoint => ({
  ...{ eastMeters, northMeters: 0, eventMillis: AT - minutesAgo * MINUTE, origin },
});

function layerWith(cases: readonly CaseView[], ways: readonly (readonly PatrolPoint[])[] = []) {
  const facts = { cases: new Map(cases.map((item) => [item.caseId, item])) };
  const patrols = { version: 1, ways: new Map(ways.map((way, row) => [row, way])) };
  const live = { facts: { getState: () => facts }, patrols };
  const style = (reducedMotion: boolean) =>
    ({
      ...{ theme: 'night', palette: palettes.night, scale: 1, language: 'zh' },
      ...{ ground: flatHeightField(), reducedMotion },
    }) as LayerStyle;
  const [moving, still] = [style(false), style(true)];
  const drawing = new FlowsDrawing();
  const here = view();
  const parts = { areas: { areas } };
  const update = (more: { atMillis?: number; view?: View; reducedMotion?: boolean } = {}): boolean =>
    drawing.update({
      ...{ view: more.view ?? here, atMillis: more.atMillis ?? AT, live, parts, focus: {} },
      style: more.reducedMotion ? still : moving,
    } as unknown as LayerFrame);
  const setOf = (id: string) => drawing.marks.find((set) => set.id === `flows-${id}`);
  return { drawing, facts, patrols, update, setOf };
}

describe('ways to dispatched cases', () => {
  it('lead from the place of the grid’s head, or of the grid where nobody leads it, to the case and no further', () => {
    const { drawing, update, setOf } = layerWith([caseOf('a', 'dispatched'), caseOf('b', 'dispatched', 'e')]);
    expect(update()).toBe(true);
    const { stems } = setOf('paths')!;
    const feet = stems.map(({ footEnuMeters }) => footEnuMeters.slice(0, 2));
    expect(feet).toContainEqual([-200, 0]);
    expect(feet).toContainEqual([0, 90]);
    const [ends] = [stems.map(({ headEnuMeters }) => headEnuMeters)];
    // The last part of each, and the two strokes of its arrow.
    expect(ends.filter(([east, north]) => east === 200 && north === 0)).toHaveLength(6);
    expect(Math.max(...ends.map(([, , up]) => up))).toBeCloseTo(4 + 0.16 * 400, 0);
    expect(drawing.count).toBe(2);
  });

  it('are only of the dispatched: neither before, nor from arrival on', () => {
    const states: readonly CaseState[] = ['reported', 'filed', 'handling', 'handled', 'closed', 'voided'];
    const { update, setOf, drawing } = layerWith(states.map((state) => caseOf(state, state)));
    expect(update()).toBe(true); // the row of patrols is made once, empty
    expect(update()).toBe(false);
    expect([setOf('paths'), drawing.count]).toEqual([undefined, 0]);
  });

  it('end when the officer arrives', () => {
    const { facts, update, setOf } = layerWith([caseOf('a', 'dispatched')]);
    update();
    facts.cases = new Map([['a', caseOf('a', 'handling', 'g', 2)]]);
    expect(update()).toBe(true);
    expect([setOf('paths')!.stems, setOf('heads')!.shapes]).toEqual([[], []]);
    expect(update({ atMillis: AT + 5_000 })).toBe(false);
  });

  it('are sixty at most, the newest', () => {
    const many = Array.from({ length: 200 }, (_, at) => caseOf(`c${at}`, 'dispatched', 'g', at));
    const { drawing, update } = layerWith(many);
    update();
    expect(drawing.count).toBe(MOST_PATHS);
  });

  it('have a light that runs by shared time: the same instant, the same place; ten steps a second', () => {
    const { update, setOf } = layerWith([caseOf('a', 'dispatched')]);
    const placeAt = (atMillis: number) => {
      update({ atMillis });
      return setOf('heads')!.shapes[0]!.enuMeters;
    };
    const first = placeAt(AT);
    expect(placeAt(AT + 700)).not.toEqual(first);
    expect(placeAt(AT + 3_000)).toEqual(first);
    let steps = 0;
    for (let millis = 0; millis < 1_000; millis += 16) if (update({ atMillis: AT + 10_000 + millis })) steps++;
    expect(steps).toBeLessThanOrEqual(11);
    expect(steps).toBeGreaterThan(8);
  });

  it('stand still where people asked for it, and cost nothing out of the picture', () => {
    const calm = layerWith([caseOf('a', 'dispatched')]);
    calm.update({ reducedMotion: true });
    expect(calm.setOf('heads')!.shapes).toEqual([]);
    expect(calm.setOf('paths')!.stems.length).toBeGreaterThan(4);
    expect(calm.update({ reducedMotion: true, atMillis: AT + 5_000 })).toBe(false);

    // Neither an end nor the middle is in the picture, but a piece between them is.
    const across = layerWith([caseOf('a', 'dispatched')]);
    const target: [number, number] = [100, 30];
    const pose = poseFromLook({ targetEnuMeters: target, rangeMeters: 150, headingDeg: 0, pitchDeg: -40 });
    across.update({ view: { ...view(), pose } });
    expect(across.setOf('paths')!.stems.length).toBeGreaterThan(4);

    const away = layerWith([caseOf('a', 'dispatched')]);
    const elsewhere = { ...view(), pose: { ...view().pose, heading: [0, -1] as const } };
    away.update({ view: elsewhere });
    expect(away.update({ view: elsewhere, atMillis: AT + 5_000 })).toBe(false);
  });
});

describe('patrols', () => {
  it('are figures with the way of ten minutes behind them, the older part fainter', () => {
    const { drawing, update, setOf } = layerWith([], [[point(12, 0), point(8, 80), point(4, 160), point(1, 240)]]);
    update();
    const { stems, shapes } = setOf('patrols')!;
    expect(shapes.map(({ shape, enuMeters, colour }) => [shape, enuMeters[0], colour[3]])).toEqual([
      ['officer', 240, 255],
    ]);
    expect(stems.map(({ headEnuMeters }) => headEnuMeters[0])).toEqual([160, 240]);
    expect(stems[0]!.colour[3]).toBeLessThan(stems[1]!.colour[3]);
    expect(drawing.texts.callouts).toEqual([]);
  });

  it('fade when nothing was heard for ten minutes and say for how long; after an hour they are gone', () => {
    const { patrols, update, setOf, drawing } = layerWith([], [[point(13.5, 240)], [point(61, 0)]]);
    update();
    expect(setOf('patrols')!.shapes.map(({ colour }) => colour[3])).toEqual([102]);
    expect(drawing.texts.callouts!.map(({ text }) => text!.detail)).toEqual(['13 分钟前']);
    // Time alone ages them, in half minutes.
    expect(update({ atMillis: AT + 10_000 })).toBe(false);
    expect(update({ atMillis: AT + 40_000 })).toBe(true);
    expect(drawing.texts.callouts!.map(({ text }) => text!.detail)).toEqual(['14 分钟前']);
    // A new position is fresh again.
    patrols.ways.set(0, [point(13.5, 240), { ...point(0, 260), eventMillis: AT + 40_000 }]);
    patrols.version++;
    expect(update({ atMillis: AT + 40_000 })).toBe(true);
    expect([setOf('patrols')!.shapes[0]!.colour[3], drawing.texts.callouts]).toEqual([255, []]);
  });

  it('ask for a picture only where one of them is in it', () => {
    const { patrols, update } = layerWith([], [[point(3, 200), point(1, 240)]]);
    const elsewhere = { ...view(), pose: { ...view().pose, heading: [0, -1] as const } };
    update({ view: elsewhere });
    const goesOn = (seconds: number): number => {
      patrols.ways.set(0, [point(1, 240), { ...point(0, 240 + seconds), eventMillis: AT + seconds * 1_000 }]);
      patrols.version++;
      return AT + seconds * 1_000;
    };
    expect(update({ view: elsewhere, atMillis: goesOn(5) })).toBe(false);
    expect(update({ view: elsewhere, atMillis: AT + 40_000 })).toBe(false);
    expect(update({ atMillis: goesOn(41) })).toBe(true);
    patrols.version++; // heard of again, where it was
    expect(update({ atMillis: AT + 41_000 })).toBe(false);
    patrols.ways.clear();
    patrols.version++;
    expect(update({ atMillis: AT + 42_000 })).toBe(true);
    patrols.version++;
    expect(update({ atMillis: AT + 80_000 })).toBe(false);
  });

  it('are named simulated while any of them is, and each kind hides alone', () => {
    const { drawing, update, setOf } = layerWith([caseOf('a', 'dispatched')], [[point(1, 0)]]);
    update();
    expect(drawing.classes.map(({ nameEn, count }) => [nameEn, count])).toEqual([
      ['On the way to a case', 1],
      ['Patrols (simulated)', 1],
    ]);
    drawing.setClassVisible('patrol', false);
    expect(update()).toBe(true);
    expect(drawing.classes[1]!.nameEn).toBe('Patrols (simulated)');
    expect(setOf('patrols')!.shapes).toEqual([]);
    drawing.setClassVisible('dispatch', false);
    update();
    expect(setOf('paths')!.stems).toEqual([]);
    const real = layerWith([], [[point(1, 0, 'live')]]);
    real.update();
    expect(real.drawing.classes[1]!.nameEn).toBe('Patrols');
  });
});
