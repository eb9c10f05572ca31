/** One hazard: how it stands now by the live facts, and who is within its distances by the hub's count. */
import { isWindStale } from '../../model/analysis/hazardZones.ts';
import type { HazardAnswer, PeopleWithin } from '../../model/contract/answers.ts';
import type { HazardView, WindView } from '../../model/contract/live.ts';
import { gradeNumerals } from '../../picture/layers/hazards/hazards.ts';
import type { Format } from '../i18n/format.ts';
import { useWords } from '../i18n/language.ts';
import type { TextKey } from '../i18n/zh.ts';
import { pathNames } from '../pathNames.ts';
import { useFormat, useLive, useNow, useStation } from '../station.ts';
import { EmptyNotice } from '../ui/EmptyNotice.tsx';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { OriginMark } from '../ui/OriginMark.tsx';
import { type Answer, useAnswer } from '../useAnswer.ts';
import { CardFrame, type CardRow, CardRows, CardSource } from './CardFrame.tsx';
import { sideOf } from './sideOf.ts';

/** The wind turns and readings come: the count follows. An unchanged answer is none. */
const REFRESH_MILLIS = 5_000;
const NAMED_SENSITIVE = 5;

export function HazardCard({ hazardId, onClose }: { hazardId: string; onClose(): void }) {
  const { questions } = useStation();
  const answer = useAnswer(`hazard ${hazardId}`, (signal) => questions.hazard(hazardId, signal), REFRESH_MILLIS);
  return <HazardFacts hazardId={hazardId} answer={answer} onClose={onClose} />;
}

interface HazardFactsProps {
  readonly hazardId: string;
  readonly answer: Answer<HazardAnswer>;
  onClose(): void;
}

export function HazardFacts({ hazardId, answer, onClose }: HazardFactsProps) {
  const { say, name } = useWords();
  const live = useLive((facts) => facts.hazards.get(hazardId));
  const isLive = useLive((facts) => facts.link === 'live');
  const found = answer.value;
  const hazard = live ?? found?.hazard;
  return (
    <CardFrame
      title={
        hazard ? (
          <>
            {name(hazard)}
            <small>{say(`hazard.kind.${hazard.kind}`)}</small>
          </>
        ) : (
          say('hazard.title')
        )
      }
      closeWords="hazard.close"
      testId="hazard-card"
      onClose={onClose}
    >
      {!isLive && (
        <p className="thing-card-warns" role="status">
          {say('hazard.offline')}
        </p>
      )}
      {hazard && <Standing hazard={hazard} found={found} />}
      {answer.fault && <FaultNotice fault={answer.fault} onRetry={answer.retry} />}
      {found ? <Within found={found} /> : !answer.fault && <p role="status">{say('state.asking')}</p>}
    </CardFrame>
  );
}

/** Level, reading, substance and wind: as fresh as the link is. */
function Standing({ hazard, found }: { hazard: HazardView; found: HazardAnswer | null }) {
  const { say, name, language } = useWords();
  const format = useFormat();
  const now = useNow(10_000);
  const { warningLevel, grade, reading, unit, changedMillis, origin, substanceUn } = hazard;
  const substance = language === 'zh' ? hazard.substanceName : hazard.substanceNameEn;
  // The hub's word on since when is of the level it counted with; a newer level is told by the live fact alone.
  const sinceMillis = found?.hazard.warningLevel === warningLevel ? found.levelSinceMillis : changedMillis;
  const rows: readonly CardRow[] = [
    [
      'hazard.warning',
      <>
        {warningLevel > 0 && (
          <i className="thing-level" data-level={warningLevel}>
            {gradeNumerals[warningLevel - 1]}
          </i>
        )}
        <span aria-live="polite">{say(`hazard.warning.${warningLevel}`)}</span>
        {sinceMillis !== null && <small> {say('hazard.since', { time: format.timeNear(sinceMillis, now) })}</small>}
      </>,
    ],
    [
      'hazard.reading',
      reading === null || changedMillis === null ? (
        say('hazard.reading.none')
      ) : (
        <>
          <strong>{format.number(reading, Number.isInteger(reading) ? 0 : 1)}</strong> {unit}{' '}
          <small>{format.timeNear(changedMillis, now)}</small> {origin && <OriginMark origin={origin} />}
        </>
      ),
    ],
    ['hazard.grade', say(`hazard.grade.${grade}`)],
    [
      'hazard.substance',
      substance === null
        ? say('hazard.substance.none')
        : `${substance}${substanceUn === null ? '' : ` (UN ${substanceUn})`}`,
    ],
    ['hazard.wind', <Wind key="wind" found={found} nowMillis={now} />],
    ...distanceRows(hazard, found?.isNight ?? null, say, format),
    ['hazard.owner', hazard.ownerUnit],
    ...(found ? [['component.grid', pathNames(found.path, name).join(' › ')] as const] : []),
    ['hazard.id', <code key="id">{hazard.hazardId}</code>],
  ];
  return <CardRows rows={rows} />;
}

