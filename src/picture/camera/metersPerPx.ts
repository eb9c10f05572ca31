import { axesOf, type View } from './pose.ts';

/** Flatter than this a ray is taken to meet nothing but what stands right before the eye. */
const LEAST_SINE = 0.02;
/** Roofs stand nearer to the eye than the plane: this much of its height over the plane is left. */
const ABOVE_ROOFS = 0.9;

/**
 * Metres of the district's plane under the nearest pixel of a view, upright to the sight line: in the middle of the
 * lower edge. 0 where that edge looks level or up, and for an eye in the plane or below.
 */
export function nearestMetersPerPx(view: View, heightPx: number): number {
  const { forward, up } = axesOf(view.pose);
  const { top, bottom } = view.tangents;
  // At a depth of one metre.
  const upward = forward[2] + bottom * up[2];
  const eyeUp = view.pose.eyeEnuMeters[2] * ABOVE_ROOFS;
  if (-upward < LEAST_SINE * Math.hypot(1, bottom) || eyeUp <= 0) return 0;
  const depthMeters = eyeUp / -upward;
  return (depthMeters * (top - bottom)) / heightPx;
}
