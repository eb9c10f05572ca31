/** The old town: courtyard houses (里院) shoulder to shoulder along narrow streets, small houses in the hearts of blocks. */
import type { RoofType } from '../../model/domain/buildings.ts';
import type { Polygon } from '../../model/geometry/polygon.ts';
import { courtyard, fourWings, lShape, partOf, rectangle, twoLs, uAndBack } from './footprints.ts';
import type { LaidBuilding, Layout } from './layout.ts';
import { frontage, type Plot, rows, type Site } from './parcels.ts';

/** One court: its street wing at times with shops, its back wing at times a storey lower. */
function court({ random }: Site, plot: Plot): LaidBuilding[] {
  const wing = Math.min(random.between(6, 7.2), plot.width * 0.28, plot.depth * 0.28);
  const yearBuilt = random.whole(1902, 1937);
  const floors = random.pick([2, 2, 2, 3, 3]);
  const hasShops = random.chance(0.35);
  const house = (polygon: Polygon, roof: RoofType, isFront: boolean, lower = 0): LaidBuilding => ({
    use: isFront && hasShops ? 'commercial' : 'residential',
    roof,
    floors: Math.max(2, floors - lower),
    yearBuilt,
    polygon,
  });
  const plan = random.weighted([0.32, 0.28, 0.2, 0.2]);
  if (plan === 0) {
    const [front, back, left, right] = fourWings(plot, wing);
    return [
      house(front, 'gable', true),
      house(back, 'gable', false),
      house(left, 'gable', false, random.whole(0, 1)),
      house(right, 'gable', false),
    ];
  }
  if (plan === 1) {
    const [front, back] = uAndBack(plot, wing);
    return [house(front, 'gable', false), house(back, 'gable', true, random.whole(0, 1))];
  }
  if (plan === 2) {
    const [front, back] = twoLs(plot, wing);
    return [house(front, 'gable', false), house(back, 'gable', true)];
  }
  return [house(courtyard(plot, wing), 'hip', false)];
}

/** What stands where a court would not fit, or was pulled down: a town house, or a plain block of the 1980s. */
function single({ random }: Site, plot: Plot): LaidBuilding {
  if (random.chance(0.3)) {
    const floors = random.whole(4, 6);
    return { use: 'residential', roof: 'flat', floors, yearBuilt: random.whole(1978, 1994), polygon: rectangle(plot) };
  }
  const isCorner = plot.width > 15 && plot.depth > 13;
  const polygon = isCorner ? lShape(plot, plot.depth * 0.45, random.chance(0.5)) : rectangle(plot);
  const roof = isCorner ? 'gable' : random.pick(['hip', 'gable', 'gable'] as const);
  const use = random.pick(['residential', 'residential', 'commercial'] as const);
  return { use, roof, floors: random.whole(2, 4), yearBuilt: random.whole(1902, 1936), polygon };
}

export const oldTown: Layout = (site) => {
  const { random } = site;
  const buildings: LaidBuilding[] = [];
  const courts = frontage(site, {
    width: () => random.between(21, 33),
    depth: () => random.between(19, 26),
    gap: random.pick([0.3, 0.3, 1.8]),
    leastWidth: 18,
  });
  for (const plot of courts) {
    if (random.chance(0.88)) buildings.push(...court(site, plot));
    else buildings.push(single(site, partOf(plot, 0, 0, 1, 0.72)));
  }
  const corners = frontage(site, {
    width: () => random.between(10, 18),
    depth: () => random.between(10, 15),
    gap: 0.4,
    leastWidth: 8,
  });
  for (const plot of corners) buildings.push(single(site, plot));
  // The hearts of blocks: single houses in short rows, built up over decades.
  const hearts = {
    width: () => random.between(8, 14),
    depth: random.between(6.5, 8),
    between: 2.8,
    gap: 1.4,
    apart: 1.2,
  };
  for (const plot of rows(site, hearts)) {
    const yearBuilt = random.whole(1908, 1958);
    const roof = random.chance(0.85) ? 'gable' : 'hip';
    buildings.push({ use: 'residential', roof, floors: random.whole(1, 3), yearBuilt, polygon: rectangle(plot) });
  }
  return buildings;
};
