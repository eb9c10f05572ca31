/** The one block that ships of guests call at. */
import { type Outline, outlineCentroid, sideOfOutline, signedArea } from '../../model/geometry/polygon.ts';
import type { Block, ZoneKind } from './specs.ts';

/** Where no quay is planned for it, a terminal stands among shops and offices, not among sheds. */
const ANYWHERE: readonly ZoneKind[] = ['business'];

/**
 * The largest block in which a terminal finds room: on a quay that the plan has for it, else the largest business block.
 * @param atWater blocks beside the water.
 * @param hasRoom asked from the largest block on, until it says yes.
 * @returns null where there is room in none.
 */
export function cruisePortOf(
  atWater: readonly Block[],
  cruiseQuaysCm: readonly Outline[],
  hasRoom: (block: Block) => boolean,
): Block | null {
  const largestFirst = atWater
    .map((block) => ({ block, area: Math.abs(signedArea(block.outlineCm)) }))
    .sort((a, b) => b.area - a.area)
    .map(({ block }) => block);
  const onQuay = largestFirst.filter(({ zone, outlineCm }) => {
    const [x, y] = outlineCentroid(outlineCm);
    return zone !== 'hill' && cruiseQuaysCm.some((quay) => sideOfOutline(quay, x, y) !== 'outside');
  });
  const elsewhere = largestFirst.filter(({ zone }) => ANYWHERE.includes(zone));
  return [...onQuay, ...elsewhere].find(hasRoom) ?? null;
}
