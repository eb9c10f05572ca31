/** All texts of one picture: cases that need eyes, hazard numerals, names of areas; none covers another. */
import type { HazardView } from '../../model/contract/live.ts';
import type { Language } from '../../model/faults/fault.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import { projectEnu, tangentPerCssPx, type View } from '../camera/pose.ts';
import { headCssPx } from '../layers/cases/beaconMarks.ts';
import type { Beacon } from '../layers/cases/beacons.ts';
import { plateCssPx, plateEnuMeters } from '../layers/hazards/hazardMarks.ts';
import { gradeNumerals, isWarned, shownGrade } from '../layers/hazards/hazards.ts';
import { type AreaLabel, labelAtScale, labelText } from '../layers/labels/labels.ts';
import { type PlacedSliver, SLIVER_MARK_CSS_PX, sliverText } from '../layers/slivers/slivers.ts';
import { gradeColour, lampColour, type Palette, type Theme } from '../palette.ts';
import { type Box, type Candidate, placeTexts } from './placement.ts';
import { type PlacedText, type TextStyle, textWidthCssPx } from './textBoard.ts';

export const mapFont = '{size}px "Noto Sans SC", sans-serif';
const numeralFont = '700 {size}px "Noto Serif SC", serif';
const CASE_CSS_PX = 17;
const HEAD_GAP_CSS_PX = 12;
/** No name nearer to the picture's edge. */
const MARGIN_CSS_PX = 6;
/** Farther from its area's middle a name would seem to name something else. */
const MAX_NUDGE_EM = 2.5;

export interface CityTextInputs {
  readonly labels: readonly AreaLabel[];
  readonly beacons: readonly Beacon[];
  readonly hazards: Iterable<HazardView>;
  readonly slivers: readonly PlacedSliver[];
  /** Of any area, in the language of the texts; null for an unknown id. */
  readonly areaName: (areaId: string) => string | null;
  readonly ground: HeightField;
  readonly language: Language;
  readonly theme: Theme;
  readonly palette: Palette;
  readonly scale: number;
  /** Pixels that panels cover: nothing is lettered beneath them. */
  readonly covered: readonly Box[];
}

interface Lines {
  readonly candidate: Candidate;
  readonly at: (side: number) => PlacedText[];
}

export class CityTexts {
  #standing: ReadonlyMap<string, number> = new Map();

