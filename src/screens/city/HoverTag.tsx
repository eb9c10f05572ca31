/** The name of what the pointer is over, beside the pointer. It moves without React: rendered only for another thing. */
import './hoverTag.css';
import { type RefObject, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CityView, Pick } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat, useLive, useStation } from '../station.ts';
import { useAnswer } from '../useAnswer.ts';
import { useRested } from '../useRested.ts';

export interface Hovered {
  readonly pick: Pick | null;
}
export const hoveredStore = (): StoreApi<Hovered> => createStore<Hovered>(() => ({ pick: null }));

/** Right of and below the pointer, so that neither covers the other. */
const BESIDE_PX = 16;
/** Buildings that the pointer only passes over are not asked for. */
const REST_MILLIS = 150;

interface HoverTagProps {
  readonly view: CityView | null;
  readonly container: RefObject<HTMLElement | null>;
  readonly hovered: StoreApi<Hovered>;
}

export function HoverTag({ view, container, hovered }: HoverTagProps) {
  const pick = useStore(hovered, (state) => state.pick);
  const tag = useRef<HTMLDivElement>(null);
  const at = useRef<readonly [xPx: number, yPx: number]>([0, 0]);
  const place = (): void => {
    const [element, box] = [tag.current, container.current];
    if (!element || !box) return;
    const [x, y] = at.current;
    // At the right and lower edges it goes to the pointer's other side.
    const left =
      x + BESIDE_PX + element.offsetWidth > box.clientWidth ? x - BESIDE_PX - element.offsetWidth : x + BESIDE_PX;
    const top =
      y + BESIDE_PX + element.offsetHeight > box.clientHeight ? y - BESIDE_PX - element.offsetHeight : y + BESIDE_PX;
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  };
  const latest = useRef(place);
  latest.current = place;
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const move = (event: PointerEvent): void => {
      const bounds = element.getBoundingClientRect();
      at.current = [event.clientX - bounds.left, event.clientY - bounds.top];
      latest.current();
    };
    element.addEventListener('pointermove', move);
    return () => element.removeEventListener('pointermove', move);
  }, [container]);
  const words = useHoverWords(view, pick);
  useEffect(() => latest.current());

  if (!words) return null;
  return (
    <div ref={tag} className="hover-tag" data-testid="hover-tag">
      {words.title}
      {words.detail && <small>{words.detail}</small>}
    </div>
  );
}

interface HoverWords {
  readonly title: string;
  readonly detail: string | null;
}

/** Null where nothing is pointed at, or its name is not here yet: an empty tag says nothing. */
function useHoverWords(view: CityView | null, pick: Pick | null): HoverWords | null {
  const { questions } = useStation();
  const { say, name } = useWords();
  const format = useFormat();
  const row = pick?.kind === 'building' ? pick.buildingIndex : null;
  const isAsked = useRested(row, REST_MILLIS) === row && row !== null;
  const building = useAnswer(isAsked ? `hover ${row}` : null, (signal) => questions.buildingAt(row ?? 0, signal));
  const item = useLive((facts) => (pick?.kind === 'case' ? facts.cases.get(pick.caseId) : undefined));
  const hazard = useLive((facts) => (pick?.kind === 'hazard' ? facts.hazards.get(pick.hazardId) : undefined));
  if (pick === null) return null;
  switch (pick.kind) {
    case 'building': {
      const { value } = building;
      if (!value) return null;
      const floors = say('hover.floors', { floors: format.number(value.floors) });
      return { title: name(value), detail: `${say(`use.${value.use}`)} · ${floors}` };
    }
    case 'case':
      return item
        ? {
            title: name({ name: item.title, nameEn: item.titleEn }),
            detail: name({ name: item.gridName, nameEn: item.gridNameEn }),
          }
        : null;
    case 'hazard':
      return hazard ? { title: name(hazard), detail: say('layer.hazards') } : null;
    case 'videoPoint': {
      const point = view?.nameOf(pick);
      return point ? { title: name(point), detail: say('hover.videoPoint') } : null;
    }
    case 'component': {
      const found = view?.nameOf(pick);
      return found ? { title: name(found), detail: say('layer.components') } : null;
    }
    case 'area': {
      const area = view?.nameOf(pick);
      return area ? { title: name(area), detail: pick.areaId } : null;
    }
  }
}
