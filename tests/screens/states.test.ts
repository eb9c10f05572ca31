import { describe, expect, it } from 'vitest';
import type { BuildingAnswer, CaseView, HealthAnswer } from '../../src/model/contract/answers.ts';
import { answerFault, fault } from '../../src/model/faults/fault.ts';
import { LeaseBar } from '../../src/screens/desk/LeaseBar.tsx';
import { ScreenTable } from '../../src/screens/desk/ScreenTable.tsx';
import { StageNotice } from '../../src/screens/desk/StageNotice.tsx';
import type { Director } from '../../src/screens/desk/useDirector.ts';
import { HubHealth } from '../../src/screens/home/HubFacts.tsx';
import { BuildingCard } from '../../src/screens/plan/BuildingCard.tsx';
import { BuildingPanel } from '../../src/screens/touch/BuildingPanel.tsx';
import type { Answer } from '../../src/screens/useAnswer.ts';
import { markupOf, nowMillis } from './stationMarkup.ts';

const answered = <T>(value: T): Answer<T> => ({ value, fault: null, asking: false, retry: () => undefined });
const silence = answerFault(fault('SCREEN-001', { path: 'api/v1/health' }));

const health: HealthAnswer = {
  status: 'ok',
  districtHash: 'd',
  epoch: 'e',
  headSeq: 7,
  headHash: 'h',
  serverTimeMillis: nowMillis - 72_000,
  screens: 0,
  refusedEvents: 0,
  parts: [{ name: 'package', ok: true, reason: '' }],
};

describe('the index', () => {
  it('names the part that fails, and why', () => {
    const parts = [...health.parts, { name: 'journal', ok: false, reason: 'The disk is full.' }];
    const markup = markupOf(HubHealth, { answer: answered<HealthAnswer>({ ...health, status: 'degraded', parts }) });
    for (const said of ['data-status="degraded"', '降级', 'journal', 'The disk is full.']) {
      expect(markup).toContain(said);
    }
    expect(markup).not.toContain('package');
  });

  it('marks the last answer as old when the hub is silent', () => {
    expect(markupOf(HubHealth, { answer: answered(health) })).toContain('data-stale="false"');
    const markup = markupOf(HubHealth, { answer: { ...answered(health), fault: silence } });
    for (const said of ['data-stale="true"', 'SCREEN-001', '1分12秒 未更新']) expect(markup).toContain(said);
  });
});

const building = {
  buildingId: 'b1',
  name: '楼',
  nameEn: 'House',
  use: 'residential',
  floors: 6,
  residents: { from: 11, to: 20 },
  households: { from: 1, to: 10 },
  lonLatDeg: [120, 36],
  path: [],
  enterprises: {
    count: { value: 1 },
    kinds: ['shop'],
    list: [{ unitCode: '91', name: '店', nameEn: 'S', kind: 'shop' }],
  },
  facilities: [],
  provenance: { name: '区', nameEn: 'D', asOfMillis: nowMillis, synthetic: true },
} as unknown as BuildingAnswer;

const item = (caseId: string, state: CaseView['state']): CaseView =>
  ({ caseId, openedSeq: 1, title: caseId, buildingId: 'b1', state, deadlineMillis: nowMillis }) as CaseView;

describe('the plan’s card', () => {
  const asked = answered<BuildingAnswer>({ ...building, openCases: [item('asked', 'handling')] });

  it('lists the cases that are open now, not those of the click', () => {
    const cases = new Map([item('asked', 'closed'), item('new', 'reported')].map((one) => [one.caseId, one]));
    const markup = markupOf(BuildingCard, { answer: asked }, { cases });
    expect(markup).toContain('data-case="new"');
    expect(markup).not.toContain('data-case="asked"');
  });

  it('lists those of the answer before the first facts are there', () => {
    expect(markupOf(BuildingCard, { answer: asked }, { audience: null })).toContain('data-case="asked"');
  });
});

describe('a touch table’s building', () => {
  it('is marked as from before while the hub is silent', () => {
    const stale = (link: 'live' | 'stale'): string => markupOf(BuildingPanel, { answer: answered(building) }, { link });
    expect(stale('live')).toContain('data-stale="false"');
    expect(stale('stale')).toContain('data-stale="true"');
  });
});

describe('the desk', () => {
  const director = { result: null } as Director;
  const lease = { holder: 'other', expiresMillis: nowMillis + 60_000 };
  const leaseMarkup = (connected: boolean): string =>
    markupOf(LeaseBar, { mine: false, lease, now: nowMillis, connected, director });

  it('says when its stage is offline, not yet there, or refused', () => {
    expect(markupOf(StageNotice, {})).toBe('');
    expect(markupOf(StageNotice, {}, {}, { connected: false })).toContain('data-stage="offline"');
    const never = markupOf(StageNotice, {}, {}, { connected: false, joinedMillis: null });
    expect(never).toContain('data-stage="connecting"');
    const refused = answerFault(fault('LIVE-002', { theirs: 2, ours: 1 }));
    expect(markupOf(StageNotice, {}, {}, { connected: false, fault: refused })).toContain('LIVE-002');
  });

  it('claims no holder and offers no control while it is off the line', () => {
    expect(leaseMarkup(true)).toContain('other');
    expect(leaseMarkup(true)).not.toContain('disabled');
    expect(leaseMarkup(false)).not.toContain('other');
    expect(leaseMarkup(false)).toContain('disabled');
  });

  it('does not say that no screen is there when it cannot know', () => {
    const table = (connected: boolean): string => markupOf(ScreenTable, { screens: [], connected, now: nowMillis });
    expect(table(true)).toContain('还没有屏幕连接');
    expect(table(false)).not.toContain('还没有屏幕连接');
    expect(table(false)).toContain('data-stale="true"');
  });
});
