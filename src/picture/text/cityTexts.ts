/** All texts of one picture: cases that need eyes, hazard numerals, names of areas; none covers another. */
import type { HazardView } from '../../model/contract/live.ts';
import type { Language } from '../../model/faults/fault.ts';
import { projectEnu, tangentPerCssPx, type View } from '../camera/pose.ts';
import { plateCssPx, plateEnuMeters } from '../layers/cases/beaconMarks.ts';
import type { Beacon } from '../layers/cases/beacons.ts';
import { gradeNumerals, shownGrade } from '../layers/hazards/hazards.ts';
import { type AreaLabel, labelAtScale, labelText } from '../layers/labels/labels.ts';
import { gradeColour, lampColour, type Palette, type Theme } from '../palette.ts';
import { type Box, type Candidate, placeTexts } from './placement.ts';
import { type PlacedText, type TextStyle, textWidthCssPx } from './textBoard.ts';

export const mapFont = '{size}px "Noto Sans SC", sans-serif';
const numeralFont = '700 {size}px "Noto Serif SC", serif';
const CASE_CSS_PX = 17;
const HEAD_GAP_CSS_PX = 12;
/** No name nearer to the picture's edge. */
const MARGIN_CSS_PX = 6;

export interface CityTextInputs {
  readonly labels: readonly AreaLabel[];
  readonly beacons: readonly Beacon[];
  readonly hazards: Iterable<HazardView>;
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
    for (const hazard of inputs.hazards)
      if (hazard.warningLevel > 0) this.#numeral(view, hazard, inputs, obstacles, numerals);
    const lines = [
      ...inputs.beacons.flatMap((beacon) => beaconLines(view, beacon, inputs, obstacles)),
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
    const at = projectEnu(view, plateEnuMeters(hazard));
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

/** Every head is an obstacle; those that need eyes ask for room beside it, right first. */
function beaconLines(view: View, beacon: Beacon, inputs: CityTextInputs, obstacles: Box[]): Lines[] {
  const head = projectEnu(view, [...beacon.enuMeters, beacon.headUpMeters]);
  if (!head || !inside(view, head.xCssPx, head.yCssPx)) return [];
  const { xCssPx: x, yCssPx: y } = head;
  obstacles.push(boxAround(x, y, 12 * inputs.scale, 12 * inputs.scale));
  if (!beacon.text) return [];
  const { title, time } = beacon.text;
  const sizeCssPx = CASE_CSS_PX * inputs.scale;
  const width = Math.max(textWidthCssPx(title, sizeCssPx), textWidthCssPx(time, sizeCssPx));
  const gap = HEAD_GAP_CSS_PX * inputs.scale;
  const lineHeight = sizeCssPx * 1.3;
  const box = (left: number): Box => ({
    minX: left,
    maxX: left + width,
    minY: y - lineHeight * 0.75,
    maxY: y + lineHeight * 1.5,
  });
  const lefts = [x + gap, x - gap - width];
  const style = (colour: string): TextStyle => ({
    font: mapFont,
    sizeCssPx,
    colour,
    halo: inputs.palette.halo,
    letterSpacingEm: 0,
  });
  const candidate: Candidate = {
    id: `case:${beacon.id}`,
    priority: 10 + (beacon.chosen ? 10 : 0) + Math.atan(beacon.urgency / 3_600_000),
    boxes: lefts.map(box),
  };
  return [
    {
      candidate,
      at: (side) => [
        { text: title, style: style(inputs.palette.text), xCssPx: lefts[side]!, yCssPx: y, opacity: 1 },
        {
          text: time,
          style: style(lampColour[beacon.lamp][inputs.theme]),
          xCssPx: lefts[side]!,
          yCssPx: y + lineHeight,
          opacity: 1,
        },
      ],
    },
  ];
}

function labelLines(view: View, label: AreaLabel, inputs: CityTextInputs, standing: boolean): Lines[] {
  const at = projectEnu(view, label.enuMeters);
  if (!at) return [];
  const shown = labelAtScale(label, at.depthMeters * tangentPerCssPx(view), standing);
  if (!shown) return [];
  const text = labelText(label, inputs.language);
  const sizeCssPx = shown.sizeCssPx * inputs.scale;
  const spacing = inputs.language === 'zh' && shown.priority < 4 ? 0.12 : 0;
  const width = textWidthCssPx(text, sizeCssPx, spacing);
  const box = boxAround(at.xCssPx, at.yCssPx, width + 8, sizeCssPx * 1.35);
  if (!inside(view, box.minX, box.minY) || !inside(view, box.maxX, box.maxY)) return [];
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
      candidate: { id: label.id, priority: shown.priority, boxes: [box] },
      at: () => [{ text, style, xCssPx: at.xCssPx - width / 2, yCssPx: at.yCssPx, opacity: quiet ? 0.85 : 0.95 }],
    },
  ];
}
