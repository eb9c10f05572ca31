/** What a lit window means: how many matters were resolved, since when, as of when, and for whose eyes. */
import './windowLegend.css';
import { useStore } from 'zustand';
import type { WindowSummary } from '../../live/windowState.ts';
import { windowPeriods } from '../../model/domain/litWindows.ts';
import { PUBLIC_THRESHOLD } from '../../model/domain/suppression.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat, useLive, useNow, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { OriginMark } from '../ui/OriginMark.tsx';
import type { PeriodChoice } from './windowPeriod.ts';

export interface WindowLegendProps {
  /** Null where nobody chooses: the usual period is named. */
  readonly choice: PeriodChoice | null;
  /** The key that chooses the next period, where the station has one. */
  readonly chord?: string;
}

export function WindowLegend({ choice, chord }: WindowLegendProps) {
  const { say } = useWords();
  const { windows } = useStation().live;
  const summary = useStore(windows.facts, (facts) => facts.summary);
  const fault = useStore(windows.facts, (facts) => facts.fault);
  return (
    <section className="window-legend" aria-label={say('windows.title')} data-testid="windows">
      <p className="window-legend-what">
        <i className="window-legend-sample" aria-hidden="true" />
        <strong>{say(summary?.audience === 'public' ? 'windows.what.public' : 'windows.what.duty')}</strong>
        {summary && <OriginMark origin={summary.origin} />}
      </p>
      {choice && (
        <fieldset className="window-legend-periods" aria-label={say('windows.period')}>
          {windowPeriods.map((one) => (
            <button key={one} type="button" aria-pressed={one === choice.period} onClick={() => choice.choose(one)}>
              {say(`windows.period.${one}`)}
            </button>
          ))}
          {chord && <KeyHint chord={chord} />}
        </fieldset>
      )}
      {summary ? <Counted summary={summary} /> : !fault && <p>{say('state.asking')}</p>}
      {fault && <FaultNotice fault={fault} />}
    </section>
  );
}

function Counted({ summary }: { summary: WindowSummary }) {
  const { say } = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const { atMillis } = useStore(useStation().live.windows.facts);
  const pulseMillis = useLive((facts) => facts.pulseMillis);
  // Duty's count goes on with every closing; the public's is of when it was last asked for.
  const liveMillis = summary.audience === 'duty' ? Math.max(pulseMillis ?? 0, summary.atMillis) : summary.atMillis;
  const asOf = say('state.asOf', { time: format.timeNear(atMillis ?? liveMillis, now) });
  return (
    <>
      <p className="window-legend-count">
        {say('windows.count', {
          count: format.count(summary.total),
          since: format.timeNear(summary.sinceMillis, now),
        })}{' '}
        · <span>{asOf}</span>
      </p>
      <p className="window-legend-fine">
        {summary.audience === 'public'
          ? say('windows.for.public', { below: format.number(PUBLIC_THRESHOLD) })
          : say('windows.for.duty', { spread: format.number(summary.spread ?? 0) })}
        {(summary.unplaced ?? 0) > 0 && ` · ${say('windows.unplaced', { count: format.number(summary.unplaced!) })}`}
      </p>
    </>
  );
}
