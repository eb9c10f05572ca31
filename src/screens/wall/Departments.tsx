import { memo } from 'react';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { departmentLoads, type QueueRow } from './queue.ts';

/** Wide walls only: the same open cases by department, bars against the heaviest. Of each second's rows only loads count. */
export const Departments = memo(ListedDepartments, (before, now) => loadsText(before) === loadsText(now));

interface DepartmentsProps {
  readonly rows: readonly QueueRow[];
}

const loadsText = ({ rows }: DepartmentsProps): string => JSON.stringify(departmentLoads(rows));

function ListedDepartments({ rows }: DepartmentsProps) {
  const { say, name } = useWords();
  const format = useFormat();
  const loads = departmentLoads(rows);
  const most = Math.max(1, ...loads.map(({ open }) => open));
  return (
    <section className="wall-departments" aria-label={say('wall.departments')}>
      <h2>{say('wall.departments')}</h2>
      <ul>
        {loads.map((load) => (
          <li key={load.key}>
            <strong>{name(load)}</strong>
            <span className="wall-departments-count">
              {say('wall.departments.open', { open: format.number(load.open) })}
              {load.overdue > 0 && <b> · {say('wall.departments.overdue', { count: format.number(load.overdue) })}</b>}
            </span>
            <i style={{ width: `${(load.open / most) * 100}%` }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
