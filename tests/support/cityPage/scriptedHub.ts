/**
 * The hub's side of the live link, from a script: a full day of closed cases behind, a steady stream of new ones that are
 * closed and age out again, columns of video points, a pulse a second. In its steady state from the first message on.
 */
import type { ScreenSocket } from '../../../src/live/screenSocket.ts';
import type { CaseView } from '../../../src/model/contract/answers.ts';
import { encodeColumnFrame } from '../../../src/model/contract/columnFrame.ts';
import {
  CLOSED_SHOWN_MILLIS,
  type Fact,
  type LiveFigures,
  type LiveWelcome,
  PROTOCOL_VERSION,
} from '../../../src/model/contract/live.ts';
import type { Manifest } from '../../../src/model/contract/manifest.ts';

const CASE_EVERY_MILLIS = 30_000;
/** From report to closing. */
const CASE_OPEN_MILLIS = 15 * CASE_EVERY_MILLIS;
const DEPARTMENTS = ['urban', 'fire', 'housing', 'transport', 'market', 'environment', 'emergency'];
const DELAY_MILLIS = 100;

export class ScriptedHub implements ScreenSocket {
  readonly #manifest: Manifest;
  readonly #listeners = new Map<string, ((...values: never[]) => void)[]>();
  readonly #pointCount: number;
  #timer = 0;
  #seq = 1;
  /** Reports up to now; the number of a case is its instant. */
  #reported: number;
  connected = false;
  /** Facts told one by one since the welcome. */
  told = 0;

  constructor(manifest: Manifest) {
    this.#manifest = manifest;
    this.#pointCount = manifest.counts.videoPoints;
    this.#reported = Math.floor(Date.now() / CASE_EVERY_MILLIS);
  }

  on(event: string, listener: (...values: never[]) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  emit(event: string): void {
    if (event === 'hello') this.#send('welcome', this.#welcome());
  }

  connect(): void {
    this.connected = true;
    this.#timer = window.setInterval(() => this.#second(), 1_000);
    this.#send('connect');
  }

  disconnect(): void {
    this.connected = false;
    window.clearInterval(this.#timer);
  }

  #send(event: string, ...values: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(...(values as never[]));
  }

  #second(): void {
    const nowMillis = Date.now();
    const newest = Math.floor(nowMillis / CASE_EVERY_MILLIS);
    for (; this.#reported < newest; this.#reported++) {
      const closing = this.#reported + 1 - CASE_OPEN_MILLIS / CASE_EVERY_MILLIS;
      const cases = [this.#case(this.#reported + 1, nowMillis), this.#case(closing, nowMillis)];
      const facts: Fact[] = cases.map((item) => ({ kind: 'case', seq: ++this.#seq, case: item }));
      this.told += facts.length;
      const [seqFrom, seqTo] = [this.#seq - 1, this.#seq];
      this.#send('facts', { seqFrom, seqTo, presentAtMillis: nowMillis + DELAY_MILLIS, facts });
    }
    if (newest % 2 === 0) this.#send('columns', this.#columns(nowMillis));
    const pulse = { serverTimeMillis: nowMillis, head: this.#head(), figures: this.#figures(nowMillis), freshness: [] };
    this.#send('pulse', pulse);
  }

  #case(number: number, nowMillis: number): CaseView {
    const reportedMillis = number * CASE_EVERY_MILLIS;
    const isClosed = reportedMillis + CASE_OPEN_MILLIS <= nowMillis;
    const { minX, maxX, minY, maxY } = this.#manifest.boundsEnuMeters;
    const [east, north] = [((number * 37) % 101) / 101, ((number * 53) % 97) / 97];
    return {
      caseId: `scripted-${number}`,
      openedSeq: 1,
      changedSeq: this.#seq,
      state: isClosed ? 'closed' : 'handling',
      matterCode: 'scripted',
      title: `脚本案件 ${number % 10}`,
      titleEn: `Scripted case ${number % 10}`,
      description: '',
      departmentKey: DEPARTMENTS[number % DEPARTMENTS.length]!,
      lonLatDeg: this.#manifest.enuOrigin.lonLatDeg as [number, number],
      enuMeters: [minX + east * (maxX - minX), minY + north * (maxY - minY)],
      gridId: 'scripted',
      buildingId: null,
      source: 'script',
      origin: 'simulated',
      originalMillis: null,
      reportedMillis,
      // Every fourth is overdue before it is closed: burning is drawn too.
      yellowMillis: reportedMillis + CASE_OPEN_MILLIS / 2,
      deadlineMillis: reportedMillis + CASE_OPEN_MILLIS * (number % 4 === 0 ? 0.8 : 2),
      closedMillis: isClosed ? reportedMillis + CASE_OPEN_MILLIS : null,
      limit: { count: 1, unit: 'urgentHour' },
      departmentName: '部门',
      departmentNameEn: 'Department',
      gridName: '网格',
      gridNameEn: 'Grid',
      streetName: '街道',
      streetNameEn: 'Street',
      communityName: '社区',
      communityNameEn: 'Community',
      ownerUnit: null,
      gridHead: null,
      buildingName: null,
      buildingNameEn: null,
      lightBuildingIndex: number % this.#manifest.counts.buildings,
    };
  }

  #head() {
    return { seq: this.#seq, hash: 'scripted' };
  }

  #columns(nowMillis: number): Uint8Array {
    const step = Math.floor(nowMillis / 1_000);
    const index = Uint32Array.from(
      { length: Math.min(8, this.#pointCount) },
      (_, row) => (step * 8 + row) % this.#pointCount,
    );
    return encodeColumnFrame({
      layer: 'videoPoint',
      room: 0,
      seqFrom: 0,
      seqTo: 0,
      presentAtMillis: nowMillis + DELAY_MILLIS,
      count: index.length,
      columns: { index, status: Uint8Array.from(index, (row) => 1 + ((row + step) % 2)) },
    });
  }

  #figures(nowMillis: number): LiveFigures {
    return {
      openCases: CASE_OPEN_MILLIS / CASE_EVERY_MILLIS,
      overdueCases: 1,
      closedToday: 0,
      reportedToday: 0,
      onTimeClosed: 0,
      dueCases: 0,
      videoOnline: this.#pointCount,
      videoTotal: this.#pointCount,
      reportedPerQuarter: Array.from({ length: 96 }, () => 30),
      quarterStartMillis: nowMillis - (nowMillis % 900_000),
    };
  }

  #welcome(): LiveWelcome {
    const nowMillis = Date.now();
    const kept = (CLOSED_SHOWN_MILLIS + CASE_OPEN_MILLIS) / CASE_EVERY_MILLIS;
    const numbers = Array.from({ length: kept }, (_, back) => this.#reported - back);
    const facts = numbers.map((number): Fact => ({ kind: 'case', seq: 1, case: this.#case(number, nowMillis) }));
    const index = Uint32Array.from({ length: this.#pointCount }, (_, row) => row);
    const columns = encodeColumnFrame({
      layer: 'videoPoint',
      room: 0,
      seqFrom: 0,
      seqTo: 0,
      presentAtMillis: nowMillis,
      count: index.length,
      columns: { index, status: new Uint8Array(index.length).fill(1) },
    });
    return {
      protocolVersion: PROTOCOL_VERSION,
      audience: 'duty',
      districtHash: this.#manifest.districtHash,
      epoch: 'scripted',
      head: this.#head(),
      serverTimeMillis: nowMillis,
      reset: true,
      snapshot: { facts, columns: [columns] },
      figures: this.#figures(nowMillis),
      freshness: [],
    };
  }
}
