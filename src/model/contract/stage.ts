/** Namespace `/stage`: what the operator shows, the shared clock, and which screens are there. */
import Type, { type Static } from 'typebox';
import { stations } from '../domain/audiences.ts';
import type { FaultAnswer } from '../faults/fault.ts';

const Finite = Type.Number({ minimum: -1e7, maximum: 1e7 });
const Enu = Type.Tuple([Finite, Finite, Finite]);

/**
 * How the eye moves. Evaluated by every page at the same shared time; only + − × ÷ √ after the keys are evaluated, so
 * that all pages are bit-equal. On the ring pitch is 0 and the eye keeps its height.
 */
export const CameraCurveSchema = Type.Object(
  {
    kind: Type.Union([Type.Literal('hold'), Type.Literal('orbit'), Type.Literal('spline')]),
    presentAtMillis: Type.Number({ minimum: 0 }),
    durationMillis: Type.Number({ minimum: 0, maximum: 600_000 }),
    ease: Type.Union([Type.Literal('linear'), Type.Literal('inOut')]),
    /** hold: one eye. spline: at least two. orbit: [centre, start]. */
    eyeEnuMeters: Type.Array(Enu, { minItems: 1, maxItems: 16 }),
    headingDeg: Type.Array(Type.Number({ minimum: -3600, maximum: 3600 }), { minItems: 1, maxItems: 16 }),
    pitchDeg: Type.Array(Type.Number({ minimum: -90, maximum: 30 }), { minItems: 1, maxItems: 16 }),
    horizontalTangent: Type.Number({ minimum: 0.01, maximum: 10 }),
  },
  { additionalProperties: false },
);
export type CameraCurve = Static<typeof CameraCurveSchema>;

export const FocusSchema = Type.Union([
  Type.Object(
    {
      kind: Type.Union([Type.Literal('area'), Type.Literal('building'), Type.Literal('case'), Type.Literal('place')]),
      id: Type.String({ maxLength: 128 }),
    },
    { additionalProperties: false },
  ),
  Type.Null(),
]);
export type Focus = Static<typeof FocusSchema>;

/** A group of screens that shows one stage: `wall`, `ring`, `touch`, `plan`. */
export const groups = ['wall', 'ring', 'touch', 'plan'] as const;
export type Group = (typeof groups)[number];

/** Sent whole, ahead of its time; the newest version wins. A null curve: the desk directs no place, screens are home. */
export interface Stage {
  readonly version: number;
  readonly group: Group;
  readonly curve: CameraCurve | null;
  readonly focus: Focus;
  readonly language: 'zh' | 'en' | null;
  /** From when all screens of the group show it. */
  readonly presentAtMillis: number;
  readonly directedBy: string;
}

export const StageHelloSchema = Type.Object(
  {
    protocolVersion: Type.Integer(),
    station: Type.Enum(stations),
    /** A name for the desk's list: kept by the screen, e.g. "wall · 1920×1080". */
    screenName: Type.String({ minLength: 1, maxLength: 64 }),
    viewport: Type.Tuple([
      Type.Integer({ minimum: 1, maximum: 100_000 }),
      Type.Integer({ minimum: 1, maximum: 100_000 }),
    ]),
    page: Type.Optional(Type.String({ maxLength: 32 })),
  },
  { additionalProperties: false },
);
export type StageHello = Static<typeof StageHelloSchema>;

/** 1 Hz from every screen: how it does. */
export const BeatSchema = Type.Object(
  {
    /** A screen that slept for a night says so in its first frame. */
    frameMillisP95: Type.Union([Type.Number({ minimum: 0, maximum: 1e9 }), Type.Null()]),
    clockErrorMillis: Type.Union([Type.Number({ minimum: 0, maximum: 1e9 }), Type.Null()]),
    roundTripMillis: Type.Union([Type.Number({ minimum: 0, maximum: 1e9 }), Type.Null()]),
    stageVersion: Type.Integer({ minimum: 0 }),
    liveSeq: Type.Number({ minimum: 0 }),
    state: Type.Union([Type.Literal('loading'), Type.Literal('live'), Type.Literal('stale'), Type.Literal('error')]),
  },
  { additionalProperties: false },
);
export type Beat = Static<typeof BeatSchema>;

