/** The ring view around a picture that only keeps account: what is drawn into which pane, and what happens when it throws. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaultAnswer } from '../../src/model/faults/fault.ts';
import { createRingView, type RingViewOptions } from '../../src/picture/ring/createRingView.ts';
import { FakeFrames } from '../support/fakeFrames.ts';

const account = vi.hoisted(() => ({
  texts: [] as unknown[],
  cityDraws: 0,
  breaksAfter: Number.POSITIVE_INFINITY,
  isLost: false,
  losses: 0,
}));

vi.mock('../../src/picture/engines/rendering.ts', async () => {
  const { unmeasured } = await import('../../src/picture/quality/measured.ts');
  return { measuredRendering: () => unmeasured };
});
vi.mock('../../src/picture/cityPicture.ts', () => ({
  CityPicture: class {
    readonly loaded = Promise.resolve();
    readonly marksReady = Promise.resolve();
    readonly settled = true;
    readonly scenes = {
      cityCanvas: {},
      markCanvas: { style: {}, width: 1 },
      get isLost(): boolean {
        return account.isLost;
      },
      get losses(): number {
        return account.losses;
      },
    };
    setDetail(): void {}
    setSize(widthPx: number, heightPx: number): readonly [number, number] {
      return [widthPx, heightPx];
    }
    update(): { city: boolean; marks: boolean } {
      return { city: true, marks: true };
    }
    drawCity(): void {
      if (++account.cityDraws > account.breaksAfter) throw new Error('context gone');
    }
    drawMarks(): void {}
    drawTexts(_context: unknown, _view: unknown, texts: unknown): void {
      account.texts.push(texts);
    }
    dispose(): void {}
  },
}));

const fakeCanvas = () => ({
  style: {},
  width: 1,
  height: 1,
  getContext: () => ({ drawImage: () => {}, globalAlpha: 1 }),
  remove: () => {},
});
const container = () => ({ clientWidth: 200, clientHeight: 200, append: () => {} }) as unknown as HTMLElement;

let frames: FakeFrames;
beforeEach(() => {
  frames = new FakeFrames();
  Object.assign(account, { texts: [], cityDraws: 0, breaksAfter: Number.POSITIVE_INFINITY, isLost: false, losses: 0 });
  vi.stubGlobal('document', { createElement: fakeCanvas });
  vi.stubGlobal('window', { devicePixelRatio: 1, ...frames });
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function open(faults: FaultAnswer[] = []) {
  return createRingView({
    containers: [container(), container(), container()],
    segments: [0, 1, 2],
    base: '/',
    manifest: { boundsEnuMeters: { minX: -1, maxX: 1, minY: -1, maxY: 1 } },
    live: {},
    clock: { nowMillis: () => 1_000_000 },
    language: 'zh',
    drifts: true,
    onProgress: () => {},
    onFault: (fault: FaultAnswer) => faults.push(fault),
  } as unknown as RingViewOptions);
}

describe('the ring view', () => {
  it('keeps the names of each segment to that segment', async () => {
    const view = open();
    await Promise.resolve().then(() => {});
    await Promise.resolve();
    frames.run(8);
    const lastFrame = account.texts.slice(-3);
    expect(new Set(lastFrame).size).toBe(3);
    expect(account.texts.slice(-6, -3)).toEqual(lastFrame);
    for (const [at, texts] of lastFrame.entries()) expect(account.texts.at(-6 + at)).toBe(texts);
    view.dispose();
  });

  it('keeps what it shows while the graphics card is away, then draws every segment by itself', async () => {
    const view = open();
    await Promise.resolve().then(() => {});
    await Promise.resolve();
    frames.run(8);
    Object.assign(account, { isLost: true, losses: 1 });
    const before = account.cityDraws;
    frames.run(5);
    expect(account.cityDraws).toBe(before);
    account.isLost = false;
    frames.run(1);
    expect(account.cityDraws).toBe(before + 1);
    frames.run(2);
    expect(account.cityDraws).toBe(before + 3);
    frames.run(1);
    expect(account.cityDraws).toBe(before + 6);
    expect(view.contextLosses()).toBe(1);
    view.dispose();
  });

  it('ends at the first frame that throws, with one fault', () => {
    const faults: FaultAnswer[] = [];
    account.breaksAfter = 1;
    open(faults);
    frames.run(5);
    expect(faults.map(({ code }) => code)).toEqual(['PICTURE-009']);
    expect(account.cityDraws).toBe(2);
  });
});
