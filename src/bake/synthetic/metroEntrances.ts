/** Metro entrances: at the stations of a city plan, else invented along main roads. */
import { distanceToSegment, type Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';
import { besideRoad, lengthCm, slides } from './besideRoad.ts';

/** A station or a park of the city plan. */
export interface NamedPlace {
  readonly name: string;
  readonly nameEn: string;
  readonly atCm: Point2;
}

export interface EntrancesInput {
  /** Of the city plan; where there are none, stations are invented along main roads. */
  readonly stations: readonly NamedPlace[];
  readonly roads: readonly Road[];
  /** The grid at a place in whole centimetres; null outside. */
  findGrid(xCm: number, yCm: number): { readonly id: string } | null;
  /** Is there room for a stair: no carriageway, no rails, no water, no house? See openPlaces.ts. */
  isOpen(xCm: number, yCm: number): boolean;
}

export interface Entrance {
  readonly enuMeters: readonly [number, number];
  readonly gridId: string;
  /** The station's name, where the plan gives one. */
  readonly place?: { readonly zh: string; readonly en: string };
}

const METRO_SPACING_METERS = 950;
/** Main roads shorter than this carry no line. */
const METRO_LINE_METERS = 1_500;
/** The nearest first: lanes that turn and viaducts beside the street may need more. */
const OFF_KERB_CM = [250, 400, 700, 1_100] as const;
const SLIDES_CM = slides(600, 4_800);
/** From the middle of a station to its entrances, along the street. */
const ENTRANCE_ALONG_METERS = 55;
/** A station of the plan this near a larger street opens to it. */
const STATION_REACH_METERS = 180;
/** Around a station that is near none, so far its entrance may be from it. */
const STATION_STEP_CM = 500;
const STATION_STEPS = 12;

interface OnRoad {
  readonly road: Road;
  readonly alongCm: number;
}

/** The kerb on one side of a road, so far along it or a little further; null where there is no room. */
function atKerb(road: Road, side: 1 | -1, alongCm: number, input: EntrancesInput): Entrance | null {
  const beside = { sides: [side], offKerbCm: OFF_KERB_CM, slidesCm: SLIDES_CM };
  const kerb = besideRoad(road, alongCm, beside, (x, y) => (input.isOpen(x, y) ? input.findGrid(x, y) : null));
  return kerb && { enuMeters: [kerb.at[0] / 100, kerb.at[1] / 100], gridId: kerb.found.id };
}

const isStreet = ({ rank, kind }: Road): boolean => rank <= 2 && kind === 'street';

/** The nearest place on a larger street, or null where none is near. */
function nearestOnStreet([x, y]: Point2, roads: readonly Road[]): OnRoad | null {
  let best: OnRoad | null = null;
  let bestCm = STATION_REACH_METERS * 100;
  for (const road of roads.filter(isStreet)) {
    let startCm = 0;
    road.centrelineCm.slice(1).forEach((to, index) => {
      const from = road.centrelineCm[index]!;
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      const distance = distanceToSegment(x, y, from, to);
      if (length > 0 && distance < bestCm) {
        bestCm = distance;
        const along = ((x - from[0]) * (to[0] - from[0]) + (y - from[1]) * (to[1] - from[1])) / length;
        best = { road, alongCm: startCm + Math.min(length, Math.max(0, along)) };
      }
      startCm += length;
    });
  }
  return best;
}

/** The nearest open place around a station that no larger street passes. */
function nearStation([x, y]: Point2, input: EntrancesInput): Entrance | null {
  for (let step = 0; step <= STATION_STEPS; step++) {
    for (const [dx, dy] of AROUND) {
      const at: Point2 = [Math.round(x + dx * step * STATION_STEP_CM), Math.round(y + dy * step * STATION_STEP_CM)];
      const grid = input.isOpen(...at) ? input.findGrid(...at) : null;
      if (grid) return { enuMeters: [at[0] / 100, at[1] / 100], gridId: grid.id };
    }
  }
  return null;
}
const AROUND: readonly Point2[] = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
];

/** Four entrances to a station of the plan, at the corners of its street; one near the place itself where none is near. */
function plannedEntrances(input: EntrancesInput): Entrance[] {
  return input.stations.flatMap(({ name, nameEn, atCm }): Entrance[] => {
    const place = { zh: name, en: nameEn };
    const onRoad = nearestOnStreet(atCm, input.roads);
    const entrances = onRoad
      ? ([1, -1] as const).flatMap((side) =>
          [ENTRANCE_ALONG_METERS, -ENTRANCE_ALONG_METERS].map((meters) =>
            atKerb(onRoad.road, side, onRoad.alongCm + meters * 100, input),
          ),
        )
      : [nearStation(atCm, input)];
    return entrances.flatMap((entrance) => (entrance ? [{ place, ...entrance }] : []));
  });
}

/** Where no plan says it: entrances on both kerbs of main roads, a usual distance between stations apart. */
function inventedEntrances(input: EntrancesInput): Entrance[] {
  return input.roads.flatMap((road) => {
    const length = lengthCm(road.centrelineCm);
    if (road.rank !== 1 || road.kind !== 'street' || length < METRO_LINE_METERS * 100) return [];
    const entrances: Entrance[] = [];
    for (let along = METRO_SPACING_METERS * 50; along <= length; along += METRO_SPACING_METERS * 100) {
      for (const side of [1, -1] as const) {
        const entrance = atKerb(road, side, along, input);
        if (entrance) entrances.push(entrance);
      }
    }
    return entrances;
  });
}

/** Where people go down to the trains; all on open land. */
export function metroEntrances(input: EntrancesInput): Entrance[] {
  return input.stations.length > 0 ? plannedEntrances(input) : inventedEntrances(input);
}
