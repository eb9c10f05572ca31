/** What a picture tells its scenes while a graphics card has taken them away: engines that only keep account. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Manifest } from '../../src/model/contract/manifest.ts';
import { tiers } from '../../src/picture/quality/tiers.ts';
import { PictureScenes } from '../../src/picture/recovery/pictureScenes.ts';
import { REBUILD_AFTER_MILLIS } from '../../src/picture/recovery/recovery.ts';

class FakeCanvas extends EventTarget {
  width = 300;
  height = 150;
  readonly style = { cssText: '' };
  getContext(): null {
    return null;
  }
  replaceWith(): void {}
  remove(): void {}
}

const engine = vi.hoisted(() => ({
  refusals: 0,
  markScenes: 0,
  opened: [] as { details: number[]; disposals: number; sizePx: number[] }[],
}));

vi.mock('../../src/picture/engines/cesium/cityScene.ts', () => ({
  CityScene: class {
    readonly details: number[] = [];
    disposals = 0;
    readonly sizePx: number[];
    constructor({ canvas }: { canvas: { width: number; height: number } }) {
      if (engine.opened.length > 0 && engine.refusals-- > 0) throw new Error('no context');
      this.sizePx = [canvas.width, canvas.height];
      engine.opened.push(this);
    }
    setDetail(px: number): void {
      if (this.disposals > 0) throw new Error('This object was destroyed');
      this.details.push(px);
    }
    setSize(widthPx: number, heightPx: number): readonly [number, number] {
      if (this.disposals > 0) throw new Error('This object was destroyed');
      return [widthPx, heightPx];
    }
    dispose(): void {
      this.disposals++;
    }
  },
}));
vi.mock('../../src/picture/engines/deck/markScene.ts', () => ({
  MarkScene: class {
    constructor() {
      engine.markScenes++;
    }
    dispose(): void {}
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.stubGlobal('document', { createElement: () => new FakeCanvas() });
  vi.stubGlobal('window', { sessionStorage: { getItem: () => null, setItem: () => {} } });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('hold back what they are told where there is no context yet, and know it when there is', () => {
  const cityCanvas = new FakeCanvas();
  engine.refusals = 1;
  const scenes = new PictureScenes({
    cityCanvas: cityCanvas as unknown as HTMLCanvasElement,
    markCanvas: new FakeCanvas() as unknown as HTMLCanvasElement,
    base: '/',
    manifest: {} as Manifest,
    pixelRatio: 1,
    quality: tiers.desktop,
    light: () => ({}) as ReturnType<ConstructorParameters<typeof PictureScenes>[0]['light']>,
    onFault: () => {},
    onChange: () => {},
    onReopened: () => {},
  });
  const tellDetail = (px: number): void => scenes.tell('detail', (scene) => scene.setDetail(px));
  tellDetail(16);
  cityCanvas.dispatchEvent(new Event('webglcontextlost'));
  vi.advanceTimersByTime(REBUILD_AFTER_MILLIS); // in vain
  expect([scenes.isCityLost, engine.opened.length]).toEqual([true, 1]);
  tellDetail(8);
  tellDetail(4);
  expect(scenes.put((scene) => scene.setDetail(2))).toBe(false);
  expect(scenes.setCitySize(1920, 1080)).toEqual([1920, 1080]);
  vi.advanceTimersByTime(REBUILD_AFTER_MILLIS);
  expect(scenes.isCityLost).toBe(false);
  expect(engine.opened.map(({ details, disposals, sizePx }) => [details, disposals, sizePx])).toEqual([
    [[16], 1, [300, 150]],
    [[4], 0, [1920, 1080]],
  ]);
  scenes.dispose();
});

it('open no context for marks where a picture has none', () => {
  const [opened, marks] = [engine.opened.length, engine.markScenes];
  const scenes = new PictureScenes({
    cityCanvas: new FakeCanvas() as unknown as HTMLCanvasElement,
    base: '/',
    manifest: {} as Manifest,
    pixelRatio: 1,
    quality: tiers.desktop,
    light: () => ({}) as ReturnType<ConstructorParameters<typeof PictureScenes>[0]['light']>,
    onFault: () => {},
    onChange: () => {},
    onReopened: () => {},
  });
  expect([engine.opened.length, engine.markScenes]).toEqual([opened + 1, marks]);
  expect([scenes.marks, scenes.markCanvas, scenes.isLost]).toEqual([null, null, false]);
  scenes.dispose();
});
