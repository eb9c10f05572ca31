/** Names of streets, each laid along its street as that runs on the picture: always readable, and only where there is room. */
import type { Vec3 } from '../../model/frames/ecef.ts';
import { projectEnu, tangentPerCssPx, type View } from '../camera/pose.ts';
import { type NamedCourse, placeAlong, type RoadAnchor, rowBefore, ruleOfRank } from '../layers/labels/roadNames.ts';
import type { CityTextInputs } from './cityTexts.ts';
import { amongHouses } from './nameSight.ts';
import type { Box } from './placement.ts';
import { type PlacedText, type TextStyle, textWidthCssPx } from './textBoard.ts';
import { isInside, mapFont, type TextLines } from './textLines.ts';

/** So far apart one street's name comes again; what stands stays a little longer than it would come. */
const AGAIN_CSS_PX = 380;
const STAY = 1.15;
/** Where the ground is seen at a flatter angle, by its sine, a text along a street says nothing. */
const LEAST_SLOPE = 0.11;
/** Steeper on the picture Chinese goes from top to bottom, letters upright, and English is left out. */
const STACKED_FROM_DEG = 55;
const STEEPEST_DEG = 72;
/** A bend under a name may leave its straight line by so much of a letter. */
const MOST_BEND_EM = 0.4;
/** Other places to try about the one that is meant, as shares of the way to the next. */
const TRIED = [0, 0.35, -0.35] as const;

type Point = readonly [xCssPx: number, yCssPx: number];

/** A straight piece of a street on the picture, as long as a text, from its first letter to its last. */
export interface StraightPiece {
  readonly from: Point;
  readonly to: Point;
  /** Where its ends are in the city. */
  readonly places: readonly [Vec3, Vec3];
}

const between = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
];

/** Goes along a course until so many pixels are behind; null where the course or the picture ends before. */
function walk(view: View, course: NamedCourse, along: number, start: Point, step: 1 | -1, lengthCssPx: number) {
  const passed: Point[] = [];
  const first = rowBefore(course, along);
  let [before, alongBefore, left] = [start, along, lengthCssPx];
  for (let row = step > 0 ? first + 1 : first; ; row += step) {
    const point = course.points[row];
    if (!point) return null;
    const at = projectEnu(view, point);
    if (!at) return null;
    const next: Point = [at.xCssPx, at.yCssPx];
    const length = Math.hypot(next[0] - before[0], next[1] - before[1]);
    if (length >= left) {
      const share = left / length;
      // Linear on the picture, nearly so on the map: good enough to ask what hides it.
      const end = alongBefore + (course.alongMeters[row]! - alongBefore) * share;
      return { end: between(before, next, share), place: placeAlong(course, end), passed };
    }
    passed.push(next);
    [before, alongBefore, left] = [next, course.alongMeters[row]!, left - length];
  }
}

/** The piece of a street about a place; null where it is too short there or bends by more than `mostBendCssPx`. */
export function straightPiece(
  view: View,
  course: NamedCourse,
  along: number,
  widthCssPx: number,
  mostBendCssPx: number,
): StraightPiece | null {
  const at = projectEnu(view, placeAlong(course, along));
  if (!at) return null;
  const start: Point = [at.xCssPx, at.yCssPx];
  const back = walk(view, course, along, start, -1, widthCssPx / 2);
  const ahead = back && walk(view, course, along, start, 1, widthCssPx / 2);
  if (!back || !ahead) return null;
  const [dx, dy] = [ahead.end[0] - back.end[0], ahead.end[1] - back.end[1]];
  const chord = Math.hypot(dx, dy);
  const bends = [start, ...back.passed, ...ahead.passed].some(
    ([x, y]) => Math.abs((x - back.end[0]) * dy - (y - back.end[1]) * dx) > mostBendCssPx * chord,
  );
  if (bends || chord < widthCssPx * 0.9) return null;
  return { from: back.end, to: ahead.end, places: [back.place, ahead.place] };
}

/** Boxes of a slanting text, small enough to leave free what it does not cover. */
function boxesAlong(from: Point, to: Point, heightCssPx: number): Box[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [cos, sin] = [Math.abs(to[0] - from[0]) / length, Math.abs(to[1] - from[1]) / length];
  const count = Math.min(cos, sin) < 0.1 ? 1 : Math.ceil(length / heightCssPx);
  const [half, across] = [length / count / 2, heightCssPx / 2];
  return Array.from({ length: count }, (_, part): Box => {
    const [x, y] = between(from, to, (part + 0.5) / count);
    const [halfX, halfY] = [half * cos + across * sin, half * sin + across * cos];
    return { minX: x - halfX, maxX: x + halfX, minY: y - halfY, maxY: y + halfY };
  });
}

