/** The chosen case: what, where, whose, since when, due when. */
import type { ReactNode, RefObject } from 'react';
import type { CaseView } from '../../model/contract/answers.ts';
import { lampAt } from '../../model/contract/live.ts';
import { isOpen } from '../../model/domain/cases.ts';
import { useWords } from '../i18n/language.ts';
import { shortName } from '../shortName.ts';
import { sourceName } from '../sourceName.ts';
import { useFormat } from '../station.ts';
import { EmptyNotice } from '../ui/EmptyNotice.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { LimitText } from './LimitText.tsx';
import { limitUsed } from './limitUsed.ts';

interface CaseCardProps {
  readonly item: CaseView | null;
  readonly now: number;
  readonly cardRef: RefObject<HTMLElement | null>;
  /** Which cameras see it. */
  readonly cameras: ReactNode;
  onFly(): void;
  onClose(): void;
}

export function CaseCard({ item, now, cardRef, cameras, onFly, onClose }: CaseCardProps) {
  const { say } = useWords();
  if (!item) {
    return (
      <section className="wall-dock-empty">
        <EmptyNotice reason={say('wall.dock.empty')} next={say('wall.dock.emptyNext')} />
      </section>
    );
  }
  return (
    <article className="wall-card" ref={cardRef} data-testid="case-card" aria-live="polite">
      <CardHead item={item} />
      <CardLimit item={item} now={now} />
      <CardOwners item={item} now={now} />
      {cameras}
      <div className="wall-card-actions">
        <button type="button" className="button button-main" onClick={onFly}>
          <KeyHint chord="Enter" /> {say('wall.card.fly')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          <KeyHint chord="Escape" /> {say('wall.card.close')}
        </button>
      </div>
    </article>
  );
}

function CardHead({ item }: { item: CaseView }) {
  const { language, say, name } = useWords();
  return (
    <header>
      <div className="wall-card-title">
        <h2>{name({ name: item.title, nameEn: item.titleEn })}</h2>
        <span>{say(`case.state.${item.state}`)}</span>
      </div>
      <p className="wall-card-place">
        {name({ name: item.streetName, nameEn: item.streetNameEn })}
        {language === 'en' ? ', ' : ' '}
        {name({ name: item.communityName, nameEn: item.communityNameEn })}
      </p>
      <p className="wall-card-grid">
        {shortName(
          name({ name: item.gridName, nameEn: item.gridNameEn }),
          name({ name: item.communityName, nameEn: item.communityNameEn }),
        )}{' '}
        · {item.gridId}
        <br />
        {item.buildingName === null
          ? say('wall.card.noBuilding')
          : name({ name: item.buildingName, nameEn: item.buildingNameEn ?? item.buildingName })}
      </p>
    </header>
  );
}

function CardLimit({ item, now }: { item: CaseView; now: number }) {
  const { say } = useWords();
  const format = useFormat();
  const used = limitUsed(item, now);
  return (
    <section className="wall-card-limit">
      <div>
        {isOpen(item.state) ? (
          <LimitText lamp={lampAt(item, now)} leftMillis={item.deadlineMillis - now} long />
        ) : (
          item.closedMillis !== null && (
            <strong>{say('wall.card.closedAt', { time: format.timeNear(item.closedMillis, now) })}</strong>
          )
        )}
        <span>
          {say('wall.card.due')} <b>{format.timeNear(item.deadlineMillis, now)}</b>
        </span>
      </div>
      <div className="wall-card-small">
        <span>
          {say('wall.card.limit')} {say(`limit.${item.limit.unit}`, { count: format.number(item.limit.count) })}
          {' · '}
          {used.kind === 'ratio'
            ? say('wall.card.used', { percent: format.percent(used.ratio) })
            : say(used.passed ? 'wall.card.yellowSince' : 'wall.card.yellowAt', {
                time: format.timeNear(item.yellowMillis, now),
              })}
        </span>
      </div>
    </section>
  );
}

function CardOwners({ item, now }: { item: CaseView; now: number }) {
  const { say, name } = useWords();
  const format = useFormat();
  const origin =
    item.origin === 'simulated'
      ? say('wall.card.originSimulated')
      : item.origin === 'replayed'
        ? say('wall.card.originReplayed', {
            time: item.originalMillis === null ? '–' : format.timeNear(item.originalMillis, now),
          })
        : say('wall.card.originLive');
  return (
    <dl className="wall-card-facts">
      <dt>{say('wall.card.department')}</dt>
      <dd>{name({ name: item.departmentName, nameEn: item.departmentNameEn })}</dd>
      <dt>{say(item.ownerUnit ? 'wall.card.ownerUnit' : 'wall.card.gridHead')}</dt>
      <dd>{item.ownerUnit ?? item.gridHead ?? say('wall.card.nobody')}</dd>
      <dt>{say('wall.card.reported')}</dt>
      <dd>
        {format.timeNear(item.reportedMillis, now)}
        <span>
          {say('wall.card.elapsed')} {format.span((item.closedMillis ?? now) - item.reportedMillis)}
        </span>
      </dd>
      <dt>{say('wall.card.source')}</dt>
      <dd>{sourceName(item.source, say)}</dd>
      <dt>{say('wall.card.origin')}</dt>
      <dd>{origin}</dd>
      <dt>{say('wall.card.caseId')}</dt>
      <dd>{item.caseId}</dd>
    </dl>
  );
}
