import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useWords } from '../i18n/language.ts';
import { useFormat, useLive, useStation } from '../station.ts';
import { axisOf, barShare, chosenMillis, stepShare } from './axis.ts';

/** A hand that rests so long has found its moment: those that it passed are not asked for. */
const REST_MILLIS = 200;

const percent = (share: number): string => `${share * 100}%`;

/**
 * Reports of the last 24 hours per quarter of an hour, with the line of now. A handle goes back in time: the windows are
 * then those of that moment, and the axis says that nothing else is.
 */
export function TimeAxis({ now }: { now: number }) {
  const { manifest, live: link } = useStation();
  const { period, atMillis: shownMillis } = useStore(link.windows.facts);
  /** Where the hand is, before it rests; null: nowhere. */
  const [held, setHeld] = useState<{ readonly atMillis: number | null } | null>(null);
  useEffect(() => {
    if (!held) return;
    const timer = window.setTimeout(() => {
      setHeld(null);
      link.windows.show(period, held.atMillis);
    }, REST_MILLIS);
    return () => window.clearTimeout(timer);
  }, [held, period, link]);
  const atMillis = held ? held.atMillis : shownMillis;
  const toNow = (): void => {
    setHeld(null);
    link.windows.show(period, null);
  };
  const { say } = useWords();
  const format = useFormat();
  const figures = useLive((facts) => facts.figures);
  const live = useLive((facts) => facts.link === 'live');
  const axis = figures && axisOf(figures, now, manifest.timeZone);
  return (
    <section className="wall-axis" data-stale={!live} aria-label={say('wall.axis')}>
      <div className="wall-axis-head">
        {atMillis === null ? (
          <>
            {live && <strong>{say('wall.axis.live')}</strong>}
            <span>{say('wall.axis.span')}</span>
          </>
        ) : (
          <>
            <strong>{format.time(atMillis)}</strong>
            <span>{say('wall.axis.past')}</span>
            <button type="button" className="button" onClick={toNow}>
              {say('wall.axis.toNow')}
            </button>
          </>
        )}
      </div>
      {axis && (
        <div className="wall-axis-plot">
          <p className="wall-axis-what">
            {say('wall.axis')} · {say('wall.axis.peak', { count: format.number(axis.peak) })}
          </p>
          <div className="wall-axis-bars">
            {axis.bars.map((bar) => (
              <i
                key={bar.startMillis}
                title={say('wall.axis.bar', { time: format.time(bar.startMillis), count: format.number(bar.count) })}
                style={{
                  left: percent(bar.from),
                  width: percent(barShare(axis) * 0.78),
                  height: percent(bar.height),
                }}
              />
            ))}
            <b style={{ left: percent(axis.now) }} title={say('wall.axis.now')} />
            <input
              type="range"
              min={0}
              max={1}
              step={stepShare(axis)}
              aria-label={say('wall.axis.handle')}
              aria-valuetext={atMillis === null ? say('wall.axis.now') : format.time(atMillis)}
              value={atMillis === null ? axis.now : (atMillis - axis.startMillis) / (axis.endMillis - axis.startMillis)}
              onChange={(event) => setHeld({ atMillis: chosenMillis(axis, Number(event.target.value), now) })}
            />
          </div>
          <div className="wall-axis-marks">
            {axis.marks.map(({ millis, at }) => (
              <span key={millis} style={{ left: percent(at) }}>
                {format.time(millis)}
              </span>
            ))}
          </div>
        </div>
      )}
    </section>
  );
}
