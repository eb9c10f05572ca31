/** How buildings stand in a block, by zone. Each layout puts forward plots; the block's frame says which are free. */
import type { BuildingUse } from '../../model/domain/buildings.ts';
import type { Outline, Point2 } from '../../model/geometry/polygon.ts';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { BlockFrame, Plot } from './blockFrame.ts';
import type { ZoneKind } from './specs.ts';

/** A building before it has a name: its outline in the block's frame. */
export interface LaidBuilding {
  readonly use: BuildingUse;
  readonly floors: number;
  readonly yearBuilt: number;
  readonly outline: Outline;
}

export interface Site {
  readonly frame: BlockFrame;
  readonly random: SeededRandom;
  /** Spacing against the usual: 1 as built, more = looser. */
  readonly spread: number;
}

type Layout = (site: Site) => LaidBuilding[];

function rectangle({ x, y, width, depth }: Plot): Point2[] {
  const [w, d] = [width / 2, depth / 2];
  return [
    [x - w, y - d],
    [x + w, y - d],
    [x + w, y + d],
    [x - w, y + d],
  ];
}

/** A tower with a notch in its south and north front: two flats to a corridor, light to both. */
function notched({ x, y, width, depth }: Plot): Point2[] {
  const [w, d, n, k] = [width / 2, depth / 2, width * 0.14, depth * 0.2];
  return [
    [x - w, y - d],
    [x - n, y - d],
    [x - n, y - d + k],
    [x + n, y - d + k],
    [x + n, y - d],
    [x + w, y - d],
    [x + w, y + d],
    [x + n, y + d],
    [x + n, y + d - k],
    [x - n, y + d - k],
    [x - n, y + d],
    [x - w, y + d],
  ];
}

interface RowStyle {
  /** Size of the next plot of a row, in metres. */
  readonly width: () => number;
  readonly depth: number;
  /** From row to row, wall to wall. */
  readonly between: number;
  /** From plot to plot in a row. */
  readonly gap: number;
}

/** Walks rows from south to north and plots from west to east; slides on where a plot does not fit. */
function* rows(site: Site, style: RowStyle): Iterable<Plot> {
  const { frame, random, spread } = site;
  const { minX, minY, maxX, maxY } = frame.bounds;
  const pitch = style.depth + style.between * spread;
  for (let y = minY + random.between(0.3, 0.7) * pitch; y < maxY; ) {
    let x = minX + random.between(0, 4);
    let any = false;
    while (x < maxX) {
      const width = style.width();
      const plot = { x: x + width / 2, y, width, depth: style.depth };
      if (frame.isFree(plot, 0.5)) {
        frame.take(plot);
        yield plot;
        any = true;
        x += width + style.gap * spread;
      } else x += 2.5;
    }
    // Only a row that found room pushes the next one a whole pitch away.
    y += any ? pitch : 3;
  }
}

const oldTown: Layout = (site) => {
  const { random } = site;
  const buildings: LaidBuilding[] = [];
  const wing = 6.4;
  const seam = 0.3;
  const style = { width: () => random.between(23, 34), depth: random.between(21, 27), between: 3.2, gap: 2.6 };
  for (const { x, y, width, depth } of rows(site, style)) {
    const yearBuilt = random.whole(1900, 1937);
    const floors = random.chance(0.7) ? 2 : 3;
    const shop = random.chance(0.3);
    const side = depth - 2 * wing - 2 * seam;
    // A courtyard house (里院): four wings around a yard, the southern one open to the lane with shops at times.
    const wings: Plot[] = [
      { x, y: y - (depth - wing) / 2, width, depth: wing },
      { x, y: y + (depth - wing) / 2, width, depth: wing },
      { x: x - (width - wing) / 2, y, width: wing, depth: side },
      { x: x + (width - wing) / 2, y, width: wing, depth: side },
    ];
    wings.forEach((plot, index) => {
      const use = index === 0 && shop ? 'commercial' : 'residential';
      buildings.push({
        use,
        floors: index === 2 ? Math.max(2, floors - 1) : floors,
        yearBuilt,
        outline: rectangle(plot),
      });
    });
  }
  // What is left between the courts: single houses.
  for (const plot of rows(site, { width: () => random.between(9, 14), depth: 8, between: 2, gap: 1.5 })) {
    const yearBuilt = random.whole(1905, 1956);
    buildings.push({ use: 'residential', floors: random.whole(1, 3), yearBuilt, outline: rectangle(plot) });
  }
  return buildings;
};

const workersHousing: Layout = (site) => {
  const { random } = site;
  const yearBuilt = random.whole(1975, 1997);
  const floors = random.pick([5, 6, 6, 6, 7]);
  const style = { width: () => random.pick([27, 38, 38, 50]), depth: 11, between: 2.15 * floors + 1, gap: 5 };
  return [...rows(site, style)].map((plot) => {
    const own = random.chance(0.15) ? floors - 1 : floors;
    return { use: 'residential', floors: own, yearBuilt: yearBuilt + random.whole(0, 2), outline: rectangle(plot) };
  });
};

