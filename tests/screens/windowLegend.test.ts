import { expect, it } from 'vitest';
import type { WindowFacts } from '../../src/live/connectWindows.ts';
import type { WindowSummary } from '../../src/live/windowState.ts';
import { answerFault, fault } from '../../src/model/faults/fault.ts';
import { WindowLegend } from '../../src/screens/city/WindowLegend.tsx';
import { periodAfter, startPeriod } from '../../src/screens/city/windowPeriod.ts';
import { carriesLegend } from '../../src/screens/ring/carriesLegend.ts';
import { markupOf, nowMillis } from './stationMarkup.ts';

const summary: WindowSummary = {
  audience: 'duty',
  sinceMillis: Date.UTC(2026, 10, 17, 16),
  untilMillis: Date.UTC(2026, 10, 24, 16),
  atMillis: nowMillis - 3_600_000,
  total: { value: 3412 },
  spread: 700,
  unplaced: 0,
  origin: 'simulated',
};
const textOf = (windows: Partial<WindowFacts>): string =>
  markupOf(WindowLegend, { choice: { period: '7d', choose: () => {}, next: () => {} } }, {}, {}, windows).replace(
    /<[^>]*>/g,
    '|',
  );

it('says what a lit window is, how many, since when, as of when, for whom, and that they are simulated', () => {
  const text = textOf({ summary });
  for (const word of [
    '一扇亮窗 = 一件办结',
    '11月18日 00:00 起办结 3,412 件',
    '截至 14:32',
    '值班',
    '700 件楼栋不明',
    '模拟',
  ])
    expect(text).toContain(word);
  expect(text).not.toContain('无窗');
  expect(textOf({ summary: { ...summary, origin: 'live' } })).not.toContain('模拟');
  expect(textOf({ summary: { ...summary, unplaced: 3 } })).toContain('3 件所在网格无窗');
});

it('in public speaks of bands and of no exact count', () => {
  const shown = { ...summary, audience: 'public', spread: null, unplaced: null, total: { value: 3410 } } as const;
  const text = textOf({ summary: shown });
  for (const word of ['网格办结得多', '3,410', '不足 10 件不亮', '截至 13:32']) expect(text).toContain(word);
  expect(text).not.toContain('逐楼');
  expect(textOf({ summary: { ...shown, total: { below: 10 } } })).toContain('&lt;10');
});

it('a past instant says which one; before an answer it says that it asks; a fault is told', () => {
  expect(textOf({ summary, atMillis: nowMillis - 86_400_000 })).toContain('截至 11月23日 14:32');
  expect(textOf({})).toContain('正在读取');
  expect(textOf({ fault: answerFault(fault('LIVE-004', { reason: 'HTTP 503' })) })).toContain('HTTP 503');
});

it('a key goes round the periods, and a screen keeps only one it knows', () => {
  expect([periodAfter('today'), periodAfter('7d'), periodAfter('30d')]).toEqual(['7d', '30d', 'today']);
  expect([startPeriod('30d'), startPeriod('year'), startPeriod(null)]).toEqual(['30d', '7d', '7d']);
});

it('in the hall nobody chooses a period, and three of seven segments say what the windows mean', () => {
  const markup = markupOf(WindowLegend, { choice: null }, {}, {}, { summary });
  expect(markup).toContain('11月18日 00:00 起办结 3,412 件');
  expect(markup).not.toContain('<button');
  expect([0, 1, 2, 3, 4, 5, 6].filter(carriesLegend)).toEqual([0, 3, 6]);
});
