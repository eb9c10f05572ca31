/** PNG files as pixels, and what tells two of them apart. */
import pixelmatch from 'pixelmatch';
import { PIXEL_THRESHOLD } from './tolerance.ts';

export async function pixelsOf(png: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(png);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

export interface Difference {
  /** Of all pixels. */
  readonly share: number;
  /** Differing pixels in red, all others clear. */
  readonly marks: ImageData;
}

/** Null for pictures of two sizes. */
export function differenceOf(a: ImageData, b: ImageData): Difference | null {
  const { width, height } = a;
  if (width !== b.width || height !== b.height) return null;
  const marks = new ImageData(width, height);
  const count = pixelmatch(a.data, b.data, marks.data, width, height, {
    ...{ threshold: PIXEL_THRESHOLD, diffMask: true, diffColor: [255, 40, 60] },
  });
  return { share: count / (width * height), marks };
}
