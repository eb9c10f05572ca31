/** What lies under a pixel: marks by distance on screen, then buildings by our own ray, then the ground's area. */
import { groundHitOf } from '../../model/geometry/groundRay.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import { projectEnu, rayThroughPixel, type View } from '../camera/pose.ts';
import type { CityLayer, Pick } from '../cityView.ts';
import type { PickTarget } from '../layerDrawing.ts';
import type { AreaPlaces } from './areaPlaces.ts';
import type { BuildingRays } from './buildingRays.ts';

export interface PickInputs {
  /** Of the layers on show. */
  readonly targets: Iterable<PickTarget>;
  readonly rays: BuildingRays | null;
  readonly places: AreaPlaces | null;
  readonly ground: HeightField;
  readonly shown: (layer: CityLayer) => boolean;
  /** How far a finger may miss a mark. */
  readonly reachCssPx: number;
}

const FAR_METERS = 60_000;

export function pickAt(view: View, xCssPx: number, yCssPx: number, inputs: PickInputs): Pick | null {
  return pickMark(view, xCssPx, yCssPx, inputs) ?? pickWorld(view, xCssPx, yCssPx, inputs);
}

function pickMark(view: View, x: number, y: number, { targets, reachCssPx }: PickInputs): Pick | null {
  let best: Pick | null = null;
  let bestCssPx = reachCssPx;
  for (const { enuMeters, handicapCssPx, pick } of targets) {
    const at = projectEnu(view, enuMeters);
    if (!at) continue;
    const away = Math.hypot(at.xCssPx - x, at.yCssPx - y) + handicapCssPx;
    if (away < bestCssPx) [best, bestCssPx] = [pick, away];
  }
  return best;
}

function pickWorld(view: View, x: number, y: number, { rays, places, ground, shown }: PickInputs): Pick | null {
  const eye = view.pose.eyeEnuMeters;
  const direction = rayThroughPixel(view, x, y);
  const at = groundHitOf(ground, eye, direction, FAR_METERS);
  const toGround = at ? Math.hypot(at[0] - eye[0], at[1] - eye[1], at[2] - eye[2]) : FAR_METERS;
  // A hill hides what stands behind it; half a metre, since a wall's foot and the ground meet.
  const hit = shown('buildings') ? rays?.nearest(eye, direction, toGround + 0.5) : null;
  if (hit) return { kind: 'building', buildingIndex: hit.buildingIndex, enuMeters: hit.enuMeters };
  if (!at) return null;
  const area = places?.areaAt(at[0], at[1]);
  return area ? { kind: 'area', areaId: area.id, enuMeters: at } : null;
}
