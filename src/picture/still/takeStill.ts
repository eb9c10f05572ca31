/** One instant of a view as a picture of any size, drawn strip by strip on the canvases of the screen. */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { nearestMetersPerPx } from '../camera/metersPerPx.ts';
import type { View } from '../camera/pose.ts';
import type { CityPicture } from '../cityPicture.ts';
import { CityTexts } from '../text/cityTexts.ts';
import { stripsOf, viewOfStrip } from './strips.ts';

/** Every graphics card and browser has canvases so large. */
export const MOST_STRIP_PX = 2048;

export interface StillWish {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly atMillis: number;
  readonly pixelRatio: number;
  readonly mostStripPx: number;
}

const animationFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

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
 * waits for its own tiles, and all have the detail of the whole. Throws FaultError PICTURE-003 where no canvas is so large.
 */
export async function takeStill(picture: CityPicture, shown: View, wish: StillWish): Promise<Blob> {
  const { widthPx, heightPx, atMillis } = wish;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: widthPx, height: heightPx });
  const context = canvas.getContext('2d');
  const view = reshaped(shown, wish);
  const metersPerPx = nearestMetersPerPx(view, heightPx);
  for (const strip of stripsOf(widthPx, heightPx, wish.mostStripPx)) {
    const part = viewOfStrip(view, strip, widthPx, heightPx);
    picture.setSize(strip.widthPx, strip.heightPx);
    picture.update(part, atMillis);
    picture.drawCity(part, atMillis, metersPerPx);
    while (!picture.settled) {
      await animationFrame();
      picture.drawCity(part, atMillis, metersPerPx);
    }
    // A canvas keeps what was drawn on it until the task ends.
    context?.drawImage(picture.scenes.cityCanvas, strip.xPx, strip.yPx);
    if (picture.drawMarks(part)) context?.drawImage(picture.scenes.markCanvas, strip.xPx, strip.yPx);
  }
  if (context) {
    const sight = { rays: () => picture.parts.rays, mostNames: Number.POSITIVE_INFINITY };
    picture.drawTexts(context, view, new CityTexts(), { covered: [], atMillis, sight });
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new FaultError(fault('PICTURE-003', { asked: `${widthPx} × ${heightPx}`, got: '0 × 0' }));
  return blob;
}
