/** Blocks of one service: schools with their track, hospitals, markets. */
import { courtyard, lShape, rectangle, tShape, uShape } from './footprints.ts';
import type { LaidBuilding, Layout } from './layout.ts';
import { frontage, rows, takeInMiddle } from './parcels.ts';

/** Tracks with their bend and run-off: 400 m, 300 m, 200 m, and a ball court. */
const FIELDS = [
  [178, 94],
  [140, 74],
  [104, 56],
  [64, 40],
  [34, 20],
] as const;

export const education: Layout = (site) => {
  const { random } = site;
  const yearBuilt = random.whole(1958, 2016);
  const buildings: LaidBuilding[] = [];
  const floors = random.whole(3, 5);
  const [main] = frontage(site, {
    width: () => random.between(46, 64),
    depth: () => random.between(32, 44),
    gap: 8,
    leastWidth: 34,
  });
  if (main) {
    const plan = random.weighted([0.35, 0.3, 0.2, 0.15]);
    const polygon =
      plan === 0
        ? uShape(main, 10.5)
        : plan === 1
          ? courtyard(main, 10)
          : plan === 2
            ? lShape(main, 11, random.chance(0.5))
            : tShape(main, 11, 12);
    buildings.push({ use: 'education', roof: 'flat', floors, yearBuilt, polygon, facility: 'school' });
  }
  takeInMiddle(site, FIELDS, 5);
  const combs = { width: () => random.between(38, 56), depth: 11.5, between: 24, gap: 14, apart: 8 };
  for (const plot of rows(site, combs)) {
    // Without a frontage wide enough the first row house is the school.
    const facility = buildings.length === 0 ? { facility: 'school' as const } : {};
    const year = yearBuilt + random.whole(0, 12);
    buildings.push({ use: 'education', roof: 'flat', floors, yearBuilt: year, polygon: rectangle(plot), ...facility });
    if (buildings.length >= 4) break;
  }
  const [gym] = rows(site, { width: () => 38, depth: 24, between: 20, gap: 20, apart: 7 });
  if (gym) {
    const heightMeters = 11.5;
    const hall = { use: 'education', roof: 'gable', floors: 1, yearBuilt: yearBuilt + 9 } as const;
    buildings.push({ ...hall, polygon: rectangle(gym), heightMeters });
  }
  return buildings;
};

/** A university or a large school: teaching houses and hostels around fields. */
export const campus: Layout = (site) => {
  const { random } = site;
  const buildings = education(site);
  const hostels = { width: () => random.between(44, 60), depth: 13, between: 22, gap: 12, apart: 9 };
  const yearBuilt = random.whole(1984, 2014);
  for (const plot of rows(site, hostels)) {
    buildings.push({ use: 'education', roof: 'flat', floors: random.whole(5, 7), yearBuilt, polygon: rectangle(plot) });
  }
  return buildings;
};

export const medical: Layout = (site) => {
  const { random } = site;
  const yearBuilt = random.whole(1972, 2016);
  const buildings: LaidBuilding[] = [];
  const house = { use: 'medical', roof: 'flat' } as const;
  const [clinic] = frontage(site, {
    width: () => random.between(52, 70),
    depth: () => random.between(32, 42),
    gap: 9,
    leastWidth: 36,
  });
  if (clinic) {
    const polygon = random.chance(0.5) ? courtyard(clinic, 12) : uShape(clinic, 13);
    buildings.push({ ...house, floors: random.whole(4, 6), yearBuilt, polygon, facility: 'hospital' });
  }
  const wards = rows(site, { width: () => random.between(46, 66), depth: 17, between: 34, gap: 20, apart: 12 });
  for (const plot of wards) {
    const facility = buildings.length === 0 ? { facility: 'hospital' as const } : {};
    const floors = buildings.length < 2 ? random.whole(12, 19) : random.whole(5, 11);
    const year = yearBuilt + random.whole(0, 8);
    buildings.push({ ...house, floors, yearBuilt: year, polygon: rectangle(plot), ...facility });
    if (buildings.length >= 5) break;
  }
  const plant = rows(site, { width: () => random.between(16, 28), depth: 11, between: 16, gap: 14, apart: 7 });
  for (const plot of plant) {
    buildings.push({ ...house, floors: random.whole(1, 3), yearBuilt, polygon: rectangle(plot) });
    if (buildings.length >= 9) break;
  }
  return buildings;
};

/** A wholesale or neighbourhood market: one or two long halls and strips of stalls around them. */
export const market: Layout = (site) => {
  const { random } = site;
  const yearBuilt = random.whole(1988, 2014);
  const buildings: LaidBuilding[] = [];
  for (const plot of rows(site, { width: () => random.between(54, 86), depth: 32, between: 15, gap: 12, apart: 8 })) {
    const facility = buildings.length === 0 ? { facility: 'market' as const } : {};
    const hall = { use: 'commercial', roof: 'gable', floors: 1, yearBuilt, heightMeters: 8.5 } as const;
    buildings.push({ ...hall, polygon: rectangle(plot), ...facility });
    if (buildings.length >= 3) break;
  }
  for (const plot of frontage(site, { width: () => random.between(20, 44), depth: () => 9, gap: 5, leastWidth: 14 })) {
    const stalls = { use: 'commercial', roof: 'flat', floors: random.whole(1, 2), yearBuilt } as const;
    buildings.push({ ...stalls, polygon: rectangle(plot) });
  }
  return buildings;
};
