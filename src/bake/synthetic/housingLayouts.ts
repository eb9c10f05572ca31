/** Housing: walk-up slabs of the 1980s in rows to the sun, compounds of this century around a green yard, villas. */
import type { RoofType } from '../../model/domain/buildings.ts';
import { lShape, notched, rectangle, staggered, tShape, uShape } from './footprints.ts';
import { isMainStreet, type LaidBuilding, type Layout } from './layout.ts';
import { frontage, type Plot, rows, type Site, takeInMiddle } from './parcels.ts';

/** One stair of a walk-up with two flats to a landing. */
const STAIR_METERS = 12.6;
const KINDERGARTEN_FLOORS = 3;

/** What stands along the larger streets of a block, side by side: shops, walk-ups over shops, or a wall and trees. */
function streetFronts(site: Site, shopShare: number, homeShare: number): LaidBuilding[] {
  const { random } = site;
  const yearBuilt = random.whole(1984, 2012);
  const draws = new Map(site.sides.map((side) => [side, random.ratio()]));
  const shops = frontage(site, {
    width: () => random.between(18, 42),
    depth: () => random.pick([7.5, 8.5, 10]),
    gap: 5,
    leastWidth: 13,
    isWanted: (side) => isMainStreet(side) && draws.get(side)! < shopShare,
  });
  const homes = frontage(site, {
    width: () => random.pick([2, 3, 4]) * STAIR_METERS,
    depth: () => 12,
    gap: 6,
    leastWidth: 2 * STAIR_METERS,
    isWanted: (side) => isMainStreet(side) && draws.get(side)! > 1 - homeShare,
  });
  const floors = random.whole(4, 6);
  const [flat, own] = ['flat' as const, Math.min(yearBuilt, 1999)];
  return [
    ...[...shops].map((plot): LaidBuilding => {
      return { use: 'commercial', roof: flat, floors: random.pick([1, 2, 2]), yearBuilt, polygon: rectangle(plot) };
    }),
    ...[...homes].map((plot): LaidBuilding => {
      return { use: 'residential', roof: flat, floors, yearBuilt: own, polygon: rectangle(plot) };
    }),
  ];
}

/** A kindergarten beside the yard, where the block is large enough to have one. */
function kindergarten(site: Site, chance: number, yearBuilt: number): LaidBuilding[] {
  const { random } = site;
  if (!random.chance(chance)) return [];
  const plot = takeInMiddle(site, [[34, 26]], 7);
  if (!plot) return [];
  const polygon = random.chance(0.5) ? uShape(plot, 10) : lShape(plot, 11, random.chance(0.5));
  return [
    { use: 'education', roof: 'flat', floors: KINDERGARTEN_FLOORS, yearBuilt, polygon, facility: 'kindergarten' },
  ];
}

/** A covered market, a neighbourhood's office: one house of service at a street, where there is room. */
function service(site: Site): LaidBuilding[] {
  const { random } = site;
  const kind = random.weighted([0.845, 0.03, 0.1, 0.025]);
  if (kind === 0) return [];
  const [width, depth] = kind === 1 ? [44, 28] : kind === 2 ? [24, 13] : [30, 22];
  const [plot] = frontage(site, { width: () => width, depth: () => depth, gap: 5, leastWidth: width });
  if (!plot) return [];
  const yearBuilt = random.whole(1988, 2016);
  if (kind === 1) {
    const polygon = rectangle(plot);
    return [{ use: 'commercial', roof: 'gable', floors: 1, yearBuilt, polygon, heightMeters: 8, facility: 'market' }];
  }
  if (kind === 2)
    return [{ use: 'public', roof: 'flat', floors: random.whole(3, 5), yearBuilt, polygon: rectangle(plot) }];
  // The canopy over the pumps stands for the station.
  const canopy = { ...plot, width: 20, depth: 13 };
  const polygon = rectangle(canopy);
  return [
    { use: 'commercial', roof: 'flat', floors: 1, yearBuilt, polygon, heightMeters: 6, facility: 'petrolStation' },
  ];
}

