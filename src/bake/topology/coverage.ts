/**
 * Proof that areas tile their parent. The outlines of the parts, added up as chains of directed edges, must be the
 * parent's outline: then the winding number around every point, summed over the parts, is one inside and zero outside,
 * so each point lies in exactly one part. No tolerance is involved: the vertices are whole centimetres.
 */
import { type AreaLevel, areaLevels, isResponsibilityGrid } from '../../model/domain/areas.ts';
import { type MultiPolygon, type Point2, sideOfMultiPolygon, signedArea } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import { orientedOutlines } from './dissolve.ts';
import { vertexKey } from './subdivision.ts';

export type ProvedArea = Pick<AreaNode, 'id' | 'level' | 'parentId' | 'polygonsCm'>;

export interface LevelCoverage {
  /** Unit and extension grids tile together and are reported as `unitGrid`. */
  readonly level: AreaLevel;
  readonly parents: number;
  readonly parts: number;
  /** Edges along which land is in no part; 0 in a proved level. */
  readonly gaps: number;
  /** Edges along which land is in two parts or beyond the parent; 0 in a proved level. */
  readonly overlaps: number;
  /** Σ |area of the parts − area of the parent|. Exact: sums stay below 2^53 cm². */
  readonly areaErrorSquareMeters: number;
}

interface DirectedEdge {
  readonly from: Point2;
  readonly to: Point2;
  count: number;
}

/** Adds the outlines' edges to a chain; an edge and its reverse cancel. */
function addChain(chain: Map<string, DirectedEdge>, polygons: MultiPolygon, sign: 1 | -1): void {
  for (const outline of orientedOutlines(polygons)) {
    outline.forEach((from, index) => {
      const to = outline[(index + 1) % outline.length]!;
      const [a, b] = [vertexKey(from[0], from[1]), vertexKey(to[0], to[1])];
      const forward = a < b;
      const key = forward ? `${a},${b}` : `${b},${a}`;
      const edge = chain.get(key) ?? { from: forward ? from : to, to: forward ? to : from, count: 0 };
      edge.count += forward ? sign : -sign;
      if (edge.count === 0) chain.delete(key);
      else chain.set(key, edge);
    });
  }
}

const areaCm2 = (polygons: MultiPolygon): number =>
  orientedOutlines(polygons).reduce((sum, outline) => sum + signedArea(outline), 0);

/** Does the land next to an edge that did not cancel lie in too many parts, or in too few? */
function isOverlap({ from, to }: DirectedEdge, parent: ProvedArea, parts: readonly ProvedArea[]): boolean {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const aside = 0.5 / Math.hypot(dx, dy);
  return [1, -1].some((side) => {
    const x = (from[0] + to[0]) / 2 - side * aside * dy;
    const y = (from[1] + to[1]) / 2 + side * aside * dx;
    const owners = parts.filter((part) => sideOfMultiPolygon(part.polygonsCm, x, y) === 'inside').length;
    return owners > (sideOfMultiPolygon(parent.polygonsCm, x, y) === 'inside' ? 1 : 0);
  });
}

function coverageOf(level: AreaLevel, partsByParent: Map<ProvedArea, ProvedArea[]>): LevelCoverage {
  let [gaps, overlaps, error, count] = [0, 0, 0, 0];
  for (const [parent, parts] of partsByParent) {
    const chain = new Map<string, DirectedEdge>();
    for (const part of parts) addChain(chain, part.polygonsCm, 1);
    addChain(chain, parent.polygonsCm, -1);
    for (const edge of chain.values()) {
      if (isOverlap(edge, parent, parts)) overlaps++;
      else gaps++;
    }
    error += Math.abs(parts.reduce((sum, part) => sum + areaCm2(part.polygonsCm), 0) - areaCm2(parent.polygonsCm));
    count += parts.length;
  }
  return { level, parents: partsByParent.size, parts: count, gaps, overlaps, areaErrorSquareMeters: error / 10_000 };
}

/** The proof for every level below the district that has areas. */
export function proveCoverage(areas: readonly ProvedArea[]): LevelCoverage[] {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const result: LevelCoverage[] = [];
  for (const level of areaLevels) {
    if (level === 'extensionGrid' && areas.some((area) => area.level === 'unitGrid')) continue;
    const partsByParent = new Map<ProvedArea, ProvedArea[]>();
    for (const area of areas) {
      const belongs = isResponsibilityGrid(level) ? isResponsibilityGrid(area.level) : area.level === level;
      const parent = area.parentId === null ? undefined : byId.get(area.parentId);
      if (!belongs || !parent) continue;
      const parts = partsByParent.get(parent);
      if (parts) parts.push(area);
      else partsByParent.set(parent, [area]);
    }
    if (partsByParent.size > 0) result.push(coverageOf(level, partsByParent));
  }
  return result;
}
