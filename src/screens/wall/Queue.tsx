import { useWords } from '../i18n/language.ts';
import { useFormat, useLive } from '../station.ts';
import { EmptyNotice } from '../ui/EmptyNotice.tsx';
import { OriginMark } from '../ui/OriginMark.tsx';
import { LimitText } from './LimitText.tsx';
import { placeParts } from './placeParts.ts';
import { type QueueRow, restOf, windowOf } from './queue.ts';

/** As many rows as can be read from eight metres. */
const ROWS = 7;

interface QueueProps {
  readonly rows: readonly QueueRow[];
  readonly chosenId: string | null;
  readonly now: number;
  onChoose(caseId: string): void;
}

export function Queue({ rows, chosenId, now, onChoose }: QueueProps) {
  const { say } = useWords();
  const format = useFormat();
  const link = useLive((facts) => facts.link);
  const rest = restOf(rows, ROWS);
  const overdue = rows.filter(({ lamp }) => lamp === 'red').length;
  return (
    <section className="wall-queue" data-stale={link === 'stale' || link === 'offline'} aria-label={say('wall.queue')}>
      <h2>
        {say('wall.queue')}
        <small>{say('wall.queue.sum', { open: format.number(rows.length), overdue: format.number(overdue) })}</small>
      </h2>
      {rows.length === 0 ? (
        <div className="wall-queue-empty">
          {link === 'live' ? (
            <EmptyNotice reason={say('wall.queue.empty')} next={say('wall.queue.emptyWhy')} />
          ) : (
            <EmptyNotice reason={say('wall.queue.waiting')} />
          )}
        </div>
      ) : (
        <ol>
          {windowOf(rows, chosenId, ROWS).map((row) => (
            <li key={row.item.caseId}>
              <QueueButton row={row} chosen={row.item.caseId === chosenId} now={now} onChoose={onChoose} />
            </li>
          ))}
        </ol>
      )}
      {rest.count > 0 && (
        <p className="wall-queue-rest">
          <strong>{say('wall.queue.rest', { count: format.number(rest.count) })}</strong>
          {rest.overdue > 0
            ? say('wall.queue.restOverdue', { count: format.number(rest.overdue) })
            : say('wall.queue.restCalm')}
        </p>
      )}
    </section>
  );
}

function QueueButton(props: { row: QueueRow; chosen: boolean; now: number; onChoose(caseId: string): void }) {
  const { item, lamp, leftMillis } = props.row;
  const words = useWords();
  const { say, name } = words;
  const format = useFormat();
  return (
    <button
      type="button"
      className="wall-row"
      aria-current={props.chosen}
      data-case={item.caseId}
      onClick={() => props.onChoose(item.caseId)}
    >
      <span className="wall-row-head">
        <strong>{name({ name: item.title, nameEn: item.titleEn })}</strong>
        <LimitText lamp={lamp} leftMillis={leftMillis} />
      </span>
      <span className="wall-row-place">
        {placeParts(item, words.name).join(words.language === 'en' ? ', ' : ' · ')}
      </span>
      <span className="wall-row-owner">
        <span>
          {item.ownerUnit ??
            (item.gridHead
              ? `${say('wall.card.gridHead')} ${item.gridHead}`
              : name({ name: item.departmentName, nameEn: item.departmentNameEn }))}
        </span>
        <span className="wall-row-since">
          {say('wall.queue.since', { time: format.span(props.now - item.reportedMillis) })}
        </span>
        <OriginMark origin={item.origin} />
      </span>
    </button>
  );
}
