/** What a screen tells the desk of itself: its connection and its picture together, so that "live" means a live picture. */
import type { LinkState, LiveLink, StageLink } from '../live/links.ts';
import type { Beat } from '../model/contract/stage.ts';
import type { FaultAnswer } from '../model/faults/fault.ts';

/** none: a station without a map. */
export type PictureState = 'none' | 'loading' | 'shown' | 'error';

/** Our own bug; and a graphics card that took the picture away for good. */
const stopping: readonly string[] = ['PICTURE-009', 'PICTURE-012', 'PICTURE-013'];

/** A fault while it opens keeps the picture away; later only those that stopped it do. */
export function pictureState(isReady: boolean, fault: Pick<FaultAnswer, 'code'> | null): PictureState {
  if (fault?.code === 'PICTURE-005') return 'loading'; // it is being rebuilt
  if (fault && (!isReady || stopping.includes(fault.code))) return 'error';
  return isReady ? 'shown' : 'loading';
}

export function beatState(link: LinkState, picture: PictureState): Beat['state'] {
  if (link === 'refused' || picture === 'error') return 'error';
  if (link === 'connecting' || picture === 'loading') return 'loading';
  return link === 'live' ? 'live' : 'stale';
}

export interface ScreenBeat {
  reportPicture(picture: PictureState): void;
  stop(): void;
}

/** Keeps the desk told. Frame times come from the picture itself, the stage's version from its link. */
export function startScreenBeat(
  live: Pick<LiveLink, 'facts'>,
  stage: Pick<StageLink, 'report'>,
  picture: PictureState,
): ScreenBeat {
  const report = (): void => {
    const { link, head } = live.facts.getState();
    stage.report({ state: beatState(link, picture), liveSeq: head?.seq ?? 0 });
  };
  report();
  return {
    reportPicture(now) {
      picture = now;
      report();
    },
    stop: live.facts.subscribe(report),
  };
}
