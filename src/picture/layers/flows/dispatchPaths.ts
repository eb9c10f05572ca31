/**
 * Who is on the way: from the place of the grid's head to each case that was dispatched and not yet reached, a low arch
 * with an arrow at its end. A light runs along it by shared time; where people asked for less motion, the arrow alone says it.
 */
import type { CaseView } from '../../../model/contract/answers.ts';
import type { Area } from '../../../model/contract/areasFile.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import { fnv1a32 } from '../../../model/geometry/seededRandom.ts';
import { projectEnu, tangentPerCssPx, type View } from '../../camera/pose.ts';
import type { Bytes4, MarkSet, ShapeMark, StemMark } from '../marks.ts';

type Place = readonly [east: number, north: number, up: number];

export interface DispatchPath {
  readonly caseId: string;
  /** Along the arch, from the head of the grid to the case. */
  readonly places: readonly Place[];
}

/** More at once are a tangle; the newest say most. */
export const MOST_PATHS = 60;
const LOWEST_UP_METERS = 4;
/** Height of the arch against its length. */
const RISE = 0.16;
const PART_METERS = 40;
const [FEWEST_PARTS, MOST_PARTS] = [4, 10];
/** From one end to the other, and drawn in so many steps: each is a frame of all marks. */
const PERIOD_MILLIS = 3_000;
export const FLOW_STEP_MILLIS = 100;
const WIDTH_CSS_PX = 2;
const HEAD_CSS_PX = 8;
const ARROW_CSS_PX = 9;

/** The community grid's middle is where its head sits; the grid's own where there is none. */
export function headPlaces(areas: readonly Area[]): (gridId: string) => readonly [number, number] | null {
  const areaById = new Map(areas.map((area) => [area.id, area]));
  return (gridId) => {
    const grid = areaById.get(gridId);
    const led = grid?.communityGridId ? areaById.get(grid.communityGridId) : undefined;
    return (led ?? grid)?.labelEnuMeters ?? null;
  };
}

/** Of the cases that are dispatched: reached or closed, a case has none. Newest first. */
export function dispatchPaths(
  cases: Iterable<CaseView>,
  placeOf: (gridId: string) => readonly [number, number] | null,
  ground: HeightField,
): DispatchPath[] {
  return [...cases]
    .filter(({ state }) => state === 'dispatched')
    .sort((a, b) => b.changedSeq - a.changedSeq)
    .slice(0, MOST_PATHS)
    .flatMap(({ caseId, gridId, enuMeters }): DispatchPath[] => {
      const from = placeOf(gridId);
      return from ? [{ caseId, places: arch(from, enuMeters, ground) }] : [];
    });
}

function arch(from: readonly [number, number], to: readonly [number, number], ground: HeightField): Place[] {
  const meters = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const parts = Math.min(MOST_PARTS, Math.max(FEWEST_PARTS, Math.ceil(meters / PART_METERS)));
  return Array.from({ length: parts + 1 }, (_, part): Place => {
    const share = part / parts;
    const [east, north] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    const above = LOWEST_UP_METERS + RISE * meters * 4 * share * (1 - share);
    return [east, north, groundUpMeters(ground, east, north) + above];
  });
}

/** Whether any of it may be seen. */
export const isInView = ({ places }: DispatchPath, view: View): boolean => isLineInView(places, view);

/** Whether the bounds of any piece of a line, or of a place alone, reach into the picture; so many pixels beyond count. */
export function isLineInView(places: readonly Place[], view: View, beyondCssPx = 0): boolean {
  const { widthCssPx, heightCssPx } = view;
  const isWithin = (a: number, b: number, size: number): boolean =>
    Math.max(a, b) >= -beyondCssPx && Math.min(a, b) <= size + beyondCssPx;
  let before = projectEnu(view, places[0]!);
  for (let row = Math.min(1, places.length - 1); row < places.length; row++) {
    const at = projectEnu(view, places[row]!);
    // What passes beside the eye may reach anywhere.
    if (!at !== !before) return true;
    if (at && before) {
      const isAcross = isWithin(at.xCssPx, before.xCssPx, widthCssPx);
      if (isAcross && isWithin(at.yCssPx, before.yCssPx, heightCssPx)) return true;
    }
    before = at;
  }
  return false;
}

/** Faint where it comes from, full at the case. */
export function pathMarks(
  paths: readonly DispatchPath[],
  view: View,
  colour: Bytes4,
  scale: number,
  version: number,
): MarkSet {
  const [red, green, blue] = colour;
  const widthCssPx = WIDTH_CSS_PX * scale;
  const stems = paths.flatMap(({ places }): StemMark[] => {
    const parts = places.length - 1;
    const along = places.slice(1).map((head, part): StemMark => {
      const alpha = Math.round(50 + (150 * (part + 1)) / parts);
      return { footEnuMeters: places[part]!, headEnuMeters: head, widthCssPx, colour: [red, green, blue, alpha] };
    });
    return [...along, ...arrow(places.at(-2)!, places.at(-1)!, view, colour, widthCssPx)];
  });
  return { id: 'flows-paths', version, shapes: [], stems };
}

/** Two strokes back from the tip, level with the ground and of one size on screen. */
function arrow(before: Place, tip: Place, view: View, colour: Bytes4, widthCssPx: number): StemMark[] {
  const seen = projectEnu(view, tip);
  const [dx, dy] = [tip[0] - before[0], tip[1] - before[1]];
  const meters = Math.hypot(dx, dy);
  if (!seen || meters === 0) return [];
  const size = ARROW_CSS_PX * seen.depthMeters * tangentPerCssPx(view);
  const [ux, uy] = [(dx / meters) * size, (dy / meters) * size];
  return [1, -1].map((side) => ({
    footEnuMeters: [tip[0] - ux - side * uy * 0.5, tip[1] - uy + side * ux * 0.5, tip[2]],
    headEnuMeters: tip,
    widthCssPx,
    colour,
  }));
}

/** Number of the step that an instant is drawn in: the same number, the same picture. */
export function flowStep(atMillis: number): number {
  return Math.floor(atMillis / FLOW_STEP_MILLIS);
}

/** The lights, each at its own moment of the way. */
export function headMarks(
  paths: readonly DispatchPath[],
  step: number,
  colour: Bytes4,
  scale: number,
  version: number,
): MarkSet {
  const shapes = paths.map(({ caseId, places }): ShapeMark => {
    const share = ((step * FLOW_STEP_MILLIS + (fnv1a32(caseId) % PERIOD_MILLIS)) % PERIOD_MILLIS) / PERIOD_MILLIS;
    return { enuMeters: placeAlong(places, share), shape: 'disc', sizeCssPx: HEAD_CSS_PX * scale, colour };
  });
  return { id: 'flows-heads', version, shapes, stems: [] };
}

function placeAlong(places: readonly Place[], share: number): Place {
  const at = share * (places.length - 1);
  const part = Math.min(places.length - 2, Math.floor(at));
  const [a, b] = [places[part]!, places[part + 1]!];
  const mix = (axis: 0 | 1 | 2): number => a[axis] + (b[axis] - a[axis]) * (at - part);
  return [mix(0), mix(1), mix(2)];
}
