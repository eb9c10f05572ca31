import type { Look } from '../picture/cityView.ts';

/** Near enough to count a building's storeys. */
const BUILDING_METERS = 320;

/** From the south, at a calm pitch. ENU metres. */
export function lookAtPoint([east, north]: readonly [number, number]): Look {
  return { targetEnuMeters: [east, north], rangeMeters: BUILDING_METERS, headingDeg: 0, pitchDeg: -38 };
}
