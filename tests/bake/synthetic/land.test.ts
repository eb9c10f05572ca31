import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaNode, Road } from '../../../src/bake/districtModel.ts';
import { westShore } from '../../../src/bake/synthetic/coast.ts';
import {
  type Block,
  bridgesOver,
  greenOf,
  type LandscapeSpec,
  quaysOf,
  riversThrough,
  seaOf,
  waterOf,
} from '../../../src/bake/synthetic/generate.ts';
import { isOnHill } from '../../../src/bake/synthetic/hills.ts';
import { distanceToLine, offsetLine, strip, withPointsEvery } from '../../../src/bake/synthetic/lines.ts';
import { guideLine, lengthInside } from '../../../src/bake/topology/guideCuts.ts';
import { arcNetwork, leavesOf } from '../../../src/bake/topology/sharedArcs.ts';
import { groundUpMeters, type HeightField } from '../../../src/model/geometry/heightField.ts';
import {
  boundsOf,
  distanceToSegment,
  type MultiPolygon,
  multiPolygonArea,
  outlineCentroid,
  type Point2,
  sideOfMultiPolygon,
  sideOfOutline,
} from '../../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';
import { defaultPlan, shippedDistrict } from './defaultDistrict.ts';

const plan = defaultPlan();
const seed = 'shibei-1';
let areas: readonly AreaNode[];
let blocks: readonly Block[];
let roads: readonly Road[];
let landCm: MultiPolygon;
let landscape: LandscapeSpec;
let heights: HeightField;

beforeAll(async () => {
  const { made, ground } = await shippedDistrict();
  ({ areas, landCm } = made);
  ({ blocks, roads, heightField: heights } = ground);
  landscape = { seed, seaSide: 'west', plan, landCm, shoreCm: westShore(landCm) };
});

const upAt = ([x, y]: Point2): number => groundUpMeters(heights, x / 100, y / 100);
/** Seeded places on the land. */
function placesOnLand(count: number): Point2[] {
  const { minX, minY, maxX, maxY } = boundsOf(landCm.flat());
  const random = new SeededRandom('land');
  const places: Point2[] = [];
  while (places.length < count) {
    const place: Point2 = [random.between(minX, maxX), random.between(minY, maxY)];
    if (sideOfMultiPolygon(landCm, ...place) === 'inside') places.push(place);
  }
  return places;
}

describe('heights', () => {
  it('reach every summit, within what a cell of the lattice cuts off', () => {
    for (const { name, atCm, summitMeters } of plan.hills) {
      const { minX, minY, maxX, maxY } = boundsOf(landCm.flat());
      if (atCm[0] < minX || atCm[0] > maxX || atCm[1] < minY || atCm[1] > maxY) continue;
      expect(Math.abs(upAt(atCm) - summitMeters), name).toBeLessThan(6);
    }
  });

  it('keep all land above the quays, every pier to its edge, and the sea at zero', () => {
    const { quayMeters } = plan.ground;
    const places = [...placesOnLand(3000), ...landCm.flat(2), ...plan.quays.flatMap(({ outlineCm }) => outlineCm)];
    expect(Math.min(...places.map(upAt))).toBeGreaterThanOrEqual(quayMeters - 1 / 64);
    const { minX, maxY } = boundsOf(landCm.flat());
    expect(upAt([minX - 20_000, maxY - 300_000])).toBe(0);
  });

  it('are never steeper than a street of this city', () => {
    const steep = placesOnLand(4000).filter(([x, y]) => {
      if (isOnHill(plan.hills, x, y)) return false;
      return Math.abs(upAt([x + 2000, y]) - upAt([x - 2000, y])) / 40 > 0.3;
    });
    expect(steep.length).toBeLessThan(4000 * 0.01);
  });

  it('let rivers run down to the sea', () => {
    for (const { courseCm, name } of plan.rivers) {
      const ups = withPointsEvery(courseCm, 5_000).map(upAt);
      const rises = ups.slice(1).map((up, index) => up - ups[index]!);
      expect(Math.max(...rises), name).toBeLessThan(1.5);
    }
  });
});

