import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/model/contract/answers.ts';
import { SIMULATOR_SOURCE } from '../../src/model/contract/event.ts';
import type { LiveFigures } from '../../src/model/contract/live.ts';
import { createFormat } from '../../src/screens/i18n/format.ts';
import { zh } from '../../src/screens/i18n/zh.ts';
import { pathNames } from '../../src/screens/pathNames.ts';
import { axisOf, chosenMillis, stepShare } from '../../src/screens/wall/axis.ts';
import { CaseCard } from '../../src/screens/wall/CaseCard.tsx';
import { figureBlocks } from '../../src/screens/wall/figures.ts';
import { sumFreshness } from '../../src/screens/wall/freshness.ts';
import { limitUsed } from '../../src/screens/wall/limitUsed.ts';
import { placeParts } from '../../src/screens/wall/placeParts.ts';
import { departmentLoads, neighbourOf, queueOf, restOf, windowOf } from '../../src/screens/wall/queue.ts';
import { TitleBar } from '../../src/screens/wall/TitleBar.tsx';
import { markupOf } from './stationMarkup.ts';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 10, 24, 6, 32, 8);

function caseDue(caseId: string, dueInMillis: number, state: CaseView['state'] = 'handling'): CaseView {
  return {
    caseId,
    openedSeq: 1,
    changedSeq: 1,
    state,
    matterCode: 'manhole',
    title: '井盖破损',
    titleEn: 'Manhole broken',
    description: '',
    departmentKey: caseId < 'c' ? 'roads' : 'fire',
    lonLatDeg: [120.35, 36.08],
    enuMeters: [0, 0],
    gridId: '370203001001001',
    buildingId: null,
    source: 'test',
    origin: 'simulated',
    originalMillis: null,
    reportedMillis: now - HOUR,
    yellowMillis: now + dueInMillis - HOUR,
    deadlineMillis: now + dueInMillis,
    closedMillis: null,
    limit: { count: 4, unit: 'workHour' },
    departmentName: '城管',
    departmentNameEn: 'City management',
    gridName: '001',
    gridNameEn: '001',
    streetName: '台东街道',
    streetNameEn: 'Taidong',
    communityName: '威海路社区',
    communityNameEn: 'Weihai Road',
    ownerUnit: null,
    gridHead: '陈*',
    buildingName: null,
    buildingNameEn: null,
    lightBuildingIndex: null,
  };
}

const ids = (rows: readonly { item: CaseView }[]): string[] => rows.map(({ item }) => item.caseId);

describe('the queue', () => {
  const rows = queueOf(
    [
      caseDue('a', 5 * HOUR),
      caseDue('b', -HOUR),
      caseDue('c', 0.5 * HOUR),
      caseDue('d', -2 * HOUR),
      caseDue('e', -9 * HOUR, 'closed'),
      caseDue('f', HOUR, 'voided'),
    ],
    now,
  );

  it('has open cases only: overdue first, then what runs out next', () => {
    expect(ids(rows)).toEqual(['d', 'b', 'c', 'a']);
    expect(rows.map(({ lamp }) => lamp)).toEqual(['red', 'red', 'yellow', 'green']);
    expect(rows[0]!.leftMillis).toBe(-2 * HOUR);
  });

  it('keeps ties in place whatever order the facts came in', () => {
    const tie = [caseDue('y', HOUR), caseDue('x', HOUR)];
    expect(ids(queueOf(tie, now))).toEqual(ids(queueOf([...tie].reverse(), now)));
  });

  it('counts what it does not show', () => {
    expect(restOf(rows, 1)).toEqual({ count: 3, overdue: 1 });
    expect(restOf(rows, 7)).toEqual({ count: 0, overdue: 0 });
  });

  it('walks by keys and stops at its ends', () => {
    expect(neighbourOf(rows, null, 1)).toBe('d');
    expect(neighbourOf(rows, null, -1)).toBe('a');
    expect(neighbourOf(rows, 'b', 1)).toBe('c');
    expect(neighbourOf(rows, 'a', 1)).toBe('a');
    expect(neighbourOf(rows, 'd', -1)).toBe('d');
    expect(neighbourOf([], null, 1)).toBeNull();
  });

  it('shows the chosen case even far down', () => {
    expect(ids(windowOf(rows, null, 2))).toEqual(['d', 'b']);
    expect(ids(windowOf(rows, 'a', 2))).toEqual(['c', 'a']);
  });

  it('adds up by department', () => {
    const loads = departmentLoads(rows);
    expect(loads.reduce((sum, { open }) => sum + open, 0)).toBe(rows.length);
    expect(loads.find(({ key }) => key === 'roads')).toMatchObject({ open: 2, overdue: 1 });
  });
});

