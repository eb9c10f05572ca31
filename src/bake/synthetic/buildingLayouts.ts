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

/** @param isAtHill beside a hill or a park, where houses stand low. */
export function programOf(
  zone: ZoneKind,
  squareMeters: number,
  isAtHill: boolean,
  random: SeededRandom,
): BlockProgram | null {
  const usual = programByZone[zone];
  // Drawn in any case: a block that changes its zone keeps its later draws.
  const [draw, villaDraw] = [random.ratio(), random.ratio()];
  if (usual !== 'oldTown' && usual !== 'workersHousing' && usual !== 'newCompound') return usual;
  let rest = draw;
  for (const { program, chance } of squareMeters >= LEAST_SERVICE_SQUARE_METERS ? SERVICES : []) {
    if (rest < chance) return program;
    rest -= chance;
  }
  return usual === 'newCompound' && isAtHill && villaDraw < VILLA_CHANCE ? 'villas' : usual;
}

/** Shops along lanes, kiosks, boiler and transformer houses: what fills the edges of housing. */
export function fillers(site: Site, wanted: number): LaidBuilding[] {
  const { random, bounds } = site;
  const buildings: LaidBuilding[] = [];
  for (let tried = 0; tried < wanted * 24 && buildings.length < wanted; tried++) {
    const [long, short] = [random.between(9, 17), random.between(6, 8.5)];
    const [width, depth] = random.chance(0.5) ? [long, short] : [short, long];
    const plot = site.rowPlot(
      random.between(bounds.minX, bounds.maxX),
      random.between(bounds.minY, bounds.maxY),
      width,
      depth,
    );
    const use = random.pick(['commercial', 'commercial', 'commercial', 'public', 'other'] as const);
    const floors = use === 'commercial' ? random.whole(1, 2) : 1;
    if (!site.take(plot, 2.6)) continue;
    buildings.push({ use, roof: 'flat', floors, yearBuilt: random.whole(1980, 2015), polygon: rectangle(plot) });
  }
  return buildings;
}
