import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import type { SetMember } from './selectionSet.ts';

export interface SelectionSetProps {
  readonly set: readonly SetMember[];
  onShow(member: SetMember): void;
  onTake(member: SetMember): void;
}

/** Buildings chosen together by Ctrl or Shift: each can be shown, and taken out again. */
export function SelectionSet({ set, onShow, onTake }: SelectionSetProps) {
  const { say, name } = useWords();
  const format = useFormat();
  return (
    <section className="plan-set" aria-label={say('plan.set', { count: format.number(set.length) })}>
      <ul>
        {set.map((member) => (
          <li key={member.id}>
            <button type="button" onClick={() => onShow(member)}>
              {name(member)} <small>{member.id}</small>
            </button>
            <button
              type="button"
              className="button"
              aria-label={say('plan.set.takeOf', { name: name(member) })}
              onClick={() => onTake(member)}
            >
              {say('plan.set.take')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
