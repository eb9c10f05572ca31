import './searchBox.css';
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import type { SearchHit } from '../../model/contract/answers.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat, useStation } from '../station.ts';
import { useAnswer } from '../useAnswer.ts';
import { EmptyNotice } from './EmptyNotice.tsx';
import { FaultNotice } from './FaultNotice.tsx';
import { KeyHint } from './KeyHint.tsx';

/** Typing settles this long before the hub is asked. */
const SETTLE_MILLIS = 150;

interface SearchBoxProps {
  readonly placeholder: string;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** Key that focuses the box, shown beside it. */
  readonly focusKey: string;
  onChoose(hit: SearchHit): void;
}

/** Search of areas, buildings, cases: a combobox of WAI-ARIA, whole by keyboard. */
export function SearchBox({ placeholder, inputRef, focusKey, onChoose }: SearchBoxProps) {
  const { questions } = useStation();
  const { say, name } = useWords();
  const format = useFormat();
  const listId = useId();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(text.trim()), SETTLE_MILLIS);
    return () => window.clearTimeout(timer);
  }, [text]);

  const answer = useAnswer(asked === '' ? null : asked, (signal) => questions.search(asked, signal));
  const hits = answer.value?.hits ?? [];

  const choose = (hit: SearchHit): void => {
    setOpen(false);
    inputRef.current?.blur();
    onChoose(hit);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return; // Enter ends a word of the input method, not the search
    if (event.key === 'ArrowDown') setActive(Math.min(hits.length - 1, active + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
    else if (event.key === 'Enter' && hits[active]) choose(hits[active]);
    else if (event.key === 'Escape') {
      setOpen(false);
      inputRef.current?.blur();
    } else return;
    event.preventDefault();
  };

  return (
    <search className="search-box">
      <input
        ref={inputRef}
        type="text"
        role="combobox"
        aria-label={say('plan.search.label')}
        aria-expanded={open && asked !== ''}
        aria-controls={listId}
        aria-activedescendant={hits[active] ? `${listId}-${active}` : undefined}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <KeyHint chord={focusKey} />
      {open && asked !== '' && (
        <div className="search-box-hits">
          {answer.asking && <p>{say('state.asking')}</p>}
          {answer.fault && <FaultNotice fault={answer.fault} />}
          {answer.value && hits.length === 0 && (
            <EmptyNotice reason={say('plan.search.none', { text: asked })} next={say('plan.search.noneNext')} />
          )}
          {hits.length > 0 && <p>{say('plan.search.count', { count: format.number(hits.length) })}</p>}
          <div id={listId} role="listbox" aria-label={say('plan.search.label')}>
            {hits.map((hit, index) => (
              <div
                key={`${hit.kind} ${hit.id}`}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onPointerDown={(event) => {
                  event.preventDefault(); // keeps the focus until the choice is made
                  choose(hit);
                }}
              >
                <span>{say(`plan.hit.${hit.kind}`)}</span>
                <strong>{name(hit)}</strong>
                <small>{name({ name: hit.detail, nameEn: hit.detailEn })}</small>
              </div>
            ))}
          </div>
        </div>
      )}
    </search>
  );
}
