import { FaultError, fault } from '../../model/faults/fault.ts';
import { multiPolygonArea } from '../../model/geometry/polygon.ts';
import type { AreaNode } from '../districtModel.ts';
import { arcNetwork } from '../topology/sharedArcs.ts';

/**
 * Neighbouring communities of one street that share a community grid: the smallest pairs, one per street before any
 * street gets a second, no community twice.
 * @returns [first, second] ids, the lower id first.
 * @throws FaultError BAKE-402 where the land has not that many pairs.
 */
export function pairedCommunities(communities: readonly AreaNode[], count: number): [string, string][] {
  const byId = new Map(communities.map((community) => [community.id, community]));
  const area = (id: string): number => multiPolygonArea(byId.get(id)!.polygonsCm);
  const neighbours = new Map<string, [string, string]>();
  for (const { leftId, rightId } of arcNetwork(communities).arcs) {
    if (rightId === null || byId.get(leftId)!.parentId !== byId.get(rightId)!.parentId) continue;
    const pair: [string, string] = leftId < rightId ? [leftId, rightId] : [rightId, leftId];
    neighbours.set(pair.join(), pair);
  }
  const sorted = [...neighbours.values()]
    .map((pair) => ({ pair, size: area(pair[0]) + area(pair[1]) }))
    .sort((a, b) => a.size - b.size);
  const [used, streets] = [new Set<string>(), new Set<string>()];
  const chosen: [string, string][] = [];
  for (const onePerStreet of [true, false]) {
    for (const { pair } of sorted) {
      const street = byId.get(pair[0])!.parentId!;
      if (chosen.length === Math.max(0, count)) break;
      if (pair.some((id) => used.has(id)) || (onePerStreet && streets.has(street))) continue;
      chosen.push(pair);
      streets.add(street);
      for (const id of pair) used.add(id);
    }
  }
  if (count < 0 || chosen.length < count) {
    const most = communities.length;
    const values = { what: 'communityGrids', wanted: most - count, possible: `${most - chosen.length} … ${most}` };
    throw new FaultError(fault('BAKE-402', values, 'generate.communityGrids'));
  }
  return chosen;
}