const newCompound: Layout = (site) => {
  const { random } = site;
  const yearBuilt = random.whole(2000, 2021);
  const high = random.pick([11, 11, 18, 18, 26, 33]);
  // Sun for the row behind sets the pitch; towers stand nearer than their height because sun comes past them.
  const between = 17 + 0.85 * high;
  const style = { width: () => random.pick([26, 28, 34]), depth: 15, between, gap: 13 };
  return [...rows(site, style)].map((plot): LaidBuilding => {
    const floors = random.chance(0.3) ? Math.max(11, high - random.whole(2, 7)) : high;
    return { use: 'residential', floors, yearBuilt: yearBuilt + random.whole(0, 1), outline: notched(plot) };
  });
};

const business: Layout = (site) => {
  const { random } = site;
  const towers = [
    ...rows(site, { width: () => random.between(30, 42), depth: random.between(28, 38), between: 24, gap: 22 }),
  ].map((plot): LaidBuilding => {
    const use = random.chance(0.7) ? 'office' : 'commercial';
    const floors = use === 'office' ? random.pick([14, 18, 22, 26, 32, 40, 45]) : random.whole(5, 9);
    return { use, floors, yearBuilt: random.whole(1996, 2023), outline: rectangle(plot) };
  });
  const malls = [...rows(site, { width: () => random.between(18, 34), depth: 15, between: 8, gap: 7 })].map(
    (plot): LaidBuilding => ({
      use: 'commercial',
      floors: random.whole(2, 5),
      yearBuilt: random.whole(1990, 2020),
      outline: rectangle(plot),
    }),
  );
  return [...towers, ...malls];
};

const works =
  (width: [number, number], depth: [number, number], between: number, floors: [number, number]): Layout =>
  (site) => {
    const { random } = site;
    const style = { width: () => random.between(...width), depth: random.between(...depth), between, gap: between };
    const halls = [...rows(site, style)].map(
      (plot): LaidBuilding => ({
        use: 'industrial',
        floors: random.whole(...floors),
        yearBuilt: random.whole(1958, 2012),
        outline: rectangle(plot),
      }),
    );
    // Gatehouses, workshops and offices where a hall does not fit.
    const small = { width: () => random.between(13, 24), depth: 11, between: 9 + between / 2, gap: 9 + between / 2 };
    const offices = [...rows(site, small)].map(
      (plot): LaidBuilding => ({
        use: random.chance(0.4) ? 'office' : 'industrial',
        floors: random.whole(1, 3),
        yearBuilt: random.whole(1965, 2015),
        outline: rectangle(plot),
      }),
    );
    return [...halls, ...offices];
  };

/** A few buildings of one service around open ground. */
const campus =
  (use: 'education' | 'medical'): Layout =>
  (site) => {
    const { random } = site;
    const [floors, yearBuilt] = [use === 'medical' ? [6, 16] : [3, 5], random.whole(1962, 2016)];
    const style = { width: () => random.between(34, 58), depth: 14, between: 30, gap: 26 };
    return [...rows(site, style)].map((plot) => ({
      use,
      floors: random.whole(floors[0]!, floors[1]!),
      yearBuilt: yearBuilt + random.whole(0, 4),
      outline: rectangle(plot),
    }));
  };

/** Shops along the lanes, kiosks, boiler and transformer houses: what fills the edges of housing. */
export function fillers({ frame, random }: Site, wanted: number): LaidBuilding[] {
  const buildings: LaidBuilding[] = [];
  const { minX, minY, maxX, maxY } = frame.bounds;
  for (let tried = 0; tried < wanted * 40 && buildings.length < wanted; tried++) {
    const lengthwise = random.chance(0.5);
    const [long, short] = [random.between(9, 17), random.between(6, 8.5)];
    const [width, depth] = lengthwise ? [long, short] : [short, long];
    const plot = { x: random.between(minX, maxX), y: random.between(minY, maxY), width, depth };
    if (!frame.isFree(plot, 2.6)) continue;
    frame.take(plot);
    const use = random.pick(['commercial', 'commercial', 'commercial', 'public', 'other'] as const);
    const floors = use === 'commercial' ? random.whole(1, 2) : 1;
    buildings.push({ use, floors, yearBuilt: random.whole(1980, 2015), outline: rectangle(plot) });
  }
  return buildings;
}

export type BlockProgram = Exclude<ZoneKind, 'hill'> | 'education' | 'medical';

export const layouts: Readonly<Record<BlockProgram, Layout>> = {
  oldTown,
  workersHousing,
  newCompound,
  business,
  industry: works([42, 80], [20, 34], 13, [1, 2]),
  port: works([80, 130], [30, 38], 22, [1, 1]),
  education: campus('education'),
  medical: campus('medical'),
};
