/**
 * Buildings inside blocks: by zone, set back from the roads, never over a grid's boundary, never on each other, and never
 * where the ground rises by more than a storey along them.
 */
import { storeyHeightMeters } from '../../model/domain/buildings.ts';
import type { FacilityKind } from '../../model/domain/facilities.ts';
import {
  distanceToSegment,
  outlineCentroid,
  type Point2,
  polygonArea,
  signedArea,
} from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode, PlacedBuilding } from '../districtModel.ts';
import { everyHundredth, type OnPart, type OnShare, stretch, unheard } from '../progress.ts';
import { Buildable, MOST_RISE_METERS, type Surroundings } from './buildable.ts';
import { buildingIdFromPlace } from './buildingId.ts';
import { type BlockProgram, fillers, isHousing, layouts, type Neighbourhood, programOf } from './buildingLayouts.ts';
import { cruisePortOf } from './cruisePort.ts';
import type { LaidBuilding } from './layout.ts';
import { NearCells } from './nearCells.ts';
import { Site } from './parcels.ts';
import type { Block, BuildingsSpec } from './specs.ts';

/** Housing faces south: rows may follow the streets this far, no further. */
const HOUSING_TURN_DEG = 30;
/** Spacings tried in turn, until there are not too many buildings. */
const SPREADS = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.06, 1.12, 1.2, 1.35, 1.6, 2, 2.6, 3.4] as const;
/** Blocks that a spacing is tried on: enough for an estimate to 3 %. */
const SAMPLE_BLOCKS = 240;
/** Of the houses' time; the rest goes to their names and their people. */
const PLACED_SHARE = 0.5;
/** Of the time of laying out, until it is known what lies around each block. */
const LOTS_SHARE = 0.15;
/** Halving the list of spacings takes so many trials. */
const TRIALS = Math.ceil(Math.log2(SPREADS.length));
/** A spacing may give this many times the wanted count: the rest is dropped, as if never built. */
const OVERSHOOT = 1.03;
/** Shops and small houses for the public, as a share of all buildings, even where nothing is missing. */
const LEAST_FILLERS = 0.02;
/** Houses stand low within this distance of a hill's or a park's edge. */
const HILL_FOOT_METERS = 140;
/** Heights closer than this are one. */
const EQUAL_METERS = 1e-6;
/** From a block's corner to the water or the rails beside it: a quay, a siding. */
const AT_WATER_METERS = 60;
const AT_RAIL_METERS = 60;

export interface GeneratedBuildings {
  /** In the order of their ids. Nobody lives in them yet: see populate. */
  readonly buildings: PlacedBuilding[];
  /** Buildings that were made to be one of these, by building id. */
  readonly facilities: ReadonlyMap<string, FacilityKind>;
  /** Residents per floor area against the usual of their age, by building id; 1 where absent. */
  readonly crowding: ReadonlyMap<string, number>;
}

/** A block that is built on. */
interface Lot {
  readonly block: Block;
  readonly seed: string;
  readonly neighbourhood: Neighbourhood;
}

interface LaidLot {
  readonly gridId: string;
  readonly program: BlockProgram;
  readonly site: Site;
  readonly buildings: LaidBuilding[];
}

interface Named extends LaidBuilding {
  readonly placed: PlacedBuilding;
}

function layOut({ block, seed, neighbourhood }: Lot, spread: number, buildable: Buildable): LaidLot | null {
  const random = new SeededRandom(seed);
  const squareMeters = Math.abs(signedArea(block.outlineCm)) / 10_000;
  const program = programOf(block.zone, squareMeters, neighbourhood, random);
  if (!program) return null;
  const turn = block.alignmentDeg;
  const rowDeg = isHousing(program) ? Math.max(-HOUSING_TURN_DEG, Math.min(HOUSING_TURN_DEG, turn)) : turn;
  const site = new Site(block, rowDeg, random, spread, (outlineCm) => buildable.isOpen(outlineCm));
  return { gridId: block.gridId, program, site, buildings: layouts[program](site) };
}

/** Lines, by the places within reach of them: most blocks lie far from any shore and any track. */
class LinesNear {
  readonly #near = new NearCells<readonly [Point2, Point2]>();
  readonly #reachCm: number;

  constructor(lines: readonly (readonly Point2[])[], reachMeters: number) {
    this.#reachCm = reachMeters * 100;
    for (const line of lines) {
      for (let index = 1; index < line.length; index++) {
        const [from, to] = [line[index - 1]!, line[index]!];
        this.#near.addAlong([from, to], from, to, this.#reachCm);
      }
    }
  }

  /** Is a corner of the block within reach of a line? */
  touch({ outlineCm }: Block): boolean {
    return outlineCm.some(([x, y]) =>
      this.#near.at(x, y).some(([from, to]) => distanceToSegment(x, y, from, to) < this.#reachCm),
    );
  }
}

