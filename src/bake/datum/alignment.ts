/**
 * How badly two sources of one bake lie over each other, as one of them is moved. Roads do not run through buildings;
 * outlines of one level run along those of the next; points beside roads stay beside them.
 */
import { boundsOf, type MultiPolygon, type Point2, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import { cellKey } from './cellKey.ts';
import { EdgeField } from './edgeField.ts';
import type { Line, Polygons } from './shapes.ts';

/** A score and what it stands on; smaller is better. */
export interface Score {
  readonly value: number;
  readonly samples: number;
  /** In how many places the two meet at all. Not asked for in each move: it may cost. */
  met(): number;
}

/** The score with the first source moved by so many metres. */
export type Alignment = (east: number, north: number) => Score;

export interface Thresholds {
  /** A smaller score is in order: no other system is looked for. */
  readonly bad: number;
  /** Another system must come below this. */
  readonly good: number;
  /** And below the declared one by this factor. */
  readonly factor: number;
  readonly fewest: number;
  /** Put right, two sources meet in as many places as before, by this factor at least. */
  readonly meeting: number;
}

/** Share of places on roads that stand in a building. Tunnels, gates and bridges make some even where all is right. */
export const roadsThroughBuildings: Thresholds = { bad: 0.07, good: 0.05, factor: 2.5, fewest: 150, meeting: 0.9 };
/** Median metres between outlines of two levels, or of points that are said to lie along lines. */
export const edgesApart: Thresholds = { bad: 60, good: 40, factor: 4, fewest: 20, meeting: 0.9 };
/** Share of what stands in a district that lies outside its outline. */
export const outsideOutline: Thresholds = { bad: 0.04, good: 0.02, factor: 4, fewest: 400, meeting: 1.05 };

const CELL_METERS = 50;
/** Wider is no building: one corner of it stands at 0, 0, and it would fill every cell on the way there. */
const WIDEST_BUILDING_METERS = 5_000;

/** Which buildings reach into which cell of 50 m. */
class Built {
  readonly #buildings: Polygons;
  readonly #cells = new Map<number, number[]>();
  /** Of those that were asked for. */
  readonly #made = new Map<number, MultiPolygon>();

  constructor(buildings: Polygons) {
    this.#buildings = buildings;
    for (const { index, polygons } of buildings.all()) {
      const { minX, minY, maxX, maxY } = boundsOf(polygons.flat());
      if (!(Math.max(maxX - minX, maxY - minY) <= WIDEST_BUILDING_METERS)) continue;
      for (let x = Math.floor(minX / CELL_METERS); x <= Math.floor(maxX / CELL_METERS); x++) {
        for (let y = Math.floor(minY / CELL_METERS); y <= Math.floor(maxY / CELL_METERS); y++) {
          const key = cellKey(x, y);
          const cell = this.#cells.get(key);
          if (cell) cell.push(index);
          else this.#cells.set(key, [index]);
        }
      }
    }
  }

  #isIn(index: number, x: number, y: number): boolean {
    const polygons = this.#made.get(index) ?? this.#buildings.at(index);
    this.#made.set(index, polygons);
    return sideOfMultiPolygon(polygons, x, y) === 'inside';
  }

  /** Null where no building stands about. */
  isIn([x, y]: Point2): boolean | null {
    const [column, row] = [Math.floor(x / CELL_METERS), Math.floor(y / CELL_METERS)];
    if (this.#cells.get(cellKey(column, row))?.some((index) => this.#isIn(index, x, y))) return true;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) if (this.#cells.has(cellKey(column + dx, row + dy))) return false;
    }
    return null;
  }
}

/** Moves the buildings where `moved` says so, else the roads. */
export function roadsInBuildings(
  buildings: Polygons,
  onRoads: readonly Point2[],
  moved: 'buildings' | 'roads',
): Alignment {
  const built = new Built(buildings);
  const sign = moved === 'roads' ? 1 : -1;
  return (east, north) => {
    let [inside, samples] = [0, 0];
    for (const [x, y] of onRoads) {
      const isIn = built.isIn([x + sign * east, y + sign * north]);
      if (isIn === null) continue;
      samples++;
      if (isIn) inside++;
    }
    const met = samples;
    return { value: samples === 0 ? 1 : inside / samples, samples, met: () => met };
  };
}

/** Median distance of places to lines; moves the places or the lines. */
export function placesAlongLines(
  places: readonly Point2[],
  lines: Iterable<Line>,
  moved: 'places' | 'lines',
): Alignment {
  const field = new EdgeField(lines);
  const sign = moved === 'places' ? 1 : -1;
  return (east, north) => {
    const distances = places.map(([x, y]) => field.distance([x + sign * east, y + sign * north])).sort((a, b) => a - b);
    const samples = distances.length;
    return { value: distances[samples >> 1] ?? Infinity, samples, met: () => samples };
  };
}

/** Each a third of the one before: together they reach 70 m, more than a formula and a measurement differ. */
const STEPS_METERS = [24, 8, 3, 1];

/** The move near `start` that fits best; where many fit alike, their middle. In whole metres. */
export function bestMove(score: Alignment, [startEast, startNorth]: Point2): Point2 {
  let [east, north] = [startEast, startNorth];
  for (const step of STEPS_METERS) {
    const tried: { at: Point2; value: number }[] = [];
    for (let dx = -2; dx <= 2; dx++) {
      for (let dy = -2; dy <= 2; dy++) {
        const at: Point2 = [east + dx * step, north + dy * step];
        tried.push({ at, value: score(...at).value });
      }
    }
    const least = Math.min(...tried.map(({ value }) => value));
    const best = tried.filter(({ value }) => value <= least + 1e-9);
    east = best.reduce((sum, { at }) => sum + at[0], 0) / best.length;
    north = best.reduce((sum, { at }) => sum + at[1], 0) / best.length;
  }
  return [Math.round(east), Math.round(north)];
}
