import { describe, expect, it, vi } from 'vitest';
import { MarkScene } from '../../src/picture/engines/deck/markScene.ts';

interface DeckProps {
  onLoad(): void;
  onError(error: Error): void;
}
const decks = vi.hoisted(() => [] as unknown[]);

vi.mock('@deck.gl/core', () => ({
  Deck: class {
    constructor(props: unknown) {
      decks.push(props);
    }
  },
  LayerExtension: class {},
  View: class {},
  Viewport: class {},
}));
vi.mock('@deck.gl/layers', () => ({ IconLayer: class {}, LineLayer: class {} }));
vi.mock('../../src/picture/engines/deck/markAtlas.ts', () => ({ markAtlas: () => ({ canvas: null, mapping: {} }) }));

function open() {
  const errors: string[] = [];
  let readyCount = 0;
  const scene = new MarkScene({
    canvas: {} as HTMLCanvasElement,
    pixelRatio: 1,
    onReady: () => readyCount++,
    onError: (reason) => errors.push(reason),
  });
  return { scene, errors, readyCount: () => readyCount, deck: decks.at(-1) as DeckProps };
}

describe('the mark canvas', () => {
  it('lets the picture go on without it when it gets no device, and says why', async () => {
    const { scene, errors, readyCount, deck } = open();
    deck.onError(new Error('no WebGL'));
    await scene.ready;
    expect([errors, readyCount()]).toEqual([['no WebGL'], 0]);
  });

  it('asks for a frame when its device comes', async () => {
    const { scene, errors, readyCount, deck } = open();
    deck.onLoad();
    await scene.ready;
    expect([errors, readyCount()]).toEqual([[], 1]);
  });
});
