import { describe, expect, it } from 'vitest';
import type { AreasFile } from '../../src/model/contract/areasFile.ts';
import {
  decodeFootprints,
  encodeFootprints,
  type FootprintInput,
  footprintOf,
} from '../../src/model/contract/footprintsFile.ts';
import type { Vec3 } from '../../src/model/frames/ecef.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import type { MultiPolygon, Point2 } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { poseFromLook } from '../../src/picture/camera/look.ts';
import { rayThroughPixel, type View } from '../../src/picture/camera/pose.ts';
import { AreaPlaces } from '../../src/picture/picking/areaPlaces.ts';
import { BuildingRays, prismDistance } from '../../src/picture/picking/buildingRays.ts';

const square = (x: number, y: number, side: number): Point2[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];

function randomTown(random: SeededRandom, count: number, reachCm = 150_000): FootprintInput[] {
  return Array.from({ length: count }, () => {
    const [x, y] = [random.whole(-reachCm, reachCm), random.whole(-reachCm, reachCm)];
    const side = random.whole(800, 6_000);
    const court: MultiPolygon = random.chance(0.3)
      ? [[square(x, y, side), [...square(x + side / 4, y + side / 4, side / 2)].reverse()]]
      : [[square(x, y, side)]];
    return { heightGroundMeters: random.whole(4, 180), polygonsCm: court, areaRow: 0, windowColumns: 0, floors: 1 };
  });
}

/** March along the ray in small steps: slow, and written without any of the tested formulas. */
function marched(town: readonly FootprintInput[], eye: Vec3, direction: Vec3, farMeters: number): number | null {
  const inside = ({ polygonsCm, heightGroundMeters }: FootprintInput, place: readonly number[]): boolean => {
    if (place[2]! < 0 || place[2]! > heightGroundMeters) return false;
    return polygonsCm.some((polygon) => {
      let crossings = 0;
      for (const outline of polygon) {
        outline.forEach((a, index) => {
          const b = outline[(index + 1) % outline.length]!;
          const [x, y] = [place[0]! * 100, place[1]! * 100];
          if (a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) crossings++;
        });
      }
      return crossings % 2 === 1;
    });
  };
  for (let along = 0; along < farMeters; along += 0.5) {
    const place = [0, 1, 2].map((axis) => eye[axis]! + direction[axis]! * along);
    const hit = town.findIndex((building) => inside(building, place));
    if (hit >= 0) return hit;
  }
  return null;
}

const level = flatHeightField();
const viewAt = (random: SeededRandom): View => ({
  pose: poseFromLook({
    targetEnuMeters: [random.between(-800, 800), random.between(-800, 800)],
    rangeMeters: random.between(300, 1_500),
    headingDeg: random.between(-180, 180),
    pitchDeg: random.between(-80, -8),
  }),
  // Off-centre on purpose: a hall's window, where an engine's own picking goes wrong.
  tangents: { left: -0.9, right: 0.3, bottom: -0.5, top: 0.1 },
  widthCssPx: 1200,
  heightCssPx: 600,
});

describe('rays against buildings', () => {
  it('find what a slow march finds, under an off-centre window', () => {
    const random = new SeededRandom('town');
    const town = randomTown(random, 160, 60_000);
    const rays = new BuildingRays(decodeFootprints(encodeFootprints(town))!, level);
    let hits = 0;
    let disagreed = 0;
    for (let round = 0; round < 150; round++) {
      const view = viewAt(random);
      const direction = rayThroughPixel(view, random.between(0, 1200), random.between(0, 600));
      const expected = marched(town, view.pose.eyeEnuMeters, direction, 3_000);
      const found = rays.nearest(view.pose.eyeEnuMeters, direction, 3_000)?.buildingIndex ?? null;
      if (expected !== null) hits++;
      // The march steps over corners thinner than its step.
      if (found !== expected) disagreed++;
    }
    expect(hits).toBeGreaterThan(30);
    expect(disagreed).toBeLessThanOrEqual(3);
  });

  it('find the same as asking every building', () => {
    const random = new SeededRandom('every');
    const town = randomTown(random, 400);
    const footprints = decodeFootprints(encodeFootprints(town))!;
    const rays = new BuildingRays(footprints, level);
    for (let round = 0; round < 400; round++) {
      const view = viewAt(random);
      const eye = view.pose.eyeEnuMeters;
      const direction = rayThroughPixel(view, random.between(0, 1200), random.between(0, 600));
      const distances = town.map((building, index) =>
        prismDistance(footprintOf(footprints, index), building.heightGroundMeters, eye, direction),
      );
      const nearest = Math.min(...distances.map((distance) => distance ?? Number.POSITIVE_INFINITY));
      const hit = rays.nearest(eye, direction, 20_000);
      if (Number.isFinite(nearest)) expect(hit?.distanceMeters).toBeCloseTo(nearest, 9);
      else expect(hit).toBeNull();
    }
  });

  it('see through a courtyard to its ground', () => {
    const court: FootprintInput = {
      heightGroundMeters: 20,
      polygonsCm: [[square(0, 0, 4_000), [...square(1_000, 1_000, 2_000)].reverse()]],
      areaRow: 0,
      windowColumns: 0,
      floors: 1,
    };
    const rays = new BuildingRays(decodeFootprints(encodeFootprints([court]))!, level);
    expect(rays.nearest([20, 20, 100], [0, 0, -1], 500)).toBeNull();
    expect(rays.nearest([5, 5, 100], [0, 0, -1], 500)?.enuMeters[2]).toBeCloseTo(20, 5);
  });

  it('answer for a district without buildings', () => {
    expect(
      new BuildingRays(decodeFootprints(encodeFootprints([]))!, level).nearest([0, 0, 9], [0, 0, -1], 99),
    ).toBeNull();
  });
});

describe('areas under a place', () => {
  const area = (id: string, level: 'district' | 'unitGrid', parentId: string | null, arc: number) => ({
    id,
    level,
    parentId,
    communityGridId: null,
    name: id,
    nameEn: id,
    ownerUnit: null,
    polygons: [[[arc]]],
    labelEnuMeters: [0, 0] as [number, number],
    areaSquareMeters: 1,
  });
  const file: AreasFile = {
    schema: 'areas/1',
    arcs: [
      [0, 0, 2000, 0, 0, 1000, -2000, 0, 0, -1000],
      [0, 0, 1000, 0, 0, 1000, -1000, 0, 0, -1000],
      [1000, 0, 1000, 0, 0, 1000, -1000, 0, 0, -1000],
    ],
    arcLevels: ['district', 'unitGrid', 'unitGrid'],
    areas: [area('d', 'district', null, 0), area('a', 'unitGrid', 'd', 1), area('b', 'unitGrid', 'd', 2)],
  };

  it('is the finest, an edge belongs to the lowest id, and outside is nothing', () => {
    const places = new AreaPlaces(file);
    expect(places.areaAt(5, 5)?.id).toBe('a');
    expect(places.areaAt(15, 5)?.id).toBe('b');
    expect(places.areaAt(10, 5)?.id).toBe('a');
    expect(places.areaAt(25, 5)).toBeNull();
    expect(places.districtId).toBe('d');
    expect(places.cornersMeters('b')!.map(String).sort()).toEqual(['10,0', '10,10', '20,0', '20,10']);
    expect(places.cornersMeters('nowhere')).toBeNull();
  });
});
