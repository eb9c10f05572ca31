import { describe, expect, it, vi } from 'vitest';
import type { View } from '../../src/picture/camera/pose.ts';
import { MarkScene } from '../../src/picture/engines/deck/markScene.ts';
import type { MarkSet } from '../../src/picture/layers/marks.ts';

interface DeckProps {
  onLoad(): void;
  onError(error: Error): void;
  onDeviceInitialized(device: unknown): void;
}
interface DrawnLayer {
  readonly props: { readonly id: string; readonly visible?: boolean };
}
const decks = vi.hoisted(() => [] as unknown[]);
/** Layers of each frame. */
const frames = vi.hoisted(() => [] as (readonly DrawnLayer[])[]);
const FakeLayer = vi.hoisted(
  () =>
    class Fake {
      readonly props: DrawnLayer['props'];
      constructor(props: DrawnLayer['props']) {
        this.props = props;
      }
      clone(more: object): Fake {
        return new Fake({ ...this.props, ...more });
      }
    },
);

vi.mock('@deck.gl/core', () => ({
  Deck: class {
    constructor(props: unknown) {
      decks.push(props);
    }
    setProps({ layers }: { layers: readonly DrawnLayer[] }) {
      frames.push(layers);
    }
    redraw() {}
  },
  LayerExtension: class {},
  View: class {},
  Viewport: class {},
}));
vi.mock('@deck.gl/layers', () => ({ IconLayer: FakeLayer, LineLayer: FakeLayer }));
vi.mock('../../src/picture/engines/deck/markAtlas.ts', () => ({
  markAtlas: () => ({ canvas: { width: 64, height: 64 }, mapping: {} }),
}));

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

  it('lets go of no layer: a set that is not given any more stays unseen, and comes back when it is', async () => {
    const { scene, deck } = open();
    const device = {
      createTexture: () => ({ generateMipmapsWebGL() {} }),
      getMipLevelCount: () => 1,
    };
    deck.onDeviceInitialized(device);
    deck.onLoad();
    await scene.ready;
    const view: View = {
      pose: { eyeEnuMeters: [0, 0, 100], heading: [0, 1], pitch: [0, 1] },
      tangents: { left: -1, right: 1, bottom: -1, top: 1 },
      widthCssPx: 10,
      heightCssPx: 10,
    };
    const setOf = (id: string): MarkSet => ({
      ...{ id, version: 1, stems: [] },
      shapes: [{ enuMeters: [0, 10, 0], shape: 'disc', sizeCssPx: 4, colour: [0, 0, 0, 255] }],
    });
    const drawn = (ids: readonly string[]) => {
      scene.draw(view, ids.map(setOf));
      return frames.at(-1)!.map(({ props }) => `${props.id} ${props.visible === false ? 'unseen' : 'seen'}`);
    };
    drawn(['a', 'b']);
    const layersOfA = frames.at(-1)!.slice(0, 2);
    expect(drawn(['a'])).toEqual(['a-stems seen', 'a-shapes seen', 'b-stems unseen', 'b-shapes unseen']);
    expect(frames.at(-1)!.slice(0, 2)).toEqual(layersOfA);
    const unseen = frames.at(-1)!.slice(2);
    drawn(['a']);
    expect(
      frames
        .at(-1)!
        .slice(2)
        .every((layer, at) => layer === unseen[at]),
    ).toBe(true);
    expect(drawn(['b', 'a'])).toEqual(['b-stems seen', 'b-shapes seen', 'a-stems seen', 'a-shapes seen']);
  });
});
