/** Canvases of a view around a picture that only keeps account: when it is drawn in strips, and what is told. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { View } from '../../src/picture/camera/pose.ts';
import type { CityPicture } from '../../src/picture/cityPicture.ts';
import { ViewCanvases } from '../../src/picture/viewCanvases.ts';

class FakeElement {
  width = 300;
  height = 150;
  readonly style: Record<string, string> = {};
  readonly children: FakeElement[] = [];
  readonly drawn: unknown[][] = [];
  getContext(): object {
    return {
      drawImage: (...values: unknown[]) => this.drawn.push(values),
      setTransform: () => {},
      clearRect: () => {},
    };
  }
  append(child: FakeElement): void {
    this.children.push(child);
  }
  remove(): void {}
}

/** A picture whose card gives canvases of at most so many pixels a side. */
function pictureOn(mostPx: number, canvases: ViewCanvases) {
  const account = { sizes: [] as number[][], views: [] as View[], settledAfter: 0 };
  const picture = {
    scenes: { cityCanvas: canvases.cityCanvas, markCanvas: canvases.markCanvas, isLost: false },
    setSize(width: number, height: number) {
      account.sizes.push([width, height]);
      return [Math.min(width, mostPx), Math.min(height, mostPx)];
    },
    drawCity: (view: View) => account.views.push(view),
    drawMarks: () => false,
    placeTexts: () => [],
    writeTexts: () => {},
    drawTexts: () => false,
    get settled() {
      return account.views.length >= account.settledAfter;
    },
  };
  return { picture: picture as unknown as CityPicture, account };
}

const faults: string[] = [];
const gone: string[] = [];
function canvasesWith(mostCanvasPx: number, pixelRatio = 1): ViewCanvases {
  return new ViewCanvases({
    container: new FakeElement() as unknown as HTMLElement,
    ...{ pixelRatio, mostCanvasPx },
    onFault: (fault) => faults.push(`${fault.code} ${fault.en.message}`),
    onFaultGone: (fault) => gone.push(fault.code),
  });
}

const panesOf = ({ nowBox }: ViewCanvases): FakeElement[] => (nowBox as unknown as FakeElement).children.slice(1);
const view: View = {
  pose: { eyeEnuMeters: [0, 0, 900], heading: [0, 1], pitch: [-0.6, 0.8] },
  tangents: { left: -1.6, right: 1.6, bottom: -0.5, top: 0.4 },
  widthCssPx: 11_520,
  heightCssPx: 3_240,
};
const now = { covered: [], atMillis: 0 };
const changed = { city: true, marks: true, isChanged: true };
const waiting = { city: true, marks: false, isChanged: false };

beforeEach(() => {
  vi.stubGlobal('document', { createElement: () => new FakeElement() });
  faults.length = 0;
  gone.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

describe('the canvases of a view', () => {
  it('are one over the other where the card has them so large', () => {
    const canvases = canvasesWith(16_384);
    const { picture, account } = pictureOn(16_384, canvases);
    canvases.resize(picture, 11_520, 3_240, 1);
    expect([canvases.isParted, account.sizes, faults]).toEqual([false, [[11_520, 3_240]], []]);
    expect(canvases.draw(picture, view, changed, now)).toBe(true);
    expect(account.views).toEqual([view]);
    expect(canvases.draw(picture, view, { city: false, marks: false, isChanged: false }, now)).toBe(false);
  });

  it('are panes side by side for a wall of 11520 × 3240 on a card of 8192, each a strip of the view', () => {
    const canvases = canvasesWith(8_192);
    const { picture, account } = pictureOn(8_192, canvases);
    canvases.resize(picture, 11_520, 3_240, 1);
    expect([canvases.isParted, account.sizes, faults]).toEqual([true, [[5_760, 3_240]], []]);
    expect(panesOf(canvases).map(({ width, height, style }) => [width, height, style.left])).toEqual([
      [5_760, 3_240, '0%'],
      [5_760, 3_240, '50%'],
    ]);
    expect(canvases.draw(picture, view, changed, now)).toBe(true);
    expect(account.views.map(({ tangents }) => [tangents.left, tangents.right])).toEqual([
      [-1.6, 0],
      [0, 1.6],
    ]);
    expect(canvases.isSettled(picture)).toBe(true);
  });

  it('are drawn coarser as a whole, and stretched, where the quality says so', () => {
    const canvases = canvasesWith(4_096, 2);
    const { picture, account } = pictureOn(4_096, canvases);
    canvases.resize(picture, 3_840, 1_080, 0.5);
    expect(account.sizes).toEqual([[1_920, 1_080]]);
    canvases.draw(picture, view, changed, now);
    expect(panesOf(canvases).map(({ width, drawn }) => [width, drawn[0]!.slice(1)])).toEqual([
      [3_840, [0, 0, 3_840, 2_160]],
      [3_840, [0, 0, 3_840, 2_160]],
    ]);
  });

  it('wait for tiles pane by pane: another window would cancel what one asked for', () => {
    const canvases = canvasesWith(8_192);
    const { picture, account } = pictureOn(8_192, canvases);
    canvases.resize(picture, 11_520, 3_240, 1);
    account.settledAfter = 5;
    canvases.draw(picture, view, changed, now);
    expect([account.views.length, canvases.isSettled(picture)]).toEqual([2, false]);
    for (let frame = 0; frame < 4; frame++) canvases.draw(picture, view, waiting, now);
    const sides = account.views.map(({ tangents }) => (tangents.left < 0 ? 'left' : 'right'));
    expect(sides).toEqual(['left', 'right', 'left', 'left', 'left', 'right']);
    expect(canvases.isSettled(picture)).toBe(true);
    expect(canvases.draw(picture, view, waiting, now)).toBe(false);
  });

  it('are parted where the browser gives less than the card promised, and tell nothing while that helps', () => {
    const canvases = canvasesWith(16_384);
    const { picture, account } = pictureOn(2_500, canvases);
    canvases.resize(picture, 7_680, 2_160, 1);
    expect([canvases.isParted, faults]).toEqual([true, []]);
    expect(Math.max(...account.sizes.at(-1)!)).toBeLessThanOrEqual(2_500);
  });

  it('say by number that they are smaller than asked, and that it is over', () => {
    const canvases = canvasesWith(16_384);
    const { picture } = pictureOn(64, canvases);
    canvases.resize(picture, 1_920, 1_080, 1);
    expect(faults).toEqual([expect.stringContaining('PICTURE-003')]);
    expect(faults[0]).toContain('64 × 64');
    const { picture: healed } = pictureOn(16_384, canvases);
    canvases.resize(healed, 1_920, 1_080, 1);
    expect([faults.length, gone]).toEqual([1, ['PICTURE-003']]);
  });
});
