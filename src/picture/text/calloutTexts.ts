/** What stands beside marks: two lines for those that need eyes, numerals on plates. */
import { projectEnu, type View } from '../camera/pose.ts';
import type { CityTextInputs } from './cityTexts.ts';
import type { Box } from './placement.ts';
import { type PlacedText, type TextStyle, textWidthCssPx } from './textBoard.ts';
import { boxAround, isInside, mapFont, type TextLines } from './textLines.ts';
import type { Callout, PlateNumeral } from './textWishes.ts';

const numeralFont = '700 {size}px "Noto Serif SC", serif';
const CASE_CSS_PX = 17;
const HEAD_GAP_CSS_PX = 12;

/** A plate with its numeral stands where it is, and is an obstacle to all others; null outside the picture. */
export function numeralText(
  view: View,
  wish: PlateNumeral,
  inputs: CityTextInputs,
  obstacles: Box[],
): PlacedText | null {
  const at = projectEnu(view, wish.enuMeters);
  if (!at || !isInside(view, at.xCssPx, at.yCssPx)) return null;
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
  return { text: wish.text, style, xCssPx: at.xCssPx, yCssPx: at.yCssPx, isCentred: true, opacity: 1 };
}

/** Every mark is an obstacle; those that need eyes ask for room beside it, right first. */
export function calloutLines(view: View, callout: Callout, inputs: CityTextInputs, obstacles: Box[]): TextLines[] {
  const at = projectEnu(view, callout.enuMeters);
  if (!at || !isInside(view, at.xCssPx, at.yCssPx)) return [];
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
  const places = [0, 1.2, -1.95].flatMap((lines) => [
    [right, y + lines * lineHeight] as const,
    [left, y + lines * lineHeight] as const,
  ]);
  const isInPicture = ([minX]: readonly [number, number]): boolean => minX > 0 && minX + width < view.widthCssPx;
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
      candidate: {
        id: callout.id,
        priority: callout.priority,
        // One for each, so that a number means one spot in all pictures.
        spots: places.map((place) => (isInPicture(place) ? [box(place)] : [])),
      },
      at: (spot) => {
        const [xCssPx, yCssPx] = places[spot]!;
        return [
          { text: title, style: style(inputs.palette.text), xCssPx, yCssPx, opacity: 1 },
          { text: detail, style: style(detailColour), xCssPx, yCssPx: yCssPx + lineHeight, opacity: 1 },
        ];
      },
    },
  ];
}
