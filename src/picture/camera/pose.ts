/**
 * Where the eye stands and how it looks, in the district's ENU metres. Directions are unit pairs, not angles: poses are
 * evaluated on many pages and must come out bit-equal, which + − × ÷ √ give and sin does not. No roll, ever.
 */
import type { Vec3 } from '../../model/frames/ecef.ts';

export interface Pose {
  readonly eyeEnuMeters: Vec3;
  /** Sine and cosine of the heading, clockwise from north. */
  readonly heading: Unit2;
  /** Sine and cosine of the pitch, up positive. */
  readonly pitch: Unit2;
}

/** [sin, cos] of an angle. */
export type Unit2 = readonly [sin: number, cos: number];

/** Window of the picture as tangents at distance 1 from the eye: what the frustum of every engine is built from. */
export interface Tangents {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Everything an engine needs to draw one picture: pose, window, and the size of the picture in CSS pixels. */
export interface View {
  readonly pose: Pose;
  readonly tangents: Tangents;
  readonly widthCssPx: number;
  readonly heightCssPx: number;
}

const RAD_PER_DEG = Math.PI / 180;

export function unitFromDeg(deg: number): Unit2 {
  return [Math.sin(deg * RAD_PER_DEG), Math.cos(deg * RAD_PER_DEG)];
}

export function degFromUnit(unit: Unit2): number {
  return Math.atan2(unit[0], unit[1]) / RAD_PER_DEG;
}

/** The angle sum a + b. */
export function turn(a: Unit2, b: Unit2): Unit2 {
  return [a[0] * b[1] + a[1] * b[0], a[1] * b[1] - a[0] * b[0]];
}

/** Between two directions less than 180° apart, by normalised linear interpolation: only + − × ÷ √. */
export function mixUnits(a: Unit2, b: Unit2, ratio: number): Unit2 {
  const sin = a[0] + (b[0] - a[0]) * ratio;
  const cos = a[1] + (b[1] - a[1]) * ratio;
  const length = Math.sqrt(sin * sin + cos * cos);
  return [sin / length, cos / length];
}

export interface Axes {
  readonly right: Vec3;
  readonly up: Vec3;
  readonly forward: Vec3;
}

/** Asked for thousands of times per frame with the same pose. */
const axesByPose = new WeakMap<Pose, Axes>();

/** The eye's unit axes in ENU. Poses are values: never changed, so their axes are kept. */
export function axesOf(pose: Pose): Axes {
  let axes = axesByPose.get(pose);
  if (!axes) {
    const [hs, hc] = pose.heading;
    const [ps, pc] = pose.pitch;
    axes = { right: [hc, -hs, 0], up: [-hs * ps, -hc * ps, pc], forward: [hs * pc, hc * pc, ps] };
    axesByPose.set(pose, axes);
  }
  return axes;
}

/** 4×4 column-major view matrix eye ← ENU (right-handed, the eye looks along −z). */
export function viewMatrixFromPose(pose: Pose): number[] {
  const { right: r, up: u, forward: f } = axesOf(pose);
  const [ex, ey, ez] = pose.eyeEnuMeters;
  const along = (axis: Vec3): number => axis[0] * ex + axis[1] * ey + axis[2] * ez;
  return [r[0], u[0], -f[0], 0, r[1], u[1], -f[1], 0, r[2], u[2], -f[2], 0, -along(r), -along(u), along(f), 1];
}

/** 4×4 column-major perspective matrix from tangents (OpenGL clip space, z −1…1). */
export function projectionFromTangents(tangents: Tangents, nearMeters: number, farMeters: number): number[] {
  const { left, right, bottom, top } = tangents;
  const depth = farMeters - nearMeters;
  return [
    2 / (right - left),
    0,
    0,
    0,
    0,
    2 / (top - bottom),
    0,
    0,
    (right + left) / (right - left),
    (top + bottom) / (top - bottom),
    -(farMeters + nearMeters) / depth,
    -1,
    0,
    0,
    (-2 * farMeters * nearMeters) / depth,
    0,
  ];
}

export interface Projected {
  readonly xCssPx: number;
  readonly yCssPx: number;
  /** Distance along the view axis in metres; > 0 in front of the eye. */
  readonly depthMeters: number;
}

/** A place on the picture; null behind the eye. Pixels from the top left. */
export function projectEnu(view: View, enuMeters: Vec3): Projected | null {
  const { pose, tangents } = view;
  const { right, up, forward } = axesOf(pose);
  const dx = enuMeters[0] - pose.eyeEnuMeters[0];
  const dy = enuMeters[1] - pose.eyeEnuMeters[1];
  const dz = enuMeters[2] - pose.eyeEnuMeters[2];
  const depthMeters = forward[0] * dx + forward[1] * dy + forward[2] * dz;
  if (depthMeters <= 0) return null;
  const x = (right[0] * dx + right[1] * dy + right[2] * dz) / depthMeters;
  const y = (up[0] * dx + up[1] * dy + up[2] * dz) / depthMeters;
  return {
    xCssPx: ((x - tangents.left) / (tangents.right - tangents.left)) * view.widthCssPx,
    yCssPx: ((tangents.top - y) / (tangents.top - tangents.bottom)) * view.heightCssPx,
    depthMeters,
  };
}

/** Unit direction in ENU through a pixel. Right for any window, off-centre ones included. */
export function rayThroughPixel(view: View, xCssPx: number, yCssPx: number): Vec3 {
  const { tangents } = view;
  const x = tangents.left + (xCssPx / view.widthCssPx) * (tangents.right - tangents.left);
  const y = tangents.top - (yCssPx / view.heightCssPx) * (tangents.top - tangents.bottom);
  const { right, up, forward } = axesOf(view.pose);
  const direction = [0, 1, 2].map((axis) => forward[axis]! + x * right[axis]! + y * up[axis]!);
  const length = Math.hypot(...direction);
  return [direction[0]! / length, direction[1]! / length, direction[2]! / length];
}

/** Where a ray meets the level plane at `upMeters`, or null when it points at the sky. */
export function planeHit(eyeEnuMeters: Vec3, direction: Vec3, upMeters: number): Vec3 | null {
  if (direction[2] >= -1e-9) return null;
  const along = (upMeters - eyeEnuMeters[2]) / direction[2];
  if (along <= 0) return null;
  return [eyeEnuMeters[0] + along * direction[0], eyeEnuMeters[1] + along * direction[1], upMeters];
}

/** Metres on a plane facing the eye that one CSS pixel covers at a depth of 1 m. */
export function tangentPerCssPx(view: View): number {
  return (view.tangents.top - view.tangents.bottom) / view.heightCssPx;
}
