/** A scene on a canvas that a test takes away: a canvas is as much of a browser as is needed. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecoveringScene } from '../../src/picture/recovery/recoveringScene.ts';

class FakeCanvas extends EventTarget {
  width = 300;
  height = 150;
  readonly style = { cssText: '' };
  lost = false;
  standsIn: FakeCanvas | null = null;
  isRemoved = false;
  getContext() {
    return { isContextLost: () => this.lost, getExtension: () => ({ loseContext: () => this.lose() }) };
  }
  lose(): void {
    this.lost = true;
    this.dispatchEvent(new Event('webglcontextlost'));
  }
  replaceWith(other: FakeCanvas): void {
    this.standsIn = other;
  }
  remove(): void {
    this.isRemoved = true;
  }
}

const asCanvas = (canvas: FakeCanvas): HTMLCanvasElement => canvas as unknown as HTMLCanvasElement;

beforeEach(() => void vi.stubGlobal('document', { createElement: () => new FakeCanvas() }));
afterEach(() => void vi.unstubAllGlobals());

/** @param refusals canvases after the first on which the browser gives no context. */
function open(refusals = 0) {
  const first = new FakeCanvas();
  Object.assign(first, { width: 640, height: 360 });
  first.style.cssText = 'inset: 0';
  const disposed: number[] = [];
  let opened = 0;
  let losses = 0;
  const recovering = new RecoveringScene(
    asCanvas(first),
    () => {
      if (opened > 0 && refusals-- > 0) throw new Error('no context');
      const number = ++opened;
      return { number, dispose: () => disposed.push(number) };
    },
    () => losses++,
  );
  return { first, recovering, disposed, losses: () => losses };
}

describe('a scene that recovers', () => {
  it('stands on a fresh canvas of the same size and style, in the same place, and the old one is closed', () => {
    const { first, recovering, disposed, losses } = open();
    first.lose();
    expect([recovering.isLost, losses()]).toEqual([true, 1]);
    recovering.reopen();
    const { canvas } = recovering;
    expect(first.standsIn).toBe(canvas);
    expect([canvas.width, canvas.height, canvas.style.cssText]).toEqual([640, 360, 'inset: 0']);
    expect([recovering.isLost, recovering.scene.number, disposed, losses()]).toEqual([false, 2, [1], 1]);
  });

  it('draws nothing while it is lost, and takes what an engine throws in a lost frame for the loss that it is', () => {
    const { first, recovering } = open();
    const breaks = (): never => {
      throw new Error('no program');
    };
    expect(recovering.draw(({ number }) => number)).toBe(1);
    expect(() => recovering.draw(breaks)).toThrow('no program');
    first.lost = true; // the event comes later
    expect(recovering.draw(breaks)).toBeNull();
    first.lose();
    expect(recovering.draw(({ number }) => number)).toBeNull();
  });

  it('that gets no context is still lost, closed once, and opened by a later attempt', () => {
    const { first, recovering, disposed } = open(2);
    first.lose();
    for (let attempt = 0; attempt < 2; attempt++) expect(() => recovering.reopen()).toThrow('no context');
    expect([recovering.isLost, disposed]).toEqual([true, [1]]);
    recovering.reopen();
    expect([recovering.isLost, recovering.scene.number, disposed]).toEqual([false, 2, [1]]);
    recovering.dispose();
    expect(disposed).toEqual([1, 2]);
  });

  it('is closed with its canvas and context, which is no loss', () => {
    const { first, recovering, disposed, losses } = open();
    recovering.dispose();
    expect([disposed, first.isRemoved, first.lost, losses()]).toEqual([[1], true, true, 0]);
  });
});
