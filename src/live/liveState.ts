/** What a screen holds of the hub, as pure steps: welcome, facts, columns. A gap in the sequence is told, never guessed over. */
import type { CaseView } from '../model/contract/answers.ts';
import { type Column, decodeColumnFrame } from '../model/contract/columnFrame.ts';
import {
  CLOSED_SHOWN_MILLIS,
  type Fact,
  type FactBatch,
  type LivePulse,
  type LiveWelcome,
} from '../model/contract/live.ts';
import { eventOrigins } from '../model/domain/cases.ts';
import { isForgotten, type PatrolPoint, withPoint } from '../model/domain/patrols.ts';
import type { LiveFacts, PatrolColumns, VideoPointColumns } from './links.ts';

type FactMaps = Pick<LiveFacts, 'cases' | 'hazards' | 'beacons' | 'wind'>;

export const emptyFacts: LiveFacts = {
  link: 'connecting',
  linkSinceMillis: 0,
  fault: null,
  columnsFault: null,
  audience: null,
  districtHash: null,
  epoch: null,
  head: null,
  cases: new Map(),
  hazards: new Map(),
  beacons: new Map(),
  wind: null,
  figures: null,
  freshness: [],
  pulseMillis: null,
};

/** New maps with the facts applied in order; maps that no fact touches stay the same objects. */
export function applyFacts(maps: FactMaps, facts: readonly Fact[]): FactMaps {
  let { cases, hazards, beacons, wind } = maps;
  const open = <T>(current: ReadonlyMap<string, T>, original: ReadonlyMap<string, T>): Map<string, T> =>
    current === original ? new Map(current) : (current as Map<string, T>);
  for (const fact of facts) {
    switch (fact.kind) {
      case 'case': {
        const next = open(cases, maps.cases);
        next.set(fact.case.caseId, fact.case);
        cases = next;
        break;
      }
      case 'hazard': {
        const next = open(hazards, maps.hazards);
        next.set(fact.hazard.hazardId, fact.hazard);
        hazards = next;
        break;
      }
      case 'beacon': {
        const next = open(beacons, maps.beacons);
        next.set(fact.beacon.beaconId, fact.beacon);
        beacons = next;
        break;
      }
      case 'beaconGone': {
        const next = open(beacons, maps.beacons);
        next.delete(fact.beaconId);
        beacons = next;
        break;
      }
      case 'wind':
        wind = fact.wind;
        break;
      case 'windowBand':
        break; // for the windows: windowState.ts
    }
  }
  return { cases, hazards, beacons, wind };
}

/** The cases without those closed longer than they are shown; the same map where none is. */
export function withoutAged(cases: ReadonlyMap<string, CaseView>, nowMillis: number): ReadonlyMap<string, CaseView> {
  const isAged = ({ closedMillis }: CaseView): boolean =>
    closedMillis !== null && closedMillis + CLOSED_SHOWN_MILLIS < nowMillis;
  if (![...cases.values()].some(isAged)) return cases;
  return new Map([...cases].filter(([, item]) => !isAged(item)));
}

/** The state after a welcome: replaced when the hub says reset, else the missed facts on top. */
export function afterWelcome(state: LiveFacts, welcome: LiveWelcome, nowMillis: number): LiveFacts {
  const maps = applyFacts(welcome.reset ? emptyFacts : state, welcome.snapshot.facts);
  return {
    ...state,
    ...maps,
    cases: withoutAged(maps.cases, welcome.serverTimeMillis),
    link: 'live',
    linkSinceMillis: state.link === 'live' ? state.linkSinceMillis : nowMillis,
    fault: null,
    columnsFault: welcome.reset ? null : state.columnsFault,
    audience: welcome.audience,
    districtHash: welcome.districtHash,
    epoch: welcome.epoch,
    head: welcome.head,
    figures: welcome.figures,
    freshness: welcome.freshness,
    pulseMillis: welcome.serverTimeMillis,
  };
}

