/** All texts of one picture: cases that need eyes, hazard numerals, names of areas; none covers another. */
import type { Language } from '../../model/faults/fault.ts';
import { projectEnu, tangentPerCssPx, type View } from '../camera/pose.ts';
import { type AreaLabel, labelAtScale, labelText } from '../layers/labels/labels.ts';
import type { Palette } from '../palette.ts';
import { type Box, type Candidate, placeTexts } from './placement.ts';
import { type PlacedText, type TextStyle, textWidthCssPx } from './textBoard.ts';
import type { Callout, PlateNumeral, TextWishes } from './textWishes.ts';

const mapFont = '{size}px "Noto Sans SC", sans-serif';
const numeralFont = '700 {size}px "Noto Serif SC", serif';
const CASE_CSS_PX = 17;
const HEAD_GAP_CSS_PX = 12;
/** No name nearer to the picture's edge. */
const MARGIN_CSS_PX = 6;
/** Farther from its area's middle a name would seem to name something else. */
const MAX_NUDGE_EM = 2.5;

/** What changes from frame to frame. */
export interface TextsNow {
  /** Pixels that panels cover: nothing is lettered beneath them. */
  readonly covered: readonly Box[];
  readonly atMillis: number;
}

export interface CityTextInputs extends TextsNow {
  /** Of each layer on show. */
  readonly wishes: readonly TextWishes[];
  readonly language: Language;
  readonly palette: Palette;
  readonly scale: number;
}

/** What lost its room stays away so long: texts that come and go with every step of the eye are read by nobody. */
export const AWAY_MILLIS = 1_000;

interface Lines {
  readonly candidate: Candidate;
  readonly at: (side: number) => PlacedText[];
}

export class CityTexts {
  #standing: ReadonlyMap<string, number> = new Map();
  /** When each text that is kept away lost its room. */
  readonly #lostMillis = new Map<string, number>();

  /** From then on a text that is kept away now may stand again: another picture of the same view. Null where none is. */
  get dueMillis(): number | null {
    return this.#lostMillis.size === 0 ? null : Math.min(...this.#lostMillis.values()) + AWAY_MILLIS;
  }

  /** Placed texts for a view; remembers what stood, so that equals do not take turns. */
  place(view: View, inputs: CityTextInputs): PlacedText[] {
    const obstacles: Box[] = [...inputs.covered];
    const numerals: PlacedText[] = [];
    const lines: Lines[] = [];
    for (const wish of inputs.wishes) {
      for (const plate of wish.numerals ?? []) this.#numeral(view, plate, inputs, obstacles, numerals);
      for (const callout of wish.callouts ?? []) lines.push(...calloutLines(view, callout, inputs, obstacles));
      for (const label of wish.names ?? [])
        lines.push(...labelLines(view, label, inputs, this.#standing.has(label.id)));
    }
    for (const [id, lost] of this.#lostMillis) {
      if (inputs.atMillis >= lost + AWAY_MILLIS || inputs.atMillis < lost) this.#lostMillis.delete(id);
    }
    const placed = placeTexts(
      lines.map(({ candidate }) => candidate).filter(({ id }) => !this.#lostMillis.has(id)),
      obstacles,
      this.#standing,
    );
    // Only what still asks for room has lost it: what left the picture comes back with it.
    for (const { candidate } of lines) {
      if (this.#standing.has(candidate.id) && !placed.has(candidate.id)) {
        this.#lostMillis.set(candidate.id, inputs.atMillis);
      }
    }
    this.#standing = placed;
    const texts = lines.flatMap(({ candidate, at }) => {
      const side = placed.get(candidate.id);
      return side === undefined ? [] : at(side);
    });
    return [...texts, ...numerals];
  }

  #numeral(view: View, wish: PlateNumeral, inputs: CityTextInputs, obstacles: Box[], into: PlacedText[]): void {
    const at = projectEnu(view, wish.enuMeters);
    if (!at || !inside(view, at.xCssPx, at.yCssPx)) return;
    const plate = wish.plateCssPx * inputs.scale;
    obstacles.push(boxAround(at.xCssPx, at.yCssPx, plate, plate));
    const sizeCssPx = plate * 0.62;
    const style: TextStyle = {
      font: numeralFont,
      sizeCssPx,
      colour: '#101010',
      halo: wish.colour,
      letterSpacingEm: 0,
    };
    into.push({ text: wish.text, style, xCssPx: at.xCssPx - sizeCssPx / 2, yCssPx: at.yCssPx, opacity: 1 });
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
