import { expect, it } from 'vitest';
import {
  decodeFootprints,
  encodeFootprints,
  type FootprintInput,
  footprintOf,
} from '../../src/model/contract/footprintsFile.ts';
import { groundHitOf } from '../../src/model/geometry/groundRay.ts';
import { heightFieldOf } from '../../src/model/geometry/heightField.ts';
import type { Point2 } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { standOnGround } from '../../src/model/geometry/standOnGround.ts';
import { poseFromLook } from '../../src/picture/camera/look.ts';
import { projectEnu, rayThroughPixel, type View } from '../../src/picture/camera/pose.ts';
import type { PickTarget } from '../../src/picture/layerDrawing.ts';
import { BuildingRays, prismDistance } from '../../src/picture/picking/buildingRays.ts';
import { type PickInputs, pickAt } from '../../src/picture/picking/pickAt.ts';

const PICKS = 200;

/** A hill 60 m high, steep enough to hide houses behind it. */
const ground = heightFieldOf([-2_000, -2_000], 50, 81, 81, (x, y) => 60 * Math.exp(-(x * x + y * y) / 400 ** 2));

/** Towers of 40 to 200 m as turned rectangles. */
function towers(random: SeededRandom, count: number): FootprintInput[] {
  return Array.from({ length: count }, () => {
    const [x, y] = [random.between(-1_500, 1_500), random.between(-1_500, 1_500)];
    const [width, depth, turn] = [random.between(8, 30), random.between(8, 30), random.between(0, Math.PI)];
    const corner = (u: number, v: number): Point2 => [
      Math.round((x + u * width * Math.cos(turn) - v * depth * Math.sin(turn)) * 100),
      Math.round((y + u * width * Math.sin(turn) + v * depth * Math.cos(turn)) * 100),
    ];
    const outline = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
    const size = { heightGroundMeters: random.between(40, 200), windowColumns: 0, floors: 1 };
    return { ...size, polygonsCm: [[outline]], areaRow: 0 };
  });
}

/** As a hall's window is: both its edges on one side of the axis. */
const windows = [
  { left: 0.2, right: 1.4, bottom: -0.5, top: 0.3 },
  { left: -1.4, right: -0.2, bottom: -0.3, top: 0.5 },
];
const viewAt = (random: SeededRandom, window: number): View => ({
  pose: poseFromLook({
    targetEnuMeters: [random.between(-900, 900), random.between(-900, 900)],
    rangeMeters: random.between(300, 1_800),
    headingDeg: random.between(-180, 180),
    pitchDeg: random.between(-70, -6),
  }),
  tangents: windows[window % windows.length]!,
  widthCssPx: 1200,
  heightCssPx: 800,
});

it(`${PICKS} picks on towers under off-centre windows are what asking every tower finds`, () => {
  const random = new SeededRandom('towers');
  const footprints = decodeFootprints(encodeFootprints(towers(random, 700)))!;
  const outlines = Array.from({ length: footprints.count }, (_, row) => footprintOf(footprints, row));
  const stands = outlines.map((outline, row) => standOnGround(ground, outline, footprints.heightGroundMeters[row]!));
  const rays = new BuildingRays(footprints, ground);
  const inputs: PickInputs = { targets: [], rays, places: null, ground, shown: () => true, reachCssPx: 18 };
  let [towersPicked, otherThanAimed, groundsPicked] = [0, 0, 0];
  for (let round = 0; towersPicked < PICKS; round++) {
    const view = viewAt(random, round);
    const { eyeEnuMeters: eye } = view.pose;
    // Every third is a blind pixel; the others are aimed at a wall, since blind ones mostly meet the ground.
    const aimed = random.whole(0, footprints.count - 1);
    const [[[a, b]]] = outlines[aimed] as unknown as [[[Point2, Point2]]];
    const { baseUpMeters, topUpMeters } = stands[aimed]!;
    const share = random.between(0.02, 0.98);
    const up = baseUpMeters + (topUpMeters - baseUpMeters) * random.between(0.1, 0.98);
    const onWall = projectEnu(view, [(a[0] + (b[0] - a[0]) * share) / 100, (a[1] + (b[1] - a[1]) * share) / 100, up]);
    const at = round % 3 === 0 ? { xCssPx: random.between(0, 1200), yCssPx: random.between(0, 800) } : onWall;
    if (!at || at.xCssPx < 0 || at.xCssPx > 1200 || at.yCssPx < 0 || at.yCssPx > 800) continue;
    const direction = rayThroughPixel(view, at.xCssPx, at.yCssPx);
    const hill = groundHitOf(ground, eye, direction, 60_000);
    const toHill = hill ? Math.hypot(hill[0] - eye[0], hill[1] - eye[1], hill[2] - eye[2]) : 60_000;
    let [nearest, nearestMeters] = [-1, toHill + 0.5];
    outlines.forEach((outline, row) => {
      const { baseUpMeters: base, topUpMeters: top } = stands[row]!;
      const meters = prismDistance(outline, top - base, [eye[0], eye[1], eye[2] - base], direction);
      if (meters !== null && meters < nearestMeters) [nearest, nearestMeters] = [row, meters];
    });
    const pick = pickAt(view, at.xCssPx, at.yCssPx, inputs);
    if (nearest < 0) {
      groundsPicked++;
      expect(pick).toBeNull();
    } else {
      towersPicked++;
      if (nearest !== aimed) otherThanAimed++;
      expect(pick).toMatchObject({ kind: 'building', buildingIndex: nearest });
    }
  }
  // Towers hide one another: that was met.
  expect(otherThanAimed).toBeGreaterThan(20);
  expect(groundsPicked).toBeGreaterThan(0);
});

it('a mark goes before the building behind it, and one that yields goes after one that does not', () => {
  const random = new SeededRandom('marks');
  const footprints = decodeFootprints(encodeFootprints(towers(random, 700)))!;
  const rays = new BuildingRays(footprints, ground);
  const places = Array.from({ length: 60 }, (_, row): PickTarget => {
    const pick =
      row % 2 === 0
        ? ({ kind: 'case', caseId: `c${row}` } as const)
        : ({ kind: 'videoPoint', videoPointIndex: row } as const);
    const enuMeters = [random.between(-900, 900), random.between(-900, 900), random.between(0, 250)] as const;
    return { enuMeters, handicapCssPx: row % 2 === 0 ? 0 : 6, pick };
  });
  const inputs: PickInputs = { targets: places, rays, places: null, ground, shown: () => true, reachCssPx: 18 };
  let seen = 0;
  for (let round = 0; round < 200; round++) {
    const view = viewAt(random, round);
    const target = random.pick(places);
    const at = projectEnu(view, target.enuMeters);
    if (!at) continue;
    seen++;
    const rivals = places.flatMap(({ enuMeters, handicapCssPx, pick }) => {
      const there = projectEnu(view, enuMeters);
      return there
        ? [{ pick, px: Math.hypot(there.xCssPx - at.xCssPx, there.yCssPx - at.yCssPx) + handicapCssPx }]
        : [];
    });
    const best = rivals.reduce((a, b) => (b.px < a.px ? b : a));
    expect(pickAt(view, at.xCssPx, at.yCssPx, inputs)).toEqual(best.pick);
  }
  expect(seen).toBeGreaterThan(50);
});
