/** What lies under a pixel: marks by distance on screen, then buildings by our own ray, then the ground's area. */
import { groundHit, projectEnu, rayThroughPixel, type View } from '../camera/pose.ts';
import type { CityLayer, Pick } from '../cityView.ts';
import { plateEnuMeters } from '../layers/hazards/hazardMarks.ts';
import type { LiveMarks } from '../liveMarks.ts';
import type { AreaPlaces } from './areaPlaces.ts';
import type { BuildingRays } from './buildingRays.ts';

export interface PickInputs {
  readonly marks: LiveMarks;
  readonly rays: BuildingRays | null;
  readonly places: AreaPlaces | null;
  readonly shown: (layer: CityLayer) => boolean;
  /** How far a finger may miss a mark. */
  readonly reachCssPx: number;
}

const FAR_METERS = 60_000;

export function pickAt(view: View, xCssPx: number, yCssPx: number, inputs: PickInputs): Pick | null {
  return pickMark(view, xCssPx, yCssPx, inputs) ?? pickWorld(view, xCssPx, yCssPx, inputs);
}

function pickMark(view: View, x: number, y: number, { marks, shown, reachCssPx }: PickInputs): Pick | null {
  let best: Pick | null = null;
  let bestCssPx = reachCssPx;
  const offer = (enuMeters: readonly [number, number, number], handicap: number, pick: () => Pick): void => {
    const at = projectEnu(view, enuMeters);
    if (!at) return;
    const away = Math.hypot(at.xCssPx - x, at.yCssPx - y) + handicap;
    if (away < bestCssPx) [best, bestCssPx] = [pick(), away];
  };
  if (shown('cases')) {
    for (const beacon of marks.beacons) {
      offer([...beacon.enuMeters, beacon.headUpMeters], 0, () => ({ kind: 'case', caseId: beacon.id }));
    }
  }
  if (shown('hazards')) {
    for (const hazard of marks.hazards) {
      offer(plateEnuMeters(hazard), 2, () => ({ kind: 'hazard', hazardId: hazard.hazardId }));
    }
  }
  const { places } = marks;
  if (shown('videoPoints') && places) {
    for (const row of marks.shownVideoPointRows) {
      const at = row * 3;
      offer([places.enuMeters[at]!, places.enuMeters[at + 1]!, places.enuMeters[at + 2]!], reachCssPx * 0.5, () => ({
        kind: 'videoPoint',
        videoPointIndex: row,
      }));
    }
  }
  return best;
}

function pickWorld(view: View, x: number, y: number, { rays, places, shown }: PickInputs): Pick | null {
  const eye = view.pose.eyeEnuMeters;
  const direction = rayThroughPixel(view, x, y);
  const ground = groundHit(eye, direction);
  const hit = shown('buildings') ? rays?.nearest(eye, direction, FAR_METERS) : null;
  if (hit) return { kind: 'building', buildingIndex: hit.buildingIndex, enuMeters: hit.enuMeters };
  if (!ground) return null;
  const area = places?.areaAt(ground[0], ground[1]);
  return area ? { kind: 'area', areaId: area.id, enuMeters: ground } : null;
}