describe('roads of the plan', () => {
  it('all lie on the land under their names', () => {
    const made = new Set(roads.map(({ name }) => name));
    expect(plan.roads.filter(({ name }) => !made.has(name)).map(({ name }) => name)).toEqual([]);
    for (const { centrelineCm, kind } of roads.filter(({ kind: own }) => own !== 'rail')) {
      for (const point of centrelineCm) {
        if (kind === 'viaduct') expect(sideOfMultiPolygon(landCm, ...point)).not.toBe('outside');
      }
    }
  });

  it('are followed by boundaries of grids', () => {
    const edges = arcNetwork(leavesOf(areas)).arcs.flatMap(({ points }) =>
      points.slice(1).map((to, index) => [points[index]!, to] as const),
    );
    let [along, all] = [0, 0];
    for (const { centrelineCm } of roads.filter(({ kind, rank, name }) => kind === 'street' && rank === 1 && name)) {
      for (const [x, y] of withPointsEvery(centrelineCm, 10_000)) {
        all++;
        if (edges.some(([from, to]) => distanceToSegment(x, y, from, to) < 400)) along++;
      }
    }
    expect(all).toBeGreaterThan(400);
    expect(along / all).toBeGreaterThan(0.9);
  });

  it('run through no block that is built on', () => {
    const guides = [...plan.roads, ...plan.rails, ...plan.rivers].map(({ courseCm }) => guideLine(courseCm, 1));
    const run = blocks.filter(
      ({ zone, outlineCm }) => zone !== 'hill' && guides.some((guide) => lengthInside(outlineCm, guide) > 500),
    );
    expect(run.length).toBe(0);
  });

  it('carry viaducts that begin on the ground, unless another goes on from there', () => {
    const viaducts = roads.filter(({ kind }) => kind === 'viaduct');
    expect(viaducts.length).toBeGreaterThanOrEqual(4);
    for (const { deckAboveGroundMeters, centrelineCm, name } of viaducts) {
      expect(deckAboveGroundMeters).toHaveLength(centrelineCm.length);
      expect(Math.max(...deckAboveGroundMeters!), name!).toBeGreaterThan(8);
      const steps = deckAboveGroundMeters!.slice(1).map((up, index) => Math.abs(up - deckAboveGroundMeters![index]!));
      expect(Math.max(...steps), name!).toBeLessThan(2.2);
    }
    const ends = viaducts.flatMap(({ deckAboveGroundMeters: up }) => [up![0]!, up!.at(-1)!]);
    expect(ends.filter((up) => up === 0).length).toBeGreaterThanOrEqual(3);
  });

  it('leave the hills to their woods', () => {
    const streets = roads.filter(({ kind }) => kind === 'street');
    const within = streets.filter(({ centrelineCm }) =>
      withPointsEvery(centrelineCm, 1_000).some(([x, y]) =>
        [
          [0, 0],
          [4_500, 0],
          [-4_500, 0],
          [0, 4_500],
          [0, -4_500],
        ].every(([dx, dy]) => isOnHill(plan.hills, x + dx!, y + dy!)),
      ),
    );
    expect(within.length).toBe(0);
    expect(streets.length).toBeGreaterThan(2000);
  });

  it('climb no more over 80 m than their rank allows', () => {
    const steepest = { 1: 0.08, 2: 0.1, 3: 0.12, 4: 0.15 } as const;
    let windows = 0;
    for (const { kind, rank, name, centrelineCm } of roads) {
      if (kind !== 'street') continue;
      const points = withPointsEvery(centrelineCm, 500);
      for (let first = 0; first + 20 < points.length; first += 7) {
        const run = points.slice(first + 1, first + 21).reduce((sum, [x, y], step) => {
          const [fromX, fromY] = points[first + step]!;
          return sum + Math.hypot(x - fromX, y - fromY) / 100;
        }, 0);
        if (run < 80) continue;
        windows++;
        // Between the bake's own samples, 20 m apart, a little more may hide.
        expect(Math.abs(upAt(points[first + 20]!) - upAt(points[first]!)) / run, name ?? `rank ${rank}`).toBeLessThan(
          steepest[rank] + 0.05,
        );
      }
    }
    expect(windows).toBeGreaterThan(1000);
  });

  it('end short of the water: no rounded end hangs over a quay', () => {
    const hanging = roads.filter(
      ({ kind, centrelineCm, halfWidthMeters }) =>
        kind === 'street' &&
        [centrelineCm[0]!, centrelineCm.at(-1)!].some((end) =>
          landCm.flat().some((outline) => distanceToLine([...outline, outline[0]!], ...end) < halfWidthMeters * 20),
        ),
    );
    expect(hanging.length / roads.length).toBeLessThan(0.01);
  });

  it('lie in no water that they do not cross on a bridge', () => {
    const rivers = riversThrough(plan, landCm);
    const water = waterOf(landscape);
    expect(rivers.length).toBeGreaterThanOrEqual(2);
    let [wet, bridged] = [0, 0];
    for (const road of roads.filter(({ kind }) => kind !== 'viaduct')) {
      const bridges = bridgesOver([road], rivers);
      withPointsEvery(road.centrelineCm, 500).forEach(([x, y]) => {
        if (sideOfMultiPolygon(water, x, y) !== 'inside') return;
        if (bridges.some(({ centrelineCm }) => distanceToLine(centrelineCm, x, y) < 150)) bridged++;
        else wet++;
      });
    }
    expect(wet).toBe(0);
    expect(bridged).toBeGreaterThan(80);
    // Crossings, not causeways: from bank to bank, twice the width of the widest river and its verges at most.
    const streets = roads.filter(({ kind }) => kind === 'street');
    const lengths = bridgesOver(streets, rivers).map(({ centrelineCm: line }) => {
      const [[ax, ay], [bx, by]] = [line[0]!, line.at(-1)!];
      return Math.hypot(bx - ax, by - ay) / 100;
    });
    expect(Math.max(...lengths)).toBeLessThan(4 * Math.max(...rivers.map(({ halfWidthMeters }) => halfWidthMeters)));
  });

  it('run along every pier', () => {
    for (const { name, outlineCm } of plan.quays) {
      const along = roads
        .filter(({ kind }) => kind === 'street')
        .reduce((sum, { centrelineCm }) => sum + lengthInside(outlineCm, guideLine(centrelineCm, 1)), 0);
      const { minX, maxX, minY, maxY } = boundsOf([outlineCm]);
      expect(along / Math.max(maxX - minX, maxY - minY), name).toBeGreaterThan(0.6);
    }
  });
});

