import { useWords } from '../i18n/language.ts';
import { useFormat, useLive, useStation } from '../station.ts';
import { axisOf, barShare } from './axis.ts';

const percent = (share: number): string => `${share * 100}%`;

/** Reports of the last 24 hours per quarter of an hour, with the line of now. */
export function TimeAxis({ now }: { now: number }) {
  const { manifest } = useStation();
  const { say } = useWords();
  const format = useFormat();
  const figures = useLive((facts) => facts.figures);
  const live = useLive((facts) => facts.link === 'live');
  const axis = figures && axisOf(figures, now, manifest.timeZone);
  return (
    <section className="wall-axis" data-stale={!live} aria-label={say('wall.axis')}>
      <div className="wall-axis-head">
        {live && <strong>{say('wall.axis.live')}</strong>}
        <span>{say('wall.axis.span')}</span>
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
