/**
 * What a screen holds of the hub: facts in a store that React may watch, columns that only the frame loop reads, the
 * shared clock, and the stage. Two speeds of state: facts are immutable values, columns are typed arrays.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { CaseView } from '../model/contract/answers.ts';
import type { HazardView, Head, LiveFigures, PublicBeacon, SourceFreshness, WindView } from '../model/contract/live.ts';
import type { Acknowledged, Beat, Direct, Lease, LeaseState, ScreenInfo, Stage } from '../model/contract/stage.ts';
import type { Audience, Station } from '../model/domain/audiences.ts';
import type { PatrolPoint } from '../model/domain/patrols.ts';
import type { FaultAnswer } from '../model/faults/fault.ts';
import type { WindowsLink } from './connectWindows.ts';

/** connecting: never yet live. stale: connected, but the hub gave no sign for too long. offline: no connection. */
export type LinkState = 'connecting' | 'live' | 'stale' | 'offline' | 'refused';

export interface LiveFacts {
  readonly link: LinkState;
  readonly linkSinceMillis: number;
  /** Why the hub refused this screen; only while `link` is 'refused'. */
  readonly fault: FaultAnswer | null;
  /** Columns could not be read: what they would show is from before. Null again with the next whole answer. */
  readonly columnsFault: FaultAnswer | null;
  readonly audience: Audience | null;
  readonly districtHash: string | null;
  readonly epoch: string | null;
  readonly head: Head | null;
  readonly cases: ReadonlyMap<string, CaseView>;
  readonly hazards: ReadonlyMap<string, HazardView>;
  readonly beacons: ReadonlyMap<string, PublicBeacon>;
  /** As last observed; null until somebody says, and for the public. */
  readonly wind: WindView | null;
  readonly figures: LiveFigures | null;
  readonly freshness: readonly SourceFreshness[];
  /** Shared time of the hub's last sign of life. */
  readonly pulseMillis: number | null;
}

/** Latest status per video point; row = videoPointIndex. `version` grows with every change: compare, then read. */
export interface VideoPointColumns {
  version: number;
  status: Uint8Array;
  eventMillis: Float64Array;
}

/** Where officers on patrol were in the last minutes: rows of the staff, oldest first. On duty only. */
export interface PatrolColumns {
  version: number;
  readonly ways: Map<number, readonly PatrolPoint[]>;
}

export interface SharedClock {
  /**
   * Hub time now; this machine's own until the first answer of a hub, which steps it. From then on never going back,
   * until a hub that started anew answers.
   */
  nowMillis(): number;
  /** Half the best round trip: the bound of the offset's error. Null before the first answer. */
  errorMillis(): number | null;
  roundTripMillis(): number | null;
}

export interface LiveLink {
  readonly facts: StoreApi<LiveFacts>;
  readonly videoPoints: VideoPointColumns;
  readonly patrols: PatrolColumns;
  /** The resolved matters that the windows show. */
  readonly windows: WindowsLink;
  /** For whom it asks: HTTP questions of the picture carry the same. */
  readonly station: Station;
  close(): void;
}

export interface StageFacts {
  /** Welcomed and not lost since. */
  readonly connected: boolean;
  /** Why the hub refused this screen; it does not come back by itself. */
  readonly fault: FaultAnswer | null;
  /** Shared time of the first welcome; null before. */
  readonly joinedMillis: number | null;
  readonly screenId: string | null;
  /** What the group shows now: since its `presentAtMillis`. Another object only where it is another stage. */
  readonly stage: Stage | null;
  /** Told, but not yet to be shown: for those who prepare. */
  readonly upcoming: Stage | null;
  /** Desks only. */
  readonly screens: readonly ScreenInfo[];
  readonly lease: LeaseState;
}

export interface StageLink {
  readonly facts: StoreApi<StageFacts>;
  readonly clock: SharedClock;
  /** How the frame loop reports; sent at 1 Hz. */
  report(beat: Partial<Beat>): void;
  takeLease(force: boolean): Promise<Acknowledged<Lease>>;
  direct(command: Omit<Direct, 'leaseToken'>): Promise<Acknowledged<readonly Stage[]>>;
  recall(): Promise<Acknowledged<readonly Stage[]>>;
  close(): void;
}
