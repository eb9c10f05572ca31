import type { HealthAnswer } from '../../model/contract/answers.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat, useNow, useStation } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { type Answer, useAnswer } from '../useAnswer.ts';

const HEALTH_REFRESH_MILLIS = 5_000;

/** How the hub does, asked again and again. */
export function HubFacts() {
  const { questions } = useStation();
  return <HubHealth answer={useAnswer('health', questions.health, HEALTH_REFRESH_MILLIS)} />;
}

/** The last answer stays when the next one fails: grey, with its age, beside what is wrong. */
export function HubHealth({ answer }: { answer: Answer<HealthAnswer> }) {
  const { say } = useWords();
  const format = useFormat();
  const now = useNow();
  const health = answer.value;
  return (
    <section className="home-hub" data-stale={answer.fault !== null} data-status={health?.status}>
      <h2>{say('home.hub')}</h2>
      {answer.fault && <FaultNotice fault={answer.fault} onRetry={answer.retry} />}
      {answer.asking && <p role="status">{say('state.asking')}</p>}
      {health && (
        <>
          <dl>
            <dt>{say('home.hub.status')}</dt>
            <dd>
              <strong>{say(`home.hub.${health.status}`)}</strong>
              <BrokenParts parts={health.parts} />
            </dd>
            <dt>{say('home.hub.head')}</dt>
            <dd>{format.number(health.headSeq)}</dd>
            <dt>{say('home.hub.epoch')}</dt>
            <dd>
              <code>{health.epoch}</code>
            </dd>
            <dt>{say('home.hub.screens')}</dt>
            <dd>{format.number(health.screens)}</dd>
            <dt>{say('home.hub.refused')}</dt>
            <dd>{format.number(health.refusedEvents)}</dd>
          </dl>
          <p className="home-asof">
            {say('state.asOf', { time: format.clock(health.serverTimeMillis) })}
            {answer.fault && ` · ${say('state.age', { age: format.age(now - health.serverTimeMillis) })}`}
          </p>
        </>
      )}
    </section>
  );
}

function BrokenParts({ parts }: { parts: HealthAnswer['parts'] }) {
  const broken = parts.filter(({ ok }) => !ok);
  if (broken.length === 0) return null;
  return (
    <ul>
      {broken.map(({ name, reason }) => (
        <li key={name}>
          <code>{name}</code> {reason}
        </li>
      ))}
    </ul>
  );
}
