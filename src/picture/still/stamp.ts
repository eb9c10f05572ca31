/** What a saved picture says of itself in its lower left corner: where, when, and whether it is of a real place. */
import type { Palette } from '../palette.ts';
import { type PlacedText, TextBoard, type TextStyle } from '../text/textBoard.ts';

const FONT = '{size}px "Noto Sans SC", sans-serif';
/** Of the picture's height; never so small that nobody reads it. */
const SIZE_SHARE = 1 / 72;
const LEAST_SIZE_PX = 15;
const LINE_EM = 1.5;
const MARGIN_EM = 1.1;

/** The last line stands lowest. Letters that are not here yet are fetched first. */
export async function drawStamp(
  context: CanvasRenderingContext2D,
  lines: readonly string[],
  palette: Pick<Palette, 'text' | 'halo'>,
): Promise<void> {
  const { height } = context.canvas;
  const sizeCssPx = Math.max(LEAST_SIZE_PX, Math.round(height * SIZE_SHARE));
  const style: TextStyle = { font: FONT, sizeCssPx, colour: palette.text, halo: palette.halo, letterSpacingEm: 0 };
  // A picture in a stand-in's letters is better than none.
  await document.fonts.load(FONT.replace('{size}', String(sizeCssPx)), lines.join('')).catch(() => []);
  const placed = lines.map(
    (text, line): PlacedText => ({
      ...{ text, style, opacity: 1, xCssPx: MARGIN_EM * sizeCssPx },
      yCssPx: height - (MARGIN_EM + (lines.length - line - 0.5) * LINE_EM) * sizeCssPx,
    }),
  );
  const board = new TextBoard();
  board.draw(context, placed, 1);
  board.clear();
}
