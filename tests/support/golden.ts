/** Compares a picture with its golden one; `UPDATE_GOLDEN=1` writes it anew, to be looked at before it is kept. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { PIXEL_THRESHOLD } from '../gallery/tolerance.ts';

const goldenFolder = path.resolve(import.meta.dirname, '../golden');
const reportFolder = path.resolve(import.meta.dirname, '../../.beiyang/test/golden');

/** Folders of `tests/golden`, each a scene, in the gallery's order. */
export function goldenNames(): string[] {
  const orderOf = (name: string): number =>
    JSON.parse(readFileSync(path.join(goldenFolder, name, 'case.json'), 'utf8')).order;
  return readdirSync(goldenFolder).sort((a, b) => orderOf(a) - orderOf(b));
}

/** Share of pixels that differ visibly between two PNG files; 1 where they are of two sizes. */
export function differenceBetween(a: Buffer, b: Buffer): number {
  return compared(a, b).share;
}

function compared(a: Buffer, b: Buffer): { readonly share: number; readonly marks: PNG | null } {
  const [first, second] = [PNG.sync.read(a), PNG.sync.read(b)];
  const { width, height } = first;
  if (width !== second.width || height !== second.height) return { share: 1, marks: null };
  const marks = new PNG({ width, height });
  const count = pixelmatch(first.data, second.data, marks.data, width, height, { threshold: PIXEL_THRESHOLD });
  return { share: count / (width * height), marks };
}

/**
 * Share of pixels that differ visibly from `tests/golden/<name>/expected.png`; what was taken and what differs is kept in
 * `.beiyang/test/golden` to be looked at. Throws where there is no golden picture.
 */
export function differenceFromGolden(name: string, png: Buffer): number {
  const file = path.join(goldenFolder, name, 'expected.png');
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, packed(png));
  if (!existsSync(file)) throw new Error(`no golden picture ${file}: run with UPDATE_GOLDEN=1 and look at it`);
  const { share, marks } = compared(readFileSync(file), png);
  if (share > 0) {
    mkdirSync(reportFolder, { recursive: true });
    writeFileSync(path.join(reportFolder, `${name}.taken.png`), png);
    if (marks) writeFileSync(path.join(reportFolder, `${name}.difference.png`), PNG.sync.write(marks));
  }
  return share;
}

/** The same pixels in fewer bytes: browsers pack in haste, and what is always opaque needs no fourth channel. */
function packed(png: Buffer): Buffer {
  return PNG.sync.write(PNG.sync.read(png), { deflateLevel: 9, colorType: 2 });
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
