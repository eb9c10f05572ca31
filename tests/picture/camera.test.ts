import { describe, expect, it } from 'vitest';
import type { CameraCurve } from '../../src/model/contract/stage.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { compileCurve } from '../../src/picture/camera/curve.ts';
import { Eye } from '../../src/picture/camera/eye.ts';
import { cornersOf, lookAtPlaces } from '../../src/picture/camera/frameLook.ts';
import { groundUnder, panned, turnedAbout, zoomed } from '../../src/picture/camera/gestures.ts';
import {
  limitLook,
  limitsOf,
  lookBetween,
  lookFromPose,
  poseFromLook,
  tangentsOf,
} from '../../src/picture/camera/look.ts';
import {
  axesOf,
  planeHit,
  projectEnu,
  projectionFromTangents,
  rayThroughPixel,
  type View,
  viewMatrixFromPose,
} from '../../src/picture/camera/pose.ts';
import type { Look } from '../../src/picture/cityView.ts';

const bounds = { minX: -4000, minY: -5000, maxX: 4000, maxY: 5000 };
const inset = { left: 440, right: 364, top: 72, bottom: 120 };
const FREE = { width: 1920 - 804, height: 1080 - 192 };
const viewOf = (look: Look): View => ({
  pose: poseFromLook(look),
  tangents: tangentsOf(1920, 1080, inset),
  widthCssPx: 1920,
  heightCssPx: 1080,
});

const randomLook = (random: SeededRandom): Look => ({
  targetEnuMeters: [random.between(-3000, 3000), random.between(-3000, 3000)],
  rangeMeters: random.between(200, 9000),
  headingDeg: random.between(-180, 180),
  pitchDeg: random.between(-88, -12),
});

/** Column-major 4×4 times point. */
const times = (m: number[], p: readonly number[]): number[] =>
  [0, 1, 2, 3].map((row) => m[row]! * p[0]! + m[4 + row]! * p[1]! + m[8 + row]! * p[2]! + m[12 + row]! * (p[3] ?? 1));

describe('pose', () => {
  it('has unit axes at right angles and looks at its target, which stands in the free middle', () => {
    const random = new SeededRandom('pose');
    for (let round = 0; round < 200; round++) {
      const look = randomLook(random);
      const { right, up, forward } = axesOf(poseFromLook(look));
      const dot = (a: readonly number[], b: readonly number[]) => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
      expect([dot(right, up), dot(up, forward), dot(right, forward)].every((value) => Math.abs(value) < 1e-12)).toBe(
        true,
      );
      const at = projectEnu(viewOf(look), [...look.targetEnuMeters, 0])!;
      expect(at.xCssPx).toBeCloseTo((440 + 1920 - 364) / 2, 5);
      expect(at.yCssPx).toBeCloseTo((72 + 1080 - 120) / 2, 5);
    }
  });

  it('projects as the matrices that engines get', () => {
    const random = new SeededRandom('matrices');
    for (let round = 0; round < 200; round++) {
      const view = viewOf(randomLook(random));
      const place = [random.between(-4e3, 4e3), random.between(-4e3, 4e3), random.between(0, 400)] as const;
      const eyeSpace = times(viewMatrixFromPose(view.pose), place);
      const clip = times(projectionFromTangents(view.tangents, 10, 50_000), eyeSpace);
      const at = projectEnu(view, place);
      if (clip[3]! <= 0) {
        expect(at).toBeNull();
        continue;
      }
      expect(((clip[0]! / clip[3]! + 1) / 2) * 1920).toBeCloseTo(at!.xCssPx, 4);
      expect(((1 - clip[1]! / clip[3]!) / 2) * 1080).toBeCloseTo(at!.yCssPx, 4);
    }
  });

  it('rays go back through their pixel', () => {
    const random = new SeededRandom('rays');
    for (let round = 0; round < 200; round++) {
      const view = viewOf(randomLook(random));
      const [x, y] = [random.between(0, 1920), random.between(0, 1080)];
      const hit = planeHit(view.pose.eyeEnuMeters, rayThroughPixel(view, x, y), 0);
      if (!hit || Math.hypot(...hit) > 1e6) continue;
      const at = projectEnu(view, hit)!;
      expect(at.xCssPx).toBeCloseTo(x, 3);
      expect(at.yCssPx).toBeCloseTo(y, 3);
    }
  });
});

