/** Invented streets among an owner's houses: as wide as there is room, or left out; none runs through a house. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { Road } from '../districtModel.ts';
import type { AreaClearance } from './clearOfAreas.ts';
import { strip, withPointsEvery } from './lines.ts';

/** A street is asked about, narrowed and cut in steps of this length. */
const STEP_CM = 1_000;
/** Half widths that a street may be narrowed to: a lane, and an alley that a vehicle passes. */
const NARROWER_METERS = [3.6, 2.2];
/** What is left between houses is dropped where it is shorter: it would lead nowhere. */
const SHORTEST_METERS = 30;

export interface StreetsBesideHouses {
  readonly roads: readonly Road[];
  /** Of invented street, in whole metres: made narrower, and not made at all, for houses that stand there. */
  readonly narrowedMeters: number;
  readonly leftOutMeters: number;
}

interface Piece {
  readonly first: number;
  readonly last: number;
  readonly halfWidthMeters: number;
}

/** Runs of steps of one width; a step without room ends one. */
function piecesOf(roomAt: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  for (let first = 0; first < roomAt.length; ) {
    let last = first;
    while (last + 1 < roomAt.length && roomAt[last + 1] === roomAt[first]) last++;
    if (roomAt[first]! > 0) pieces.push({ first, last, halfWidthMeters: roomAt[first]! });
    first = last + 1;
  }
  return pieces;
}

/** The line lengthened straight on at both ends. */
function lengthened(points: readonly Point2[], byCm: number): Point2[] {
  const beyond = ([ax, ay]: Point2, [bx, by]: Point2): Point2 => {
    const length = Math.hypot(bx - ax, by - ay);
    return [bx + ((bx - ax) / length) * byCm, by + ((by - ay) / length) * byCm];
  };
  return [beyond(points[1]!, points[0]!), ...points.slice(1, -1), beyond(points.at(-2)!, points.at(-1)!)];
}

/** Half width that each step has room for; 0 where none. A street ends round: its end needs the room of a step more. */
function roomAlong(points: readonly Point2[], halfWidthMeters: number, houses: AreaClearance): number[] {
  const widths = [halfWidthMeters, ...NARROWER_METERS.filter((width) => width < halfWidthMeters)];
  const roomAt = new Array<number>(points.length - 1).fill(0);
  for (const width of widths) {
    const line = lengthened(points, width * 100);
    const isClear = line.slice(1).map((to, index) => houses.isClear(strip([line[index]!, to], width * 100)));
    if (width === halfWidthMeters && isClear.every(Boolean)) return roomAt.fill(width);
    const reach = Math.ceil((width * 100) / STEP_CM);
    for (let step = 0; step < roomAt.length; step++) {
      if (roomAt[step]! > 0) continue;
      if (isClear.slice(Math.max(0, step - reach), step + reach + 1).every(Boolean)) roomAt[step] = width;
    }
  }
  return roomAt;
}

/** @param houses footprints that no street may touch. */
export function streetsBesideHouses(roads: readonly Road[], houses: AreaClearance): StreetsBesideHouses {
  let [narrowedMeters, leftOutMeters] = [0, 0];
  const kept = roads.flatMap((road): Road[] => {
    if (road.kind !== 'street') return [road];
    const points = withPointsEvery(road.centrelineCm, STEP_CM);
    const roomAt = roomAlong(points, road.halfWidthMeters, houses);
    if (roomAt.every((half) => half === road.halfWidthMeters)) return [road];
    const corners = new Set(road.centrelineCm.map(String));
    const metersOf = (first: number, last: number): number =>
      points.slice(first + 1, last + 2).reduce((sum, [x, y], index) => {
        const [fromX, fromY] = points[first + index]!;
        return sum + Math.hypot(x - fromX, y - fromY) / 100;
      }, 0);
    let left = metersOf(0, roomAt.length - 1);
    const pieces = piecesOf(roomAt).flatMap(({ first, last, halfWidthMeters }): Road[] => {
      // A short piece is a street only where it goes on at either end.
      const goesOn = (roomAt[first - 1] ?? 0) > 0 || (roomAt[last + 1] ?? 0) > 0;
      const meters = metersOf(first, last);
      if (meters < SHORTEST_METERS && !goesOn) return [];
      left -= meters;
      if (halfWidthMeters < road.halfWidthMeters) narrowedMeters += meters;
      const own = points.slice(first, last + 2);
      const centrelineCm = own.filter(
        (point, index) => index === 0 || index === own.length - 1 || corners.has(String(point)),
      );
      return [{ ...road, centrelineCm, halfWidthMeters }];
    });
    leftOutMeters += left;
    return pieces;
  });
  return { roads: kept, narrowedMeters: Math.round(narrowedMeters), leftOutMeters: Math.round(leftOutMeters) };
}
