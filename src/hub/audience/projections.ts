/**
 * What each audience gets of the live state, as data: one typed projection per audience. A public screen never receives
 * a text, an id or a place of a case; there is nothing on it that a client could show by mistake.
 */
import { createHmac } from 'node:crypto';
import { type ColumnLayer, encodeColumnFrame } from '../../model/contract/columnFrame.ts';
import {
  CLOSED_SHOWN_MILLIS,
  type Fact,
  type HazardView,
  type LiveFigures,
  type SourceFreshness,
  type WindView,
} from '../../model/contract/live.ts';
import type { Audience } from '../../model/domain/audiences.ts';
import { type CaseRecord, eventOrigins, isOpen } from '../../model/domain/cases.ts';
import type { Hazard } from '../../model/domain/hazards.ts';
import { isForgotten } from '../../model/domain/patrols.ts';
import type { District } from '../state/districtPackage.ts';
import type { Change, DistrictState, SourceState, WindState } from '../state/districtState.ts';
import { caseViews } from './caseView.ts';
import type { PublicWindowBands } from './publicWindows.ts';

/** A source that says nothing for twice this long is shown as stale. */
const PROMISE_SEC = 300;
/** The one room of this slice: rooms by area come with districts too large for one. */
const WHOLE_DISTRICT = 0;

export interface Projection {
  readonly audience: Audience;
  /** Facts of changes, each thing once, in order of sequence. */
  factsOf(changes: readonly Change[]): Fact[];
  /** All present facts (`since` null) or those that changed after `since`. */
  factsSince(since: number | null, nowMillis: number): Fact[];
  /**
   * The present values of video points, or the ways of patrols as told from `seqFrom` on: null when there are none, or this
   * audience sees none.
   */
  columnsOf(layer: ColumnLayer, rows: Iterable<number>, seqFrom: number, presentAtMillis: number): Uint8Array | null;
  /** All rows (`since` null) or those that changed after `since`; of patrols only those heard of lately. */
  rowsSince(layer: ColumnLayer, since: number | null, nowMillis: number): number[];
  figures(figures: LiveFigures): LiveFigures;
  freshness(): SourceFreshness[];
}

/** Each thing's last change, in order of sequence. */
function lastChanges(changes: readonly Change[]): Change[] {
  const last = new Map<string, Change>();
  for (const change of changes) {
    if (change.kind === 'videoPoint' || change.kind === 'patrol') continue;
    const key =
      change.kind === 'case' ? `c${change.caseId}` : change.kind === 'hazard' ? `h${change.hazardId}` : 'wind';
    last.delete(key);
    last.set(key, change);
  }
  return [...last.values()];
}

export function dutyProjection(district: District, state: DistrictState): Projection {
  const viewOf = caseViews(district);
  const caseFact = (item: CaseRecord): Fact => ({ kind: 'case', seq: item.changedSeq, case: viewOf(item) });
  const hazardFact = (hazard: Hazard): Fact => {
    const view = hazardView(hazard, state);
    return { kind: 'hazard', seq: state.hazards.get(hazard.hazardId)?.changedSeq ?? 0, hazard: view };
  };
  const windFacts = (): Fact[] => {
    if (!state.wind) return [];
    return [{ kind: 'wind', seq: state.wind.changedSeq, wind: windView(state.wind) }];
  };
  return {
    audience: 'duty',
    factsOf: (changes) =>
      lastChanges(changes).flatMap((change) => {
        if (change.kind === 'wind') return windFacts();
        if (change.kind === 'hazard') return [hazardFact(district.hazards.get(change.hazardId)!)];
        const item = change.kind === 'case' ? state.cases.get(change.caseId) : undefined;
        return item ? [caseFact(item)] : [];
      }),
    factsSince(since, nowMillis) {
      const facts: Fact[] = [];
      for (const item of state.cases.values()) {
        const isShown = item.closedMillis === null || item.closedMillis + CLOSED_SHOWN_MILLIS >= nowMillis;
        // A closing that came late is long past by its own time, and still news to a screen that shows the case open.
        if (since === null ? isShown : item.changedSeq > since) facts.push(caseFact(item));
      }
      for (const hazard of district.hazards.values()) {
        if (since === null || (state.hazards.get(hazard.hazardId)?.changedSeq ?? 0) > since)
          facts.push(hazardFact(hazard));
      }
      if (state.wind && (since === null || state.wind.changedSeq > since)) facts.push(...windFacts());
      return facts.sort((a, b) => a.seq - b.seq);
    },
    columnsOf(layer, rows, seqFrom, presentAtMillis) {
      if (layer === 'patrol') return patrolColumns(state, rows, seqFrom, presentAtMillis);
      const index = Uint32Array.from(rows);
      if (index.length === 0) return null;
      return encodeColumnFrame({
        layer: 'videoPoint',
        room: WHOLE_DISTRICT,
        seqFrom,
        seqTo: state.seq,
        presentAtMillis,
        count: index.length,
        columns: {
          index,
          status: Uint8Array.from(index, (row) => state.videoStatus[row]!),
          eventMillis: Float64Array.from(index, (row) => state.videoEventMillis[row]!),
        },
      });
    },
    rowsSince(layer, since, nowMillis) {
      if (layer === 'patrol') {
        return [...state.patrols].flatMap(([row, way]) =>
          !isForgotten(way, nowMillis) && (since === null || way.at(-1)!.seq > since) ? [row] : [],
        );
      }
      const rows: number[] = [];
      for (let row = 0; row < state.videoSeq.length; row++)
        if (since === null || state.videoSeq[row]! > since) rows.push(row);
      return rows;
    },
    figures: (figures) => figures,
    freshness: () =>
      [...state.sources].map(([source, { lastEventMillis, origin }]) => ({
        source,
        lastEventMillis,
        promiseSec: PROMISE_SEC,
        origin,
      })),
  };
}

