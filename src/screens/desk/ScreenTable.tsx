import type { ScreenInfo } from '../../model/contract/stage.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { EmptyNotice } from '../ui/EmptyNotice.tsx';
import { type ScreenHealth, screenHealth, sortScreens } from './screenHealth.ts';

const NONE = '–';

interface ScreenTableProps {
  readonly screens: readonly ScreenInfo[];
  /** False: the list is what the desk last heard. */
  readonly connected: boolean;
  readonly now: number;
}

/** Every connected screen and how it does. A stale one keeps its row, grey, with its age. */
export function ScreenTable({ screens, connected, now }: ScreenTableProps) {
  const { say } = useWords();
  const format = useFormat();
  const rows = sortScreens(screens).map((screen) => ({ screen, health: screenHealth(screen, now) }));
  const countOf = (...wanted: ScreenHealth[]): string =>
    format.number(rows.filter(({ health }) => wanted.includes(health)).length);
  return (
    <section className="desk-screens" data-stale={!connected} aria-label={say('desk.screens')}>
      <h2>
        {say('desk.screens')}
        <small>
          {say('desk.screens.sum', {
            all: format.number(rows.length),
            live: countOf('live'),
            stale: countOf('stale', 'silent'),
          })}
        </small>
      </h2>
      {rows.length === 0 ? (
        connected && <EmptyNotice reason={say('desk.screens.empty')} next={say('desk.screens.emptyNext')} />
      ) : (
        <div className="desk-table">
          <table>
            <thead>
              <tr>
                <th>{say('desk.screen.name')}</th>
                <th>{say('desk.screen.state')}</th>
                <th>{say('desk.screen.size')}</th>
                <th>{say('desk.screen.frame')}</th>
                <th>{say('desk.screen.clock')}</th>
                <th>{say('desk.screen.stage')}</th>
                <th>{say('desk.screen.age')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ screen, health }) => (
                <ScreenRow key={screen.screenId} screen={screen} health={health} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function ScreenRow({ screen, health, now }: { screen: ScreenInfo; health: ScreenHealth; now: number }) {
  const { say } = useWords();
  const format = useFormat();
  const { beat, beatMillis, viewport } = screen;
  const millis = (value: number | null | undefined): string =>
    value === null || value === undefined ? NONE : `${format.number(value, 1)} ms`;
  const station =
    screen.group !== null
      ? say(`desk.group.${screen.group}`)
      : say(screen.station === 'desk' ? 'desk.name' : 'home.title');
  return (
    <tr data-health={health} data-station={screen.station}>
      <th scope="row">
        {station}
        {screen.page && ` ${screen.page}`} <small>{screen.screenName.split(' · ').at(-1)}</small>
      </th>
      <td>{say(`desk.screen.${health}`)}</td>
      <td>{`${viewport[0]} × ${viewport[1]}`}</td>
      <td>{millis(beat?.frameMillisP95)}</td>
      <td>{beat?.clockErrorMillis === null || !beat ? NONE : `±${millis(beat.clockErrorMillis)}`}</td>
      <td>{beat ? format.number(beat.stageVersion) : NONE}</td>
      <td>
        {beatMillis === null ? say('desk.screen.never') : `${format.number(Math.max(0, now - beatMillis) / 1000, 1)} s`}
      </td>
    </tr>
  );
}
