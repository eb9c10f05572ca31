/**
 * Names and figures on a 2-D canvas above the marks: crisp at every size, with a soft halo in ground colour and no
 * boxes. Each text is drawn once into a bitmap and then only moved; a frame costs one copy per text.
 */

export interface TextStyle {
  readonly font: string;
  readonly sizeCssPx: number;
  readonly colour: string;
  readonly halo: string;
  readonly letterSpacingEm: number;
  /** Letters upright, one below the other. */
  readonly stacked?: boolean;
}

export interface PlacedText {
  readonly text: string;
  readonly style: TextStyle;
  /** Left edge and baseline middle of the text. */
  readonly xCssPx: number;
  readonly yCssPx: number;
  /** Its middle, not its left edge, stands at x: whatever its face makes it wide. */
  readonly isCentred?: boolean;
  readonly opacity: number;
  /** Clockwise about the text's middle, which then stands at x and y. */
  readonly turnRad?: number;
}

const HALO_CSS_PX = 5;
const KEPT_BITMAPS = 600;

interface Bitmap {
  readonly image: ImageBitmap;
  usedFrame: number;
}

export class TextBoard {
  readonly #bitmaps = new Map<string, Bitmap>();
  #frame = 0;

  /** Draws all texts into `context`, whose unit is device pixels. */
  draw(context: CanvasRenderingContext2D, texts: readonly PlacedText[], pixelRatio: number): void {
    this.#frame++;
    for (const item of texts) {
      const bitmap = this.#bitmapOf(item, pixelRatio);
      context.globalAlpha = item.opacity;
      if (item.turnRad !== undefined) {
        drawTurned(context, bitmap.image, item.xCssPx * pixelRatio, item.yCssPx * pixelRatio, item.turnRad);
        continue;
      }
      // Whole pixels: a text that glides by fractions shimmers.
      context.drawImage(
        bitmap.image,
        Math.round(item.xCssPx * pixelRatio - (item.isCentred ? bitmap.image.width / 2 : HALO_CSS_PX * pixelRatio)),
        Math.round(item.yCssPx * pixelRatio - bitmap.image.height / 2),
      );
    }
    context.globalAlpha = 1;
    if (this.#bitmaps.size > KEPT_BITMAPS) this.#forgetUnused();
  }

  #bitmapOf({ text, style }: PlacedText, pixelRatio: number): Bitmap {
    const key = `${text}\n${style.font}\n${style.sizeCssPx}\n${style.colour}\n${style.halo}\n${style.letterSpacingEm}\n${style.stacked ?? false}\n${pixelRatio}`;
    let bitmap = this.#bitmaps.get(key);
    if (!bitmap) {
      bitmap = drawBitmap(text, style, pixelRatio);
      this.#bitmaps.set(key, bitmap);
    }
    bitmap.usedFrame = this.#frame;
    return bitmap;
  }

  #forgetUnused(): void {
    for (const [key, { image, usedFrame }] of this.#bitmaps) {
      if (usedFrame === this.#frame) continue;
      image.close();
      this.#bitmaps.delete(key);
    }
  }

  /** Lets all images go: no longer wanted, or drawn with a stand-in of the font that arrived. */
  clear(): void {
    for (const { image } of this.#bitmaps.values()) image.close();
    this.#bitmaps.clear();
  }
}

function drawTurned(
  context: CanvasRenderingContext2D,
  bitmap: ImageBitmap,
  middleX: number,
  middleY: number,
  turnRad: number,
): void {
  context.translate(middleX, middleY);
  context.rotate(turnRad);
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  context.rotate(-turnRad);
  context.translate(-middleX, -middleY);
}

/** All texts are drawn on this one: a canvas of its own keeps its fonts and their shapes, 30 kB a text (Chromium). */
let pen: OffscreenCanvasRenderingContext2D | null = null;

function drawBitmap(text: string, style: TextStyle, pixelRatio: number): Bitmap {
  const sizePx = style.sizeCssPx * pixelRatio;
  const haloPx = HALO_CSS_PX * pixelRatio;
  pen ??= new OffscreenCanvas(1, 1).getContext('2d')!;
  const context = pen;
  const { canvas } = context;
  const setUp = (): void => {
    context.font = style.font.replace('{size}', String(sizePx));
    context.letterSpacing = `${style.stacked ? 0 : style.letterSpacingEm * sizePx}px`;
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
  };
  setUp();
  const pieces = style.stacked ? [...text] : [text];
  const widthPx = Math.ceil(Math.max(...pieces.map((piece) => context.measureText(piece).width)));
  const linePx = sizePx * (1 + style.letterSpacingEm);
  const heightPx = Math.ceil(style.stacked ? linePx * pieces.length : sizePx * 1.5);
  canvas.width = widthPx + 2 * haloPx;
  canvas.height = heightPx + 2 * haloPx;
  setUp(); // a new size forgets it
  const middleOf = (row: number): number => canvas.height / 2 + (row - (pieces.length - 1) / 2) * linePx;
  for (const [width, alpha] of [
    [haloPx * 1.5, 0.28],
    [haloPx * 0.7, 0.62],
  ] as const) {
    context.globalAlpha = alpha;
    context.lineWidth = width;
    context.strokeStyle = style.halo;
    for (const [row, piece] of pieces.entries()) context.strokeText(piece, haloPx, middleOf(row));
  }
  context.globalAlpha = 1;
  context.fillStyle = style.colour;
  for (const [row, piece] of pieces.entries()) context.fillText(piece, haloPx, middleOf(row));
  return { image: canvas.transferToImageBitmap(), usedFrame: 0 };
}

/** Width by the shape of the script: Han one em, Latin and figures a little over half. Good to a few per cent. */
export function textWidthCssPx(text: string, sizeCssPx: number, letterSpacingEm = 0): number {
  let em = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    // The map's face gives a middle dot a whole square, as it does Chinese signs.
    em +=
      (code >= 0x2e80 || code === 0xb7 ? 1 : code === 0x20 ? 0.26 : code >= 0x41 && code <= 0x5a ? 0.66 : 0.56) +
      letterSpacingEm;
  }
  return em * sizeCssPx;
}
