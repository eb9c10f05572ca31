/**
 * Open cases as beacons: a stem whose height is the case's age, a head whose shape and colour are its time limit. Only
 * those that need eyes carry figures: overdue, running out, or chosen.
 */
import type { CaseView } from '../../../model/contract/answers.ts';
import { lampAt, type PublicBeacon } from '../../../model/contract/live.ts';
import { isOpen } from '../../../model/domain/cases.ts';
import type { Lamp } from '../../../model/domain/deadlines.ts';
import type { Language } from '../../../model/faults/fault.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import type { Pose } from '../../camera/pose.ts';
import { timeLeftText } from '../../text/timeLeft.ts';

const MIN_HEIGHT_METERS = 90;
const MAX_HEIGHT_METERS = 420;
/** Age at which a beacon has three quarters of its height. */
const AGE_SCALE_MILLIS = 24 * 3_600_000;

export interface Beacon {
  readonly id: string;
  readonly enuMeters: readonly [number, number];
  /** The ground there, and the head over the district's plane. */
  readonly footUpMeters: number;
  readonly headUpMeters: number;
  readonly lamp: Lamp;
  readonly departmentKey: string;
  readonly chosen: boolean;
  /** What, and time left, for those that need eyes; else null. */
  readonly text: { readonly title: string; readonly time: string } | null;
  /** Who is lettered first when room is short: the most overdue. */
  readonly urgency: number;
}

/** 90 m when new, 420 m at most; rises fast at first, so that a shift's cases stand apart. */
export function heightOfAge(ageMillis: number): number {
  const share = 1 - Math.exp((-Math.max(0, ageMillis) * Math.LN2 * 2) / AGE_SCALE_MILLIS);
  return MIN_HEIGHT_METERS + (MAX_HEIGHT_METERS - MIN_HEIGHT_METERS) * share;
}

/** Nearer than this to its target, an eye would see only stems: their heads stand above the picture. */
const FULL_HEIGHT_RANGE_METERS = 1_800;
const HEIGHT_STEP = 0.05;

/** All beacons shrink alike as the eye comes near, so that ages still compare; in steps, so that they stand between. */
export function heightScale(pose: Pose, groundUpUnderEyeMeters: number): number {
  const down = -pose.pitch[0];
  if (down <= 0.02) return 1;
  const share = (pose.eyeEnuMeters[2] - groundUpUnderEyeMeters) / down / FULL_HEIGHT_RANGE_METERS;
  return Math.min(1, Math.max(0.15, Math.round(share / HEIGHT_STEP) * HEIGHT_STEP));
}

function uprightAt(
  ground: HeightField,
  [east, north]: readonly [number, number],
  heightMeters: number,
): Pick<Beacon, 'footUpMeters' | 'headUpMeters'> {
  const footUpMeters = groundUpMeters(ground, east, north);
  return { footUpMeters, headUpMeters: footUpMeters + heightMeters };
}

export function beaconsOfCases(
  cases: Iterable<CaseView>,
  ground: HeightField,
  atMillis: number,
  chosenCaseId: string | null,
  language: Language,
  scale = 1,
): Beacon[] {
  const beacons: Beacon[] = [];
  for (const item of cases) {
    if (!isOpen(item.state)) continue;
    const lamp = lampAt(item, atMillis);
    const chosen = item.caseId === chosenCaseId;
    beacons.push({
      id: item.caseId,
      enuMeters: item.enuMeters,
      ...uprightAt(ground, item.enuMeters, heightOfAge(atMillis - item.reportedMillis) * scale),
      lamp,
      departmentKey: item.departmentKey,
      chosen,
      text:
        chosen || lamp !== 'green'
          ? {
              title: language === 'zh' ? item.title : item.titleEn,
              time: timeLeftText(item.deadlineMillis - atMillis, language),
            }
          : null,
      urgency: (chosen ? 1e15 : 0) + atMillis - item.deadlineMillis,
    });
  }
  return beacons;
}

/** Public beacons: no text, no age (the public does not hear when), one height. */
export function beaconsOfPublic(
  beacons: Iterable<PublicBeacon>,
  ground: HeightField,
  atMillis: number,
  scale = 1,
): Beacon[] {
  return Array.from(beacons, (item) => ({
    id: item.beaconId,
    enuMeters: item.enuMeters,
    ...uprightAt(ground, item.enuMeters, heightOfAge(AGE_SCALE_MILLIS / 6) * scale),
    lamp: lampAt(item, atMillis),
    departmentKey: item.departmentKey,
    chosen: false,
    text: null,
    urgency: atMillis - item.deadlineMillis,
  }));
}
