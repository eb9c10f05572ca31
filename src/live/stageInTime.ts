/**
 * From the stage a hub tells to the stage a screen shows: what comes is held until its shared time, so that picture,
 * card, light and language of all screens change at one instant, whenever the word of it arrived. Pure.
 */
import type { Stage } from '../model/contract/stage.ts';
import type { StageFacts } from './links.ts';

export type StageInTime = Pick<StageFacts, 'stage' | 'upcoming'>;

/** What is due becomes what is shown. The same object where nothing is due. */
export function stageAt(held: StageInTime, nowMillis: number): StageInTime {
  const { upcoming } = held;
  return upcoming && upcoming.presentAtMillis <= nowMillis ? { stage: upcoming, upcoming: null } : held;
}

/** Takes a told stage: the newest version wins, also over one that still waits. */
export function stageTold(held: StageInTime, told: Stage, nowMillis: number): StageInTime {
  const known = held.upcoming ?? held.stage;
  return known && told.version <= known.version ? held : stageAt({ stage: held.stage, upcoming: told }, nowMillis);
}

/**
 * Takes what a welcome says. A hub that started anew counts its versions anew, so what it says now is the newest. What
 * is known already stays the same object: whoever follows the stage sees no change where there is none.
 */
export function stageWelcomed(held: StageInTime, told: Stage | null, serverTimeMillis: number): StageInTime {
  if (told === null) return { stage: null, upcoming: null };
  if (isSame(held.stage, told)) return { stage: held.stage, upcoming: null };
  if (isSame(held.upcoming, told)) return stageAt(held, serverTimeMillis);
  return stageAt({ stage: held.stage, upcoming: told }, serverTimeMillis);
}

/** Versions repeat after a restart of the hub, shared times do not. */
function isSame(known: Stage | null, told: Stage): boolean {
  return known !== null && known.version === told.version && known.presentAtMillis === told.presentAtMillis;
}