  /** Placed texts for a view; remembers what stood, so that equals do not take turns. */
  place(view: View, inputs: CityTextInputs): PlacedText[] {
    const obstacles: Box[] = [...inputs.covered];
    const numerals: PlacedText[] = [];
    for (const hazard of inputs.hazards) if (isWarned(hazard)) this.#numeral(view, hazard, inputs, obstacles, numerals);
    const lines = [
      ...inputs.beacons.flatMap((beacon) => beaconLines(view, beacon, inputs, obstacles)),
      ...inputs.slivers.flatMap((sliver, row) => sliverLines(view, sliver, row, inputs, obstacles)),
      ...inputs.labels.flatMap((label) => labelLines(view, label, inputs, this.#standing.has(label.id))),
    ];
    const placed = placeTexts(
      lines.map(({ candidate }) => candidate),
      obstacles,
      this.#standing,
    );
    this.#standing = placed;
    const texts = lines.flatMap(({ candidate, at }) => {
      const side = placed.get(candidate.id);
      return side === undefined ? [] : at(side);
    });
    return [...texts, ...numerals];
  }

  #numeral(view: View, hazard: HazardView, inputs: CityTextInputs, obstacles: Box[], into: PlacedText[]): void {
    const at = projectEnu(view, plateEnuMeters(hazard, inputs.ground));
    if (!at || !inside(view, at.xCssPx, at.yCssPx)) return;
    const plate = plateCssPx(hazard) * inputs.scale;
    obstacles.push(boxAround(at.xCssPx, at.yCssPx, plate, plate));
    const grade = shownGrade(hazard);
    const colour = gradeColour[grade - 1]!;
    const sizeCssPx = plate * 0.62;
    const text = gradeNumerals[grade - 1]!;
    const style: TextStyle = { font: numeralFont, sizeCssPx, colour: '#101010', halo: colour, letterSpacingEm: 0 };
    into.push({ text, style, xCssPx: at.xCssPx - sizeCssPx / 2, yCssPx: at.yCssPx, opacity: 1 });
  }
}

const inside = (view: View, x: number, y: number): boolean =>
  x > MARGIN_CSS_PX && y > MARGIN_CSS_PX && x < view.widthCssPx - MARGIN_CSS_PX && y < view.heightCssPx - MARGIN_CSS_PX;

const boxAround = (x: number, y: number, width: number, height: number): Box => ({
  minX: x - width / 2,
  minY: y - height / 2,
  maxX: x + width / 2,
  maxY: y + height / 2,
});

/** Two lines beside a mark: what it is, and what matters most about it. */
interface Callout {
  readonly id: string;
  readonly priority: number;
  readonly enuMeters: readonly [number, number, number];
  readonly markCssPx: number;
  /** Null: the mark stands in the way of texts, and has none. */
  readonly text: { readonly title: string; readonly detail: string; readonly detailColour: string } | null;
}

/** Every mark is an obstacle; those that need eyes ask for room beside it, right first. */
function calloutLines(view: View, callout: Callout, inputs: CityTextInputs, obstacles: Box[]): Lines[] {
  const at = projectEnu(view, callout.enuMeters);
  if (!at || !inside(view, at.xCssPx, at.yCssPx)) return [];
  const { xCssPx: x, yCssPx: y } = at;
  const mark = callout.markCssPx * inputs.scale;
  obstacles.push(boxAround(x, y, mark, mark));
  if (!callout.text) return [];
  const { title, detail, detailColour } = callout.text;
  const sizeCssPx = CASE_CSS_PX * inputs.scale;
  const width = Math.max(textWidthCssPx(title, sizeCssPx), textWidthCssPx(detail, sizeCssPx));
  const gap = HEAD_GAP_CSS_PX * inputs.scale;
  const lineHeight = sizeCssPx * 1.3;
  const [right, left] = [x + gap, x - gap - width];
  // Beside the mark, then wholly below or above its row, right before left.
  const places = [0, 1.2, -1.95]
    .flatMap((lines) => [[right, y + lines * lineHeight] as const, [left, y + lines * lineHeight] as const])
    .filter(([minX]) => minX > 0 && minX + width < view.widthCssPx);
  const box = ([minX, middleY]: readonly [number, number]): Box => ({
    minX,
    maxX: minX + width,
    minY: middleY - lineHeight * 0.75,
    maxY: middleY + lineHeight * 1.5,
  });
  const style = (colour: string): TextStyle => ({
    font: mapFont,
    sizeCssPx,
    colour,
    halo: inputs.palette.halo,
    letterSpacingEm: 0,
  });
  return [
    {
      candidate: { id: callout.id, priority: callout.priority, boxes: places.map(box) },
      at: (side) => {
        const [xCssPx, yCssPx] = places[side]!;
        return [
          { text: title, style: style(inputs.palette.text), xCssPx, yCssPx, opacity: 1 },
          { text: detail, style: style(detailColour), xCssPx, yCssPx: yCssPx + lineHeight, opacity: 1 },
        ];
      },
    },
  ];
}

function beaconLines(view: View, beacon: Beacon, inputs: CityTextInputs, obstacles: Box[]): Lines[] {
  const callout: Callout = {
    id: `case:${beacon.id}`,
    priority: 10 + (beacon.chosen ? 10 : 0) + Math.atan(beacon.urgency / 3_600_000),
    enuMeters: [...beacon.enuMeters, beacon.headUpMeters],
    markCssPx: headCssPx(beacon),
    text: beacon.text && {
      title: beacon.text.title,
      detail: beacon.text.time,
      detailColour: lampColour[beacon.lamp][inputs.theme],
    },
  };
  return calloutLines(view, callout, inputs, obstacles);
}

/** Slivers are lettered after cases, the largest first. */
function sliverLines(view: View, placed: PlacedSliver, row: number, inputs: CityTextInputs, obstacles: Box[]): Lines[] {
  const callout: Callout = {
    id: `sliver:${row}`,
    priority: 7 - row / 10_000,
    enuMeters: placed.markEnuMeters,
    markCssPx: SLIVER_MARK_CSS_PX,
    text: { ...sliverText(placed, inputs.language, inputs.areaName), detailColour: inputs.palette.textQuiet },
  };
  return calloutLines(view, callout, inputs, obstacles);
}

/**
 * Where a name may stand about its area's middle, as shares of the room it has there: a beacon's head on the very middle
 * must not cost a street its name.
 */
const nudges = [
  [0, 0],
  [0, 0.5],
  [0, -0.5],
  [0.6, 0],
  [-0.6, 0],
  [0.6, 0.5],
  [-0.6, 0.5],
  [0.6, -0.5],
  [-0.6, -0.5],
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
] as const;

function labelLines(view: View, label: AreaLabel, inputs: CityTextInputs, standing: boolean): Lines[] {
  const at = projectEnu(view, label.enuMeters);
  if (!at) return [];
  const shown = labelAtScale(label, at.depthMeters * tangentPerCssPx(view), standing);
  if (!shown) return [];
  const text = labelText(label, inputs.language);
  const sizeCssPx = shown.sizeCssPx * inputs.scale;
  const spacing = inputs.language === 'zh' && shown.priority < 4 ? 0.12 : 0;
  const width = textWidthCssPx(text, sizeCssPx, spacing);
  const height = sizeCssPx * 1.35;
  const across = Math.min(shown.roomCssPx, MAX_NUDGE_EM * sizeCssPx);
  // The ground is foreshortened along the view: by the sine of the sight line's slope.
  const along = across * Math.min(1, (view.pose.eyeEnuMeters[2] - label.enuMeters[2]) / at.depthMeters);
  const places = nudges
    .map(([right, down]) => [at.xCssPx + right * across, at.yCssPx + down * along] as const)
    .filter(([x, y]) => inside(view, x - width / 2, y - height / 2) && inside(view, x + width / 2, y + height / 2));
  if (places.length === 0) return [];
  const quiet = shown.priority < 3;
  const style: TextStyle = {
    font: mapFont,
    sizeCssPx,
    colour: quiet ? inputs.palette.textQuiet : inputs.palette.text,
    halo: inputs.palette.halo,
    letterSpacingEm: spacing,
  };
  return [
    {
      candidate: {
        id: label.id,
        priority: shown.priority,
        boxes: places.map(([x, y]) => boxAround(x, y, width + 8, height)),
      },
      at: (side) => {
        const [x, y] = places[side]!;
        return [{ text, style, xCssPx: x - width / 2, yCssPx: y, opacity: quiet ? 0.85 : 0.95 }];
      },
    },
  ];
}
