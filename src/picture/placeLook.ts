/** The looks at places that every screen shares: wall, touch, plan and the desk that directs them frame alike. Pure. */
import type { Point2 } from '../model/geometry/polygon.ts';
import { lookAtPlaces } from './camera/frameLook.ts';
import type { Look } from './cityView.ts';

/** Steep enough that a district fills the height too, low enough that its buildings still stand. */
const HOME_PITCH_DEG = -46;
const HOME_MARGIN = 1.04;
const AREA_PITCH_DEG = -48;

/** The whole district, from the south. Corners in ENU metres, at least one; `freeAspect` = width ÷ height of the free middle. */
export function homeLook(corners: readonly Point2[], freeAspect: number): Look {
  return lookAtPlaces(corners, 0, HOME_PITCH_DEG, freeAspect, HOME_MARGIN);
}

/** An area whole, from the side the eye is on already. */
export function areaLook(corners: readonly Point2[], headingDeg: number, freeAspect: number): Look {
  return lookAtPlaces(corners, headingDeg, AREA_PITCH_DEG, freeAspect);
}
