/**
 * Namespace `/live`: facts and columns. Hub → screen by msgpack (binary frames kept), screen → hub by plain Socket.IO
 * JSON text, at most 4 KiB, no attachments: the msgpack decoder is not safe against hostile input.
 */
import Type, { type Static } from 'typebox';
import type { Audience } from '../domain/audiences.ts';
import { stations } from '../domain/audiences.ts';
import type { EventOrigin } from '../domain/cases.ts';
import type { Lamp } from '../domain/deadlines.ts';
import type { HazardGrade, HazardKind } from '../domain/hazards.ts';
import type { FaultAnswer } from '../faults/fault.ts';
import type { CaseView } from './answers.ts';

export const PROTOCOL_VERSION = 3;
export const SOCKET_PATH = 'socket'; // under the served base, e.g. /socket or /a/b/socket
export const MAX_SCREEN_MESSAGE_BYTES = 4096;
export const TICK_MILLIS = 50;
/** Shown from = accepted + this; screens wait for it so that all show the same instant. */
export const PRESENT_DELAY_MILLIS = 100;
/** Closed cases stay facts on duty for this long, at the hub and on its screens. */
export const CLOSED_SHOWN_MILLIS = 24 * 3_600_000;

/** First message of a screen on `/live`. `since`/`epoch`: resume after that sequence of that history. */
export const LiveHelloSchema = Type.Object(
  {
    protocolVersion: Type.Integer(),
    station: Type.Enum(stations),
    districtHash: Type.Optional(Type.String({ maxLength: 64 })),
    epoch: Type.Optional(Type.String({ maxLength: 64 })),
    since: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  },
  { additionalProperties: false },
);
export type LiveHello = Static<typeof LiveHelloSchema>;

export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** A hazard with its present warning level; 0 = none. */
export interface HazardView {
  readonly hazardId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: HazardKind;
  readonly grade: HazardGrade;
  /** East and north in the district's frame, and metres above the ground there. */
  readonly enuAboveGroundMeters: readonly [number, number, number];
  readonly gridId: string;
  readonly ownerUnit: string;
  readonly substanceUn: string | null;
  readonly substanceName: string | null;
  readonly substanceNameEn: string | null;
  readonly isolationMeters: number | null;
  readonly downwindDayMeters: number | null;
  readonly downwindNightMeters: number | null;
  readonly distanceSource: string | null;
  readonly warningLevel: 0 | 1 | 2 | 3 | 4;
  readonly reading: number | null;
  readonly unit: string | null;
  readonly changedMillis: number | null;
  readonly origin: EventOrigin | null;
}

/** The wind over the district as last told: where it comes from, clockwise from north. */
export interface WindView {
  readonly fromDeg: number;
  readonly metersPerSec: number;
  readonly observedMillis: number;
  readonly origin: EventOrigin;
}

/** A wind that was told so long ago says nothing of the present one. */
export const WIND_STALE_MILLIS = 30 * 60_000;

/** What the public sees of an open case: a light at its grid's middle, no text, no id of ours. */
export interface PublicBeacon {
  readonly beaconId: string;
  readonly gridId: string;
  readonly enuMeters: readonly [number, number];
  readonly departmentKey: string;
  readonly yellowMillis: number;
  readonly deadlineMillis: number;
}

/** A fact: state that travels whole. `…Gone` takes it away. Closed cases stay facts on duty until they age out. */
export type Fact =
  | { readonly kind: 'case'; readonly seq: number; readonly case: CaseView }
  | { readonly kind: 'hazard'; readonly seq: number; readonly hazard: HazardView }
  | { readonly kind: 'wind'; readonly seq: number; readonly wind: WindView }
  | { readonly kind: 'beacon'; readonly seq: number; readonly beacon: PublicBeacon }
  | { readonly kind: 'beaconGone'; readonly seq: number; readonly beaconId: string }
  /** Public: a grid's bands of resolved matters, one for each of windowPeriods as of now. */
  | { readonly kind: 'windowBand'; readonly seq: number; readonly gridId: string; readonly bands: readonly number[] };

/** How fresh a source is: age beyond twice its promise is shown as stale. */
export interface SourceFreshness {
  readonly source: string;
  readonly lastEventMillis: number | null;
  readonly promiseSec: number;
  readonly origin: EventOrigin;
}

export interface LiveFigures {
  readonly openCases: number;
  readonly overdueCases: number;
  readonly closedToday: number;
  readonly reportedToday: number;
  /** Of the cases due today, those closed within their limit; ÷ dueCases is GB/T 30428.4's on-time closing rate. */
  readonly onTimeClosed: number;
  readonly dueCases: number;
  readonly videoOnline: number;
  readonly videoTotal: number;
  /** Only on duty. */
  readonly refusedEvents?: number;
  /** Reports per quarter of an hour over the last 24 h, oldest first; the last is the running one. */
  readonly reportedPerQuarter: readonly number[];
  readonly quarterStartMillis: number;
}

/** Everything an audience needs to draw the present. */
export interface LiveSnapshot {
  readonly facts: readonly Fact[];
  readonly columns: readonly Uint8Array[];
}

export interface LiveWelcome {
  readonly protocolVersion: number;
  readonly audience: Audience;
  readonly districtHash: string;
  readonly epoch: string;
  readonly head: Head;
  readonly serverTimeMillis: number;
  /** True: replaces everything. False: facts and columns since `since`, in order. */
  readonly reset: boolean;
  readonly snapshot: LiveSnapshot;
  readonly figures: LiveFigures;
  readonly freshness: readonly SourceFreshness[];
}

/** One tick's facts of one audience, in order of sequence. A gap between `seqFrom` and the last `seqTo` means: resync. */
export interface FactBatch {
  readonly seqFrom: number;
  readonly seqTo: number;
  readonly presentAtMillis: number;
  readonly facts: readonly Fact[];
}

/** Once a second: ages and figures; also the sign of life of the hub. */
export interface LivePulse {
  readonly serverTimeMillis: number;
  readonly head: Head;
  readonly figures: LiveFigures;
  readonly freshness: readonly SourceFreshness[];
}

export interface LiveFromHub {
  welcome: (welcome: LiveWelcome) => void;
  facts: (batch: FactBatch) => void;
  columns: (frame: Uint8Array) => void;
  pulse: (pulse: LivePulse) => void;
  refused: (fault: FaultAnswer) => void;
}
export interface LiveFromScreen {
  hello: (hello: LiveHello) => void;
}

/** Lamp of an open case at an instant: colour by the two times the hub computed; screens need no calendar. */
export function lampAt(item: { yellowMillis: number; deadlineMillis: number }, atMillis: number): Lamp {
  return atMillis > item.deadlineMillis ? 'red' : atMillis > item.yellowMillis ? 'yellow' : 'green';
}
