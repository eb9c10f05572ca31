/** The quality of one picture: chosen, or found by measuring; a step down where that proves too slow, and never up again. */
import type { ShadowQuality } from '../light/shadowQuality.ts';
import { frameMillisOf, type Measured, tierFor } from './measured.ts';
import { Pace } from './pace.ts';
import { type PictureQuality, type QualityChoice, type Tier, tiers } from './tiers.ts';

/**
 * chosen: by somebody. alike: the same on all pages of a hall, whatever each would find by itself. processor: no card draws
 * here. measured: by the probe. tooSlow: the one above proved so.
 */
export type QualityReason = 'chosen' | 'alike' | 'processor' | 'measured' | 'tooSlow';

/** For whoever shows it. */
export interface QualityState {
  readonly choice: QualityChoice;
  readonly tier: Tier;
  readonly reason: QualityReason;
  readonly renderer: string;
  /** What the probe makes of a frame of this picture; null without WebGL 2. */
  readonly probedFrameMillis: number | null;
  /** What measuring took. */
  readonly probeMillis: number;
  /** Of the last frames; null until there are some. */
  readonly frameMillisP95: number | null;
  /** It is too slow and was chosen, or has nothing below it: somebody has to say what to do. */
  readonly isTooSlow: boolean;
  /** What would be faster. */
  readonly below: Tier | null;
}

export interface RunningQualityOptions {
  readonly measured: Measured;
  readonly choice: QualityChoice;
  /** What `auto` means where pages must be alike; else it is found by measuring. */
  readonly usual?: Tier;
  /** Asked for by name, whatever the tier says. */
  readonly shadows?: ShadowQuality;
  /** Of the whole picture. */
  readonly pixels: number;
}

export class RunningQuality {
  readonly #options: RunningQualityOptions;
  readonly #pace = new Pace();
  #choice: QualityChoice;
  #tier: Tier;
  #reason: QualityReason;
  #isTooSlow = false;
  #now: PictureQuality;

  constructor(options: RunningQualityOptions) {
    this.#options = options;
    this.#choice = options.choice;
    [this.#tier, this.#reason] = this.#found();
    this.#now = this.#drawnWith();
  }

  #found(): [Tier, QualityReason] {
    const { measured, usual, pixels } = this.#options;
    if (this.#choice !== 'auto') return [this.#choice, 'chosen'];
    if (usual) return [usual, 'alike'];
    return [tierFor(measured, pixels), measured.isProcessor ? 'processor' : 'measured'];
  }

  #drawnWith(): PictureQuality {
    const { measured, shadows } = this.#options;
    const tier = tiers[this.#tier];
    return {
      ...tier,
      ...(shadows ? { shadows } : {}),
      // Nobody asked for it: on a processor each sample costs as much as a pixel.
      ...(this.#choice === 'auto' && measured.isProcessor ? { samplesPerPixel: 1 } : {}),
    };
  }

  /** The same object until another quality is taken. */
  get now(): PictureQuality {
    return this.#now;
  }

  state(frameMillisP95: number | null): QualityState {
    const { measured, pixels } = this.#options;
    const millis = frameMillisOf(measured, pixels);
    return {
      choice: this.#choice,
      tier: this.#tier,
      reason: this.#reason,
      renderer: measured.renderer,
      probedFrameMillis: Number.isFinite(millis) ? millis : null,
      probeMillis: measured.probeMillis,
      frameMillisP95,
      isTooSlow: this.#isTooSlow,
      below: this.#now.below,
    };
  }

  /** `auto` forgets what proved too slow. */
  choose(choice: QualityChoice): void {
    this.#choice = choice;
    [this.#tier, this.#reason] = this.#found();
    this.#restart();
  }

  /** After each frame drawn. True where it stepped down: the next frame is drawn with another quality. */
  drawn(frameMillisP95: number | null, atMillis: number): boolean {
    const { frameLimitMillis, below } = this.#now;
    this.#isTooSlow = this.#pace.isTooSlow(frameMillisP95, frameLimitMillis, atMillis);
    if (!this.#isTooSlow || this.#choice !== 'auto' || below === null) return false;
    this.#tier = below;
    this.#reason = 'tooSlow';
    this.#restart();
    return true;
  }

  #restart(): void {
    this.#isTooSlow = false;
    this.#pace.restart();
    this.#now = this.#drawnWith();
  }
}