describe('looks', () => {
  it('come back from their pose', () => {
    const random = new SeededRandom('looks');
    for (let round = 0; round < 100; round++) {
      const look = randomLook(random);
      const again = lookFromPose(poseFromLook(look));
      expect(again.rangeMeters).toBeCloseTo(look.rangeMeters, 4);
      expect(again.targetEnuMeters[0]).toBeCloseTo(look.targetEnuMeters[0], 4);
      expect(again.pitchDeg).toBeCloseTo(look.pitchDeg, 8);
    }
  });

  it('never go under the ground or out of the district', () => {
    const limits = limitsOf(bounds);
    const random = new SeededRandom('limits');
    for (let round = 0; round < 300; round++) {
      const look = limitLook(
        {
          targetEnuMeters: [random.between(-1e6, 1e6), random.between(-1e6, 1e6)],
          rangeMeters: random.between(-10, 1e6),
          headingDeg: random.between(-900, 900),
          pitchDeg: random.between(-120, 60),
        },
        limits,
      );
      expect(poseFromLook(look).eyeEnuMeters[2]).toBeGreaterThanOrEqual(5);
      expect(Math.abs(look.headingDeg)).toBeLessThanOrEqual(180);
      expect(look.targetEnuMeters[0]).toBeLessThanOrEqual(limits.bounds.maxX);
    }
  });

  it('frame the whole of the bounds in the free middle', () => {
    for (const headingDeg of [0, 37, 90, -120]) {
      const look = lookAtPlaces(cornersOf(bounds), headingDeg, -40, FREE.width / FREE.height);
      for (const [x, y] of [
        [bounds.minX, bounds.minY],
        [bounds.maxX, bounds.minY],
        [bounds.maxX, bounds.maxY],
        [bounds.minX, bounds.maxY],
      ] as const) {
        const at = projectEnu(viewOf(look), [x, y, 0])!;
        expect(at.xCssPx).toBeGreaterThan(440);
        expect(at.xCssPx).toBeLessThan(1920 - 364);
        expect(at.yCssPx).toBeGreaterThan(72);
        expect(at.yCssPx).toBeLessThan(1080 - 120);
      }
    }
  });

  it('fill the free middle with an outline that leaves its bounds’ corners empty, and centre it', () => {
    // A slanted long shape, as districts are: its bounds would be framed by corners where nothing is.
    const outline = [
      [-6000, -3500],
      [-2500, -4000],
      [1000, -2500],
      [6500, 1200],
      [4500, 3000],
      [-500, 3800],
      [-4200, 900],
    ] as const;
    const look = lookAtPlaces(outline, 0, -46, FREE.width / FREE.height, 1.04);
    const at = outline.map(([x, y]) => projectEnu(viewOf(look), [x, y, 0])!);
    const xs = at.map(({ xCssPx }) => xCssPx);
    const ys = at.map(({ yCssPx }) => yCssPx);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    expect(Math.max((right - left) / FREE.width, (bottom - top) / FREE.height)).toBeGreaterThan(0.9);
    expect(Math.max((right - left) / FREE.width, (bottom - top) / FREE.height)).toBeLessThan(1);
    expect((left + right) / 2).toBeCloseTo((440 + 1920 - 364) / 2, 0);
    expect((top + bottom) / 2).toBeCloseTo((72 + 1080 - 120) / 2, 0);
  });

  it('fly the short way round and end where they should', () => {
    const from = { targetEnuMeters: [0, 0] as [number, number], rangeMeters: 1000, headingDeg: 170, pitchDeg: -40 };
    const to = { targetEnuMeters: [9000, 0] as [number, number], rangeMeters: 500, headingDeg: -170, pitchDeg: -60 };
    expect(lookBetween(from, to, 0)).toEqual(from);
    const end = lookBetween(from, to, 1);
    expect(end.rangeMeters).toBeCloseTo(500, 9);
    expect(end.headingDeg).toBe(190);
    expect(lookBetween(from, to, 0.5).rangeMeters).toBeGreaterThan(3000);
  });
});