describe('quarters', () => {
  it('have the zone that the plan says', () => {
    const quarterAt = (place: Point2) =>
      plan.quarters.find(({ outlineCm }) => sideOfOutline(outlineCm, ...place) === 'inside');
    for (const quarter of plan.quarters) {
      const { name, zone } = quarter;
      const own = blocks.filter((block) => quarterAt(outlineCentroid(block.outlineCm)) === quarter);
      const fitting = own.filter((block) => block.zone === zone).length;
      expect(own.length, name).toBeGreaterThan(2);
      expect(fitting / own.length, name).toBeGreaterThan(0.6);
    }
  });

  it('are cut finer in the old town than in new compounds', () => {
    const median = (zone: Block['zone']): number => {
      const sizes = blocks.filter((block) => block.zone === zone).map((block) => multiPolygonArea([[block.outlineCm]]));
      return sizes.sort((a, b) => a - b)[sizes.length >> 1]! / 10_000;
    };
    expect(median('oldTown')).toBeLessThan(median('workersHousing') * 0.75);
    expect(median('workersHousing')).toBeLessThan(median('newCompound'));
    expect(median('newCompound')).toBeLessThan(median('port'));
  });
});

describe('water, quays and green', () => {
  it('lie where they should: quays and green on the land, the sea off it', () => {
    for (const polygons of [quaysOf(landscape), greenOf(blocks, landscape)]) {
      expect(multiPolygonArea(polygons)).toBeGreaterThan(1e10 * 0.3);
      // Corners were rounded to whole centimetres: one on the edge may fall a centimetre outside.
      for (const [x, y] of polygons.flat(2)) {
        if (sideOfMultiPolygon(landCm, x, y) !== 'outside') continue;
        expect(
          Math.min(...landCm.flat().map((outline) => distanceToLine([...outline, outline[0]!], x, y))),
        ).toBeLessThan(3);
      }
    }
    const water = waterOf(landscape);
    expect(water.length).toBeGreaterThanOrEqual(plan.rivers.length);
    const sea = seaOf(landscape);
    expect(placesOnLand(500).filter((place) => sideOfMultiPolygon(sea, ...place) === 'inside')).toEqual([]);
  });

  it('leave what is built on out of the woods', () => {
    const green = greenOf(blocks, { ...landscape, plan: { ...plan, rivers: [] } });
    const built = blocks.filter(({ zone }) => zone !== 'hill').map(({ outlineCm }) => outlineCentroid(outlineCm));
    expect(built.filter((place) => sideOfMultiPolygon(green, ...place) === 'inside').length).toBe(0);
    const summits = plan.hills.filter(({ atCm }) => sideOfMultiPolygon(landCm, ...atCm) === 'inside');
    expect(
      summits.filter(({ atCm }) => sideOfMultiPolygon(green, ...atCm) !== 'inside').map(({ name }) => name),
    ).toEqual([]);
  });

  it('are nothing where there is neither plan nor sea', () => {
    const bare: LandscapeSpec = { seed, seaSide: null, plan: null, landCm, shoreCm: [] };
    expect([waterOf(bare), quaysOf(bare), seaOf(bare)]).toEqual([[], [], []]);
  });
});

describe('lines', () => {
  it('move aside by so much at every straight and bend', () => {
    const random = new SeededRandom('lines');
    for (let round = 0; round < 200; round++) {
      let [x, y, heading] = [0, 0, random.between(0, 6)];
      const line: Point2[] = Array.from({ length: random.whole(2, 12) }, () => {
        heading += random.between(-0.5, 0.5);
        x += Math.round(10_000 * Math.cos(heading));
        y += Math.round(10_000 * Math.sin(heading));
        return [x, y];
      });
      const aside = random.whole(-1500, 1500);
      const moved = offsetLine(line, aside);
      for (const [px, py] of moved) expect(Math.abs(distanceToLine(line, px, py) - Math.abs(aside))).toBeLessThan(60);
      const band = strip(line, 800);
      expect(line.slice(1, -1).every(([px, py]) => sideOfOutline(band, px, py) === 'inside')).toBe(true);
    }
  });
});