describe('a place in a row', () => {
  const item = {
    ...caseDue('a', HOUR),
    streetNameEn: 'Taidong Subdistrict',
    communityNameEn: 'Weihai Road Community',
    gridNameEn: 'Weihai Road Community Grid 001',
  };

  it('says street, community and grid in as few words as name them', () => {
    expect(placeParts(item, ({ nameEn }) => nameEn)).toEqual(['Taidong', 'Weihai Road Grid 001']);
    expect(placeParts({ ...item, gridNameEn: 'Grid 001' }, ({ nameEn }) => nameEn)).toEqual([
      'Taidong',
      'Weihai Road',
      'Grid 001',
    ]);
    expect(placeParts(item, ({ name }) => name)).toEqual(['台东街道', '威海路社区', '001']);
  });
});

describe('the way to a thing', () => {
  const path = [
    { id: '1', level: 'district' as const, name: '市北区', nameEn: 'Shibei District' },
    { id: '2', level: 'street' as const, name: '台东街道', nameEn: 'Taidong Subdistrict' },
    { id: '3', level: 'community' as const, name: '威海路社区', nameEn: 'Weihai Road Community' },
    { id: '4', level: 'unitGrid' as const, name: '威海路社区单元网格 001', nameEn: 'Weihai Road Community Grid 001' },
  ];

  it('says of each area what the one around it has not said', () => {
    expect(pathNames(path, ({ nameEn }) => nameEn)).toEqual(['Shibei District', 'Taidong', 'Weihai Road', 'Grid 001']);
    expect(pathNames(path, ({ name }) => name)).toEqual(['市北区', '台东街道', '威海路社区', '单元网格 001']);
  });
});

describe('the card of a case', () => {
  const markup = (item: CaseView): string =>
    markupOf(CaseCard, { item, now, cardRef: { current: null }, cameras: null, onFly: () => {}, onClose: () => {} });

  it('says once that it is simulated, and who made it up in words', () => {
    const simulated = markup({ ...caseDue('a', HOUR), source: SIMULATOR_SOURCE });
    expect(simulated.match(/模拟/g)).toHaveLength(2); // 内置模拟器; 模拟数据，不是真实事件
    expect(simulated).toContain('内置模拟器');
    expect(simulated).not.toContain(SIMULATOR_SOURCE);
  });

  it('has the source of another as its owner wrote it', () => {
    expect(markup({ ...caseDue('a', HOUR), source: 'urn:owner:hotline', origin: 'live' })).toContain(
      'urn:owner:hotline',
    );
  });
});

describe('the title', () => {
  const source = { source: 'a', lastEventMillis: now, promiseSec: 60, origin: 'live' as const };
  const markup = (link: 'live' | 'offline'): string =>
    markupOf(TitleBar, { now, onLayers: () => {}, onKeys: () => {} }, { link, freshness: [source] });

  it('counts the feeds that keep their promise, and none while the hub is not heard', () => {
    expect(markup('live')).toContain('接入 1/1');
    expect(markup('offline')).not.toContain('1/1');
    expect(markup('offline')).toContain(zh['wall.feeds.none']);
  });
});

describe('limitUsed', () => {
  it('is a share where time runs straight', () => {
    const item = { ...caseDue('a', HOUR), limit: { count: 2, unit: 'urgentHour' as const } };
    expect(limitUsed(item, now)).toEqual({ kind: 'ratio', ratio: 0.5 });
    expect(limitUsed({ ...item, closedMillis: now - HOUR }, now)).toEqual({ kind: 'ratio', ratio: 0 });
  });

  it('claims no share of work hours, which pause at night', () => {
    expect(limitUsed(caseDue('a', 0.5 * HOUR), now)).toEqual({ kind: 'yellow', passed: true });
  });
});

describe('freshness', () => {
  const source = (name: string, ageSec: number | null, promiseSec = 60) => ({
    source: name,
    lastEventMillis: ageSec === null ? null : now - ageSec * 1000,
    promiseSec,
    origin: 'live' as const,
  });

  it('calls a source stale beyond twice its promise, and unheard ones too', () => {
    const sum = sumFreshness([source('a', 119), source('b', 121), source('c', null)], now);
    expect(sum).toMatchObject({ fresh: 1, all: 3 });
    expect(sum.worst?.source.source).toBe('c');
    expect(sum.worst?.ageMillis).toBeNull();
  });

  it('has no worst where all are fresh', () => {
    expect(sumFreshness([source('a', 1)], now).worst).toBeNull();
  });
});

const figures: LiveFigures = {
  openCases: 412,
  overdueCases: 3,
  closedToday: 20,
  reportedToday: 31,
  onTimeClosed: 973,
  dueCases: 1036,
  videoOnline: 11_742,
  videoTotal: 12_000,
  refusedEvents: 2,
  reportedPerQuarter: Array.from({ length: 96 }, (_, index) => index % 8),
  quarterStartMillis: Date.UTC(2026, 10, 24, 6, 30),
};

