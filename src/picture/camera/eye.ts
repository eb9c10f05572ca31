/** The eye of a free view: rests, flies, or follows the stage's curve; answers with a pose for a shared instant. */
import type { Stage } from '../../model/contract/stage.ts';
import type { Look } from '../cityView.ts';
import { type CompiledCurve, compileCurve } from './curve.ts';
import { type LookLimits, limitLook, lookBetween, lookFromPose, poseFromLook } from './look.ts';
import type { Pose } from './pose.ts';

interface Flight {
  readonly from: Look;
  readonly to: Look;
  readonly startMillis: number;
  readonly durationMillis: number;
}

export const MAX_FLIGHT_MILLIS = 1_500;

export class Eye {
  #look: Look;
  #flight: Flight | null = null;
  #curve: CompiledCurve | null = null;
  #curveFrom: Look | null = null;
  #followedMillis = Number.NaN;
  readonly #limits: LookLimits;
  /** True where the visitor asked for less motion: cuts instead of flights. */
  readonly #still: boolean;

  constructor(look: Look, limits: LookLimits, still: boolean) {
    this.#limits = limits;
    this.#still = still;
    this.#look = limitLook(look, limits);
  }

  get look(): Look {
    return this.#look;
  }

  get limits(): LookLimits {
    return this.#limits;
  }

  /** Someone's hand: at once, and what flew or followed stops. */
  take(look: Look): void {
    this.#flight = null;
    this.#curve = null;
    this.#look = limitLook(look, this.#limits);
  }

  flyTo(look: Look, atMillis: number, durationMillis = MAX_FLIGHT_MILLIS): void {
    const to = limitLook(look, this.#limits);
    this.#curve = null;
    if (this.#still || durationMillis <= 0) {
      this.#flight = null;
      this.#look = to;
      return;
    }
    this.#flight = {
      from: this.#look,
      to,
      startMillis: atMillis,
      durationMillis: Math.min(durationMillis, MAX_FLIGHT_MILLIS),
    };
  }

  follow(stage: Stage): void {
    // A command that keeps the camera carries the old curve along: it was followed already.
    if (!stage.curve || stage.curve.presentAtMillis === this.#followedMillis) return;
    this.#followedMillis = stage.curve.presentAtMillis;
    this.#flight = null;
    this.#curve = compileCurve(stage.curve);
    this.#curveFrom = null;
  }

  /** Moves to a shared instant. True when the pose changed. */
  advance(atMillis: number): boolean {
    if (this.#flight) {
      const { from, to, startMillis, durationMillis } = this.#flight;
      const ratio = (atMillis - startMillis) / durationMillis;
      this.#look = ratio >= 1 ? to : lookBetween(from, to, ratio);
      if (ratio >= 1) this.#flight = null;
      return true;
    }
    if (this.#curve && atMillis >= this.#curve.presentAtMillis) return this.#advanceCurve(this.#curve, atMillis);
    return false;
  }

  /** A curve is entered from wherever the eye is: the way there is mixed in over the curve's own duration. */
  #advanceCurve(curve: CompiledCurve, atMillis: number): boolean {
    this.#curveFrom ??= this.#look;
    const goal = limitLook(lookFromPose(curve.poseAt(atMillis)), this.#limits);
    const ratio = curve.durationMillis > 0 ? (atMillis - curve.presentAtMillis) / curve.durationMillis : 1;
    this.#look = ratio >= 1 || this.#still ? goal : lookBetween(this.#curveFrom, goal, ratio);
    if (ratio >= 1) this.#curve = null;
    return true;
  }

  pose(): Pose {
    return poseFromLook(this.#look);
  }
}
