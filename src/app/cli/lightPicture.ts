/** A screenshot made light enough to lie in the project: WebP, packed by the browser that took it. */
import type { Browser } from 'playwright-core';
import { invariant } from '../../model/faults/invariant.ts';

export interface LightPicture {
  readonly webp: Buffer;
  /** 0…1, as the browser's encoder understands it. */
  readonly quality: number;
}

/** From as good as one can tell by eye to where letters begin to fray. */
const QUALITIES = [0.9, 0.85, 0.8, 0.7, 0.6, 0.5, 0.4];

/** At that width, the best quality that stays within so many bytes; the lowest where none does. */
export async function lightPicture(
  browser: Browser,
  png: Buffer,
  { widthPx, mostBytes }: { readonly widthPx: number; readonly mostBytes: number },
): Promise<LightPicture> {
  const page = await browser.newPage();
  try {
    const packed = await page.evaluate(
      async ({ base64, qualities, width, most }) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
        const canvas = new OffscreenCanvas(width, Math.round((image.height * width) / image.width));
        const context = canvas.getContext('2d')!;
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        let last = { quality: 1, bytes: [] as number[] };
        for (const quality of qualities) {
          const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
          last = { quality, bytes: [...new Uint8Array(await blob.arrayBuffer())] };
          if (blob.size <= most) break;
        }
        return last;
      },
      { base64: png.toString('base64'), qualities: QUALITIES, width: widthPx, most: mostBytes },
    );
    const webp = Buffer.from(packed.bytes);
    invariant(webp.subarray(8, 12).toString('latin1') === 'WEBP', 'a browser that packs WebP');
    return { webp, quality: packed.quality };
  } finally {
    await page.close();
  }
}
