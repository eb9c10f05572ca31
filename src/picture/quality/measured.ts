/** What draws here and how fast, measured once a page; and the tier that follows. Never asked of the browser's name. */
import type { Tier } from './tiers.ts';

export interface Measured {
  /** As the driver calls itself; empty where there is no WebGL 2. */
  readonly renderer: string;
  /** The processor stands in for a card. */
  readonly isProcessor: boolean;
  /** Of a pass over a million pixels, and of a million corners. */
  readonly millisPerMegapixel: number;
  readonly millisPerMillionCorners: number;
  /** What measuring took. */
  readonly probeMillis: number;
  /** No canvas may be wider or higher: the least of the card's limits for textures, viewports and render buffers. */
  readonly mostCanvasPx: number;
}

/** Every card and browser has canvases so large. */
export const LEAST_CANVAS_PX = 2048;

/** Before anything is known, and where there is no WebGL 2. */
export const unmeasured: Measured = {
  renderer: '',
  isProcessor: true,
  millisPerMegapixel: Number.POSITIVE_INFINITY,
  millisPerMillionCorners: Number.POSITIVE_INFINITY,
  probeMillis: 0,
  mostCanvasPx: LEAST_CANVAS_PX,
};

const SOFTWARE_NAMES = /swiftshader|llvmpipe|softpipe|software|basic render|warp/i;
export const isProcessorName = (renderer: string): boolean => SOFTWARE_NAMES.test(renderer);

/** A picture's pixels are drawn so often, by sky, ground, buildings and marks. */
const PASSES = 2.5;
/** Corners of a city from afar. */
const MILLION_CORNERS = 1;
/** A wall's frame has to fit into 16.7 ms, and a probe is not a city. */
const WALL_MILLIS = 6;
const DESKTOP_MILLIS = 20;

/** What a frame of so many pixels would take. */
export function frameMillisOf(measured: Measured, pixels: number): number {
  const { millisPerMegapixel, millisPerMillionCorners } = measured;
  return (millisPerMegapixel * PASSES * pixels) / 1e6 + millisPerMillionCorners * MILLION_CORNERS;
}

/** The tier for a picture of so many pixels, where it is no segment of the ring. */
export function tierFor(measured: Measured, pixels: number): Exclude<Tier, 'ring'> {
  const millis = frameMillisOf(measured, pixels);
  // A processor that passes a probe has no card's memory for what follows.
  if (measured.isProcessor || millis > DESKTOP_MILLIS) return 'software';
  return millis <= WALL_MILLIS ? 'wall' : 'desktop';
}
