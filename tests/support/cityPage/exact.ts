/**
 * The product's picture with probes in it: the same places drawn by Cesium and by deck.gl, each through what the product
 * draws with, and the middles of what came out compared in pixels.
 */
import { connectLive } from '../../../src/live/connectLive.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import type { Vec3 } from '../../../src/model/frames/ecef.ts';
import { tangentsOf } from '../../../src/picture/camera/look.ts';
import { axesOf, rayThroughPixel, tangentPerCssPx, unitFromDeg, type View } from '../../../src/picture/camera/pose.ts';
import { CityPicture } from '../../../src/picture/cityPicture.ts';
import type { GroundMesh } from '../../../src/picture/layers/groundMesh.ts';
import type { ShapeMark } from '../../../src/picture/layers/marks.ts';
import { segmentView } from '../../../src/picture/ring/ringGeometry.ts';

/** Where a probe was drawn, against where its place is projected to. */
export interface ProbeSeen {
  readonly depthMeters: number;
  readonly upMeters: number;
  /** Of the middle that Cesium drew, and of that of deck.gl; null where nothing was seen. */
  readonly cesiumPx: readonly [number, number] | null;
  readonly deckPx: readonly [number, number] | null;
}

declare global {
  interface Window {
    /** `shiftPx`: the marks' window is moved so far aside, as a wrong matrix would. */
    probe(window: 'symmetric' | 'inset' | 'ring', shiftPx: number): ProbeSeen[];
    probeReady: boolean;
  }
}

const [WIDTH, HEIGHT] = [960, 540];
const [COLUMNS, ROWS] = [8, 5];
const RADIUS_PX = 16;
const CIRCLE_PARTS = 64;
/** The mark `disc` fills a circle of 24 in a cell of 64. */
const DISC_CSS_PX = (RADIUS_PX * 64) / 24;
const depthsMeters = [120, 400, 1_000, 2_000, 3_000, 4_000, 5_000];
const AT_MILLIS = Date.UTC(2026, 10, 24, 6, 32, 8);

const manifest = (await (await fetch('/package/district.json')).json()) as Manifest;
const clock = { nowMillis: () => AT_MILLIS, errorMillis: () => 0, roundTripMillis: () => 0 };
const canvases = [0, 1].map(() => {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', left: '0', top: '0' });
  Object.assign(canvas.style, { width: `${WIDTH}px`, height: `${HEIGHT}px` });
  document.body.append(canvas);
  return canvas;
});
const picture = new CityPicture({
  cityCanvas: canvases[0]!,
  markCanvas: canvases[1]!,
  base: '/',
  manifest,
  live: connectLive({ base: '/', station: 'wall', clock }),
  theme: 'night',
  atMillis: AT_MILLIS,
  language: 'zh',
  layers: [],
  textScale: 1,
  pixelRatio: 1,
  onProgress: () => {},
  onFault: (item) => console.error(item.code, item.en.message),
});
picture.setSize(WIDTH, HEIGHT);
picture.scenes.tell('nothing else', (scene) => scene.setVisible('ground', false));

const views: Record<Parameters<Window['probe']>[0], () => View> = {
  symmetric: () => freeView({ left: 0, right: 0, top: 0, bottom: 0 }),
  inset: () => freeView({ left: 300, right: 20, top: 0, bottom: 120 }),
  ring: () => segmentView({ eyeEnuMeters: [-310.5, 420.25, 220], heading: unitFromDeg(77) }, 5, WIDTH, HEIGHT),
};

function freeView(inset: Parameters<typeof tangentsOf>[2]): View {
  return {
    pose: { eyeEnuMeters: [812.3, -640.7, 780.1], heading: unitFromDeg(-31), pitch: unitFromDeg(-17) },
    tangents: tangentsOf(WIDTH, HEIGHT, inset),
    widthCssPx: WIDTH,
    heightCssPx: HEIGHT,
  };
}

interface Probe {
  readonly xPx: number;
  readonly yPx: number;
  readonly depthMeters: number;
  readonly enuMeters: Vec3;
}

/** One in each cell of the picture, off its middle by a fraction of a pixel that is another each time. */
function probesIn(view: View): Probe[] {
  const { forward } = axesOf(view.pose);
  return Array.from({ length: COLUMNS * ROWS }, (_, index) => {
    const xPx = ((index % COLUMNS) + 0.5) * (WIDTH / COLUMNS) + ((index * 0.377) % 1);
    const yPx = (Math.floor(index / COLUMNS) + 0.5) * (HEIGHT / ROWS) + ((index * 0.619) % 1);
    const direction = rayThroughPixel(view, xPx, yPx);
    const depthMeters = depthsMeters[index % depthsMeters.length]!;
    const along = depthMeters / (direction[0] * forward[0] + direction[1] * forward[1] + direction[2] * forward[2]);
    const at = (axis: 0 | 1 | 2): number => view.pose.eyeEnuMeters[axis] + direction[axis] * along;
    return { xPx, yPx, depthMeters, enuMeters: [at(0), at(1), at(2)] };
  });
}

