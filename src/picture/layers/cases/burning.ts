/** Overdue cases burn: a soft light around the head that breathes slowly. A function of shared time alone: no seam shows. */
import { bytesFromHex } from '../../palette.ts';
import type { MarkSet, ShapeMark } from '../marks.ts';
import { type BeaconStyle, headCssPx } from './beaconMarks.ts';
import type { Beacon } from './beacons.ts';

/** One breath: as slow as a sleeper's, far from any flicker that could harm (WCAG 2.3.1 allows three flashes a second). */
const PERIOD_MILLIS = 3_200;
/** Drawn in so many steps: each is a frame of all marks. */
const STEP_MILLIS = 200;
const [LEAST, MOST] = [0.22, 0.75];
/** Light against head, side by side. */
const SPREAD = 3.4;

/** Number of the step that an instant is drawn in: the same number, the same picture. */
export function burningStep(atMillis: number): number {
  return Math.floor(atMillis / STEP_MILLIS) % (PERIOD_MILLIS / STEP_MILLIS);
}

/** Opacity of the light, by step. At rest in the middle where people asked for less motion. */
export function burningAlpha(step: number, reducedMotion: boolean): number {
  if (reducedMotion) return (LEAST + MOST) / 2;
  const phase = (step * STEP_MILLIS) / PERIOD_MILLIS;
  const up = 1 - Math.abs(2 * phase - 1);
  return LEAST + (MOST - LEAST) * up * up * (3 - 2 * up);
}

/** The lights alone, to lie below the heads; empty where nothing is overdue. */
export function burningMarks(beacons: readonly Beacon[], style: BeaconStyle, alpha: number, version: number): MarkSet {
  const shapes = beacons.flatMap((beacon): ShapeMark[] => {
    if (beacon.lamp !== 'red') return [];
    const [east, north] = beacon.enuMeters;
    return [
      {
        enuMeters: [east, north, beacon.headUpMeters],
        shape: 'glow',
        sizeCssPx: headCssPx(beacon) * SPREAD * style.scale,
        colour: bytesFromHex(style.colourOf(beacon), alpha),
      },
    ];
  });
  return { id: 'cases-burning', version, shapes, stems: [] };
}
