import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints, type FootprintInput } from '../../src/model/contract/footprintsFile.ts';
import type { Vec3 } from '../../src/model/frames/ecef.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import type { MultiPolygon, Point2 } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { poseFromLook } from '../../src/picture/camera/look.ts';
import type { View } from '../../src/picture/camera/pose.ts';
import { isHidden, RAYS_PER_FRAME, SightLines, STREET_LEVEL_METERS } from '../../src/picture/occlusion/sightLines.ts';
import { BuildingRays } from '../../src/picture/picking/buildingRays.ts';

const ground = flatHeightField();
const square = (x: number, y: number, side: number): Point2[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];
const house = (x: number, y: number, side: number, heightGroundMeters: number, hasCourt = false): FootprintInput => {
  const court = hasCourt ? [[...square(x + side / 4, y + side / 4, side / 2)].reverse()] : [];
  const polygonsCm: MultiPolygon = [[square(x, y, side), ...court]];
  return { heightGroundMeters, polygonsCm, areaRow: 0, windowColumns: 0, floors: 1 };
};
const raysOf = (town: readonly FootprintInput[]): BuildingRays =>
  new BuildingRays(decodeFootprints(encodeFootprints(town))!, ground);

/** 20 m wide and deep, 30 m high, its near wall 100 m north of the middle. */
const oneHouse = raysOf([house(-1_000, 10_000, 2_000, 30)]);
const lookNorth = (eyeUpMeters: number): View => ({
  pose: { eyeEnuMeters: [0, 0, eyeUpMeters], heading: [0, 1], pitch: [0, 1] },
  tangents: { left: -1, right: 1, bottom: -1, top: 1 },
  widthCssPx: 100,
  heightCssPx: 100,
});

describe('what a building hides', () => {
  it('is what stands behind it, and no more', () => {
    const eye: Vec3 = [0, 0, 10];
    const hides = (at: Vec3): boolean => isHidden(oneHouse, eye, at);
    expect(hides([0, 200, 5])).toBe(true); // behind
    expect(hides([0, 80, 5])).toBe(false); // before
    expect(hides([40, 200, 5])).toBe(false); // beside
    expect(hides([0, 200, 60])).toBe(false); // above its roof
    expect(hides([0, 99.9, 5])).toBe(false); // on its near wall
    expect(hides([0, 101, 5])).toBe(false); // and a little within: owners place no camera to the centimetre
    expect(hides([0, 120.1, 5])).toBe(true); // on its far wall
    expect(isHidden(oneHouse, [0, 0, 200], [0, 150, 5])).toBe(false); // seen over its roof
  });

  it('agrees with the first building that a ray meets, in a town of courts, at every height', () => {
    const random = new SeededRandom('sight');
    const town = Array.from({ length: 400 }, () =>
      house(
        random.whole(-60_000, 60_000),
        random.whole(-60_000, 60_000),
        random.whole(800, 5_000),
        random.whole(4, 90),
        random.chance(0.3),
      ),
    );
    const rays = raysOf(town);
    let [hidden, apart] = [0, 0];
    for (let round = 0; round < 1_500; round++) {
      const place = (): Vec3 => [random.between(-700, 700), random.between(-700, 700), random.between(0.5, 120)];
      const [eye, at] = [place(), place()];
      const away = Math.hypot(at[0] - eye[0], at[1] - eye[1], at[2] - eye[2]);
      const direction: Vec3 = [(at[0] - eye[0]) / away, (at[1] - eye[1]) / away, (at[2] - eye[2]) / away];
      // An eye within a house sees nothing of it but walls: of the open air alone.
      const isFree = (from: Vec3): boolean => rays.nearest([from[0], from[1], 500], [0, 0, -1], 500 - from[2]) === null;
      if (!isFree(eye)) continue;
      const asked = rays.isBetween(eye, at);
      if (asked !== (rays.nearest(eye, direction, away) !== null)) apart++;
      if (asked) hidden++;
    }
    expect(hidden).toBeGreaterThan(100);
    expect(apart).toBe(0);
  });
});

describe('lines of sight of a layer', () => {
  const places = (count: number, north: number): Float32Array =>
    Float32Array.from({ length: count * 3 }, (_, at) => [0, north + Math.floor(at / 3) * 0.01, 5][at % 3]!);
  const rowsOf = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, row) => row);

  it('are found a share a frame, and rest when all are', () => {
    const { moving, resting } = RAYS_PER_FRAME;
    const count = moving + resting + 10;
    const enuMeters = places(count, 80);
    const inputs = { view: lookNorth(10), parts: { rays: oneHouse }, ground, rows: rowsOf(count), enuMeters };
    const sight = new SightLines();
    const seenAfter = [1, 2, 3, 4].map(() => [sight.update(inputs), sight.seen.length]);
    expect(seenAfter).toEqual([
      [true, moving],
      [true, moving + resting],
      [true, count],
      [false, count],
    ]);
    // The eye steps on: what was seen stays until it is asked anew.
    expect(sight.update({ ...inputs, view: lookNorth(11) })).toBe(false);
    expect(sight.seen).toHaveLength(count);
  });

  it('hide what is behind a house from the street, and nothing from above', () => {
    const rows = rowsOf(3);
    const enuMeters = Float32Array.of(0, 60, 5, 0, 200, 5, 40, 200, 5);
    const sight = new SightLines();
    const inputs = { parts: { rays: oneHouse }, ground, rows, enuMeters };
    sight.update({ ...inputs, view: lookNorth(10) });
    expect([...sight.seen]).toEqual([0, 2]);
    expect(sight.update({ ...inputs, view: lookNorth(STREET_LEVEL_METERS + 1) })).toBe(true);
    expect([...sight.seen]).toEqual([0, 1, 2]);
    sight.update({ ...inputs, view: lookNorth(10) });
    expect([...sight.seen]).toEqual([0, 2]);
    // Footprints that are not there hide nothing.
    sight.update({ ...inputs, parts: { rays: null }, view: lookNorth(12) });
    expect([...sight.seen]).toEqual([0, 1, 2]);
  });

  it('leave what was seen from above until it is asked about from the street', () => {
    const rows = rowsOf(RAYS_PER_FRAME.moving + 40);
    const inputs = { parts: { rays: oneHouse }, ground, rows, enuMeters: places(rows.length, 200) };
    const sight = new SightLines();
    sight.update({ ...inputs, view: lookNorth(STREET_LEVEL_METERS + 1) });
    expect(sight.seen).toHaveLength(rows.length);
    const low = lookNorth(10);
    sight.update({ ...inputs, view: low });
    expect(sight.seen).toHaveLength(40); // the others are behind the house, as is known of them already
    sight.update({ ...inputs, view: low });
    expect(sight.seen).toHaveLength(0);
  });

  it('forget a mark that left the view', () => {
    const sight = new SightLines();
    const enuMeters = Float32Array.of(0, 200, 5, 40, 200, 5);
    const view = {
      ...lookNorth(10),
      pose: poseFromLook({ targetEnuMeters: [0, 100], rangeMeters: 100, headingDeg: 0, pitchDeg: -6 }),
    };
    sight.update({ view, parts: { rays: oneHouse }, ground, rows: rowsOf(2), enuMeters });
    expect([...sight.seen]).toEqual([1]);
    sight.update({ view, parts: { rays: oneHouse }, ground, rows: Uint32Array.of(1), enuMeters });
    expect([...sight.seen]).toEqual([1]);
  });
});
