import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Inset } from './City.tsx';

/**
 * What panels leave free of the full-bleed map, measured from the free window in the middle; null before layout.
 * @param mapRef where the map shows above the window, because what covers it there does not reach from side to side
 */
export function useInset(
  windowRef: RefObject<HTMLElement | null>,
  mapRef?: RefObject<HTMLElement | null>,
): Inset | null {
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
        ...(mapRef?.current ? { coveredTop: Math.round(mapRef.current.getBoundingClientRect().top) } : {}),
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(document.documentElement);
    return () => observer.disconnect();
  }, [windowRef, mapRef]);
  return inset;
}
