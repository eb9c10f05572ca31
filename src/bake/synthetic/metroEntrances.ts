/** Metro entrances: at the stations of a city plan, else invented along main roads. */
import { distanceToSegment, type Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';

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
const ENTRANCE_OFF_KERB_METERS = 2.5;
/** From the middle of a station to its entrances, along the street. */
const ENTRANCE_ALONG_METERS = 55;
/** A station of the plan this near a larger street opens to it. */
const STATION_REACH_METERS = 180;

interface OnRoad {
  readonly halfWidthMeters: number;
  readonly at: Point2;
  /** Along the road. */
  readonly direction: Point2;
}

/** The kerb on one side of a road, so many metres further along; null off the land. */
function atKerb(
  { halfWidthMeters, at, direction: [ux, uy] }: OnRoad,
  side: 1 | -1,
  alongMeters: number,
  input: EntrancesInput,
) {
  const off = side * (halfWidthMeters + ENTRANCE_OFF_KERB_METERS) * 100;
  const x = Math.round(at[0] + ux * alongMeters * 100 - uy * off);
  const y = Math.round(at[1] + uy * alongMeters * 100 + ux * off);
  const grid = input.findGrid(x, y);
  return grid ? { enuMeters: [x / 100, y / 100] as const, gridId: grid.id } : null;
}

const isStreet = ({ rank, kind }: Road): boolean => rank <= 2 && kind === 'street';

/** The nearest place on a larger street, or null where none is near. */
function nearestOnStreet([x, y]: Point2, roads: readonly Road[]): OnRoad | null {
  let best: OnRoad | null = null;
  let bestCm = STATION_REACH_METERS * 100;
  for (const road of roads.filter(isStreet)) {
    road.centrelineCm.slice(1).forEach((to, index) => {
      const from = road.centrelineCm[index]!;
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (length === 0 || distanceToSegment(x, y, from, to) >= bestCm) return;
      bestCm = distanceToSegment(x, y, from, to);
      const direction: Point2 = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
      const along = Math.min(length, Math.max(0, (x - from[0]) * direction[0] + (y - from[1]) * direction[1]));
      best = {
        halfWidthMeters: road.halfWidthMeters,
        at: [from[0] + direction[0] * along, from[1] + direction[1] * along],
        direction,
      };
    });
  }
  return best;
}

/** Four entrances to a station of the plan, at the corners of its street; one at the place itself where none is near. */
function plannedEntrances(input: EntrancesInput): Entrance[] {
  return input.stations.flatMap(({ name, nameEn, atCm }): Entrance[] => {
    const place = { zh: name, en: nameEn };
    const onRoad = nearestOnStreet(atCm, input.roads);
    const kerbs = onRoad
      ? ([1, -1] as const).flatMap((side) =>
          [ENTRANCE_ALONG_METERS, -ENTRANCE_ALONG_METERS].map((along) => atKerb(onRoad, side, along, input)),
        )
      : [atKerb({ halfWidthMeters: 0, at: atCm, direction: [0, 1] }, 1, 0, input)];
    return kerbs.flatMap((kerb) => (kerb ? [{ place, ...kerb }] : []));
  });
}

/** Where no plan says it: entrances on both kerbs of main roads, a usual distance between stations apart. */
function inventedEntrances(input: EntrancesInput): Entrance[] {
  const entrances: Entrance[] = [];
  for (const road of input.roads) {
    if (road.rank !== 1 || road.kind !== 'street') continue;
    const pieces = road.centrelineCm.slice(1).map((to, index) => {
      const from = road.centrelineCm[index]!;
      return { from, to, length: Math.hypot(to[0] - from[0], to[1] - from[1]) / 100 };
    });
    if (pieces.reduce((sum, { length }) => sum + length, 0) < METRO_LINE_METERS) continue;
    let untilNext = METRO_SPACING_METERS / 2;
    for (const { from, to, length } of pieces) {
      for (; untilNext <= length && length > 0; untilNext += METRO_SPACING_METERS) {
        const direction: Point2 = [(to[0] - from[0]) / (length * 100), (to[1] - from[1]) / (length * 100)];
        for (const side of [1, -1] as const) {
          const kerb = atKerb({ halfWidthMeters: road.halfWidthMeters, at: from, direction }, side, untilNext, input);
          if (kerb) entrances.push(kerb);
        }
      }
      untilNext -= length;
    }
  }
  return entrances;
}

/** Where people go down to the trains; all on land. */
export function metroEntrances(input: EntrancesInput): Entrance[] {
  return input.stations.length > 0 ? plannedEntrances(input) : inventedEntrances(input);
}