function lotsOf(blocks: readonly Block[], surroundings: Surroundings, buildable: Buildable, seed: string): Lot[] {
  const { waterCm, roads, cruiseQuaysCm = [] } = surroundings;
  const hills = blocks
    .filter(({ zone }) => zone === 'hill')
    .map(({ outlineCm }) => ({
      at: outlineCentroid(outlineCm),
      reachCm: Math.sqrt(Math.abs(signedArea(outlineCm)) / Math.PI) + HILL_FOOT_METERS * 100,
    }));
  const rails = roads.filter(({ kind }) => kind === 'rail').map(({ centrelineCm }) => centrelineCm);
  const shores = waterCm.flat().map((outline) => [...outline, outline[0]!]);
  const [nearShore, nearRails] = [new LinesNear(shores, AT_WATER_METERS), new LinesNear(rails, AT_RAIL_METERS)];
  const atWater = blocks.filter((block) => nearShore.touch(block));
  // The seed of a block is its place in the plan, so that a park more or less does not rebuild the others.
  const lots = blocks.map((block, index): Lot => {
    const [x, y] = outlineCentroid(block.outlineCm);
    const isOfWorks = block.zone === 'industry' || block.zone === 'port';
    const neighbourhood: Neighbourhood = {
      isAtHill: hills.some(({ at, reachCm }) => (at[0] - x) ** 2 + (at[1] - y) ** 2 < reachCm ** 2),
      isAtRail: isOfWorks && nearRails.touch(block),
      isCruisePort: false,
    };
    return { block, seed: `${seed}/buildings/${index}`, neighbourhood };
  });
  const asPort = (lot: Lot): Lot => ({ ...lot, neighbourhood: { ...lot.neighbourhood, isCruisePort: true } });
  const hasTerminal = (lot: Lot): boolean =>
    layOut(asPort(lot), 1, buildable)?.buildings.some(({ facility }) => facility === 'cruiseTerminal') ?? false;
  const lotOf = new Map(lots.map((lot) => [lot.block, lot]));
  const port = cruisePortOf(atWater, cruiseQuaysCm, (block) => hasTerminal(lotOf.get(block)!));
  return lots.map((lot) => (lot.block === port ? asPort(lot) : lot));
}

const countOf = (laid: readonly LaidLot[]): number => laid.reduce((sum, { buildings }) => sum + buildings.length, 0);

/**
 * All lots with the tightest spacing that does not give too many, tried on every n-th block. What was laid out on trial
 * stays where the trial was right: a lot and a spacing give one layout.
 */
function laidOut(lots: readonly Lot[], wanted: number, buildable: Buildable, onShare: OnShare): LaidLot[] {
  const every = Math.max(1, Math.floor(lots.length / SAMPLE_BLOCKS));
  const sampled = Math.ceil(lots.length / every);
  const most = wanted * (sampled / lots.length) * OVERSHOOT;
  const all = TRIALS * sampled + lots.length - sampled;
  let trials = 0;
  let tried = new Map<Lot, LaidLot | null>();
  const fits = (spread: number): boolean => {
    const sample = new Map<Lot, LaidLot | null>();
    let count = 0;
    const before = trials++ * sampled;
    const told = everyHundredth(sampled, stretch(before / all, (before + sampled) / all, onShare));
    for (let index = 0; index < lots.length; index += every) {
      told();
      const laid = layOut(lots[index]!, spread, buildable);
      count += laid?.buildings.length ?? 0;
      if (count > most) return false;
      sample.set(lots[index]!, laid);
    }
    tried = sample;
    return true;
  };
  // Wider spacing never gives more: halve the list instead of walking it.
  let [low, high] = [0, SPREADS.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(SPREADS[middle]!)) high = middle;
    else low = middle + 1;
  }
  // The last trial that was right was the chosen spacing's; without one it is the widest, which nobody tried.
  const told = everyHundredth(lots.length, stretch((TRIALS * sampled) / all, 1, onShare));
  return lots.flatMap((lot) => {
    told();
    const laid = tried.has(lot) ? tried.get(lot) : layOut(lot, SPREADS[low]!, buildable);
    return laid ? [laid] : [];
  });
}

/** Fillers for the blocks that have edges to fill, evenly over their land. */
function addFillers(laid: readonly LaidLot[], missing: number): void {
  const open = laid.filter(({ program }) => isHousing(program));
  const all = open.reduce((sum, { site }) => sum + site.squareMeters, 0);
  for (const { site, buildings } of open) {
    buildings.push(...fillers(site, Math.round((missing * site.squareMeters) / all)));
  }
}

