import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Inset } from './City.tsx';

/** What panels cover of the full-bleed map, measured from the free window in the middle; null before layout. */
export function useInset(windowRef: RefObject<HTMLElement | null>): Inset | null {
  const [inset, setInset] = useState<Inset | null>(null);
  useLayoutEffect(() => {
    const element = windowRef.current;
    if (!element) return;
    const measure = (): void => {
      const free = element.getBoundingClientRect();
      setInset({
        left: Math.round(free.left),
        right: Math.round(window.innerWidth - free.right),
        top: Math.round(free.top),
        bottom: Math.round(window.innerHeight - free.bottom),
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(document.documentElement);
    return () => observer.disconnect();
  }, [windowRef]);
  return inset;
}