describe('gestures', () => {
  const level = { footUpMeters: 0, viewOf };

  it('keep the grabbed place under the finger', () => {
    const random = new SeededRandom('pan');
    for (let round = 0; round < 100; round++) {
      const look = { ...randomLook(random), pitchDeg: random.between(-85, -30) };
      const [x0, y0] = [random.between(500, 1500), random.between(300, 900)];
      const [x1, y1] = [x0 + random.between(-80, 80), y0 + random.between(-80, 80)];
      const grabbed = groundUnder(look, level, x0, y0)!;
      const moved = panned(look, level, grabbed, x1, y1);
      const at = projectEnu(viewOf(moved), grabbed)!;
      expect(at.xCssPx).toBeCloseTo(x1, 4);
      expect(at.yCssPx).toBeCloseTo(y1, 4);
    }
  });

  it('zoom and turn about a place that keeps its pixel', () => {
    const random = new SeededRandom('zoom');
    for (let round = 0; round < 100; round++) {
      const look = { ...randomLook(random), pitchDeg: random.between(-85, -30) };
      const [x, y] = [random.between(500, 1500), random.between(300, 900)];
      const anchor = groundUnder(look, level, x, y)!;
      const at = projectEnu(viewOf(zoomed(look, random.between(0.4, 2), anchor, [80, 50_000])), anchor)!;
      expect([at.xCssPx, at.yCssPx].map((value, index) => Math.abs(value - [x, y][index]!) < 1e-4)).toEqual([
        true,
        true,
      ]);
      const turned = turnedAbout(look, random.between(-90, 90), anchor);
      const distance = (from: Look) => {
        const eye = poseFromLook(from).eyeEnuMeters;
        return Math.hypot(eye[0] - anchor[0], eye[1] - anchor[1]);
      };
      expect(distance(turned)).toBeCloseTo(distance(look), 4);
      const again = projectEnu(viewOf(turned), anchor)!;
      expect(again.xCssPx).toBeCloseTo(x, 3);
      expect(again.yCssPx).toBeCloseTo(y, 3);
    }
  });
});

describe('curves', () => {
  const curve = (part: Partial<CameraCurve>): CameraCurve => ({
    kind: 'spline',
    presentAtMillis: 1000,
    durationMillis: 2000,
    ease: 'linear',
    eyeEnuMeters: [
      [0, 0, 200],
      [1000, 0, 200],
    ],
    headingDeg: [0, 90],
    pitchDeg: [0, 0],
    horizontalTangent: 0.4,
    ...part,
  });

  it('hold their ends and pass their keys', () => {
    const compiled = compileCurve(curve({}));
    expect(compiled.poseAt(0).eyeEnuMeters).toEqual([0, 0, 200]);
    expect(compiled.poseAt(9999).eyeEnuMeters).toEqual([1000, 0, 200]);
    const middle = compiled.poseAt(2000);
    expect(middle.eyeEnuMeters[0]).toBeCloseTo(500, 9);
    expect(middle.heading[0]).toBeCloseTo(Math.SQRT1_2, 4);
    expect(middle.pitch).toEqual([0, 1]);
  });

  it('keep an orbit on its circle', () => {
    const compiled = compileCurve(
      curve({
        kind: 'orbit',
        eyeEnuMeters: [
          [100, 100, 0],
          [100, -400, 300],
        ],
        headingDeg: [0, 170],
        pitchDeg: [-20, -20],
      }),
    );
    for (let at = 1000; at <= 3000; at += 37) {
      const { eyeEnuMeters: eye, heading } = compiled.poseAt(at);
      const radius = Math.hypot(eye[0] - 100, eye[1] - 100);
      expect(Math.abs(radius - 500)).toBeLessThan(0.6);
      // The eye goes on facing the centre.
      expect(Math.abs((eye[0] - 100) / radius + heading[0])).toBeLessThan(2e-3);
    }
  });

  it('are entered from where the eye is, and left by the first hand', () => {
    const look: Look = { targetEnuMeters: [0, 0], rangeMeters: 1000, headingDeg: 0, pitchDeg: -45 };
    const eye = new Eye(look, limitsOf(bounds), false);
    eye.follow({
      version: 1,
      group: 'wall',
      curve: curve({ kind: 'hold', eyeEnuMeters: [[500, 500, 800]], headingDeg: [20], pitchDeg: [-60] }),
      focus: null,
      language: null,
      presentAtMillis: 1000,
      directedBy: 'desk',
    });
    expect(eye.advance(999)).toBe(false);
    eye.advance(1001);
    expect(Math.abs(eye.look.rangeMeters - 1000)).toBeLessThan(5);
    eye.advance(3000);
    expect(eye.pose().eyeEnuMeters.map(Math.round)).toEqual([500, 500, 800]);
    expect(eye.advance(3016)).toBe(false);
    eye.take(look);
    expect(eye.advance(3032)).toBe(false);
  });
});
