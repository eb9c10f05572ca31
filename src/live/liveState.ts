/** What a screen holds of the hub, as pure steps: welcome, facts, columns. A gap in the sequence is told, never guessed over. */
import { decodeColumnFrame } from '../model/contract/columnFrame.ts';
import type { Fact, FactBatch, LivePulse, LiveWelcome } from '../model/contract/live.ts';
import type { LiveFacts, VideoPointColumns } from './links.ts';

type FactMaps = Pick<LiveFacts, 'cases' | 'hazards' | 'beacons'>;

export const emptyFacts: LiveFacts = {
  link: 'connecting',
  linkSinceMillis: 0,
  fault: null,
  audience: null,
  districtHash: null,
  epoch: null,
  head: null,
  cases: new Map(),
  hazards: new Map(),
  beacons: new Map(),
  figures: null,
  freshness: [],
  pulseMillis: null,
};

/** New maps with the facts applied in order; maps that no fact touches stay the same objects. */
export function applyFacts(maps: FactMaps, facts: readonly Fact[]): FactMaps {
  let { cases, hazards, beacons } = maps;
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
    }
  }
  return { cases, hazards, beacons };
}

/** The state after a welcome: replaced when the hub says reset, else the missed facts on top. */
export function afterWelcome(state: LiveFacts, welcome: LiveWelcome, nowMillis: number): LiveFacts {
  const maps = applyFacts(welcome.reset ? emptyFacts : state, welcome.snapshot.facts);
  return {
    ...state,
    ...maps,
    link: 'live',
    linkSinceMillis: state.link === 'live' ? state.linkSinceMillis : nowMillis,
    fault: null,
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

/** Row = videoPointIndex: arrays grow to hold the highest index seen. Returns the problem of an unreadable frame. */
export function applyColumns(columns: VideoPointColumns, bytes: Uint8Array | ArrayBuffer): string | null {
  const result = decodeColumnFrame(bytes);
  if (!result.ok) return result.problem;
  const { count, columns: named } = result.frame;
  const { index, status, eventMillis } = named;
  if (!index || !status) return 'layout';
  let rows = columns.status.length;
  for (let row = 0; row < count; row++) rows = Math.max(rows, index[row]! + 1);
  if (rows > columns.status.length) grow(columns, rows);
  for (let row = 0; row < count; row++) {
    const at = index[row]!;
    columns.status[at] = status[row]!;
    if (eventMillis) columns.eventMillis[at] = eventMillis[row]!;
  }
  columns.version++;
  return null;
}

function grow(columns: VideoPointColumns, rows: number): void {
  const status = new Uint8Array(rows);
  status.set(columns.status);
  const eventMillis = new Float64Array(rows);
  eventMillis.set(columns.eventMillis);
  columns.status = status;
  columns.eventMillis = eventMillis;
}