describe('the figures', () => {
  const say = (key: keyof typeof zh, values: Readonly<Record<string, string | number>> = {}): string =>
    zh[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
  const format = createFormat('zh', 'Asia/Shanghai');
  const fresh = { fresh: 29, all: 30, worst: null };
  const blockOf = (of: LiveFigures, key: string) =>
    figureBlocks(of, fresh, { say }, format).find((block) => block.key === key)!;

  it('show a rate with its numerator and denominator', () => {
    expect(blockOf(figures, 'onTime')).toMatchObject({
      value: '93.9',
      unit: '%',
      what: '按期结案 973 ÷ 应结案 1,036',
    });
    expect(blockOf(figures, 'video')).toMatchObject({ value: '97.9', what: '在线 11,742 ÷ 12,000 点位' });
  });

  it('show a dash, not a zero, where nothing was to be counted', () => {
    expect(blockOf({ ...figures, onTimeClosed: 0, dueCases: 0 }, 'onTime')).toMatchObject({ value: '–', unit: '' });
    expect(blockOf({ ...figures, videoOnline: 0, videoTotal: 0 }, 'video')).toMatchObject({ value: '–', unit: '' });
  });

  it('name the source that keeps its promise worst', () => {
    const worst = {
      source: { source: '热线', lastEventMillis: now, promiseSec: 300, origin: 'live' as const },
      ageMillis: 372_000,
    };
    const block = figureBlocks(figures, { ...fresh, worst }, { say }, format).at(-1);
    expect(block?.what).toBe('热线 6分12秒 未更新 · 应 ≤ 5分');
    const ours = { ...worst, source: { ...worst.source, source: SIMULATOR_SOURCE } };
    expect(figureBlocks(figures, { ...fresh, worst: ours }, { say }, format).at(-1)?.what).toBe(
      '内置模拟器 6分12秒 未更新 · 应 ≤ 5分',
    );
  });
});

describe('the time axis', () => {
  const axis = axisOf(figures, now, 'Asia/Shanghai');

  it('has a bar for each quarter, the running one last, highest full', () => {
    expect(axis.bars).toHaveLength(96);
    expect(axis.bars.at(-1)!.startMillis).toBe(figures.quarterStartMillis);
    expect(Math.max(...axis.bars.map(({ height }) => height))).toBe(1);
    expect(axis.peak).toBe(7);
  });

  it('puts now inside the running quarter', () => {
    const last = axis.bars.at(-1)!;
    expect(axis.now).toBeGreaterThan(last.from);
    expect(axis.now).toBeLessThan(last.from + (axis.bars[1]!.from - axis.bars[0]!.from));
  });

  it('takes a hand back to any moment of it, and to now at its end', () => {
    expect(chosenMillis(axis, 0, now)).toBe(axis.startMillis);
    const half = axis.startMillis + (axis.endMillis - axis.startMillis) / 2;
    expect(chosenMillis(axis, 0.5, now)).toBeCloseTo(half, 3);
    expect(chosenMillis(axis, axis.now, now)).toBeNull();
    expect(chosenMillis(axis, 1, now)).toBeNull();
    expect(chosenMillis(axis, axis.now - 0.01, now)).toBeLessThan(now);
  });

  it('goes five minutes a step, and one step of a key leaves now from wherever the browser snaps the handle to', () => {
    expect(stepShare(axis) * (axis.endMillis - axis.startMillis)).toBeCloseTo(5 * 60_000, 6);
    for (let minute = 0; minute < 5; minute++) {
      const at = axisOf(figures, now + minute * 60_000, 'Asia/Shanghai');
      const snapped = Math.round(at.now / stepShare(at)) * stepShare(at);
      expect(chosenMillis(at, snapped - stepShare(at), now + minute * 60_000)).not.toBeNull();
    }
  });

  it('marks whole hours of the district, also in a zone off the full hour', () => {
    const format = createFormat('en', 'Asia/Shanghai');
    expect(axis.marks.map(({ millis }) => format.time(millis))).toEqual([
      '15:00',
      '18:00',
      '21:00',
      '00:00',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
    ]);
    const kathmandu = createFormat('en', 'Asia/Kathmandu');
    for (const { millis } of axisOf(figures, now, 'Asia/Kathmandu').marks) {
      expect(kathmandu.time(millis)).toMatch(/:00$/);
    }
  });

  it('draws nothing high where nothing was reported', () => {
    const quiet = axisOf({ ...figures, reportedPerQuarter: Array(96).fill(0) }, now, 'Asia/Shanghai');
    expect(quiet.bars.every(({ height }) => height === 0)).toBe(true);
  });
});