type Say = (key: TextKey, values?: Record<string, string | number>) => string;

function distanceRows(hazard: HazardView, isNight: boolean | null, say: Say, format: Format): CardRow[] {
  const { isolationMeters, downwindDayMeters: day, downwindNightMeters: night } = hazard;
  const meters = (value: number | null): string => (value === null ? '–' : `${format.number(value)} m`);
  const rows: CardRow[] = [];
  if (isolationMeters !== null) rows.push(['hazard.isolation', meters(isolationMeters)]);
  if (isNight !== null && (day !== null || night !== null)) {
    const words = { day: meters(day), night: meters(night), part: say(isNight ? 'hazard.night' : 'hazard.day') };
    rows.push(['hazard.downwind', say('hazard.downwind.now', { now: meters(isNight ? night : day), ...words })]);
  }
  return rows;
}

/** The wind that was counted with, with its time: one too old says so and counts for none. */
function Wind({ found, nowMillis }: { found: HazardAnswer | null; nowMillis: number }) {
  const { say } = useWords();
  const format = useFormat();
  const heard = useLive((facts) => facts.wind);
  const wind: WindView | null = found ? found.wind : heard;
  if (!wind) return say('hazard.wind.none');
  const time = format.timeNear(wind.observedMillis, nowMillis);
  // The hub's word may be old itself: without a link nothing else says that the wind is.
  if (found?.isWindStale || isWindStale(wind, nowMillis))
    return <span className="thing-card-warns">{say('hazard.wind.stale', { time })}</span>;
  return (
    <>
      {say('hazard.wind.said', {
        side: say(`side.${sideOf(wind.fromDeg)}`),
        speed: format.number(wind.metersPerSec, 1),
        time,
      })}{' '}
      <OriginMark origin={wind.origin} />
    </>
  );
}

/** People and houses within, each figure as duty may know it; and what the figures are worth. */
function Within({ found }: { found: HazardAnswer }) {
  const { say } = useWords();
  const { together, hazard, provenance } = found;
  if (!together) {
    return (
      <>
        <EmptyNotice reason={say('hazard.noDistance')} next={say('hazard.noDistanceNext')} />
        <CardSource provenance={provenance} />
      </>
    );
  }
  const zones: readonly (readonly [TextKey, PeopleWithin | null])[] = [
    ['hazard.isolation', found.isolation],
    ['hazard.downwind', found.downwind],
    ['hazard.together', together],
  ];
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('hazard.within')}</th>
            <th scope="col">{say('unit.buildings')}</th>
            <th scope="col">{say('unit.households')}</th>
            <th scope="col">{say('unit.people')}</th>
          </tr>
        </thead>
        <tbody>{zones.map(([label, people]) => people && <ZoneRow key={label} label={label} people={people} />)}</tbody>
      </table>
      <Sensitive sensitive={found.sensitive} />
      <p>
        <strong>{say('hazard.note')}</strong>
        {hazard.distanceSource !== null && (
          <>
            <br />
            <small>{say('hazard.edition', { source: hazard.distanceSource })}</small>
          </>
        )}
      </p>
      <CardSource provenance={provenance} />
    </>
  );
}

function ZoneRow({ label, people }: { label: TextKey; people: PeopleWithin }) {
  const { say } = useWords();
  const format = useFormat();
  return (
    <tr data-zone={label}>
      <th scope="row">{say(label)}</th>
      <td>{format.number(people.buildings)}</td>
      <td>{format.count(people.households)}</td>
      <td>{format.count(people.residents)}</td>
    </tr>
  );
}

function Sensitive({ sensitive }: Pick<HazardAnswer, 'sensitive'>) {
  const { say, name } = useWords();
  const format = useFormat();
  if (sensitive.length === 0) return <p>{say('hazard.sensitive.none')}</p>;
  return (
    <>
      <h3>
        {say('hazard.sensitive')} {format.number(sensitive.length)}
      </h3>
      <ul>
        {sensitive.slice(0, NAMED_SENSITIVE).map((one) => (
          <li key={one.facilityId}>
            {name(one)} <small>{say('hazard.sensitive.away', { meters: format.number(one.awayMeters) })}</small>
          </li>
        ))}
        {sensitive.length > NAMED_SENSITIVE && (
          <li>{say('hazard.sensitive.more', { count: format.number(sensitive.length - NAMED_SENSITIVE) })}</li>
        )}
      </ul>
    </>
  );
}
