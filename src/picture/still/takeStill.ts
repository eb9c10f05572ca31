/** One instant of a view as a picture of any size, drawn strip by strip on the canvases of the screen. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { nearestMetersPerPx } from '../camera/metersPerPx.ts';
import type { View } from '../camera/pose.ts';
import type { CityPicture } from '../cityPicture.ts';
import { palettes } from '../palette.ts';
import { CityTexts } from '../text/cityTexts.ts';
import { drawStamp } from './stamp.ts';
import { drawMarksOver } from './stripPanes.ts';
import { type Strip, stripsOf, viewOfStrip } from './strips.ts';

/** Every graphics card and browser has canvases so large. */
export const MOST_STRIP_PX = 2048;
/** A canvas that has not the size it was given after so many frames never will. */
const MOST_FRAMES_FOR_MARKS = 120;

export interface StillOptions {
  readonly mostStripPx?: number;
  /** Written into the lower left corner, one below the other. */
  readonly lines?: readonly string[];
  readonly signal?: AbortSignal;
  onProgress?(stripsDone: number, strips: number): void;
}

export interface StillWish extends StillOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly atMillis: number;
  readonly pixelRatio: number;
}

/**
 * The next frame, and after it a turn for all else. Frames that are asked for as soon as the last ended go before every
 * other task where they are slow: tiles on their way would never come, and nobody could give the picture up.
 */
const nextFrame = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => window.setTimeout(resolve)));

/** The view in another shape: what it shows from top to bottom stays, to the sides it shows more or less. */
function reshaped(view: View, { widthPx, heightPx, pixelRatio }: StillWish): View {
  const { left, right, top, bottom } = view.tangents;
  const middle = (left + right) / 2;
  const half = ((top - bottom) * widthPx) / heightPx / 2;
  return {
    pose: view.pose,
    tangents: { left: middle - half, right: middle + half, top, bottom },
    widthCssPx: widthPx / pixelRatio,
    heightCssPx: heightPx / pixelRatio,
  };
}

/**
 * A PNG of `widthPx` × `heightPx`. Nobody else may draw meanwhile; the caller gives the canvases their size back. Each strip
 * waits for its own tiles, and all have the detail of the whole. Throws FaultError PICTURE-003 where no canvas is so large,
 * PICTURE-016 where the graphics card takes the canvases away meanwhile, and the signal's reason where that is aborted.
 */
export async function takeStill(picture: CityPicture, shown: View, wish: StillWish): Promise<Blob> {
  const { widthPx, heightPx, atMillis, lines = [] } = wish;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: widthPx, height: heightPx });
  const context = canvas.getContext('2d');
  if (!context) throw tooLarge(wish);
  const view = reshaped(shown, wish);
  const strips = stripsOf(widthPx, heightPx, wish.mostStripPx ?? MOST_STRIP_PX);
  // What is drawn is chosen once, for the whole: strips chosen one by one would part at their borders.
  picture.update(view, atMillis);
  for (const [index, strip] of strips.entries()) {
    wish.onProgress?.(index, strips.length);
    await drawStrip(context, picture, view, strip, wish);
  }
  const sight = { rays: () => picture.parts.rays, mostNames: Number.POSITIVE_INFINITY };
  picture.drawTexts(context, view, new CityTexts(), { covered: [], atMillis, sight });
  await drawStamp(context, lines, palettes[picture.theme]);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  // A canvas keeps its memory until somebody finds that nobody needs it.
  Object.assign(canvas, { width: 0, height: 0 });
  if (!blob) throw tooLarge(wish);
  wish.signal?.throwIfAborted();
  wish.onProgress?.(strips.length, strips.length);
  return blob;
}

async function drawStrip(
  context: CanvasRenderingContext2D,
  picture: CityPicture,
  view: View,
  strip: Strip,
  { widthPx, heightPx, atMillis, signal }: StillWish,
): Promise<void> {
  const metersPerPx = nearestMetersPerPx(view, heightPx);
  const part = viewOfStrip(view, strip, widthPx, heightPx);
  const at = [strip.xPx, strip.yPx] as const;
  const [gotWidthPx, gotHeightPx] = picture.setSize(strip.widthPx, strip.heightPx);
  if (gotWidthPx < strip.widthPx || gotHeightPx < strip.heightPx) throw tooLarge({ widthPx, heightPx });
  for (let framesSettled = 0, isWhole = false; !isWhole; ) {
    picture.drawCity(part, atMillis, metersPerPx);
    if (picture.settled) {
      framesSettled++;
      // A canvas keeps what was drawn on it until the task ends.
      context.drawImage(picture.scenes.cityCanvas, ...at);
      isWhole = drawMarksOver(context, picture, part, strip.widthPx, strip.heightPx, at);
      if (framesSettled > MOST_FRAMES_FOR_MARKS && !isWhole) throw tooLarge({ widthPx, heightPx });
    }
    // A context that went tells it by an event, after the task in which it went.
    await nextFrame();
    signal?.throwIfAborted();
    if (picture.scenes.isLost) throw new FaultError(fault('PICTURE-016'));
  }
}

function tooLarge({ widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): FaultError {
  return new FaultError(fault('PICTURE-003', { asked: `${widthPx} × ${heightPx}`, got: '0 × 0' }));
}
