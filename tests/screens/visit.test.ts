import { describe, expect, it } from 'vitest';
import type { CameraCurve, Focus, Stage } from '../../src/model/contract/stage.ts';
import { type Place, stageMove, undirected, type Visit, visitAfter } from '../../src/screens/touch/visit.ts';

const curveAt = (presentAtMillis: number): CameraCurve => ({
  kind: 'hold',
  presentAtMillis,
  durationMillis: 1_500,
  ease: 'inOut',
  eyeEnuMeters: [[0, 0, 500]],
  headingDeg: [0],
  pitchDeg: [-40],
  horizontalTangent: 0.5,
});

/** A command at `atMillis`; `curveMillis` names the flight it makes or carries along. */
function stageOf(focus: Focus, atMillis: number, curveMillis: number | null = atMillis, version = 1): Stage {
  const curve = curveMillis === null ? null : curveAt(curveMillis);
  return { version, group: 'touch', curve, focus, language: null, presentAtMillis: atMillis, directedBy: 'desk' };
}

const area = (id: string): Place => ({ kind: 'area', id });
const here: Visit = { place: area('s1'), flies: true };
const knows = (id: string): boolean => id !== 'elsewhere';
const moved = (focus: Focus): Visit => visitAfter(here, stageMove(stageOf(focus, 5))!, 'd', knows);

describe('a touch table after a move of the desk', () => {
  it('shows the place and leaves the flight to the curve', () => {
    expect(moved({ kind: 'area', id: 's2' })).toEqual({ place: area('s2'), flies: false });
    expect(moved({ kind: 'building', id: 'b1' })).toEqual({ place: { kind: 'building', id: 'b1' }, flies: false });
    expect(moved(null)).toEqual({ place: area('d'), flies: false });
  });

  it('keeps its page where it has none for the focus', () => {
    expect(moved({ kind: 'case', id: 'c1' })).toBe(here);
    expect(moved({ kind: 'place', id: 'p1' })).toBe(here);
    expect(moved({ kind: 'area', id: 'elsewhere' })).toBe(here);
  });
});

describe('stageMove', () => {
  const moveText = (stage: Stage | null): string => JSON.stringify(stageMove(stage));
  const s1: Focus = { kind: 'area', id: 's1' };

  it('is the same for a stage told again and for a new language', () => {
    expect(moveText(stageOf({ ...s1 }, 5))).toBe(moveText(stageOf(s1, 5)));
    expect(moveText(stageOf(s1, 9, 5, 2))).toBe(moveText(stageOf(s1, 5)));
  });

  it('is another for another place, and for the same place asked for again', () => {
    expect(moveText(stageOf({ kind: 'area', id: 's2' }, 5))).not.toBe(moveText(stageOf(s1, 5)));
    expect(moveText(stageOf(s1, 9))).not.toBe(moveText(stageOf(s1, 5)));
  });

  it('is none where no place is asked for', () => {
    expect(stageMove(null)).toBeNull();
    expect(stageMove(stageOf(null, 9, 5))).toBeNull();
    expect(stageMove(stageOf(null, 9))).not.toBeNull();
  });

  it('is that of the start where the desk took its only command back', () => {
    expect(stageMove(stageOf(null, 9, null))).toEqual(undirected);
  });
});