/** A house as it stands; null where its place does not bear it after all. */
function placed(laid: LaidBuilding, gridId: string, buildable: Buildable, taken: Set<string>): PlacedBuilding | null {
  const polygonCm = laid.polygon.map((outline) =>
    outline.map(([x, y]): Point2 => [Math.round(x * 100), Math.round(y * 100)]),
  );
  const ownMeters = Math.round((laid.heightMeters ?? laid.floors * storeyHeightMeters[laid.use]) * 100) / 100;
  const { baseUpMeters, highestUpMeters, topUpMeters } = buildable.stand([polygonCm], ownMeters);
  if (highestUpMeters - baseUpMeters > MOST_RISE_METERS || !buildable.isClear(polygonCm[0]!)) return null;
  // On a slope a low house is taller on its lower side: what is seen there is its height, one and the same everywhere.
  const seenMeters = topUpMeters - baseUpMeters;
  const isTaller = seenMeters - ownMeters > EQUAL_METERS;
  const [x, y] = outlineCentroid(polygonCm[0]!);
  const squareMeters = Math.max(1, Math.round(polygonArea(polygonCm) / 10_000));
  const centroidEnuMeters = [Math.round(x) / 100, Math.round(y) / 100] as const;
  const base = buildingIdFromPlace(laid.use, centroidEnuMeters);
  let buildingId = base;
  for (let number = 2; taken.has(buildingId); number++) buildingId = `${base}-${number}`;
  taken.add(buildingId);
  return {
    ...{ buildingId, code: null, name: '', nameEn: '' },
    ...{ use: laid.use, roof: laid.roof, floors: laid.floors, yearBuilt: laid.yearBuilt, gridId, centroidEnuMeters },
    heightGroundMeters: isTaller ? Math.ceil(seenMeters * 100) / 100 : ownMeters,
    footprintSquareMeters: squareMeters,
    floorAreaSquareMeters: squareMeters * laid.floors,
    ...{ households: 0, residents: 0 },
    footprintCm: [polygonCm],
  };
}

/** Drops what is too much, evenly over the city: which ones, the random order says. What has a name to it stays. */
function trimmed(items: readonly Named[], count: number, random: SeededRandom): Named[] {
  if (items.length <= count) return [...items];
  const order = items.map((item, index) => ({ item, index, rank: random.ratio() + (item.facility ? -1 : 0) }));
  order.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return order
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/** About `spec.count` buildings, never more; fewer only where the land has no room. */
export function generateBuildings(
  areas: readonly AreaNode[],
  blocks: readonly Block[],
  spec: BuildingsSpec,
  surroundings: Surroundings = { waterCm: [], roads: [] },
  onPart: OnPart = unheard,
): GeneratedBuildings {
  onPart('layout', 0);
  const buildable = new Buildable(blocks, surroundings);
  const lots = lotsOf(blocks, surroundings, buildable, spec.seed);
  const laid = laidOut(
    lots,
    spec.count,
    buildable,
    stretch(LOTS_SHARE, 1, (share) => onPart('layout', share)),
  );
  onPart('houses', 0);
  addFillers(laid, Math.max(spec.count - countOf(laid), spec.count * LEAST_FILLERS));

  const taken = new Set<string>();
  const told = everyHundredth(laid.length, (share) => onPart('houses', share * PLACED_SHARE));
  const all = laid.flatMap(({ gridId, buildings }) => {
    told();
    return buildings.flatMap((building): Named[] => {
      const standing = placed(building, gridId, buildable, taken);
      return standing ? [{ ...building, placed: standing }] : [];
    });
  });
  const kept = trimmed(all, spec.count, new SeededRandom(`${spec.seed}/trim`));
  const buildings = named(
    kept.map((item) => item.placed),
    areas,
  );
  return {
    buildings: buildings.sort((a, b) => (a.buildingId < b.buildingId ? -1 : 1)),
    facilities: new Map(
      kept.flatMap(({ facility, placed: { buildingId } }) => (facility ? [[buildingId, facility]] : [])),
    ),
    crowding: new Map(
      kept.flatMap(({ crowding, placed: { buildingId } }) => (crowding ? [[buildingId, crowding]] : [])),
    ),
  };
}

/** 示例3片区 18号楼: a number for each community, not the name of a road that runs elsewhere. */
function named(buildings: readonly PlacedBuilding[], areas: readonly AreaNode[]): PlacedBuilding[] {
  const communityOf = new Map(areas.map((area) => [area.id, area.parentId]));
  const quarterNumber = new Map<string | null, number>();
  const houseNumber = new Map<number, number>();
  return buildings.map((building): PlacedBuilding => {
    const community = communityOf.get(building.gridId) ?? null;
    const quarter = quarterNumber.get(community) ?? quarterNumber.size + 1;
    quarterNumber.set(community, quarter);
    const house = (houseNumber.get(quarter) ?? 0) + 1;
    houseNumber.set(quarter, house);
    const nameEn = `Sample Quarter ${quarter}, Building ${house}`;
    return { ...building, name: `示例${quarter}片区 ${house}号楼`, nameEn };
  });
}