/** Discs that face the picture, so that the middle of what is seen is what their middle is projected to. */
function meshOf(view: View, probes: readonly Probe[]): GroundMesh {
  const { right, up } = axesOf(view.pose);
  const enuMeters: number[] = [];
  const indices: number[] = [];
  for (const { enuMeters: middle, depthMeters } of probes) {
    const radiusMeters = RADIUS_PX * depthMeters * tangentPerCssPx(view);
    const first = enuMeters.length / 3;
    enuMeters.push(...middle);
    for (let part = 0; part < CIRCLE_PARTS; part++) {
      const turn = (part / CIRCLE_PARTS) * 2 * Math.PI;
      const [x, y] = [Math.cos(turn) * radiusMeters, Math.sin(turn) * radiusMeters];
      for (const axis of [0, 1, 2] as const) enuMeters.push(middle[axis] + x * right[axis] + y * up[axis]);
      indices.push(first, first + 1 + part, first + 1 + ((part + 1) % CIRCLE_PARTS));
    }
  }
  return {
    kind: 'triangles',
    enuMeters: Float64Array.from(enuMeters),
    rgba: new Float32Array((enuMeters.length / 3) * 4).fill(1),
    indices: Uint32Array.from(indices),
    fadeStartMeters: 100_000,
    fadeScaleMeters: 100_000,
  };
}

const pixels = document.createElement('canvas');
Object.assign(pixels, { width: WIDTH, height: HEIGHT });
const context = pixels.getContext('2d', { willReadFrequently: true })!;

function pixelsOf(canvas: HTMLCanvasElement): Uint8ClampedArray {
  context.clearRect(0, 0, WIDTH, HEIGHT);
  context.drawImage(canvas, 0, 0, WIDTH, HEIGHT);
  return context.getImageData(0, 0, WIDTH, HEIGHT).data;
}

/** Middle of all that is heavy in the probe's cell. */
function middleOf({ xPx, yPx }: Probe, weightAt: (pixel: number) => number): [number, number] | null {
  const [halfX, halfY] = [WIDTH / COLUMNS / 2, HEIGHT / ROWS / 2];
  let [sum, x, y] = [0, 0, 0];
  for (let row = Math.ceil(yPx - halfY); row < Math.floor(yPx + halfY); row++) {
    for (let column = Math.ceil(xPx - halfX); column < Math.floor(xPx + halfX); column++) {
      const weight = weightAt(row * WIDTH + column);
      sum += weight;
      x += weight * (column + 0.5);
      y += weight * (row + 0.5);
    }
  }
  return sum > 0 ? [x / sum, y / sum] : null;
}

const drawnByCesium = (view: View, mesh: GroundMesh | null): Uint8ClampedArray => {
  picture.scenes.put((scene) => scene.setMarks('probes', mesh));
  picture.drawCity(view, AT_MILLIS);
  return pixelsOf(picture.scenes.cityCanvas);
};
let version = 0;
const drawnByDeck = (view: View, probes: readonly Probe[]): Uint8ClampedArray => {
  const shapes = probes.map(({ enuMeters }): ShapeMark => {
    return { enuMeters, shape: 'disc', sizeCssPx: DISC_CSS_PX, colour: [255, 255, 255, 255] };
  });
  const set = { id: 'probes', version: ++version, shapes, stems: [] };
  picture.scenes.drawMarks((scene) => scene.draw(view, [set]));
  return pixelsOf(picture.scenes.markCanvas!);
};

window.probe = (name, shiftPx) => {
  const view = views[name]();
  const probes = probesIn(view);
  const { left, right } = view.tangents;
  const shift = (shiftPx * (right - left)) / WIDTH;
  const shifted = { ...view, tangents: { ...view.tangents, left: left + shift, right: right + shift } };
  const empty = drawnByCesium(view, null);
  const city = drawnByCesium(view, meshOf(view, probes));
  const marks = drawnByDeck(shifted, probes);
  return probes.map((probe) => ({
    depthMeters: probe.depthMeters,
    upMeters: probe.enuMeters[2],
    cesiumPx: middleOf(probe, (pixel) => Math.max(0, city[pixel * 4]! - empty[pixel * 4]!)),
    deckPx: middleOf(probe, (pixel) => marks[pixel * 4 + 3]!),
  }));
};
await Promise.all([picture.loaded, picture.marksReady]);
// Programs are linked and canvases sized beside the page: the first frames may draw nothing, or small.
const isDrawn = (): boolean => {
  const view = views.symmetric();
  const isSeen = drawnByDeck(view, probesIn(view)).some((value) => value > 0);
  return isSeen && picture.scenes.markCanvas!.width === WIDTH;
};
while (!isDrawn()) await new Promise(requestAnimationFrame);
window.probeReady = true;