export function windView({ changedSeq: _, ...wind }: WindState): WindView {
  return wind;
}

/** Each row as often as it has positions, oldest first. */
function patrolColumns(
  state: DistrictState,
  rows: Iterable<number>,
  seqFrom: number,
  presentAtMillis: number,
): Uint8Array | null {
  const told = [...rows].flatMap((row) =>
    (state.patrols.get(row) ?? []).filter(({ seq }) => seq >= seqFrom).map((point) => ({ row, ...point })),
  );
  if (told.length === 0) return null;
  return encodeColumnFrame({
    layer: 'patrol',
    room: WHOLE_DISTRICT,
    seqFrom,
    seqTo: state.seq,
    presentAtMillis,
    count: told.length,
    columns: {
      index: Uint32Array.from(told, ({ row }) => row),
      eventMillis: Float64Array.from(told, ({ eventMillis }) => eventMillis),
      eastMeters: Float32Array.from(told, ({ eastMeters }) => eastMeters),
      northMeters: Float32Array.from(told, ({ northMeters }) => northMeters),
      origin: Uint8Array.from(told, ({ origin }) => eventOrigins.indexOf(origin)),
    },
  });
}

/** A hazard as duty sees it now. */
export function hazardView(hazard: Hazard, state: DistrictState): HazardView {
  const now = state.hazards.get(hazard.hazardId);
  return {
    ...hazard,
    warningLevel: now?.warningLevel ?? 0,
    reading: now?.reading ?? null,
    unit: now?.unit ?? null,
    changedMillis: now?.changedMillis ?? null,
    origin: now?.origin ?? null,
  };
}

export interface PublicProjectionParts {
  readonly district: District;
  readonly state: DistrictState;
  /** Belongs to the journal's epoch: a beacon keeps its name over a restart, and nobody can undo it. */
  readonly secret: string;
  readonly windows: PublicWindowBands;
  readonly nowMillis: () => number;
}

export function publicProjection({ district, state, secret, windows, nowMillis }: PublicProjectionParts): Projection {
  const beaconIdOf = (caseId: string): string =>
    createHmac('sha256', Buffer.from(secret, 'hex')).update(`beacon ${caseId}`).digest('base64url').slice(0, 22);
  const beaconFact = (item: CaseRecord): Fact => {
    const beaconId = beaconIdOf(item.caseId);
    if (!isOpen(item.state)) return { kind: 'beaconGone', seq: item.changedSeq, beaconId };
    const { gridId, departmentKey, yellowMillis, deadlineMillis } = item;
    const [east, north] = district.areaById.get(gridId)!.labelEnuMeters;
    return {
      kind: 'beacon',
      seq: item.changedSeq,
      beacon: { beaconId, gridId, enuMeters: [east, north], departmentKey, yellowMillis, deadlineMillis },
    };
  };
  return {
    audience: 'public',
    factsOf: (changes) => [
      ...lastChanges(changes).flatMap((change) => {
        const item = change.kind === 'case' ? state.cases.get(change.caseId) : undefined;
        return item ? [beaconFact(item)] : [];
      }),
      ...windows.changed(nowMillis()),
    ],
    // No bands: whoever is welcomed asks for its windows anew.
    factsSince(since) {
      const facts: Fact[] = [];
      for (const item of state.cases.values()) {
        // A light that a fresh screen never showed need not be taken away.
        if (since === null ? isOpen(item.state) : item.changedSeq > since) facts.push(beaconFact(item));
      }
      return facts;
    },
    columnsOf: () => null,
    rowsSince: () => [],
    // How much is refused says how well the hall's sources work: a matter of those on duty.
    figures: ({ refusedEvents: _, ...shown }) => shown,
    freshness: () => wholeDistrictFreshness(state.sources.values()),
  };
}

/** Names of sources are not for the public: one line for the district, marked as soon as any of it is not live. */
function wholeDistrictFreshness(sources: Iterable<SourceState>): SourceFreshness[] {
  const all = [...sources];
  if (all.length === 0) return [];
  return [
    {
      source: 'district',
      lastEventMillis: Math.max(...all.map((source) => source.lastEventMillis)),
      promiseSec: PROMISE_SEC,
      origin: all.find((source) => source.origin !== 'live')?.origin ?? 'live',
    },
  ];
}
