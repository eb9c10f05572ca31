import { expect, it } from 'vitest';
import type { CaseView } from '../../src/model/contract/answers.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { poseFromLook } from '../../src/picture/camera/look.ts';
import type { LayerFrame } from '../../src/picture/layerDrawing.ts';
import { burningAlpha, burningStep } from '../../src/picture/layers/cases/burning.ts';
import { CasesDrawing } from '../../src/picture/layers/cases/casesDrawing.ts';
import { palettes } from '../../src/picture/palette.ts';

const NOW = 1_795_000_000_000;
const HOUR = 3_600_000;

const caseView = (caseId: string, deadlineMillis: number): CaseView =>
  ({
    ...{ caseId, state: 'handling', title: '井盖缺失', titleEn: 'Manhole cover missing', enuMeters: [10, 20] },
    ...{ reportedMillis: NOW - 3 * HOUR, yellowMillis: deadlineMillis - HOUR, deadlineMillis },
  }) as unknown as CaseView;

const pose = poseFromLook({ targetEnuMeters: [0, 0], rangeMeters: 900, headingDeg: 0, pitchDeg: -40 });

/** A drawing of an overdue and an open case, and its frames. */
function drawingOf(reducedMotion: boolean): { drawing: CasesDrawing; frame(atMillis: number): boolean } {
  const cases = new Map([
    ['late', caseView('late', NOW - HOUR)],
    ['open', caseView('open', NOW + 9 * HOUR)],
  ]);
  const facts = { audience: 'duty', cases, beacons: new Map() };
  const style = {
    ...{ theme: 'night', palette: palettes.night, scale: 1, language: 'zh', ground: flatHeightField(), reducedMotion },
    beaconColour: () => '#FF9088',
  };
  const drawing = new CasesDrawing();
  const fixed = { view: { pose }, live: { facts: { getState: () => facts } }, style, focus: {} };
  return { drawing, frame: (atMillis) => drawing.update({ ...fixed, atMillis } as unknown as LayerFrame) };
}

it('overdue cases burn, and only they; their light breathes below the heads', () => {
  const { drawing, frame } = drawingOf(false);
  expect(frame(NOW)).toBe(true);
  const [burning, heads] = drawing.marks as [(typeof drawing.marks)[0], (typeof drawing.marks)[0]];
  expect([burning.shapes.length, heads.shapes.length]).toEqual([1, 2]);
  expect(burning.shapes[0]!.shape).toBe('glow');
  expect(frame(NOW + 16)).toBe(false);
  const alphas: number[] = [];
  for (let at = NOW; at < NOW + 3_200; at += 50) {
    frame(at);
    alphas.push(drawing.marks[0]!.shapes[0]!.colour[3]);
  }
  expect(Math.max(...alphas) - Math.min(...alphas)).toBeGreaterThan(100);
  expect(Math.min(...alphas)).toBeGreaterThan(0);
});

it('all screens show the same light at the same shared time', () => {
  const [early, late] = [drawingOf(false), drawingOf(false)];
  for (let at = NOW; at <= NOW + 1_000; at += 77) early.frame(at);
  early.frame(NOW + 1_130);
  late.frame(NOW + 1_130);
  expect(early.drawing.marks[0]!.shapes).toEqual(late.drawing.marks[0]!.shapes);
});

it('the light stands still where people asked for less motion', () => {
  const { drawing, frame } = drawingOf(true);
  frame(NOW);
  const { colour } = drawing.marks[0]!.shapes[0]!;
  for (let at = NOW; at < NOW + 990; at += 33) expect(frame(at)).toBe(false);
  expect(drawing.marks[0]!.shapes[0]!.colour).toEqual(colour);
});

it('breathes slowly: never brighter again within three seconds, and without a jump', () => {
  const steps = Array.from({ length: 64 }, (_, at) => burningStep(NOW + at * 100));
  const alphas = steps.map((step) => burningAlpha(step, false));
  for (let at = 1; at < alphas.length; at++) expect(Math.abs(alphas[at]! - alphas[at - 1]!)).toBeLessThan(0.12);
  const brightest = alphas.flatMap((alpha, at) => (alpha === Math.max(...alphas) ? [at] : []));
  expect(brightest.some((at) => at + 32 < 64 && brightest.includes(at + 32))).toBe(true);
});
