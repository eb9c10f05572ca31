/** Works with sawtooth halls, port sheds, railway and transport yards, the cruise terminal. */
import { courtyard, lShape, rectangle, tank, uShape } from './footprints.ts';
import type { LaidBuilding, Layout } from './layout.ts';
import { frontage, rows, type Site, takeInMiddle } from './parcels.ts';

/** Offices, canteens and hostels at the gate side. */
function offices(site: Site, count: number): LaidBuilding[] {
  const { random } = site;
  const buildings: LaidBuilding[] = [];
  const plots = frontage(site, {
    width: () => random.between(22, 44),
    depth: () => random.between(12, 20),
    gap: 10,
    leastWidth: 18,
  });
  for (const plot of plots) {
    const isAngled = plot.width > 30 && plot.depth > 16;
    const polygon = isAngled ? lShape(plot, 10.5, random.chance(0.5)) : rectangle({ ...plot, depth: 12 });
    const use = random.pick(['office', 'industrial', 'office'] as const);
    const yearBuilt = random.whole(1962, 2015);
    buildings.push({ use, roof: 'flat', floors: random.whole(2, use === 'office' ? 6 : 3), yearBuilt, polygon });
    if (buildings.length >= count) break;
  }
  return buildings;
}

/** A row of tanks behind a bund: few works have one. */
function tanks(site: Site, chance: number): LaidBuilding[] {
  const { random } = site;
  if (!random.chance(chance)) return [];
  const yard = takeInMiddle(
    site,
    [
      [62, 30],
      [42, 30],
    ],
    8,
  );
  if (!yard) return [];
  const yearBuilt = random.whole(1970, 2008);
  const count = Math.floor(yard.width / 20);
  return Array.from({ length: count }, (_, index): LaidBuilding => {
    const along = (index + 0.5) * 20 - yard.width / 2;
    const plot = { ...yard, x: yard.x + yard.cos * along, y: yard.y + yard.sin * along, width: 15, depth: 15 };
    return { use: 'industrial', roof: 'flat', floors: 1, yearBuilt, polygon: tank(plot), heightMeters: 11 };
  });
}

interface HallStyle {
  readonly width: readonly [number, number];
  readonly depth: readonly [number, number];
  readonly between: number;
  readonly heightMeters: readonly [number, number];
  readonly roofs: readonly LaidBuilding['roof'][];
  readonly years: readonly [number, number];
}

function halls(site: Site, style: HallStyle): LaidBuilding[] {
  const { random } = site;
  const roof = random.pick(style.roofs);
  const yearBuilt = random.whole(...style.years);
  const heightMeters = Math.round(random.between(...style.heightMeters) * 10) / 10;
  const plots = rows(site, {
    width: () => random.between(...style.width),
    depth: random.between(...style.depth),
    between: style.between,
    gap: style.between * 0.8,
    apart: style.between * 0.6,
  });
  return [...plots].map((plot) => {
    const year = yearBuilt + random.whole(0, 6);
    return { use: 'industrial', roof, floors: 1, yearBuilt: year, polygon: rectangle(plot), heightMeters };
  });
}

export const industry: Layout = (site) => {
  // Offices first: halls take what the gate side leaves.
  const atGate = [...offices(site, site.random.whole(1, 3)), ...tanks(site, 0.1)];
  const large = halls(site, {
    ...{ width: [44, 92], depth: [24, 40], between: 12, heightMeters: [7.5, 11.5], years: [1954, 2008] },
    roofs: ['sawtooth', 'sawtooth', 'gable', 'flat'],
  });
  const small = halls(site, {
    ...{ width: [15, 28], depth: [10, 13], between: 10, heightMeters: [5, 7], years: [1960, 2012] },
    roofs: ['gable', 'gable', 'flat'],
  });
  return [...atGate, ...large, ...small];
};

export const port: Layout = (site) => [
  ...offices(site, 2),
  ...tanks(site, 0.12),
  ...halls(site, {
    ...{ width: [76, 130], depth: [28, 38], between: 20, heightMeters: [9, 12], years: [1936, 2010], roofs: ['gable'] },
  }),
  ...halls(site, {
    ...{ width: [18, 32], depth: [11, 14], between: 16, heightMeters: [5, 7], years: [1960, 2012] },
    roofs: ['gable', 'flat'],
  }),
];

/** Tracks and standing lorries need the ground: a few sheds, and workshops at the edge. */
export const yard: Layout = (site) => [
  ...offices(site, 2),
  ...halls(site, {
    ...{ width: [60, 140], depth: [18, 26], between: 44, heightMeters: [7, 10], years: [1930, 2006] },
    roofs: ['sawtooth', 'gable'],
  }),
];

/** A terminal hall along the quay, with its offices and a hotel behind. */
export const cruise: Layout = (site) => {
  const { random } = site;
  const buildings: LaidBuilding[] = [];
  const hall = takeInMiddle(
    site,
    [
      [190, 48],
      [130, 42],
      [80, 32],
    ],
    12,
  );
  if (hall) {
    const polygon = rectangle(hall);
    const common = { use: 'public', roof: 'flat', floors: 2, yearBuilt: 2015, facility: 'cruiseTerminal' } as const;
    buildings.push({ ...common, polygon, heightMeters: 19 });
  }
  const plots = frontage(site, {
    width: () => random.between(40, 62),
    depth: () => random.between(24, 36),
    gap: 18,
    leastWidth: 30,
  });
  for (const plot of plots) {
    const use = random.pick(['office', 'commercial', 'commercial'] as const);
    const polygon = random.pick([rectangle(plot), courtyard(plot, 9), uShape(plot, 10)]);
    buildings.push({ use, roof: 'flat', floors: random.whole(4, 12), yearBuilt: random.whole(2012, 2023), polygon });
  }
  return buildings;
};
