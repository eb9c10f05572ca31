/**
 * Names behind houses. Sight lines are dear: a picture asks for a few names, those first that were asked longest ago; the
 * others keep their last answer, and one that was never asked about does not come yet.
 */
import type { Vec3 } from '../../model/frames/ecef.ts';
import type { View } from '../camera/pose.ts';
import { isHidden } from '../occlusion/sightLines.ts';
import type { BuildingRays } from '../picking/buildingRays.ts';

/** A number and not a time: the same pictures come out on every machine. */
export const NAMES_PER_PICTURE = 4;

/** Wholly up to the first scale, not at all from the second on: there roofs are too low to tell. */
const NEAR_METERS_PER_CSS_PX = [0.35, 0.65] as const;
/** And wholly for an eye so low over a place, not at all from the second height on: it sees along the roofs. */
const LOW_EYE_METERS = [250, 450] as const;

/** 1 up to the first value, 0 from the second on, smooth between. */
function fading(value: number, [full, none]: readonly [number, number]): number {
  const t = Math.min(1, Math.max(0, (none - value) / (none - full)));
  return t * t * (3 - 2 * t);
}

/** How much a place is seen among houses instead of from above them: 0 … 1. */
export function amongHouses(view: View, enuMeters: Vec3, metersPerCssPx: number): number {
  const eyeOver = view.pose.eyeEnuMeters[2] - enuMeters[2];
  return Math.max(fading(metersPerCssPx, NEAR_METERS_PER_CSS_PX), fading(eyeOver, LOW_EYE_METERS));
}

export interface SightQuestion {
  readonly id: string;
  /** Hidden where any of them is. */
  readonly places: readonly Vec3[];
  /** It stands already, and goes on until an answer says otherwise. */
  readonly isStanding: boolean;
}

interface Answer {
  readonly isHidden: boolean;
  readonly eye: Vec3;
  readonly turn: number;
}

const isSameEye = (a: Vec3, b: Vec3): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2];

export class NameSight {
  #answers = new Map<string, Answer>();
  #rays: BuildingRays | null = null;
  #turn = 0;
  #isPending = false;

  /** Names are still to be asked about for the eye of the last picture. */
  get isPending(): boolean {
    return this.#isPending;
  }

  /** Ids that do not stand: hidden, or new and never asked about. What is not asked for here is forgotten. */
  hiddenOf(questions: readonly SightQuestion[], eye: Vec3, rays: BuildingRays | null, mostNames: number): Set<string> {
    this.#isPending = false;
    if (rays !== this.#rays) this.#answers.clear();
    this.#rays = rays;
    if (!rays) return new Set();
    const before = this.#answers;
    this.#answers = new Map();
    const turnOf = ({ id }: SightQuestion): number => before.get(id)?.turn ?? -1;
    const stale = questions.filter(({ id }) => {
      const answer = before.get(id);
      if (answer) this.#answers.set(id, answer);
      return !answer || !isSameEye(answer.eye, eye);
    });
    stale.sort((a, b) => turnOf(a) - turnOf(b) || (a.id < b.id ? -1 : 1));
    for (const { id, places } of stale.slice(0, mostNames)) {
      const isBehind = places.some((place) => isHidden(rays, eye, place));
      this.#answers.set(id, { isHidden: isBehind, eye, turn: ++this.#turn });
    }
    this.#isPending = stale.length > mostNames;
    const isAway = ({ id, isStanding }: SightQuestion): boolean => this.#answers.get(id)?.isHidden ?? !isStanding;
    return new Set(questions.filter(isAway).map(({ id }) => id));
  }
}
