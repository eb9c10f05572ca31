/** The naive twin of repair: area by the even-odd rule, measured along many level lines. */
import type { Outline, Polygon } from '../../../src/model/geometry/polygon.ts';

/** Where a level line at `y` enters and leaves the outline. */
function crossings(outline: Outline, y: number): number[] {
  const at: number[] = [];
  outline.forEach(([ax, ay], index) => {
    const [bx, by] = outline[(index + 1) % outline.length]!;
    if (ay > y !== by > y) at.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
  });
  return at.sort((a, b) => a - b);
}

const isIn = (at: readonly number[], x: number): boolean => at.filter((edge) => edge < x).length % 2 === 1;

/** Land of `parts` (outer less its holes, joined), with `lines` level lines between 0 and `size`. */
export function scannedArea(parts: readonly Polygon[], size: number, lines: number): number {
  let area = 0;
  for (let line = 0; line < lines; line++) {
    const y = ((line + 0.5) / lines) * size + 1e-7;
    const rings = parts.map((polygon) => polygon.map((outline) => crossings(outline, y)));
    const stops = rings.flat(2).sort((a, b) => a - b);
    for (let index = 0; index + 1 < stops.length; index++) {
      const x = (stops[index]! + stops[index + 1]!) / 2;
      const isLand = rings.some(([outer, ...holes]) => isIn(outer!, x) && !holes.some((hole) => isIn(hole, x)));
      if (isLand) area += ((stops[index + 1]! - stops[index]!) * size) / lines;
    }
  }
  return area;
}
