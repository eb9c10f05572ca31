/**
 * What each group of screens shows. A command makes one new stage per group, all at one shared time, so that wall and
 * ring change together. Kept in memory: after a restart of the hub screens keep what they show until the next command.
 */
import { type CameraCurve, type Direct, eyeOfLook, type Group, type Stage } from '../../model/contract/stage.ts';
import { shortestTurnDeg } from '../../model/geometry/headings.ts';
import type { Command, CommandFor } from '../audience/commandFor.ts';

/** The ring loads more and must not tear: it gets longer to prepare, and everybody directed with it waits for it. */
const RING_LEAD_MILLIS = 1500;
const LEAD_MILLIS = 200;
const MIN_RING_EYE_METERS = 60;
const MAX_RING_EYE_METERS = 400;
/** tan of half of 60°: a calm view on a flat wall. */
const WALL_TANGENT = Math.tan(Math.PI / 6);
/** tan of half of 43°: one page of the ring. */
const RING_TANGENT = Math.tan((21.5 * Math.PI) / 180);
const KEPT_COMMANDS = 50;

type Content = Pick<Stage, 'curve' | 'focus' | 'language'>;

interface Pose {
  readonly eyeEnuMeters: readonly [number, number, number];
  readonly headingDeg: number;
  readonly pitchDeg: number;
}

/** Where a curve ends. An orbit has no end to fly on from. */
function endOf(curve: CameraCurve | null): Pose | null {
  if (curve === null || curve.kind === 'orbit') return null;
  return {
    eyeEnuMeters: curve.eyeEnuMeters.at(-1)!,
    headingDeg: curve.headingDeg.at(-1)!,
    pitchDeg: curve.pitchDeg.at(-1)!,
  };
}

function poseOf(look: NonNullable<Direct['look']>, group: Group, previous: Pose | null): Pose {
  const [east, north, up] = eyeOfLook(look);
  const { headingDeg, pitchDeg } = look;
  if (group !== 'ring') return { eyeEnuMeters: [east, north, up], headingDeg, pitchDeg };
  const keptUp = previous?.eyeEnuMeters[2] ?? Math.min(up, MAX_RING_EYE_METERS);
  return { eyeEnuMeters: [east, north, Math.max(MIN_RING_EYE_METERS, keptUp)], headingDeg, pitchDeg: 0 };
}

/**
 * A flight when it is known where the group's screens rest; else a hold, to which each screen eases from where it is.
 * The ring holds always: it dissolves from place to place, for a flight all round makes people sick.
 */
function curveTo(
  pose: Pose,
  group: Group,
  previous: Stage | null,
  presentAtMillis: number,
  durationMillis: number,
): CameraCurve {
  const curve = previous?.curve ?? null;
  const isResting = curve !== null && curve.presentAtMillis + curve.durationMillis <= presentAtMillis;
  const from = isResting && group !== 'ring' ? endOf(curve) : null;
  const keys = from
    ? [from, { ...pose, headingDeg: from.headingDeg + shortestTurnDeg(from.headingDeg, pose.headingDeg) }]
    : [pose];
  return {
    kind: from ? 'spline' : 'hold',
    presentAtMillis,
    durationMillis,
    ease: 'inOut',
    eyeEnuMeters: keys.map(({ eyeEnuMeters: [east, north, up] }) => [east, north, up]),
    // Headings stay near one turn after many flights: only differences matter.
    headingDeg: keys.map(({ headingDeg }) => headingDeg - 360 * Math.round(keys[0]!.headingDeg / 360)),
    pitchDeg: keys.map(({ pitchDeg }) => pitchDeg),
    horizontalTangent: group === 'ring' ? RING_TANGENT : WALL_TANGENT,
  };
}

export class StageDirector {
  readonly #stages = new Map<Group, Stage>();
  /** What each command replaced. */
  readonly #history: ReadonlyMap<Group, Stage | null>[] = [];

  stages(): Stage[] {
    return [...this.#stages.values()];
  }

  /** New stages of all the command's groups, at one shared time; `commandFor` says what of it a group may have. */
  direct(command: Command, nowMillis: number, directedBy: string, commandFor: CommandFor = (whole) => whole): Stage[] {
    const groups = [...new Set(command.groups)];
    const presentAtMillis = presentAt(groups, nowMillis);
    return this.#replace(groups, presentAtMillis, directedBy, (group, previous) => {
      const { look, focus, language, durationMillis } = commandFor(command, group);
      const pose = look && poseOf(look, group, endOf(previous?.curve ?? null));
      const curve = pose ? curveTo(pose, group, previous, presentAtMillis, durationMillis) : (previous?.curve ?? null);
      return { curve, focus, language };
    });
  }

  /** Takes the last command back. Null when there is none. */
  recall(nowMillis: number, directedBy: string, durationMillis: number): Stage[] | null {
    const before = this.#history.pop();
    if (!before) return null;
    const groups = [...before.keys()];
    const presentAtMillis = presentAt(groups, nowMillis);
    const stages = this.#replace(groups, presentAtMillis, directedBy, (group, current) => {
      const earlier = before.get(group) ?? null;
      const pose = endOf(earlier?.curve ?? null);
      const curve = pose && curveTo(pose, group, current, presentAtMillis, durationMillis);
      return {
        curve: curve ?? earlier?.curve ?? null,
        focus: earlier?.focus ?? null,
        language: earlier?.language ?? null,
      };
    });
    this.#history.pop(); // a recall is not a command to take back
    return stages;
  }

  #replace(
    groups: readonly Group[],
    presentAtMillis: number,
    directedBy: string,
    contentOf: (group: Group, previous: Stage | null) => Content,
  ): Stage[] {
    this.#history.push(new Map(groups.map((group) => [group, this.#stages.get(group) ?? null])));
    if (this.#history.length > KEPT_COMMANDS) this.#history.shift();
    return groups.map((group) => {
      const previous = this.#stages.get(group) ?? null;
      const version = (previous?.version ?? 0) + 1;
      const stage: Stage = { version, group, ...contentOf(group, previous), presentAtMillis, directedBy };
      this.#stages.set(group, stage);
      return stage;
    });
  }
}

function presentAt(groups: readonly Group[], nowMillis: number): number {
  return nowMillis + (groups.includes('ring') ? RING_LEAD_MILLIS : LEAD_MILLIS);
}
