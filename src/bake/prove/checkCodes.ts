/** Codes of given areas: their form, their parent's prefix, each once, and the order that the standard numbers by. */
import {
  codePattern,
  hasParentPrefix,
  isCoded,
  isMalformed,
  parentPrefix,
  sequenceOf,
} from '../../model/domain/areaCodes.ts';
import { type AreaLevel, isResponsibilityGrid, type StandardRef } from '../../model/domain/areas.ts';
import { labelPoint, largestPolygon, multiPolygonArea, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';
import { codingOrder } from '../topology/partition.ts';
import type { CodeFinding, GivenArea, Proof } from './proof.ts';

/** A code that is wrong in several ways is told once, by the first. */
export function checkCodes(areas: readonly GivenArea[], standardRef: StandardRef): CodeFinding[] {
  const coded = areas.filter(({ id }) => isCoded(id));
  const known = new Set(areas.map(({ id }) => id));
  const seen = new Set<string>();
  return coded.flatMap((area): CodeFinding[] => {
    const { id, level, parentId } = area;
    const found = (problem: CodeFinding['problem'], expected: string): CodeFinding[] => [
      { problem, areaId: id, level, expected },
    ];
    const name = `${isResponsibilityGrid(level) ? 'grid' : level} ${id}`;
    if (seen.has(name)) return found('duplicate', '1');
    seen.add(name);
    if (isMalformed(id, level, standardRef)) return found('malformed', codePattern(level, standardRef)!.source);
    if (standardRef === 'none' || level === 'district') return [];
    if (parentId !== null && known.has(parentId)) {
      // A parent without a code says nothing about the codes of its parts.
      return !isCoded(parentId) || hasParentPrefix(id, level, parentId) ? [] : found('wrongPrefix', parentId);
    }
    // Its parent is nowhere: either the parent is missing, too, or the prefix is another's.
    const above = nearestAbove(level, areas);
    const isUnderOne = above.some((coarser) => hasParentPrefix(id, level, coarser.id));
    return above.length === 0 || isUnderOne ? [] : found('wrongPrefix', expectedPrefix(area, above));
  });
}

/** Whose codes those of finer levels begin with, coarsest first. */
const holders: readonly AreaLevel[] = ['district', 'street', 'community'];

/** Areas with codes of the nearest coarser level that has any. */
function nearestAbove(level: AreaLevel, areas: readonly GivenArea[]): readonly GivenArea[] {
  const coarser = isResponsibilityGrid(level) ? holders : holders.slice(0, level === 'street' ? 1 : 2);
  return coarser.reduce<readonly GivenArea[]>((nearest, above) => {
    const coded = areas.filter((area) => area.level === above && isCoded(area.id));
    return coded.length > 0 ? coded : nearest;
  }, []);
}

/** In whose land it lies; where that is not known, the prefix that nobody has. */
function expectedPrefix({ id, level, polygonsCm }: GivenArea, above: readonly GivenArea[]): string {
  if (polygonsCm.length === 0) return parentPrefix(id, level);
  const [x, y] = labelPoint(largestPolygon(polygonsCm));
  const around = above.find((coarser) => sideOfMultiPolygon(coarser.polygonsCm, x, y) === 'inside');
  return around?.id ?? parentPrefix(id, level);
}

/** First unit grid of each community whose number does not follow west → east, north → south. A hint, no finding. */
export function codeOrderNotes(areas: readonly GivenArea[]): Proof['notes']['codeOrder'] {
  const grids = areas.filter(({ id, level, polygonsCm }) => {
    return isResponsibilityGrid(level) && isCoded(id) && sequenceOf(id, level) !== null && polygonsCm.length > 0;
  });
  return [...Map.groupBy(grids, ({ parentId, level }) => `${parentId} ${level}`).values()].flatMap((siblings) => {
    if (siblings.length < 2) return [];
    const numbered = [...siblings].sort((a, b) => (a.id < b.id ? -1 : 1));
    const mean = numbered.reduce((sum, { polygonsCm }) => sum + multiPolygonArea(polygonsCm), 0) / numbered.length;
    if (mean === 0) return [];
    const order = codingOrder(
      numbered.map(({ polygonsCm }) => polygonsCm[0]![0]!),
      mean,
    );
    const first = order.findIndex((place, index) => place !== index);
    return first === -1 ? [] : [{ parentId: numbered[first]!.parentId ?? '', areaId: numbered[first]!.id }];
  });
}
