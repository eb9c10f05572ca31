/** Compares a screenshot with its golden picture; `UPDATE_GOLDEN=1` writes it anew, to be looked at before it is kept. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const goldenFolder = path.resolve(import.meta.dirname, '../golden');
const reportFolder = path.resolve(import.meta.dirname, '../../.beiyang/test/golden');

/** Share of pixels that differ visibly. Throws where there is no golden picture. */
export function differenceFromGolden(name: string, png: Buffer, mayUpdate = true): number {
  const file = path.join(goldenFolder, `${name}.png`);
  if (mayUpdate && process.env.UPDATE_GOLDEN === '1') writeFileSync(file, png);
  if (!existsSync(file)) throw new Error(`no golden picture ${file}: run with UPDATE_GOLDEN=1 and look at it`);
  const [golden, taken] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(png)];
  if (golden.width !== taken.width || golden.height !== taken.height) return 1;
  const difference = new PNG({ width: golden.width, height: golden.height });
  const count = pixelmatch(golden.data, taken.data, difference.data, golden.width, golden.height, { threshold: 0.04 });
  if (count > 0) {
    mkdirSync(reportFolder, { recursive: true });
    writeFileSync(path.join(reportFolder, `${name}.taken.png`), png);
    writeFileSync(path.join(reportFolder, `${name}.difference.png`), PNG.sync.write(difference));
  }
  return count / (golden.width * golden.height);
}

/** Mean brightness of a picture, 0…255. */
export function brightnessOf(png: Buffer): number {
  const { data } = PNG.sync.read(png);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += data[at]! + data[at + 1]! + data[at + 2]!;
  return sum / (data.length / 4) / 3;
}

/** Pixels that are lit as a window is by night: warm, and much lighter than any wall. */
export function warmPixelsOf(png: Buffer): number {
  const { data } = PNG.sync.read(png);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at]! > 130 && data[at]! - data[at + 2]! > 60) count++;
  return count;
}

/** Standard deviation of a picture's brightness, 0…255: a blank canvas has none. */
export function contrastOf(png: Buffer): number {
  const { data } = PNG.sync.read(png);
  let [sum, squares, count] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const value = (data[at]! + data[at + 1]! + data[at + 2]!) / 3;
    sum += value;
    squares += value * value;
    count++;
  }
  return Math.sqrt(squares / count - (sum / count) ** 2);
}
