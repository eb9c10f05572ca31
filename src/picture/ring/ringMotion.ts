/**
 * How the rig moves: a slow drift on the shared frame grid until the desk directs it, then the stage's curve. A pure
 * function of shared time: every page that shows frame k shows the same bits.
 */
import type { Stage } from '../../model/contract/stage.ts';
import type { Vec3 } from '../../model/frames/ecef.ts';
import { flatHeightField, groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import { type CompiledCurve, compileCurve } from '../camera/curve.ts';
import { mixUnits, unitFromDeg } from '../camera/pose.ts';
import type { RigPose } from './ringGeometry.ts';

/** The grid on which poses are evaluated: 60 to the second. */
export const FRAMES_PER_SECOND = 60;
/** Below 0.6°/s nobody in the hall feels it. */
const DRIFT_DEG_PER_SECOND = 0.25;
const FRAMES_PER_TURN = (360 / DRIFT_DEG_PER_SECOND) * FRAMES_PER_SECOND;
const FRAMES_PER_DEG = FRAMES_PER_TURN / 360;
export const DISSOLVE_MILLIS = 900;

const wholeDegrees = Array.from({ length: 361 }, (_, deg) => unitFromDeg(deg));

/** Number of the grid's frame at a shared instant. */
export function frameAt(sharedMillis: number): number {
  return Math.floor((sharedMillis * FRAMES_PER_SECOND) / 1000 + 0.5);
}

export function millisOfFrame(frame: number): number {
  return (frame * 1000) / FRAMES_PER_SECOND;
}

/** The undirected rig: the eye rests, the heading drifts; from whole degrees by + − × ÷ √ alone. */
export function driftingRig(eyeEnuMeters: Vec3, frame: number): RigPose {
  const inTurn = ((frame % FRAMES_PER_TURN) + FRAMES_PER_TURN) % FRAMES_PER_TURN;
  const deg = Math.floor(inTurn / FRAMES_PER_DEG);
  const rest = inTurn / FRAMES_PER_DEG - deg;
  return { eyeEnuMeters, heading: mixUnits(wholeDegrees[deg]!, wholeDegrees[deg + 1]!, rest) };
}

/** What the rig does from an instant on: a directed curve, or null for the shared drift. */
interface Course {
  readonly fromMillis: number;
  readonly curve: CompiledCurve | null;
  /** Where it ends: its heights count from the ground there, all along, so that the eye does not follow every hill. */
  readonly endEnuMeters: Vec3;
}

export class RingMotion {
  readonly #homeEnuMeters: Vec3;
  #ground: HeightField = flatHeightField();
  readonly #drifts: boolean;
  /** Null until the desk first directs. */
  #shown: Course | null = null;
  #coming: Course | null = null;

  /** `drifts` false holds the rig still: for aligning a hall. */
  constructor(homeEnuMeters: Vec3, drifts: boolean) {
    this.#homeEnuMeters = homeEnuMeters;
    this.#drifts = drifts;
  }

  /** The same file on every page, read with + − × ÷ alone: the same bits. */
  setGround(ground: HeightField): void {
    this.#ground = ground;
  }

  /** A stage without a curve is the desk's word to leave its place: back to the drift, so that all pages agree. */
  follow({ curve, presentAtMillis }: Stage): void {
    this.#coming = curve
      ? {
          fromMillis: curve.presentAtMillis,
          curve: compileCurve(curve),
          endEnuMeters: curve.eyeEnuMeters.at(-1)!,
        }
      : { fromMillis: presentAtMillis, curve: null, endEnuMeters: this.#homeEnuMeters };
  }

  /** True in the frame from which another place is shown: the picture dissolves. */
  cutAt(frame: number): boolean {
    if (!this.#coming || millisOfFrame(frame) < this.#coming.fromMillis) return false;
    const next = this.#coming;
    this.#coming = null;
    const isSame = this.#shown?.curve?.presentAtMillis === next.curve?.presentAtMillis;
    if (!isSame) this.#shown = next;
    return !isSame;
  }

  /** When the shown place appeared; null where none was ever directed. */
  get shownSinceMillis(): number | null {
    return this.#shown?.fromMillis ?? null;
  }

  get isDrifting(): boolean {
    return this.#drifts && !this.#shown?.curve;
  }

  rigAt(frame: number): RigPose {
    const [endEast, endNorth] = this.#shown?.endEnuMeters ?? this.#homeEnuMeters;
    const footUpMeters = groundUpMeters(this.#ground, endEast, endNorth);
    const lifted = ([east, north, up]: Vec3): Vec3 => [east, north, up + footUpMeters];
    const curve = this.#shown?.curve;
    if (!curve) return driftingRig(lifted(this.#homeEnuMeters), this.#drifts ? frame : 0);
    const pose = curve.poseAt(millisOfFrame(frame));
    return { eyeEnuMeters: lifted(pose.eyeEnuMeters), heading: pose.heading };
  }
}