/** How a text is turned to lie along a piece of street, or null where it would stand too steep. */
export function turnAlong({ from, to }: StraightPiece, canStack: boolean): { rad: number; stacked: boolean } | null {
  let rad = Math.atan2(to[1] - from[1], to[0] - from[0]);
  if (Math.abs(rad) > Math.PI / 2) rad -= Math.sign(rad) * Math.PI;
  const steepDeg = (Math.abs(rad) * 180) / Math.PI;
  if (canStack && steepDeg > STACKED_FROM_DEG) return { rad: rad - (Math.sign(rad) * Math.PI) / 2, stacked: true };
  return steepDeg > STEEPEST_DEG ? null : { rad, stacked: false };
}

/** What a course asks for in a view. `isStanding`: whether the name stood at a place in the last picture. */
export function roadLines(
  view: View,
  course: NamedCourse,
  inputs: CityTextInputs,
  isStanding: (id: string) => boolean,
): TextLines[] {
  const rule = ruleOfRank(course.rank);
  const perPx = tangentPerCssPx(view);
  const [east, north, up] = view.pose.eyeEnuMeters;
  const nearest = Math.hypot(course.middle[0] - east, course.middle[1] - north) - course.radiusMeters;
  if (nearest * perPx > rule.toMetersPerCssPx * STAY) return [];
  return course.anchors.flatMap((anchor): TextLines[] => {
    const at = projectEnu(view, anchor.enuMeters);
    if (!at || !isInside(view, at.xCssPx, at.yCssPx)) return [];
    const stay = isStanding(anchor.id) ? STAY : 1;
    const metersPerCssPx = at.depthMeters * perPx;
    if (metersPerCssPx > rule.toMetersPerCssPx * stay) return [];
    if (anchor.halvings > 0 && anchor.spacingMeters * stay < AGAIN_CSS_PX * inputs.scale * metersPerCssPx) return [];
    if ((up - anchor.enuMeters[2]) * stay < LEAST_SLOPE * at.depthMeters) return [];
    // While nobody asks what houses hide, a name may stand anywhere along its street.
    const isAsked = amongHouses(view, anchor.enuMeters, metersPerCssPx) > 0 && (inputs.sight?.rays() ?? null) !== null;
    const lines = anchorLines(view, course, anchor, isAsked, inputs);
    if (lines.length > 0 || !isStanding(anchor.id)) return lines;
    // What stands and finds no straight piece any more has lost its room: it is not to come and go with every bend.
    const alike = alikeOf(course, inputs);
    return [{ candidate: { id: anchor.id, priority: 0, spots: [], alike }, at: () => [] }];
  });
}

const nameOf = ({ zh, en }: NamedCourse, { language }: CityTextInputs): string => (language === 'zh' ? zh : en);

const alikeOf = (course: NamedCourse, inputs: CityTextInputs): NonNullable<TextLines['candidate']['alike']> => ({
  name: nameOf(course, inputs),
  clearCssPx: (AGAIN_CSS_PX * inputs.scale) / 2,
});

function anchorLines(
  view: View,
  course: NamedCourse,
  anchor: RoadAnchor,
  isAsked: boolean,
  inputs: CityTextInputs,
): TextLines[] {
  const rule = ruleOfRank(course.rank);
  const isChinese = inputs.language === 'zh';
  const text = nameOf(course, inputs);
  const sizeCssPx = rule.sizeCssPx * inputs.scale;
  const spacing = isChinese ? 0.18 : 0.03;
  const width = textWidthCssPx(text, sizeCssPx, spacing) + sizeCssPx;
  const tries = TRIED.map((share) => {
    const along = anchor.alongMeters + share * anchor.spacingMeters;
    const piece = straightPiece(view, course, along, width, sizeCssPx * MOST_BEND_EM);
    const isShown = piece && isInside(view, ...piece.from) && isInside(view, ...piece.to);
    const turn = isShown ? turnAlong(piece, isChinese) : null;
    return turn && piece && { piece, turn, middle: placeAlong(course, along) };
  });
  const first = tries.find((tried) => tried !== null);
  if (!first) return [];
  // Among houses it stands where it was asked whether it is seen, or nowhere.
  const pieces = isAsked ? tries.map((tried) => (tried === first ? tried : null)) : tries;
  const style: TextStyle = {
    font: mapFont,
    sizeCssPx,
    colour: inputs.palette.textQuiet,
    halo: inputs.palette.halo,
    letterSpacingEm: spacing,
  };
  return [
    {
      candidate: {
        id: anchor.id,
        // The fewer halvings, the longer it has stood: nearer names yield to it.
        priority: rule.priority - Math.min(0.4, anchor.halvings * 0.05),
        spots: pieces.map((tried) => (tried ? boxesAlong(tried.piece.from, tried.piece.to, sizeCssPx * 1.25) : [])),
        alike: alikeOf(course, inputs),
      },
      at: (spot) => {
        const { piece, turn } = pieces[spot]!;
        const [xCssPx, yCssPx] = between(piece.from, piece.to, 0.5);
        const lettered = turn.stacked ? { ...style, stacked: true } : style;
        const placed: PlacedText = { text, style: lettered, xCssPx, yCssPx, opacity: 0.92, turnRad: turn.rad };
        return [placed];
      },
      ...(isAsked ? { seenAt: [first.middle, ...first.piece.places] } : {}),
    },
  ];
}
