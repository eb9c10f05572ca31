/** Which layout a block gets: by its zone, with schools, hospitals and markets spread among the housing. */
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';
import { business } from './businessLayout.ts';
import { rectangle } from './footprints.ts';
import { newCompound, villas, workersHousing } from './housingLayouts.ts';
import type { LaidBuilding, Layout } from './layout.ts';
import { oldTown } from './oldTownLayout.ts';
import type { Site } from './parcels.ts';
import { campus, education, market, medical } from './serviceLayouts.ts';
import type { ZoneKind } from './specs.ts';
import { cruise, industry, port, yard } from './worksLayouts.ts';

export const layouts = {
  ...{ oldTown, workersHousing, newCompound, villas, business },
  ...{ industry, port, yard, cruise },
  ...{ education, campus, medical, market },
} as const satisfies Record<string, Layout>;
export type BlockProgram = keyof typeof layouts;

/** Null: nothing is built there. */
const programByZone: Readonly<Record<ZoneKind, BlockProgram | null>> = {
  oldTown: 'oldTown',
  workersHousing: 'workersHousing',
  newCompound: 'newCompound',
  business: 'business',
  industry: 'industry',
  port: 'port',
  hill: null,
};

export const isHousing = (program: BlockProgram): boolean =>
  program === 'workersHousing' || program === 'newCompound' || program === 'villas';

/** A block of this size has room for a whole service. */
const LEAST_SERVICE_SQUARE_METERS = 5_500;
/** Chances of a housing block of a kind; the rest is housing. */
const SERVICES = [
  { program: 'education', chance: 0.052 },
  { program: 'medical', chance: 0.009 },
  { program: 'market', chance: 0.012 },
] as const;
const VILLA_CHANCE = 0.4;
const YARD_CHANCE = 0.4;
const CAMPUS_SQUARE_METERS = 30_000;

/** What lies beside a block and changes what is built there. */
export interface Neighbourhood {
  /** A hill or a park: houses stand low. */
  readonly isAtHill: boolean;
  /** Rails: yards and long sheds. */
  readonly isAtRail: boolean;
  /** The one waterfront block that ships of guests call at. */
  readonly isCruisePort: boolean;
}

export function programOf(
  zone: ZoneKind,
  squareMeters: number,
  { isAtHill, isAtRail, isCruisePort }: Neighbourhood,
  random: SeededRandom,
): BlockProgram | null {
  const usual = programByZone[zone];
  // Drawn in any case: a block that changes its zone keeps its later draws.
  const [draw, otherDraw] = [random.ratio(), random.ratio()];
  if (isCruisePort) return 'cruise';
  if (usual === 'industry' || usual === 'port') return isAtRail && otherDraw < YARD_CHANCE ? 'yard' : usual;
  if (usual !== 'oldTown' && usual !== 'workersHousing' && usual !== 'newCompound') return usual;
  let rest = draw;
  for (const { program, chance } of squareMeters >= LEAST_SERVICE_SQUARE_METERS ? SERVICES : []) {
    if (rest < chance) return program === 'education' && squareMeters > CAMPUS_SQUARE_METERS ? 'campus' : program;
    rest -= chance;
  }
  return usual === 'newCompound' && isAtHill && otherDraw < VILLA_CHANCE ? 'villas' : usual;
}

const FILLER_TRIES = 40;

/** Shops along lanes, kiosks, boiler and transformer houses: what fills the edges of housing. */
export function fillers(site: Site, wanted: number): LaidBuilding[] {
  const { random, bounds } = site;
  const buildings: LaidBuilding[] = [];
  for (let tried = 0; tried < wanted * FILLER_TRIES && buildings.length < wanted; tried++) {
    const [long, short] = [random.between(9, 17), random.between(6, 8.5)];
    const [width, depth] = random.chance(0.5) ? [long, short] : [short, long];
    const v = random.between(bounds.minY, bounds.maxY);
    const { first, last } = site.reachAlong(v);
    const plot = site.rowPlot(random.between(first, last), v, width, depth);
    const use = random.pick(['commercial', 'commercial', 'commercial', 'public', 'other'] as const);
    const floors = use === 'commercial' ? random.whole(1, 2) : 1;
    if (!site.take(plot, 2.6)) continue;
    buildings.push({ use, roof: 'flat', floors, yearBuilt: random.whole(1980, 2015), polygon: rectangle(plot) });
  }
  return buildings;
}
