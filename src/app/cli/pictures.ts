/**
 * `npm run pictures`: the README's pictures, taken anew of a product that runs. Their list is data: which station, how large,
 * in which light and language, looking where.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import { printFault } from '../console.ts';
import { DEFAULT_PORT } from '../options.ts';
import { projectFolder } from '../runtime.mjs';
import { findBrowser } from './browser.ts';
import { lightPicture } from './lightPicture.ts';

interface PictureWish {
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where it is kept smaller than it is taken. */
  readonly keptWidthPx?: number;
  /** Of the station below the base path, with its parameters. */
  readonly address: string;
}

const USUAL_LIST = 'data/shibei/pictures.json';
const USUAL_FOLDER = '.github/pictures';
/** A processor draws large walls in minutes, not seconds. */
const MOST_WAIT_MILLIS = 600_000;
/** After the map is whole: names settle and lists fill. */
const SETTLE_MILLIS = 6_000;
/** What a picture may weigh in the project: half a dozen are in every clone for ever. */
const MOST_BYTES = 370 * 1024;
/** As tests drive a browser: a machine without a card draws, too. */
const FLAGS = ['--headless=new', '--no-sandbox', '--ignore-gpu-blocklist', '--enable-unsafe-swiftshader'];
const optionNames = ['url', 'list', 'out', 'only', 'help'];

const helpText = `
重拍 README 的图片：先 npm start，再运行 / the README's pictures taken anew: npm start first, then

  npm run pictures                            全部，存到 ${USUAL_FOLDER} / all, into ${USUAL_FOLDER}
  npm run pictures -- --only wall-night-zh    一张，可用逗号分开几张 / one, or several parted by commas
  npm run pictures -- --url http://127.0.0.1:8401/ --out <folder> --list <file>
`;

interface Options {
  readonly url: string;
  readonly list: string;
  readonly out: string;
  readonly only: readonly string[] | null;
}

/** Null: help was asked for. Throws FaultError APP-005. */
function readOptions(argv: readonly string[]): Options | null {
  const { values, tokens } = parseArgs({
    ...{ args: [...argv], strict: false, tokens: true },
    options: {
      ...{ url: { type: 'string' }, list: { type: 'string' }, out: { type: 'string' }, only: { type: 'string' } },
      help: { type: 'boolean', short: 'h' },
    },
  });
  for (const token of tokens) {
    const named = token.kind === 'option' ? token.name : token.kind === 'positional' ? token.value : null;
    if (named === null || (token.kind === 'option' && optionNames.includes(named))) continue;
    const nearest = nearestName(named, optionNames);
    throw new FaultError(fault('APP-005', { option: named, nearest, help: 'npm run pictures -- --help' }));
  }
  if (values.help) return null;
  for (const [option, value] of Object.entries(values)) {
    if (value !== true) continue;
    throw new FaultError(fault('APP-006', { option, value: '', expected: 'npm run pictures -- --help' }));
  }
  const textOf = (value: unknown, usual: string): string => (typeof value === 'string' ? value : usual);
  return {
    url: baseOf(textOf(values.url, `http://127.0.0.1:${DEFAULT_PORT}/`)),
    list: path.resolve(projectFolder, textOf(values.list, USUAL_LIST)),
    out: path.resolve(projectFolder, textOf(values.out, USUAL_FOLDER)),
    only: typeof values.only === 'string' ? values.only.split(',') : null,
  };
}

function picturesOf(list: string): readonly PictureWish[] {
  try {
    return (JSON.parse(readFileSync(list, 'utf8')) as { readonly pictures: readonly PictureWish[] }).pictures;
  } catch (error) {
    throw new FaultError(fault('APP-006', { option: 'list', value: list, expected: String(error) }));
  }
}

/** With its last slash, below which addresses lie. Throws FaultError APP-006 for what is no address. */
function baseOf(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return url.href.replace(/\/?$/, '/');
  throw new FaultError(fault('APP-006', { option: 'url', value: text, expected: `http://127.0.0.1:${DEFAULT_PORT}/` }));
}

/** Throws FaultError APP-006 for a list that cannot be read, and for a name that is not on it. */
function wishesOf({ list, only }: Options): readonly PictureWish[] {
  const pictures = picturesOf(list);
  const known = pictures.map(({ name }) => name);
  const unknown = only?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new FaultError(fault('APP-006', { option: 'only', value: unknown, expected: known.join(', ') }));
  }
  return pictures.filter(({ name }) => only?.includes(name) ?? true);
}

/** Throws FaultError APP-006 where nobody serves the product there. */
async function ensureServed(url: string): Promise<void> {
  const answer = await fetch(new URL('package/district.json', url)).catch(() => null);
  if (answer?.ok) return;
  throw new FaultError(fault('APP-006', { option: 'url', value: url, expected: 'npm start' }));
}

/** Waits for the map or the ring of a station to be whole, and for what is shown to be live. */
async function untilWhole(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid="city"][data-ready="true"], [data-testid="ring"][data-ready="true"]', {
    timeout: MOST_WAIT_MILLIS,
  });
  await page.waitForTimeout(SETTLE_MILLIS);
  await page.waitForSelector('.link-banner', { state: 'detached', timeout: MOST_WAIT_MILLIS });
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(helpText);
    return;
  }
  const wishes = wishesOf(options);
  await ensureServed(options.url);
  mkdirSync(options.out, { recursive: true });
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: FLAGS });
  try {
    for (const { name, widthPx, heightPx, keptWidthPx = widthPx, address } of wishes) {
      const page = await browser.newPage({ viewport: { width: widthPx, height: heightPx } });
      await page.goto(new URL(address, options.url).href);
      await untilWhole(page);
      const png = await page.screenshot({ timeout: MOST_WAIT_MILLIS });
      await page.close();
      const { webp, quality } = await lightPicture(browser, png, { widthPx: keptWidthPx, mostBytes: MOST_BYTES });
      const file = path.join(options.out, `${name}.webp`);
      writeFileSync(file, webp);
      const weight = `${keptWidthPx} px wide, ${Math.ceil(webp.length / 1024)} KiB, WebP ${quality}`;
      console.log(`  ${path.relative(projectFolder, file)}  ${widthPx} × ${heightPx}  ${weight}`);
    }
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof FaultError)) throw error;
  for (const item of error.faults) printFault(item);
  process.exitCode = 1;
}
