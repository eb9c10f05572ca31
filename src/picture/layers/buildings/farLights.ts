/**
 * From so far that a window is less than a pixel, a building in which matters were resolved has one light of a fixed size
 * over its roof: one alone is found from a wall's opening camera, on whichever side its window lies. Near by there is
 * none, for there are the windows themselves. On duty only: in public a façade tells a share, and no count.
 */
import type { WindowColumns, WindowRise } from '../../../live/windowState.ts';
import { type Footprints, windowCountOf } from '../../../model/contract/footprintsFile.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import { nearestMetersPerPx } from '../../camera/metersPerPx.ts';
import type { View } from '../../camera/pose.ts';
import type { LayerFrame, LayerStyle } from '../../layerDrawing.ts';
import { rgbaFromHex } from '../../palette.ts';
import type { GroundMesh } from '../groundMesh.ts';

/** A window is a pixel wide here; and here nothing is left of it. */
const FROM_METERS_PER_PX = 1.2;
export const FULL_METERS_PER_PX = 3;
/** The name of their mesh. */
export const FAR_LIGHTS = 'far-lights';
/** Lights come on in so many steps while the eye goes away: each is another mesh. */
const STEPS = 4;
/** The fewer they are, the larger: a few must be found, thousands must stay single lights. Pixels at text scale 1. */
const [LEAST_PX, MOST_PX] = [2.4, 8];
const MOST_OF_LARGEST = 300;
const ABOVE_ROOF_METERS = 2;
/** 3,000 K at night; by day the legend's sample, darker, for it stands on light ground. */
const COLOUR = { night: '#FFC483', day: '#A8640F' } as const;
/** One matter, and many. */
const [ONE_ALPHA, MANY_ALPHA] = [0.82, 1];

export interface FarLight {
  readonly enuMeters: readonly [number, number, number];
  /** Resolved matters of the building, as far as it has windows for them. */
  readonly matters: number;
}

const none: ReadonlyMap<number, number> = new Map();

/**
 * One for each building with a resolved matter and a window for it.
 * @param closed by buildingIndex.
 * @param waiting of them those whose windows have not begun to come on, by buildingIndex.
 */
export function farLights(
  footprints: Footprints,
  closed: Uint32Array,
  ground: HeightField,
  waiting: ReadonlyMap<number, number> = none,
): FarLight[] {
  const lights: FarLight[] = [];
  const rows = Math.min(footprints.count, closed.length);
  for (let row = 0; row < rows; row++) {
    const on = closed[row]! - (waiting.get(row) ?? 0);
    if (on <= 0) continue;
    const matters = Math.min(on, windowCountOf(footprints, row));
    if (matters === 0) continue;
    const [east, north] = middleMeters(footprints, row);
    const up = groundUpMeters(ground, east, north) + footprints.heightGroundMeters[row]! + ABOVE_ROOF_METERS;
    lights.push({ enuMeters: [east, north, up], matters });
  }
  return lights;
}

/** Of the bounds of its first outline. */
function middleMeters({ partStart, outlineStart, vertexStart, enuCm }: Footprints, row: number): [number, number] {
  const outline = outlineStart[partStart[row]!]!;
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let vertex = vertexStart[outline]!; vertex < vertexStart[outline + 1]!; vertex++) {
    const [x, y] = [enuCm[vertex * 2]!, enuCm[vertex * 2 + 1]!];
    [minX, maxX] = [Math.min(minX, x), Math.max(maxX, x)];
    [minY, maxY] = [Math.min(minY, y), Math.max(maxY, y)];
  }
  return [(minX + maxX) / 200, (minY + maxY) / 200];
}

/** 0 … STEPS: how far the lights are on in a view. @param heightPx of the whole picture. */
export function farLightStep(view: View, heightPx: number): number {
  const metersPerPx = nearestMetersPerPx(view, heightPx);
  const share = (metersPerPx - FROM_METERS_PER_PX) / (FULL_METERS_PER_PX - FROM_METERS_PER_PX);
  return Math.round(STEPS * Math.min(1, Math.max(0, share)));
}

/** Pixels across of each of so many lights. */
export function farLightPx(count: number): number {
  return Math.max(LEAST_PX, MOST_PX * Math.min(1, Math.sqrt(MOST_OF_LARGEST / Math.max(1, count))));
}

/** Null where none is on. */
export function farLightMesh(
  lights: readonly FarLight[],
  step: number,
  { theme, scale }: Pick<LayerStyle, 'theme' | 'scale'>,
): GroundMesh | null {
  if (step === 0 || lights.length === 0) return null;
  // Tens of thousands may pass here before the first picture: plain loops.
  const enuMeters = new Float64Array(3 * lights.length);
  const rgba = new Float32Array(4 * lights.length);
  for (let at = 0; at < lights.length; at++) {
    const light = lights[at]!;
    enuMeters.set(light.enuMeters, 3 * at);
    const alpha = MANY_ALPHA - (MANY_ALPHA - ONE_ALPHA) / light.matters;
    rgba.set(rgbaFromHex(COLOUR[theme], (alpha * step) / STEPS), 4 * at);
  }
  return {
    kind: 'points',
    enuMeters,
    rgba,
    indices: Uint32Array.from(lights.keys()),
    pointPx: farLightPx(lights.length) * scale,
    ...{ fadeStartMeters: 0, fadeScaleMeters: 1 },
  };
}

/** Matters that are counted, but shown from later on. */
function waitingOf(rises: readonly WindowRise[], atMillis: number): Map<number, number> {
  const waiting = new Map<number, number>();
  for (const rise of rises) {
    if (rise.kind !== 'building' || rise.presentAtMillis <= atMillis) continue;
    waiting.set(rise.buildingIndex, (waiting.get(rise.buildingIndex) ?? 0) + 1);
  }
  return waiting;
}

function areSame(a: Uint32Array, b: Uint32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** The lights of the last frame, made anew only where counts, city, style or the step are others. */
export class FarLights {
  mesh: GroundMesh | null = null;
  #lights: readonly FarLight[] = [];
  #told: readonly unknown[] = [];
  /** Matters as they were when the lights were made: an answer may say the same again. */
  #closed = new Uint32Array(0);

  /** True where another mesh is to be drawn. `counts`: null where nobody may know them; `version` grows with them. */
  update(
    counts: Pick<WindowColumns, 'closed' | 'version' | 'rises'> | null,
    { footprints, view, style, atMillis }: Pick<LayerFrame, 'view' | 'style' | 'atMillis'> & { footprints: Footprints },
  ): boolean {
    const step = counts ? farLightStep(view, view.heightCssPx) : 0;
    if (step === 0) {
      const had = this.mesh !== null;
      [this.mesh, this.#told] = [null, []];
      return had;
    }
    // Where less motion is asked for, windows do not rise: they are on at once.
    const waiting = style.reducedMotion ? none : waitingOf(counts!.rises, atMillis);
    const told = [counts!.version, footprints, style, [...waiting.keys()].join(), step];
    if (told.every((one, at) => one === this.#told[at])) return false;
    const isSame = told.every((one, at) => at === 0 || one === this.#told[at]) && areSame(counts!.closed, this.#closed);
    if (isSame) {
      this.#told = told;
      return false;
    }
    this.#closed = counts!.closed.slice();
    const isOther = told.slice(0, -1).some((one, at) => one !== this.#told[at]);
    if (isOther) this.#lights = farLights(footprints, counts!.closed, style.ground, waiting);
    this.#told = told;
    this.mesh = farLightMesh(this.#lights, step, style);
    return true;
  }
}
