/** Buildings inside blocks: by zone, set back from the roads, never over a grid's boundary, never on each other. */
import { storeyHeightMeters } from '../../model/domain/buildings.ts';
import { outlineCentroid, type Point2, signedArea } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode, PlacedBuilding } from '../districtModel.ts';
import { BlockFrame } from './blockFrame.ts';
import { buildingIdFromPlace } from './buildingId.ts';
import { type BlockProgram, fillers, type LaidBuilding, layouts } from './buildingLayouts.ts';
import type { Block, BuildingsSpec, ZoneKind } from './specs.ts';

/** Housing faces south: rows may follow the streets this far, no further. */
const HOUSING_TURN_DEG = 22;
const SCHOOL_CHANCE = 0.05;
const HOSPITAL_CHANCE = 0.012;
/** Spacings tried in turn, until there are not too many buildings. */
const SPREADS = [0.85, 0.92, 1, 1.1, 1.2, 1.45, 1.8, 2.3, 3] as const;

/** A spacing may give this many times the wanted count: the rest is dropped, as if never built. */
const OVERSHOOT = 1.05;
/** Shops and small houses for the public, as a share of all buildings, even where nothing is missing. */
const LEAST_FILLERS = 0.02;

interface LaidBlock {
  readonly block: Block;
  readonly frame: BlockFrame;
  readonly program: BlockProgram;
  readonly random: SeededRandom;
  readonly spread: number;
  readonly buildings: LaidBuilding[];
}

/** A block that is built on: hills and parks are not. */
type BuiltBlock = Block & { readonly zone: Exclude<ZoneKind, 'hill'> };

const isBuilt = (block: Block): block is BuiltBlock => block.zone !== 'hill';

function programOf({ zone }: BuiltBlock, random: SeededRandom): BlockProgram {
  if (zone === 'workersHousing' || zone === 'newCompound') {
    if (random.chance(SCHOOL_CHANCE)) return 'education';
    if (random.chance(HOSPITAL_CHANCE)) return 'medical';
  }
  return zone;
}

function layOut(block: BuiltBlock, seed: string, spread: number): LaidBlock {
  const random = new SeededRandom(seed);
  const program = programOf(block, random);
  const isHousing = program === 'workersHousing' || program === 'newCompound';
  const turn = block.alignmentDeg;
  const rowDeg = isHousing ? Math.max(-HOUSING_TURN_DEG, Math.min(HOUSING_TURN_DEG, turn)) : turn;
  const frame = new BlockFrame(block, rowDeg);
  const buildings = layouts[program]({ frame, random, spread });
  return { block, frame, program, random, spread, buildings };
}

/** Fillers for the blocks that have edges to fill, evenly over their blocks. */
function addFillers(laid: readonly LaidBlock[], missing: number): void {
  const open = laid.filter(({ program }) => program === 'workersHousing' || program === 'newCompound');
  const all = open.reduce((sum, { block }) => sum + signedArea(block.outlineCm), 0);
  for (const { block, frame, random, spread, buildings } of open) {
    const wanted = Math.round((missing * signedArea(block.outlineCm)) / all);
    buildings.push(...fillers({ frame, random, spread }, wanted));
  }
}

function placed(laid: LaidBuilding, frame: BlockFrame, gridId: string): Omit<PlacedBuilding, 'name' | 'nameEn'> {
  const outline = laid.outline.map((point): Point2 => frame.enuCmFromFrame(point));
  const [x, y] = outlineCentroid(outline);
  const squareMeters = Math.max(1, Math.round(signedArea(outline) / 10_000));
  const centroidEnuMeters = [Math.round(x) / 100, Math.round(y) / 100] as const;
  return {
    buildingId: buildingIdFromPlace(laid.use, centroidEnuMeters),
    code: null,
    roof: 'flat',
    ...{ use: laid.use, floors: laid.floors, yearBuilt: laid.yearBuilt, gridId, centroidEnuMeters },
    heightGroundMeters: Math.round(laid.floors * storeyHeightMeters[laid.use] * 100) / 100,
    footprintSquareMeters: squareMeters,
    floorAreaSquareMeters: squareMeters * laid.floors,
    households: 0,
    residents: 0,
    footprintCm: [[outline]],
  };
}

/** Drops what is too much, evenly over the city: which ones, the random order says. */
function trimmed<T>(items: readonly T[], count: number, random: SeededRandom): T[] {
  if (items.length <= count) return [...items];
  const order = items.map((item, index) => ({ item, index, rank: random.ratio() }));
  order.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return order
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/**
 * About `spec.count` buildings, never more; fewer only where the land has no room. Nobody lives in them yet: populate.
 * @returns in the order of their ids.
 */
export function generateBuildings(
  areas: readonly AreaNode[],
  blocks: readonly Block[],
  spec: BuildingsSpec,
): PlacedBuilding[] {
  // The seed of a block is its place in the plan, so that a park more or less does not rebuild the others.
  const built = blocks.flatMap((block, index) => (isBuilt(block) ? [{ block, index }] : []));
  let laid: LaidBlock[] = [];
  for (const spread of SPREADS) {
    laid = built.map(({ block, index }) => layOut(block, `${spec.seed}/buildings/${index}`, spread));
    if (laid.reduce((sum, { buildings }) => sum + buildings.length, 0) <= spec.count * OVERSHOOT) break;
  }
  const missing = spec.count - laid.reduce((sum, { buildings }) => sum + buildings.length, 0);
  addFillers(laid, Math.max(missing, spec.count * LEAST_FILLERS));

  const all = laid.flatMap(({ block, frame, buildings }) =>
    buildings.map((building) => placed(building, frame, block.gridId)),
  );
  const kept = trimmed(all, spec.count, new SeededRandom(`${spec.seed}/trim`));
  return named(kept, areas).sort((a, b) => (a.buildingId < b.buildingId ? -1 : 1));
}

/** 示例3路 18号楼: one invented road per community, numbered in the order of its buildings. */
function named(
  buildings: readonly Omit<PlacedBuilding, 'name' | 'nameEn'>[],
  areas: readonly AreaNode[],
): PlacedBuilding[] {
  const communityOf = new Map(areas.map((area) => [area.id, area.parentId]));
  const roadNumber = new Map<string | null, number>();
  const houseNumber = new Map<number, number>();
  return buildings.map((building): PlacedBuilding => {
    const community = communityOf.get(building.gridId) ?? null;
    const road = roadNumber.get(community) ?? roadNumber.size + 1;
    roadNumber.set(community, road);
    const house = (houseNumber.get(road) ?? 0) + 1;
    houseNumber.set(road, house);
    return { ...building, name: `示例${road}路 ${house}号楼`, nameEn: `Sample Road ${road}, Building ${house}` };
  });
}
