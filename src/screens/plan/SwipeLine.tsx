import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import type { CityView } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';

const KEY_STEP = 0.02;
const START = 0.5;
/** So far from either edge the line can still be taken hold of. */
const EDGE = 0.02;

/** The line between before (left) and now (right): by pointer or keys. It moves without a render. */
export function SwipeLine({ view }: { readonly view: CityView }) {
  const { say } = useWords();
  const line = useRef<HTMLDivElement>(null);
  const share = useRef(START);
  const put = (next: number): void => {
    share.current = Math.min(1 - EDGE, Math.max(EDGE, next));
    view.setDivider(share.current);
    if (!line.current) return;
    line.current.style.left = `${share.current * 100}%`;
    line.current.setAttribute('aria-valuenow', String(Math.round(share.current * 100)));
  };
  const latest = useRef(put);
  latest.current = put;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins where the line stands
  useEffect(() => latest.current(share.current), [view]);

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const map = event.currentTarget.parentElement!.getBoundingClientRect();
    put((event.clientX - map.left) / map.width);
  };
  const step = (event: KeyboardEvent): void => {
    const { current } = share;
    const next = { ArrowLeft: current - KEY_STEP, ArrowRight: current + KEY_STEP, Home: EDGE, End: 1 - EDGE }[
      event.key
    ];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation(); // the map moves by these keys too
    put(next);
  };
  return (
    <div
      ref={line}
      className="swipe-line"
      role="slider"
      tabIndex={0}
      aria-label={say('swipe.line')}
      aria-valuemin={EDGE * 100}
      aria-valuemax={(1 - EDGE) * 100}
      aria-valuenow={START * 100}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={step}
    >
      <span className="swipe-line-word" data-side="before">
        {say('swipe.before')}
      </span>
      <i aria-hidden="true" />
      <span className="swipe-line-word" data-side="now">
        {say('swipe.now')}
      </span>
    </div>
  );
}