export function afterPulse(state: LiveFacts, pulse: LivePulse, nowMillis: number): LiveFacts {
  return {
    ...state,
    cases: withoutAged(state.cases, pulse.serverTimeMillis),
    link: 'live',
    linkSinceMillis: state.link === 'live' ? state.linkSinceMillis : nowMillis,
    head: pulse.head,
    figures: pulse.figures,
    freshness: pulse.freshness,
    pulseMillis: pulse.serverTimeMillis,
  };
}

/** Whether a batch follows on what was received up to `seqTo`; else something is missing. */
export function followsOn(batch: Pick<FactBatch, 'seqFrom'>, seqTo: number): boolean {
  return batch.seqFrom <= seqTo + 1;
}

/** Values of some video points, readable and whole, with the shared time from which they are shown. */
export interface VideoPointFrame {
  readonly layer: 'videoPoint';
  readonly presentAtMillis: number;
  readonly count: number;
  readonly index: Column;
  readonly status: Column;
  readonly eventMillis: Column | undefined;
}

/** Positions of officers: of each row as many as were told, oldest first. */
export interface PatrolFrame {
  readonly layer: 'patrol';
  readonly presentAtMillis: number;
  readonly told: readonly (PatrolPoint & { readonly row: number })[];
}

export type LiveColumns = VideoPointFrame | PatrolFrame;

/** Reads a column frame as it came, or tells its problem. */
export function readColumns(bytes: Uint8Array | ArrayBuffer): LiveColumns | { readonly problem: string } {
  const result = decodeColumnFrame(bytes);
  if (!result.ok) return { problem: result.problem };
  const { layer, presentAtMillis, count, columns } = result.frame;
  const { index, status, eventMillis, eastMeters, northMeters, origin } = columns;
  if (layer === 'videoPoint') {
    return index && status ? { layer, presentAtMillis, count, index, status, eventMillis } : { problem: 'layout' };
  }
  if (!index || !eventMillis || !eastMeters || !northMeters || !origin) return { problem: 'layout' };
  const told: PatrolFrame['told'][number][] = [];
  for (let at = 0; at < count; at++) {
    const pointOrigin = eventOrigins[origin[at]!];
    if (!pointOrigin) return { problem: 'layout' };
    told.push({
      row: index[at]!,
      eastMeters: eastMeters[at]!,
      northMeters: northMeters[at]!,
      eventMillis: eventMillis[at]!,
      origin: pointOrigin,
    });
  }
  return { layer, presentAtMillis, told };
}

/** What a way holds already, or what is older than its newest, changes nothing; ways long ended go. */
export function applyPatrols(columns: PatrolColumns, { told, presentAtMillis }: PatrolFrame): void {
  for (const { row, ...point } of told) {
    const way = withPoint(columns.ways.get(row) ?? [], point);
    if (way) columns.ways.set(row, way);
  }
  forgetPatrols(columns, presentAtMillis);
  columns.version++;
}

/** Drops the ways of officers not heard of for long: a screen that hears nothing new must not draw them on and on. */
export function forgetPatrols(columns: PatrolColumns, nowMillis: number): void {
  const ended = [...columns.ways].filter(([, way]) => isForgotten(way, nowMillis));
  for (const [row] of ended) columns.ways.delete(row);
  if (ended.length > 0) columns.version++;
}

/** Row = videoPointIndex: arrays grow to hold the highest index seen. */
export function applyColumns(columns: VideoPointColumns, frame: VideoPointFrame): void {
  const { count, index, status, eventMillis } = frame;
  let rows = columns.status.length;
  for (let row = 0; row < count; row++) rows = Math.max(rows, index[row]! + 1);
  if (rows > columns.status.length) grow(columns, rows);
  for (let row = 0; row < count; row++) {
    const at = index[row]!;
    columns.status[at] = status[row]!;
    if (eventMillis) columns.eventMillis[at] = eventMillis[row]!;
  }
  columns.version++;
}

function grow(columns: VideoPointColumns, rows: number): void {
  const status = new Uint8Array(rows);
  status.set(columns.status);
  const eventMillis = new Float64Array(rows);
  eventMillis.set(columns.eventMillis);
  columns.status = status;
  columns.eventMillis = eventMillis;
}
