/** The business core: towers that rise through podiums of shops, offices in slabs, malls, hotels. */
import { chamfered, lShape, partOf, podium, rectangle, uShape } from './footprints.ts';
import type { LaidBuilding, Layout } from './layout.ts';
import { frontage, type Plot, rows, type Site } from './parcels.ts';

/** Floors of a tower: most stand at 60 to 120 m, a few lead the skyline at up to 240 m. */
function towerFloors({ random }: Site): number {
  return random.pick([16, 18, 20, 22, 24, 24, 26, 28, 28, 30, 32, 34, 38, 42, 45]) + (random.chance(0.07) ? 20 : 0);
}

/** One or two towers on a podium. */
function towersOnPodium(site: Site, plot: Plot): LaidBuilding[] {
  const { random } = site;
  const yearBuilt = random.whole(1998, 2023);
  const isPair = plot.width > 70;
  const towers = isPair
    ? [partOf(plot, 0.07, 0.2, 0.41, 0.86), partOf(plot, 0.58, 0.14, 0.92, 0.8)]
    : [partOf(plot, 0.12, 0.16, 0.12 + Math.min(0.7, 34 / plot.width), 0.86)];
  const floors = towerFloors(site);
  const isHome = random.chance(0.22);
  return [
    {
      ...({ use: 'commercial', roof: 'flat', floors: random.whole(3, 5), yearBuilt } as const),
      polygon: podium(plot, towers),
    },
    ...towers.map(
      (tower, index): LaidBuilding => ({
        use: isHome ? 'residential' : 'office',
        roof: 'flat',
        floors: floors - index * random.whole(0, 4),
        yearBuilt,
        polygon: rectangle(tower),
      }),
    ),
  ];
}

function blockOfOffices(site: Site, plot: Plot): LaidBuilding {
  const { random } = site;
  const yearBuilt = random.whole(1988, 2018);
  const kind = random.weighted([0.4, 0.3, 0.3]);
  if (kind === 0) {
    const polygon = chamfered({ ...plot, width: Math.min(plot.width, 36), depth: Math.min(plot.depth, 34) }, 4);
    return { use: 'office', roof: 'flat', floors: random.whole(14, 30), yearBuilt, polygon };
  }
  if (kind === 1) {
    const polygon = lShape(plot, 16, random.chance(0.5));
    return { use: 'office', roof: 'flat', floors: random.whole(7, 14), yearBuilt, polygon };
  }
  const polygon = plot.width > 50 && random.chance(0.4) ? uShape(plot, 15) : rectangle(plot);
  return { use: 'commercial', roof: 'flat', floors: random.whole(4, 7), yearBuilt, polygon };
}

export const business: Layout = (site) => {
  const { random } = site;
  const buildings: LaidBuilding[] = [];
  const fronts = frontage(site, {
    width: () => random.between(46, 88),
    depth: () => random.between(36, 46),
    gap: 13,
    leastWidth: 38,
  });
  for (const plot of fronts) {
    if (random.chance(0.58)) buildings.push(...towersOnPodium(site, plot));
    else buildings.push(blockOfOffices(site, plot));
  }
  const between = frontage(site, {
    width: () => random.between(18, 32),
    depth: () => random.between(14, 18),
    gap: 8,
    leastWidth: 14,
  });
  const behind = { width: () => random.between(22, 36), depth: 16, between: 14, gap: 10, apart: 9 };
  for (const plot of [...between, ...rows(site, behind)]) {
    const use = random.pick(['commercial', 'commercial', 'office', 'public'] as const);
    const floors = random.whole(2, 7);
    buildings.push({ use, roof: 'flat', floors, yearBuilt: random.whole(1986, 2020), polygon: rectangle(plot) });
  }
  return buildings;
};
