/** Which kind of road runs along each boundary between grids. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { AreaNode, RoadRank } from '../districtModel.ts';
import { type ArcNetwork, arcNetwork, leavesOf, type SharedArc } from '../topology/sharedArcs.ts';

/** Half of the right of way in metres, by rank. */
export const HALF_WIDTH_METERS: Readonly<Record<RoadRank, number>> = { 1: 13, 2: 9, 3: 7, 4: 3.6 };

export interface RankedArc extends SharedArc {
  /** Null along the outside of the district: no road runs there. */
  readonly rank: RoadRank | null;
}

/**
 * Every boundary between grids with its rank: 1 between streets, 2 between communities, 3 between grids of one. Where a
 * plan names the main roads, what is invented beside them is one rank less.
 */
export function rankedArcs(areas: readonly AreaNode[], hasPlan: boolean): RankedArc[] {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const parent = (id: string): string => byId.get(id)?.parentId ?? '';
  const network: ArcNetwork = arcNetwork(leavesOf(areas));
  return network.arcs.map((arc): RankedArc => {
    if (arc.rightId === null) return { ...arc, rank: null };
    const [left, right] = [parent(arc.leftId), parent(arc.rightId)];
    if (left === right) return { ...arc, rank: 3 };
    const isWithinStreet = parent(left) === parent(right);
    if (hasPlan) return { ...arc, rank: isWithinStreet ? 3 : 2 };
    return { ...arc, rank: isWithinStreet ? 2 : 1 };
  });
}

/** Edges with their rank, by the grid that they bound. */
export interface RankedEdge {
  readonly from: Point2;
  readonly to: Point2;
  readonly rank: RoadRank | null;
}

export function rankedEdgesByGrid(arcs: readonly RankedArc[]): Map<string, RankedEdge[]> {
  const edges = new Map<string, RankedEdge[]>();
  for (const { points, leftId, rightId, rank } of arcs) {
    for (const id of rightId === null ? [leftId] : [leftId, rightId]) {
      const own = edges.get(id) ?? [];
      for (let index = 0; index + 1 < points.length; index++) {
        own.push({ from: points[index]!, to: points[index + 1]!, rank });
      }
      edges.set(id, own);
    }
  }
  return edges;
}
