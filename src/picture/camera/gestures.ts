/**
 * Gestures as pure steps from look to look. The point that was grabbed stays under the finger: panning, zooming and
 * turning all leave their anchor on the ground where it is on screen.
 */
import type { Vec3 } from '../../model/frames/ecef.ts';
import type { Look } from '../cityView.ts';
import { planeHit, rayThroughPixel, type View } from './pose.ts';

/** How looks are seen while a gesture lasts: all on the level on which it grabbed its place. */
export interface Standing {
  readonly footUpMeters: number;
  viewOf(look: Look): View;
}

/** Place of the gesture's level under a pixel; null above the horizon. */
export function groundUnder(look: Look, standing: Standing, xCssPx: number, yCssPx: number): Vec3 | null {
  const view = standing.viewOf(look);
  return planeHit(view.pose.eyeEnuMeters, rayThroughPixel(view, xCssPx, yCssPx), standing.footUpMeters);
}

/** Moves the ground so that `grabbed` comes under the pixel. */
export function panned(look: Look, standing: Standing, grabbed: Vec3, xCssPx: number, yCssPx: number): Look {
  const under = groundUnder(look, standing, xCssPx, yCssPx);
  if (!under) return look;
  // Near the horizon a pixel is kilometres: one step may not throw the city away.
  const [dx, dy] = [grabbed[0] - under[0], grabbed[1] - under[1]];
  const share = Math.min(1, look.rangeMeters / Math.max(1e-6, Math.hypot(dx, dy)));
  return {
    ...look,
    targetEnuMeters: [look.targetEnuMeters[0] + dx * share, look.targetEnuMeters[1] + dy * share],
  };
}

/** Scales the range by `factor` about a place on the ground, which keeps its pixel. */
export function zoomed(look: Look, factor: number, anchor: Vec3 | null, limits: [number, number]): Look {
  const rangeMeters = Math.min(limits[1], Math.max(limits[0], look.rangeMeters * factor));
  const share = rangeMeters / look.rangeMeters;
  const [ax, ay] = anchor ?? [...look.targetEnuMeters, 0];
  return {
    ...look,
    rangeMeters,
    targetEnuMeters: [ax + (look.targetEnuMeters[0] - ax) * share, ay + (look.targetEnuMeters[1] - ay) * share],
  };
}

/** Turns and tilts about the target. */
export function turned(look: Look, headingDeg: number, pitchDeg: number): Look {
  return { ...look, headingDeg: look.headingDeg + headingDeg, pitchDeg: look.pitchDeg + pitchDeg };
}

/** Turns about a place on the ground: the target goes round it with the eye. */
export function turnedAbout(look: Look, headingDeg: number, anchor: Vec3): Look {
  const turnRad = (headingDeg * Math.PI) / 180;
  const [sin, cos] = [Math.sin(turnRad), Math.cos(turnRad)];
  const [x, y] = [look.targetEnuMeters[0] - anchor[0], look.targetEnuMeters[1] - anchor[1]];
  return {
    ...look,
    headingDeg: look.headingDeg + headingDeg,
    targetEnuMeters: [anchor[0] + x * cos + y * sin, anchor[1] - x * sin + y * cos],
  };
}
