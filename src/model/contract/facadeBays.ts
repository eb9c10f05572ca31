/**
 * Where a building's windows are. Its walls are cut into bays: a straight run of wall (between corners of more than 20°)
 * is stretched to a whole number of them, so that no window crosses a corner, and a run shorter than half a bay has none.
 * Bays are numbered through all walls of the building: a bay is a column of windows, one on each floor.
 *
 * The bake writes the columns into TEXCOORD_0 (tileAttributes.ts) and their count into footprints.bin: the picture draws
 * exactly the windows that everybody else counts.
 */
import type { Building } from '../domain/buildings.ts';
import type { MultiPolygon, Outline } from '../geometry/polygon.ts';
import { ageClassOf, BLANK_U } from './tileAttributes.ts';

/** Walls that turn by less than this are one run: windows go around gentle bends. */
const CORNER_COS = Math.cos((20 * Math.PI) / 180);
/** Offices from here up are towers with a grid of glass. */
const TOWER_FLOORS = 12;
/** As many columns as footprints.bin can say: more are not counted and not drawn. */
export const MOST_COLUMNS = 65_535;

/** Width of a bay in metres: old houses stand close-windowed, halls wide. */
export function bayMetersOf({ use, yearBuilt, floors }: Pick<Building, 'use' | 'yearBuilt' | 'floors'>): number {
  if (use === 'industrial') return 5.5;
  if (use === 'commercial') return floors >= TOWER_FLOORS ? 2.625 : 4.5;
  if (use === 'office') return floors >= TOWER_FLOORS ? 2.625 : 3;
  if (use === 'public') return 3.75;
  const age = ageClassOf(yearBuilt);
  return age === 'before1938' ? 2.875 : 3.25;
}

/** Columns along the sides of one outline; a blank side has BLANK_U for both. */
export interface OutlineColumns {
  /** Column at which each side begins and ends, counted through the building; whole at every corner. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** First column after this outline's. */
  readonly next: number;
}

/**
 * @param outlineCm whole centimetres, from any corner on and in either direction: the count is the same.
 * @param first column that this outline begins with.
 */
export function columnsOfOutline(outlineCm: Outline, bayMeters: number, first: number): OutlineColumns {
  const sides = outlineCm.length;
  const [lengths, turns] = sidesOf(outlineCm);
  const corner = turns.indexOf(true);
  const starts = new Array<number>(sides).fill(BLANK_U);
  const ends = new Array<number>(sides).fill(BLANK_U);
  let next = first;
  // Whole centimetres add up to the same sum in any order.
  for (let done = 0; done < sides; ) {
    const begin = Math.max(corner, 0) + done;
    let [count, runCm] = [0, 0];
    do runCm += lengths[(begin + count++) % sides]!;
    while (done + count < sides && !turns[(begin + count) % sides]);
    const columns = Math.min(Math.round(runCm / (100 * bayMeters)), MOST_COLUMNS - next);
    let alongCm = 0;
    for (let side = begin; columns > 0 && side < begin + count; side++) {
      starts[side % sides] = next + (columns * alongCm) / runCm;
      alongCm += lengths[side % sides]!;
      ends[side % sides] = next + (columns * alongCm) / runCm;
    }
    next += columns;
    done += count;
  }
  return { starts, ends, next };
}

/** Whole centimetres of each side, and whether the walls turn a corner where it begins; sides without length never do. */
function sidesOf(outlineCm: Outline): [lengths: number[], turns: boolean[]] {
  const sides = outlineCm.length;
  const lengths: number[] = [];
  const turns: boolean[] = [];
  let [beforeX, beforeY, firstSide] = [0, 0, -1];
  let [firstX, firstY] = [0, 0];
  for (let side = 0; side < sides; side++) {
    const [a, b] = [outlineCm[side]!, outlineCm[side + 1 < sides ? side + 1 : 0]!];
    const [x, y] = [b[0] - a[0], b[1] - a[1]];
    const length = Math.sqrt(x * x + y * y);
    lengths.push(Math.round(length));
    turns.push(false);
    if (length === 0) continue;
    const [east, north] = [x / length, y / length];
    if (firstSide < 0) [firstSide, firstX, firstY] = [side, east, north];
    else turns[side] = beforeX * east + beforeY * north < CORNER_COS;
    [beforeX, beforeY] = [east, north];
  }
  if (firstSide >= 0) turns[firstSide] = beforeX * firstX + beforeY * firstY < CORNER_COS;
  return [lengths, turns];
}

/** Columns of windows around all walls of a building, yards included. */
export function windowColumnsOf(
  building: Pick<Building, 'use' | 'yearBuilt' | 'floors'>,
  footprintCm: MultiPolygon,
): number {
  const bayMeters = bayMetersOf(building);
  let columns = 0;
  for (const polygon of footprintCm) {
    for (const outline of polygon) columns = columnsOfOutline(outline, bayMeters, columns).next;
  }
  return columns;
}
