import { useMemo } from 'react';
import type { BuildingAnswer } from '../../model/contract/answers.ts';
import { lampAt } from '../../model/contract/live.ts';
import { useWords } from '../i18n/language.ts';
import type { TextKey } from '../i18n/zh.ts';
import { pathNames } from '../pathNames.ts';
import { useFormat, useLive, useNow, useStation } from '../station.ts';
import { EmptyNotice } from '../ui/EmptyNotice.tsx';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { LampMark } from '../ui/LampMark.tsx';
import { OriginMark } from '../ui/OriginMark.tsx';
import { SamplePlate } from '../ui/SamplePlate.tsx';
import type { Answer } from '../useAnswer.ts';
import { openCasesOf } from './openCases.ts';
import { Tenants } from './Tenants.tsx';

/** Every field the package has of a building; what a source does not say is said to be unknown. */
export function BuildingCard({ answer }: { answer: Answer<BuildingAnswer> }) {
  const { say, name } = useWords();
  if (answer.asking) return <p role="status">{say('state.asking')}</p>;
  if (answer.value) {
    return (
      <article className="plan-card" data-building={answer.value.buildingId}>
        <h2>{name(answer.value)}</h2>
        <Fields building={answer.value} />
        <OpenCases building={answer.value} />
        <Tenants building={answer.value} />
        <SourceOf building={answer.value} />
      </article>
    );
  }
  if (answer.fault) return <FaultNotice fault={answer.fault} onRetry={answer.retry} />;
  return <EmptyNotice reason={say('plan.empty')} next={say('plan.emptyNext')} />;
}

function Fields({ building }: { building: BuildingAnswer }) {
  const { manifest } = useStation();
  const { say, name } = useWords();
  const format = useFormat();
  const [lonDeg, latDeg] = building.lonLatDeg;
  const rows: readonly (readonly [TextKey, React.ReactNode])[] = [
    ['plan.field.id', <code key="id">{building.buildingId}</code>],
    ['plan.field.use', say(`use.${building.use}`)],
    ['plan.field.floors', format.number(building.floors)],
    ['plan.field.year', building.yearBuilt === null ? say('plan.field.unknown') : String(building.yearBuilt)],
    [
      'plan.field.height',
      <span key="height">
        {format.number(building.heightGroundMeters, 1)} m{' '}
        <small>{say('plan.field.heightDatum', { datum: manifest.heightDatum })}</small>
      </span>,
    ],
    ['plan.field.footprint', `${format.number(building.footprintSquareMeters)} m²`],
    ['plan.field.floorArea', `${format.number(building.floorAreaSquareMeters)} m²`],
    ['plan.field.households', format.count(building.households)],
    ['plan.field.residents', format.count(building.residents)],
    ['plan.field.path', pathNames(building.path, name).join(' › ')],
    ['plan.field.gridCode', <code key="grid">{building.gridId}</code>],
    ['plan.field.position', `${format.number(lonDeg, 5)}°, ${format.number(latDeg, 5)}°`],
  ];
  return (
    <dl>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{say(label)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** By the live facts; by the answer, which is as old as the click, only until the first facts are there. */
function OpenCases({ building }: { building: BuildingAnswer }) {
  const { say, name } = useWords();
  const format = useFormat();
  const now = useNow();
  const live = useLive((facts) => (facts.audience === null ? null : facts.cases));
  const cases = useMemo(
    () => openCasesOf(live?.values() ?? building.openCases ?? [], building.buildingId),
    [live, building],
  );
  return (
    <section className="plan-cases">
      <h3>
        {say('plan.field.cases')} {cases.length === 0 && <span>{say('plan.field.noCases')}</span>}
      </h3>
      <ul>
        {cases.map((item) => (
          <li key={item.caseId} data-case={item.caseId}>
            <span>{name({ name: item.title, nameEn: item.titleEn })}</span>
            <LampMark lamp={lampAt(item, now)}>
              {say(item.deadlineMillis < now ? 'lamp.overLong' : 'lamp.leftLong', {
                time: format.span(item.deadlineMillis - now),
              })}
            </LampMark>
            <OriginMark origin={item.origin} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SourceOf({ building }: { building: BuildingAnswer }) {
  const { say, name } = useWords();
  const format = useFormat();
  const { provenance } = building;
  return (
    <p className="plan-source">
      {provenance.synthetic && <SamplePlate />} {say('package.of', { name: name(provenance) })} ·{' '}
      {say('state.asOf', { time: format.clock(provenance.asOfMillis) })}
    </p>
  );
}
