/** The eye of a free view: rests, flies, or follows the stage's curve; answers with a pose for a shared instant. */
import type { Stage } from '../../model/contract/stage.ts';
import { flatHeightField, groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { Look } from '../cityView.ts';
import { type CompiledCurve, compileCurve } from './curve.ts';
import { clearEyeUpMeters, type Rooftops } from './eyeClearance.ts';
import { GLIDE_MILLIS, glidden } from './glide.ts';
import { easeInOut, type LookLimits, limitLook, lookBetween, lookFromPose, onFoot, poseFromLook } from './look.ts';
import type { Pose } from './pose.ts';

/** A look and the level on which its target lies. */
interface Stand {
  readonly look: Look;
  readonly footUpMeters: number;
}

interface Flight {
  readonly from: Stand;
  readonly to: Stand;
  readonly startMillis: number;
  readonly durationMillis: number;
}

interface Glide {
  readonly from: Look;
  readonly enuMetersPerSec: Point2;
  readonly startMillis: number;
}

export const MAX_FLIGHT_MILLIS = 1_500;

function standBetween(from: Stand, to: Stand, ratio: number): Stand {
  const foot = from.footUpMeters + (to.footUpMeters - from.footUpMeters) * easeInOut(ratio);
  return { look: lookBetween(from.look, to.look, ratio), footUpMeters: foot };
}

export class Eye {
  #stand: Stand;
  #ground: HeightField = flatHeightField();
  #roofs: Rooftops | null = null;
  #flight: Flight | null = null;
  #glide: Glide | null = null;
  #curve: CompiledCurve | null = null;
  #curveFrom: Stand | null = null;
  #followedMillis = Number.NaN;
  readonly #limits: LookLimits;
  /** True where the visitor asked for less motion: cuts instead of flights. */
  readonly #still: boolean;

  constructor(look: Look, limits: LookLimits, still: boolean) {
    this.#limits = limits;
    this.#still = still;
    this.#stand = this.#onGround(look);
  }

  /** The look with its target on the ground there. */
  #onGround(look: Look): Stand {
    const limited = limitLook(look, this.#limits);
    const [east, north] = limited.targetEnuMeters;
    return { look: limited, footUpMeters: groundUpMeters(this.#ground, east, north) };
  }

  /** The ground came: what is looked at is lifted onto it. */
  setGround(ground: HeightField): void {
    this.#ground = ground;
    this.#stand = this.#onGround(this.#stand.look);
  }

  /** The houses came, or others in their place. True where it is news. */
  setRoofs(roofs: Rooftops | null): boolean {
    const isNew = roofs !== this.#roofs;
    this.#roofs = roofs;
    return isNew;
  }

  /** A gesture grabbed a place at this height: looks are now told from its level; the picture stays. */
  standOn(upMeters: number): void {
    const { look, footUpMeters } = this.#stand;
    const next = onFoot(look, footUpMeters, upMeters);
    if (next !== look) this.#stand = { look: next, footUpMeters: upMeters };
  }

  get look(): Look {
    return this.#stand.look;
  }

  get footUpMeters(): number {
    return this.#stand.footUpMeters;
  }

  get limits(): LookLimits {
    return this.#limits;
  }

  /** Someone's hand: at once, and what flew or followed stops. */
  take(look: Look): void {
    this.#flight = null;
    this.#glide = null;
    this.#curve = null;
    this.#stand = { look: limitLook(look, this.#limits), footUpMeters: this.#stand.footUpMeters };
  }

  /** At once to a look that someone chose, not a hand's next step: its target stands on the ground. */
  place(look: Look): void {
    this.#flight = null;
    this.#glide = null;
    this.#curve = null;
    this.#stand = this.#onGround(look);
  }

  flyTo(look: Look, atMillis: number, durationMillis = MAX_FLIGHT_MILLIS): void {
    this.#fly(this.#onGround(look), atMillis, durationMillis);
  }

  /** To the next look of a hand that has hold of a place: told from the level of that place, which keeps its pixel. */
  flyOnLevel(look: Look, atMillis: number, durationMillis: number): void {
    const { footUpMeters } = this.#stand;
    this.#fly({ look: limitLook(look, this.#limits), footUpMeters }, atMillis, durationMillis);
  }

  #fly(to: Stand, atMillis: number, durationMillis: number): void {
    this.#glide = null;
    this.#curve = null;
    if (this.#still || durationMillis <= 0) {
      this.#flight = null;
      this.#stand = to;
      return;
    }
    this.#flight = {
      from: this.#stand,
      to,
      startMillis: atMillis,
      durationMillis: Math.min(durationMillis, MAX_FLIGHT_MILLIS),
    };
  }

  /** A hand let go in full swing: the ground runs on and stops within a second; not where less motion was asked for. */
  glide(enuMetersPerSec: Point2, atMillis: number): void {
    if (!this.#still) this.#glide = { from: this.#stand.look, enuMetersPerSec, startMillis: atMillis };
  }

  follow(stage: Stage): void {
    // A command that keeps the camera carries the old curve along: it was followed already.
    if (!stage.curve || stage.curve.presentAtMillis === this.#followedMillis) return;
    this.#followedMillis = stage.curve.presentAtMillis;
    this.#flight = null;
    this.#glide = null;
    this.#curve = compileCurve(stage.curve);
    this.#curveFrom = null;
  }

  /** Moves to a shared instant. True when the pose changed. */
  advance(atMillis: number): boolean {
    if (this.#flight) {
      const { from, to, startMillis, durationMillis } = this.#flight;
      const ratio = (atMillis - startMillis) / durationMillis;
      this.#stand = ratio >= 1 ? to : standBetween(from, to, ratio);
      if (ratio >= 1) this.#flight = null;
      return true;
    }
    if (this.#glide) {
      const { from, enuMetersPerSec, startMillis } = this.#glide;
      const [east, north] = glidden(enuMetersPerSec, atMillis - startMillis);
      const [x, y] = from.targetEnuMeters;
      const look = limitLook({ ...from, targetEnuMeters: [x + east, y + north] }, this.#limits);
      this.#stand = { look, footUpMeters: this.#stand.footUpMeters };
      if (atMillis - startMillis >= GLIDE_MILLIS) this.#glide = null;
      return true;
    }
    if (this.#curve && atMillis >= this.#curve.presentAtMillis) return this.#advanceCurve(this.#curve, atMillis);
    return false;
  }

  /** A curve is entered from wherever the eye is: the way there is mixed in over the curve's own duration. */
  #advanceCurve(curve: CompiledCurve, atMillis: number): boolean {
    this.#curveFrom ??= this.#stand;
    // A curve knows the plane alone: it keeps its height over the ground that it looks at.
    const goal = this.#onGround(lookFromPose(curve.poseAt(atMillis)));
    const ratio = curve.durationMillis > 0 ? (atMillis - curve.presentAtMillis) / curve.durationMillis : 1;
    this.#stand = ratio >= 1 || this.#still ? goal : standBetween(this.#curveFrom, goal, ratio);
    if (ratio >= 1) this.#curve = null;
    return true;
  }

  pose(): Pose {
    return this.poseOf(this.#stand.look);
  }

  /** Pose of a look on the eye's present level; never in the ground nor in a house, whoever moves the eye. */
  poseOf(look: Look): Pose {
    const pose = poseFromLook(look, this.#stand.footUpMeters);
    const [east, north, up] = pose.eyeEnuMeters;
    const clearUp = clearEyeUpMeters(pose.eyeEnuMeters, this.#ground, this.#roofs);
    return clearUp === up ? pose : { ...pose, eyeEnuMeters: [east, north, clearUp] };
  }
}