/** The desk's command: one place, some groups, one shared time (the hub adds it). */
export const DirectSchema = Type.Object(
  {
    leaseToken: Type.String({ maxLength: 64 }),
    groups: Type.Array(Type.Enum(groups), { minItems: 1, maxItems: 4 }),
    /** Where to look: the point on the ground, how far from it, from which side. Null keeps the camera. */
    look: Type.Union([
      Type.Object(
        {
          targetEnuMeters: Type.Tuple([Finite, Finite]),
          rangeMeters: Type.Number({ minimum: 50, maximum: 60_000 }),
          headingDeg: Type.Number({ minimum: -360, maximum: 360 }),
          pitchDeg: Type.Number({ minimum: -90, maximum: 0 }),
        },
        { additionalProperties: false },
      ),
      Type.Null(),
    ]),
    focus: FocusSchema,
    language: Type.Union([Type.Literal('zh'), Type.Literal('en'), Type.Null()]),
    durationMillis: Type.Number({ minimum: 0, maximum: 60_000 }),
  },
  { additionalProperties: false },
);
export type Direct = Static<typeof DirectSchema>;

export interface ScreenInfo {
  readonly screenId: string;
  readonly station: string;
  readonly group: Group | null;
  readonly screenName: string;
  readonly viewport: readonly [number, number];
  readonly page: string | null;
  readonly connectedMillis: number;
  readonly beatMillis: number | null;
  readonly beat: Beat | null;
}

export interface StageWelcome {
  readonly protocolVersion: number;
  readonly screenId: string;
  /** Another after each start of the hub: its clock and its versions count anew. */
  readonly hubRunId: string;
  readonly serverTimeMillis: number;
  readonly stages: readonly Stage[];
}

export type Acknowledged<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: FaultAnswer };

export interface Lease {
  readonly leaseToken: string;
  readonly expiresMillis: number;
}

/** Who holds the desk's lease, for those who do not. */
export interface LeaseState {
  readonly holder: string | null;
  readonly expiresMillis: number | null;
}

export interface ClockAnswer {
  /** Hub's shared time when the ping came and when the answer left. */
  readonly receivedMillis: number;
  readonly sentMillis: number;
}

export interface StageFromHub {
  welcome: (welcome: StageWelcome) => void;
  stage: (stage: Stage) => void;
  /** To desks only. */
  screens: (screens: readonly ScreenInfo[]) => void;
  lease: (state: LeaseState) => void;
  refused: (fault: FaultAnswer) => void;
}
export interface StageFromScreen {
  hello: (hello: StageHello) => void;
  clock: (answer: (times: ClockAnswer) => void) => void;
  beat: (beat: Beat) => void;
  /** Takes or renews the lease for the desk; with `force`, takes it from another desk. */
  lease: (request: { readonly force: boolean }, answer: (result: Acknowledged<Lease>) => void) => void;
  direct: (direct: Direct, answer: (result: Acknowledged<readonly Stage[]>) => void) => void;
  /** Takes the last command back: every group shows what it showed before. */
  recall: (request: { readonly leaseToken: string }, answer: (result: Acknowledged<readonly Stage[]>) => void) => void;
}

/** Eye of a look: behind the target at `rangeMeters`, looking at it. Heading clockwise from north. */
export function eyeOfLook(look: NonNullable<Direct['look']>): readonly [number, number, number] {
  const headingRad = (look.headingDeg * Math.PI) / 180;
  const pitchRad = (look.pitchDeg * Math.PI) / 180;
  const horizontalMeters = look.rangeMeters * Math.cos(pitchRad);
  return [
    look.targetEnuMeters[0] - horizontalMeters * Math.sin(headingRad),
    look.targetEnuMeters[1] - horizontalMeters * Math.cos(headingRad),
    -look.rangeMeters * Math.sin(pitchRad),
  ];
}
