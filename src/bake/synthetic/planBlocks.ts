/** Blocks: each grid cut into the pieces between lanes, with the zone and the free margins of each. */
import { flatHeightField } from '../../model/geometry/heightField.ts';
import {
  distanceToSegment,
  type Outline,
  outlineCentroid,
  type Point2,
  signedArea,
} from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode } from '../districtModel.ts';
import { everyHundredth, type OnShare, unheard } from '../progress.ts';
import { lengthInside } from '../topology/guideCuts.ts';
import { cutByGuides, divideFace } from '../topology/partition.ts';
import { leavesOf } from '../topology/sharedArcs.ts';
import { Subdivision } from '../topology/subdivision.ts';
import { HALF_WIDTH_METERS, type RankedEdge, rankedArcs, rankedEdgesByGrid } from './boundaryRanks.ts';
import { type CityGuide, cityGuides, GuideSegments } from './cityGuides.ts';
import { aroundHills } from './hills.ts';
import type { Block, BlocksSpec, ZoneKind } from './specs.ts';
import { isSteepBlock, type Terrain, touchesHill } from './steepGround.ts';
import { ZonePlan } from './zonePlan.ts';

/** Wanted block size by zone: an old block is a few courtyards, a compound has one wall around it. */
const BLOCK_SQUARE_METERS: Readonly<Record<ZoneKind, number>> = {
  oldTown: 7_500,
  workersHousing: 15_000,
  newCompound: 31_000,
  business: 15_000,
  industry: 31_000,
  port: 62_000,
  hill: 14_000,
};

/** From the kerb to the first wall. */
const VERGE_METERS: Readonly<Record<ZoneKind, number>> = {
  oldTown: 1.2,
  workersHousing: 4,
  newCompound: 6,
  business: 5,
  industry: 5,
  port: 6,
  hill: 8,
};
const OUTSIDE_METERS = 6;
const PARK_CHANCE = 0.025;
const WITHOUT_PARKS: readonly ZoneKind[] = ['port', 'industry'];

/** A block's edge lies on the grid's edge up to the rounding of new vertices to centimetres. */
const ON_EDGE_CM = 3;
/** A road may split off a corner as small as this. */
const LEAST_PIECE_CM2 = 4e6;
/** A corner between roads too small to build on: a lawn. */
const LEAST_BUILT_CM2 = 6e6;
/** A block that a road still runs through for so long is left open: nothing is built on a road. */
const RUNS_THROUGH_CM = 400;

/** The street grid's direction where most of the boundary runs, folded into one quarter turn. */
function alignmentDeg(outline: Outline): number {
  let [cosine, sine] = [0, 0];
  outline.forEach(([x, y], index) => {
    const [nextX, nextY] = outline[(index + 1) % outline.length]!;
    const angle = 4 * Math.atan2(nextY - y, nextX - x);
    const length = Math.hypot(nextX - x, nextY - y);
    cosine += length * Math.cos(angle);
    sine += length * Math.sin(angle);
  });
  return (Math.atan2(sine, cosine) / 4) * (180 / Math.PI);
}

function setbacks(outline: Outline, gridEdges: readonly RankedEdge[], guides: GuideSegments, zone: ZoneKind): number[] {
  return outline.map((from, index) => {
    const to = outline[(index + 1) % outline.length]!;
    const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const onGrid = gridEdges.find((edge) => distanceToSegment(x, y, edge.from, edge.to) <= ON_EDGE_CM);
    const guided = guides.keepFreeMeters(from, to);
    if (onGrid?.rank === null) return Math.max(OUTSIDE_METERS, guided + VERGE_METERS[zone]);
    const own = guides.isAlong(from, to) ? 0 : HALF_WIDTH_METERS[onGrid?.rank ?? 4];
    return Math.max(own, guided) + VERGE_METERS[zone];
  });
}

/**
 * Woods and parks take every block of which half the corners lie in them, and all that is too steep to build on; other
 * zones take what has its centre there.
 */
function zoneOf(outline: Outline, plan: ZonePlan, terrain: Terrain): ZoneKind {
  if (isSteepBlock(terrain.field, outline)) return 'hill';
  const wooded = outline.filter(([x, y]) => plan.zoneAt(x, y) === 'hill').length;
  return wooded * 2 >= outline.length ? 'hill' : plan.zoneAt(...outlineCentroid(outline));
}

const isRunThrough = (outline: Outline, guides: readonly CityGuide[]): boolean =>
  guides.some((guide) => lengthInside(outline, guide) > RUNS_THROUGH_CM);

/**
 * Cuts every grid into blocks. New vertices stay inside the block plan: the grids' own lines are not touched.
 * @returns blocks in the order of their grids.
 */
export function planBlocks(areas: readonly AreaNode[], spec: BlocksSpec, onShare: OnShare = unheard): Block[] {
  const district = areas.find((area) => area.level === 'district')!;
  const plan = new ZonePlan(district.polygonsCm, spec.seaSide, spec.seed, spec.plan ?? null);
  const guides = cityGuides(spec.plan ?? null);
  const segments = new GuideSegments(guides);
  const hills = spec.plan?.hills ?? [];
  const terrain: Terrain = { field: spec.heightField ?? flatHeightField(), hills };
  const around = (start: Point2, end: Point2): Point2[] => aroundHills(hills, start, end);
  const edges = rankedEdgesByGrid(rankedArcs(areas, (spec.plan ?? null) !== null));
  const base = new SeededRandom(`${spec.seed}/blocks`);
  const grids = leavesOf(areas);
  const told = everyHundredth(grids.length, onShare);
  return grids.flatMap((grid) => {
    told();
    const random = base.fork(grid.id);
    return grid.polygonsCm.flatMap(([outer]): Block[] => {
      const subdivision = new Subdivision();
      const pieces = cutByGuides(subdivision, subdivision.addFace(outer!), guides, LEAST_PIECE_CM2);
      const faces = pieces.flatMap((piece) => {
        const [x, y] = outlineCentroid(subdivision.outline(piece));
        const squareMeters = subdivision.areaCm2(piece) / 10_000;
        const usual = BLOCK_SQUARE_METERS[plan.zoneAt(x, y)];
        // At a hill's foot blocks are small: what is built on ends where the slope begins.
        const wanted = touchesHill(terrain, subdivision.outline(piece))
          ? Math.min(usual, BLOCK_SQUARE_METERS.hill)
          : usual;
        const count = Math.max(1, Math.round(squareMeters / wanted));
        const parts = Array.from({ length: count }, () => ({ weight: random.between(0.75, 1.3) }));
        return divideFace(subdivision, piece, parts, { bend: 0, snapCm: 1_800, random, around, name: grid.name });
      });
      return faces.map((part) => {
        const outlineCm: Point2[] = subdivision.outline(part);
        const usual = zoneOf(outlineCm, plan, terrain);
        // Drawn in any case, so that one zone more or less does not move the parks of the others.
        const isPark = random.chance(PARK_CHANCE) && !WITHOUT_PARKS.includes(usual);
        const isOpen = isPark || signedArea(outlineCm) < LEAST_BUILT_CM2 || isRunThrough(outlineCm, guides);
        const zone = isOpen ? 'hill' : usual;
        const setbackMeters = setbacks(outlineCm, edges.get(grid.id)!, segments, zone);
        return { gridId: grid.id, outlineCm, zone, setbackMeters, alignmentDeg: alignmentDeg(outlineCm) };
      });
    });
  });
}
