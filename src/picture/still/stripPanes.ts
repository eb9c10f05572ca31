/**
 * A live picture larger than any canvas of its card: panes side by side, each a strip of the same view. The engines draw one
 * strip after the other on canvases out of sight; each is copied with its marks and texts into its pane.
 */
import { nearestMetersPerPx } from '../camera/metersPerPx.ts';
import type { View } from '../camera/pose.ts';
import type { CityPicture } from '../cityPicture.ts';
import type { PlacedText } from '../text/textBoard.ts';
import { evenStripsOf, type Strip, viewOfStrip } from './strips.ts';

interface Pane {
  readonly strip: Strip;
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** Its tiles and marks were all there when it was last drawn. */
  isWhole: boolean;
}

export interface StripPanesOptions {
  /** Filled with the panes. */
  readonly box: HTMLElement;
  /** Of the whole picture. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** No canvas may be wider or higher. */
  readonly mostPx: number;
  /** Of the screen. */
  readonly pixelRatio: number;
}

export class StripPanes {
  readonly #options: StripPanesOptions;
  readonly #panes: readonly Pane[];
  #placed: readonly PlacedText[] = [];

  constructor(options: StripPanesOptions) {
    this.#options = options;
    const { box, widthPx, heightPx, mostPx } = options;
    this.#panes = evenStripsOf(widthPx, heightPx, mostPx).map((strip) => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, {
        width: Math.min(strip.widthPx, widthPx - strip.xPx),
        height: Math.min(strip.heightPx, heightPx - strip.yPx),
      });
      Object.assign(canvas.style, {
        position: 'absolute',
        pointerEvents: 'none',
        left: `${(100 * strip.xPx) / widthPx}%`,
        top: `${(100 * strip.yPx) / heightPx}%`,
        width: `${(100 * canvas.width) / widthPx}%`,
        height: `${(100 * canvas.height) / heightPx}%`,
      });
      box.append(canvas);
      return { strip, canvas, context: canvas.getContext('2d')!, isWhole: false };
    });
  }

  /** The engines' canvases have to be so large, in device pixels of the screen. */
  get stripPx(): readonly [widthPx: number, heightPx: number] {
    const { widthPx, heightPx } = this.#panes[0]!.strip;
    return [widthPx, heightPx];
  }

  /** No tile and no mark of the whole view is missing. */
  get isWhole(): boolean {
    return this.#panes.every(({ isWhole }) => isWhole);
  }

  /**
   * All panes with these texts; with null, nothing changed: the next one that waits for tiles is drawn alone until it has
   * them, for another window would cancel what this one asked for. True where something was drawn.
   */
  draw(picture: CityPicture, view: View, atMillis: number, placed: readonly PlacedText[] | null): boolean {
    if (placed) this.#placed = placed;
    const panes = placed ? this.#panes : this.#panes.filter(({ isWhole }) => !isWhole).slice(0, 1);
    const metersPerPx = nearestMetersPerPx(view, this.#options.heightPx);
    for (const pane of panes) this.#draw(pane, picture, view, atMillis, metersPerPx);
    return panes.length > 0;
  }

  #draw(pane: Pane, picture: CityPicture, view: View, atMillis: number, metersPerPx: number): void {
    const { strip, context } = pane;
    const { widthPx, heightPx } = this.#options;
    const part = viewOfStrip(view, strip, widthPx, heightPx);
    picture.drawCity(part, atMillis, metersPerPx);
    // Coarser than the screen where the quality says so.
    context.drawImage(picture.scenes.cityCanvas, 0, 0, strip.widthPx, strip.heightPx);
    const hasMarks = drawMarksOver(context, picture, part, strip.widthPx, strip.heightPx);
    context.setTransform(1, 0, 0, 1, -strip.xPx, -strip.yPx);
    picture.writeTexts(context, this.#placed);
    context.setTransform(1, 0, 0, 1, 0, 0);
    pane.isWhole = picture.settled && hasMarks;
  }

  dispose(): void {
    for (const { canvas } of this.#panes) canvas.remove();
  }
}

/**
 * Marks of a view over what stands in a window of so many pixels from the upper left corner. False where their canvas has
 * not the view's size yet: it takes it a frame or two after it was asked to.
 */
export function drawMarksOver(
  context: CanvasRenderingContext2D,
  picture: CityPicture,
  view: View,
  widthPx: number,
  heightPx: number,
  [xPx, yPx]: readonly [number, number] = [0, 0],
): boolean {
  if (!picture.drawMarks(view)) return true;
  const marks = picture.scenes.markCanvas!;
  // Screens with fractions of pixels round.
  const fits = Math.abs(marks.width - widthPx) <= 1 && Math.abs(marks.height - heightPx) <= 1;
  if (fits) context.drawImage(marks, xPx, yPx, widthPx, heightPx);
  return fits;
}
