/** What of a station stands over its map: the children of each element that carries `data-over-map`. */
import type { Box } from '../../picture/text/placement.ts';

const OVER_MAP = '[data-over-map] > *';

/** Tells their boxes, CSS pixels from the map's corner, at once and whenever they are others. Call the answer to end. */
export function watchOverMap(map: HTMLElement, tell: (boxes: readonly Box[]) => void): () => void {
  const around = map.closest('main');
  if (!around) return () => {};
  let told = '';
  const measure = (): void => {
    const { left, top } = map.getBoundingClientRect();
    const boxes = [...around.querySelectorAll(OVER_MAP)].map((element) => {
      sizes.observe(element); // once is enough: what is observed already stays so
      const box = element.getBoundingClientRect();
      return { minX: box.left - left, maxX: box.right - left, minY: box.top - top, maxY: box.bottom - top };
    });
    const now = JSON.stringify(boxes);
    if (now === told) return;
    told = now;
    tell(boxes);
  };
  const sizes = new ResizeObserver(measure);
  const parts = new MutationObserver(measure);
  parts.observe(around, { childList: true, subtree: true });
  sizes.observe(map);
  measure();
  return () => {
    sizes.disconnect();
    parts.disconnect();
  };
}
