import { type RefObject, useEffect, useRef } from 'react';
import type { CaseView } from '../../model/contract/answers.ts';
import type { CityView } from '../../picture/cityView.ts';

/** A thin line from the card to its case on the ground. Follows the camera frame by frame, outside React. */
export function Leader(props: { view: CityView | null; item: CaseView; card: RefObject<HTMLElement | null> }) {
  const { view, item, card } = props;
  const line = useRef<SVGLineElement>(null);
  const [east, north] = item.enuMeters;

  useEffect(() => {
    if (!view) return;
    let frame = 0;
    const draw = (): void => {
      frame = requestAnimationFrame(draw);
      const element = line.current;
      const box = card.current?.getBoundingClientRect();
      if (!element || !box) return;
      const at = view.cssPxFromEnu([east, north, 0]);
      const free = at !== null && (at[0] < box.left || at[0] > box.right);
      element.style.visibility = free ? 'visible' : 'hidden';
      if (!at || !free) return;
      element.setAttribute('x1', String(at[0]));
      element.setAttribute('y1', String(at[1]));
      element.setAttribute('x2', String(at[0] < box.left ? box.left : box.right));
      element.setAttribute('y2', String(Math.min(box.bottom - 24, Math.max(box.top + 24, at[1]))));
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [view, card, east, north]);

  return (
    <svg className="wall-leader" aria-hidden="true">
      <line ref={line} />
    </svg>
  );
}