export const workersHousing: Layout = (site) => {
  const { random } = site;
  const yearBuilt = random.whole(1976, 1997);
  const floors = random.pick([4, 4, 5, 5, 6]);
  const roof: RoofType = random.chance(0.38) ? 'gable' : 'flat';
  const buildings = [
    ...service(site),
    ...streetFronts(site, 0.3, 0.25),
    ...kindergarten(site, site.squareMeters > 14_000 ? 0.09 : 0.015, yearBuilt + 1),
  ];
  // Sun at the winter solstice asked for 1.1 to 1.3 heights between slabs of that time.
  const sun = 2.95 * floors * (yearBuilt < 1988 ? 1 : 1.12);
  const stairs = (): number => random.pick([2, 2, 3, 3, 4]) * STAIR_METERS;
  const slabs = rows(site, { width: stairs, depth: 10.2, between: sun, gap: 5.5, apart: 4.5 });
  const ends: LaidBuilding[] = [];
  for (const plot of slabs) {
    const own = random.chance(0.15) ? floors - 1 : floors;
    const isLong = plot.width > 3.5 * STAIR_METERS;
    const polygon = isLong && random.chance(0.22) ? staggered(plot, 1.6) : rectangle(plot);
    const slabRoof = polygon[0]!.length === 4 ? roof : 'flat';
    const year = yearBuilt + random.whole(0, 2);
    ends.push({ use: 'residential', roof: slabRoof, floors: own, yearBuilt: year, polygon });
  }
  // What rows leave: short houses at the ends, boilers, bicycle sheds.
  const short = { width: () => random.pick([STAIR_METERS, 18]), depth: 10.4, between: 14, gap: 6, apart: 5.5 };
  for (const plot of rows(site, short)) {
    const shortFloors = Math.max(3, floors - random.whole(1, 2));
    ends.push({ use: 'residential', roof, floors: shortFloors, yearBuilt, polygon: rectangle(plot) });
  }
  return [...buildings, ...ends];
};

/** Towers of one compound are of one plan; slabs and towers stand in different compounds. */
interface TowerStyle {
  readonly floors: number;
  readonly width: () => number;
  readonly depth: number;
  readonly between: number;
  readonly gap: number;
  readonly plan: (plot: Plot) => LaidBuilding['polygon'];
}

function towerStyle({ random }: Site): TowerStyle {
  const kind = random.weighted([0.72, 0.2, 0.08]);
  if (kind === 0) {
    const floors = random.pick([5, 6, 6, 7, 11]);
    const plan = (plot: Plot) => (random.chance(0.3) ? staggered(plot, 1.8) : rectangle(plot));
    return {
      floors,
      width: () => random.pick([26, 34, 42]),
      depth: 12.8,
      between: 1.25 * 2.95 * floors,
      gap: 10,
      plan,
    };
  }
  const floors = kind === 1 ? random.pick([11, 11, 15, 18]) : random.pick([22, 24, 26, 28, 33]);
  // Sun comes past a point tower: rows stand nearer than their height.
  const between = 22 + 0.8 * floors;
  if (kind === 1) return { floors, width: () => random.pick([28, 34]), depth: 15, between, gap: 14, plan: notched };
  const plan = (plot: Plot) => (random.chance(0.5) ? tShape(plot, 13, 14) : notched(plot));
  return { floors, width: () => random.pick([28, 31]), depth: 21, between, gap: 17, plan };
}

export const newCompound: Layout = (site) => {
  const { random } = site;
  const yearBuilt = random.whole(2000, 2022);
  const buildings = [...service(site), ...streetFronts(site, 0.35, 0)];
  buildings.push(...kindergarten(site, site.squareMeters > 24_000 ? 0.2 : 0.03, yearBuilt + 1));
  // The green yard in the middle, kept free.
  if (site.squareMeters > 26_000) takeInMiddle(site, [[52, 26]], 3);
  const style = towerStyle(site);
  // Where the rows leave room one more house closes the yard.
  const closing = { width: () => 28, depth: 15, between: style.between, gap: style.gap, apart: 13 };
  for (const plot of [...rows(site, { ...style, apart: 6.5 }), ...rows(site, closing)]) {
    const floors = random.chance(0.25) ? Math.max(6, style.floors - random.whole(2, 6)) : style.floors;
    const year = yearBuilt + random.whole(0, 1);
    buildings.push({ use: 'residential', roof: 'flat', floors, yearBuilt: year, polygon: style.plan(plot) });
  }
  // The gate house, and the compound's own small houses along its wall.
  const [gate] = frontage(site, { width: () => 7, depth: () => 5, gap: 3, leastWidth: 7 });
  if (gate) buildings.push({ use: 'other', roof: 'hip', floors: 1, yearBuilt, polygon: rectangle(gate) });
  const plant = { width: () => random.between(9, 14), depth: 8, between: 48, gap: 60, apart: 7 };
  for (const plot of rows(site, plant)) {
    buildings.push({ use: 'other', roof: 'flat', floors: 1, yearBuilt, polygon: rectangle(plot) });
  }
  return buildings;
};

export const villas: Layout = (site) => {
  const { random } = site;
  const yearBuilt = random.whole(1994, 2016);
  const style = { width: () => random.pick([11, 12, 12, 17]), depth: 11.5, between: 10, gap: 7, apart: 5 };
  return [...rows(site, style)].map((plot): LaidBuilding => {
    const polygon = plot.width > 15 ? lShape(plot, 6.8, random.chance(0.5)) : rectangle(plot);
    const roof = plot.width > 15 ? 'gable' : 'hip';
    return { use: 'residential', roof, floors: random.whole(2, 3), yearBuilt, polygon, crowding: 0.45 };
  });
};
