/** What is wrong with the links of a page as a whole, whatever its station. Pure. */
import type { LiveFacts, StageFacts } from '../live/links.ts';
import { answerFault, type FaultAnswer, fault } from '../model/faults/fault.ts';

export interface ShellTroubles {
  /** To be shown over the station. A live link that is refused or away is told by the station's own banner. */
  readonly faults: readonly FaultAnswer[];
  /** The picture is live, but the desk does not reach it: true also for a moment after each start. */
  readonly stageIsDown: boolean;
  /** This page cannot go on as it is. */
  readonly mustReload: boolean;
}

/** `districtHash` is the district the page was opened with. */
export function shellTroubles(
  live: Pick<LiveFacts, 'link' | 'columnsFault' | 'districtHash'>,
  stage: Pick<StageFacts, 'connected' | 'fault'>,
  districtHash: string,
): ShellTroubles {
  const otherDistrict = live.districtHash !== null && live.districtHash !== districtHash;
  const faults = [
    ...(otherDistrict ? [answerFault(fault('SCREEN-007'))] : []),
    ...(stage.fault ? [stage.fault] : []),
    ...(live.columnsFault ? [live.columnsFault] : []),
  ];
  return {
    faults,
    stageIsDown: !stage.connected && stage.fault === null && live.link === 'live',
    mustReload: otherDistrict || stage.fault !== null || live.link === 'refused',
  };
}
