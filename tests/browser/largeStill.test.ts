/** The largest still that a wall is asked for, drawn to its end: minutes on a processor, so `npm run test:long` only. */
import { expect, it } from 'vitest';
import { isLongRun } from '../support/longRun.ts';
import { servedCity } from '../support/servedBrowser.ts';
import { untilStill } from '../support/untilStill.ts';

const WALL = { widthPx: 11_520, heightPx: 3_240 } as const;
/** Mean of all channels: edges of a picture ten times as fine are softer, a strip that is missing or moved is tens. */
const MOST_DIFFERENCE = 3;

const served = servedCity();

it.runIf(isLongRun)('a still of 11520 × 3240 is the small one, finer', { timeout: 600_000 }, async () => {
  const { page, problems } = await served.openCity('?layers=buildings,roads,boundaries', { width: 640, height: 180 });
  await page.evaluate(() =>
    window.city.view.flyTo({ targetEnuMeters: [0, 0], rangeMeters: 1_500, headingDeg: 30, pitchDeg: -35 }, 0),
  );
  await untilStill(page);
  const seen = await page.evaluate(async ({ widthPx, heightPx }) => {
    const { view } = window.city;
    const done: (readonly [number, number])[] = [];
    const onProgress = (strips: number, of: number): number => done.push([strips, of]);
    const large = await createImageBitmap(await view.still(widthPx, heightPx, { onProgress }));
    const small = await createImageBitmap(await view.still(widthPx / 10, heightPx / 10));
    const pixelsOf = (image: ImageBitmap): Uint8ClampedArray => {
      const canvas = new OffscreenCanvas(small.width, small.height);
      const context = canvas.getContext('2d')!;
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      return context.getImageData(0, 0, canvas.width, canvas.height).data;
    };
    const [a, b] = [pixelsOf(large), pixelsOf(small)];
    const columns = 8;
    // By upright parts: one strip that fails is not lost among those that do not.
    const differences = Array.from({ length: columns }, (_, column) => {
      let [sum, count] = [0, 0];
      for (let at = 0; at < a.length; at++) {
        if (Math.floor(((Math.floor(at / 4) % small.width) * columns) / small.width) !== column) continue;
        sum += Math.abs(a[at]! - b[at]!);
        count++;
      }
      return sum / count;
    });
    return { size: [large.width, large.height], differences, done };
  }, WALL);
  expect(seen.size).toEqual([WALL.widthPx, WALL.heightPx]);
  const strips = seen.done.at(-1)![1];
  expect(seen.done.map(([done]) => done)).toEqual(Array.from({ length: strips + 1 }, (_, done) => done));
  expect(Math.max(...seen.differences)).toBeLessThan(MOST_DIFFERENCE);
  expect(problems).toEqual([]);
  await page.close();
});
