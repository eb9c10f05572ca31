/** One contender in a browser of its own: from navigation to the first complete picture, then frame after frame. */
import type { CDPSession } from 'playwright-core';
import { openBrowser, openPage } from '../../support/browser.ts';
import type { BenchPage } from './benchPage.ts';
import type { CountingProxy } from './countingProxy.ts';
import { HEIGHT_PX, WIDTH_PX } from './eye.ts';
import type { ContenderName } from './pages.ts';

export interface Measured {
  readonly firstMillis: number;
  /** Of the GPU process, per frame. */
  readonly gpuCpuMillis: number;
  /** Medians over the frames. */
  readonly scriptMillis: number;
  readonly wallMillis: number;
  readonly drawCalls: number;
  readonly triangles: number;
  readonly textureBytes: number;
  readonly bufferBytes: number;
  readonly heapBytes: number;
  /** Up to the first complete picture, as they travelled. */
  readonly codeBytes: number;
  readonly dataBytes: number;
  readonly requests: number;
  readonly frames: number;
}

export interface Round {
  readonly fromHeadingDeg: number;
  readonly frames: number;
  /** No more frames are begun after this. */
  readonly mostMillis: number;
  /** Where a picture of the last frame is kept. */
  readonly pictureFile?: string;
}

/** The eye goes once around in the frames that are counted. */
const ROUND_DEG = 360;
/** What a turn of the eye needs is loaded before frames are counted. */
const WARM_FRAMES = 12;
const READY_MILLIS = 180_000;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function gpuCpuMillis(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const gpu = processInfo.find(({ type }) => type === 'GPU');
  if (!gpu) throw new Error('this browser draws without a GPU process');
  return gpu.cpuTime * 1000;
}

const isData = (path: string): boolean => /^\/(package|data|api)\//.test(path);

export async function measure(name: ContenderName, proxy: CountingProxy, round: Round): Promise<Measured> {
  const browser = await openBrowser();
  try {
    const processes = await browser.newBrowserCDPSession();
    proxy.forget();
    const { page, problems, elsewhere } = await openPage(browser, `${proxy.origin}/${name}.html`, {
      width: WIDTH_PX,
      height: HEIGHT_PX,
    });
    await page.waitForFunction(() => window.bench?.readyMillis !== null, null, { timeout: READY_MILLIS });
    const bytes = [...proxy.bytesOf];
    const { requests } = proxy;
    const total = (entries: readonly (readonly [string, number])[]): number =>
      entries.reduce((sum, [, count]) => sum + count, 0);
    const firstMillis = (await page.evaluate(() => window.bench.readyMillis))!;
    const run = (from: number, step: number, frames: number, most: number): ReturnType<BenchPage['run']> =>
      page.evaluate(([f, s, n, m]) => window.bench.run(f!, s!, n!, m!), [from, step, frames, most]);
    await run(round.fromHeadingDeg, ROUND_DEG / WARM_FRAMES, WARM_FRAMES, round.mostMillis);
    const before = await gpuCpuMillis(processes);
    const figures = await run(round.fromHeadingDeg, ROUND_DEG / round.frames, round.frames, round.mostMillis);
    const spent = (await gpuCpuMillis(processes)) - before;
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const memory = await page.evaluate(() => window.bench.memory());
    if (round.pictureFile) await page.screenshot({ path: round.pictureFile, timeout: 60_000 });
    const failures = await page.evaluate(() => window.bench.failures);
    const wrong = [...problems, ...elsewhere.map((url) => `asked elsewhere: ${url}`), ...failures];
    if (wrong.length > 0) throw new Error(`${name}: ${wrong.join('; ')}`);
    return {
      firstMillis,
      gpuCpuMillis: spent / figures.wallMillis.length,
      scriptMillis: median(figures.scriptMillis),
      wallMillis: median(figures.wallMillis),
      drawCalls: median(figures.drawCalls),
      triangles: median(figures.triangles),
      ...memory,
      heapBytes: usedSize,
      codeBytes: total(bytes.filter(([path]) => !isData(path))),
      dataBytes: total(bytes.filter(([path]) => isData(path))),
      requests,
      frames: figures.wallMillis.length,
    };
  } finally {
    await browser.close();
  }
}
