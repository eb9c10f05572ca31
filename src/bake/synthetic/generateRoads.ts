/** Roads along the boundaries of areas and blocks. */
import { invariant } from '../../model/faults/invariant.ts';
import { flatHeightField, type HeightField } from '../../model/geometry/heightField.ts';
import { distanceToOutline, type MultiPolygon, type Point2 } from '../../model/geometry/polygon.ts';
import type { AreaNode, Road, RoadRank } from '../districtModel.ts';
import { joinedLines } from '../topology/joinedLines.ts';
import { arcNetwork } from '../topology/sharedArcs.ts';
import { HALF_WIDTH_METERS, rankedArcs } from './boundaryRanks.ts';
import { cityGuides, GuideSegments } from './cityGuides.ts';
import { shortened } from './lines.ts';
import type { PlacedPlan } from './placedPlan.ts';
import { plannedRoads } from './plannedRoads.ts';
import { riversThrough, streetsOffRivers } from './riverCrossings.ts';
import type { Block } from './specs.ts';
import { streetOffHills } from './steepGround.ts';

/** Ends of cuts lie on the land's edge up to the rounding of new vertices. */
const AT_EDGE_CM = 30;

/** A line without its edges that `isTaken`: what is left of it, piece by piece. */
function leftOver(points: readonly Point2[], isTaken: (a: Point2, b: Point2) => boolean): Point2[][] {
  const pieces: Point2[][] = [];
  let piece: Point2[] = [];
  for (let index = 0; index + 1 < points.length; index++) {
    const [from, to] = [points[index]!, points[index + 1]!];
    if (isTaken(from, to)) piece = [];
    else if (piece.length > 0) piece.push(to);
    else {
      piece = [from, to];
      pieces.push(piece);
    }
  }
  return pieces;
}

/** A street that ends at the edge of the land, short of it by half its width: its rounded end stays on the land. */
function withinLand({ centrelineCm, halfWidthMeters }: Road, landCm: MultiPolygon): Point2[] {
  const cut = ([x, y]: Point2): number =>
    landCm.flat().some((outline) => distanceToOutline(outline, x, y) <= AT_EDGE_CM) ? halfWidthMeters * 100 : 0;
  return shortened(centrelineCm, cut(centrelineCm[0]!), cut(centrelineCm.at(-1)!));
}

/** Lanes: the lines between blocks of one grid, except between two pieces of open green. */
function lanesOf(blocks: readonly Block[]): (readonly Point2[])[] {
  const leaves = blocks.map((block, index) => ({ id: String(index), polygonsCm: [[block.outlineCm]] as MultiPolygon }));
  return arcNetwork(leaves).arcs.flatMap(({ points, leftId, rightId }) => {
    if (rightId === null) return [];
    const isGreen = [leftId, rightId].every((id) => blocks[Number(id)]!.zone === 'hill');
    return isGreen ? [] : [points];
  });
}

function roadOf(rank: RoadRank, number: number, centrelineCm: readonly Point2[]): Road {
  invariant(centrelineCm.length >= 2, 'a road has two ends');
  const name = rank <= 2 ? `示例${number}路` : null;
  const nameEn = name && `Sample Road ${number}`;
  const ground = { kind: 'street', deckAboveGroundMeters: null } as const;
  return { rank, ...ground, name, nameEn, centrelineCm, halfWidthMeters: HALF_WIDTH_METERS[rank] };
}

/**
 * Centrelines along shared boundaries by rank, and lanes between blocks. None runs along the district's outside.
 * @param blocks empty where buildings are real: an invented lane would run through them.
 */
export function generateRoads(
  areas: readonly AreaNode[],
  blocks: readonly Block[],
  plan: PlacedPlan | null = null,
  heightField: HeightField = flatHeightField(),
): Road[] {
  const arcs = rankedArcs(areas, plan !== null);
  const guides = new GuideSegments(cityGuides(plan));
  const terrain = { field: heightField, hills: plan?.hills ?? [] };
  const free = (line: readonly Point2[]): Point2[][] => leftOver(line, (a, b) => guides.isAlong(a, b));
  const landCm = areas.find(({ level }) => level === 'district')!.polygonsCm;
  let number = 0;
  const alongAreas = ([1, 2, 3] as const).flatMap((rank) =>
    joinedLines(arcs.filter((arc) => arc.rank === rank).flatMap((arc) => free(arc.points))).map((line) =>
      roadOf(rank, ++number, line),
    ),
  );
  const lanes = [...Map.groupBy(blocks, (block) => block.gridId).values()].flatMap((own) =>
    joinedLines(lanesOf(own).flatMap(free)),
  );
  const onFirmGround = (road: Road): Road[] =>
    road.kind === 'street'
      ? streetOffHills(terrain, withinLand(road, landCm), road.rank).map((centrelineCm) => ({ ...road, centrelineCm }))
      : [road];
  const planned = plannedRoads(plan, landCm).flatMap(onFirmGround);
  const invented = [...alongAreas, ...lanes.map((line) => roadOf(4, 0, line))].flatMap(onFirmGround);
  const rivers = riversThrough(plan, landCm);
  return [...streetsOffRivers(planned, rivers, 'planned'), ...streetsOffRivers(invented, rivers, 'invented')];
}
