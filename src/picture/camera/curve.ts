/**
 * The stage's camera curves. Keys are compiled once (the only place where sin and cos are taken); between keys only
 * + − × ÷ √ are used, so that all pages that evaluate the same instant get the same bits.
 */
import type { CameraCurve } from '../../model/contract/stage.ts';
import type { Vec3 } from '../../model/frames/ecef.ts';
import { mixUnits, type Pose, type Unit2, unitFromDeg } from './pose.ts';

/** Turns are cut into keys no farther apart than this: between them a straight mix is true to 0.01°. */
const KEY_STEP_DEG = 5;

interface Key {
  /** 0…1 along the curve. */
  readonly at: number;
  readonly pose: Pose;
}

export interface CompiledCurve {
  readonly presentAtMillis: number;
  readonly durationMillis: number;
  /** Pose at a shared instant; before the curve its first key, after it its last. */
  poseAt(sharedMillis: number): Pose;
}

const valueAt = (values: readonly number[], ratio: number): number => {
  const scaled = ratio * (values.length - 1);
  const index = Math.min(values.length - 2, Math.floor(scaled));
  if (values.length === 1) return values[0]!;
  return values[index]! + (values[index + 1]! - values[index]!) * (scaled - index);
};

function eyeOfKeys(eyes: readonly Vec3[], ratio: number): Vec3 {
  return [0, 1, 2].map((axis) =>
    valueAt(
      eyes.map((eye) => eye[axis]!),
      ratio,
    ),
  ) as unknown as Vec3;
}

/** Eye on its circle: orbit's points are [centre, start]; the eye turns with the heading so that it faces the centre. */
function eyeOfOrbit(curve: CameraCurve, ratio: number): Vec3 {
  const [centre, start] = [curve.eyeEnuMeters[0]!, curve.eyeEnuMeters[1] ?? curve.eyeEnuMeters[0]!];
  const [sin, cos] = unitFromDeg(valueAt(curve.headingDeg, ratio) - curve.headingDeg[0]!);
  const [x, y] = [start[0] - centre[0], start[1] - centre[1]];
  // Clockwise seen from above, as headings count.
  return [centre[0] + x * cos + y * sin, centre[1] - x * sin + y * cos, start[2]];
}

function keysOf(curve: CameraCurve): Key[] {
  const turns = curve.headingDeg.slice(1).map((heading, index) => Math.abs(heading - curve.headingDeg[index]!));
  const pieces = curve.kind === 'hold' ? 0 : Math.max(curve.eyeEnuMeters.length - 1, 1);
  const perPiece = Math.max(1, Math.ceil(Math.max(0, ...turns) / KEY_STEP_DEG));
  const count = pieces * perPiece;
  return Array.from({ length: count + 1 }, (_, index) => {
    const at = count === 0 ? 0 : index / count;
    const eye = curve.kind === 'orbit' ? eyeOfOrbit(curve, at) : eyeOfKeys(curve.eyeEnuMeters, at);
    const heading = unitFromDeg(valueAt(curve.headingDeg, at));
    return { at, pose: { eyeEnuMeters: eye, heading, pitch: unitFromDeg(valueAt(curve.pitchDeg, at)) } };
  });
}

export function mixPoses(a: Pose, b: Pose, ratio: number): Pose {
  const mix = (axis: 0 | 1 | 2): number => a.eyeEnuMeters[axis] + (b.eyeEnuMeters[axis] - a.eyeEnuMeters[axis]) * ratio;
  const mixed = (x: Unit2, y: Unit2): Unit2 => mixUnits(x, y, ratio);
  return {
    eyeEnuMeters: [mix(0), mix(1), mix(2)],
    heading: mixed(a.heading, b.heading),
    pitch: mixed(a.pitch, b.pitch),
  };
}

export function compileCurve(curve: CameraCurve): CompiledCurve {
  const keys = keysOf(curve);
  return {
    presentAtMillis: curve.presentAtMillis,
    durationMillis: curve.durationMillis,
    poseAt(sharedMillis) {
      const run = curve.durationMillis > 0 ? (sharedMillis - curve.presentAtMillis) / curve.durationMillis : 1;
      const linear = Math.min(1, Math.max(0, run));
      const ratio = curve.ease === 'inOut' ? linear * linear * (3 - 2 * linear) : linear;
      const last = keys.length - 1;
      if (last === 0) return keys[0]!.pose;
      const index = Math.min(last - 1, Math.floor(ratio * last));
      return mixPoses(keys[index]!.pose, keys[index + 1]!.pose, ratio * last - index);
    },
  };
}
