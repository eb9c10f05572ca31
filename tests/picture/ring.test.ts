import { describe, expect, it } from 'vitest';
import type { Stage } from '../../src/model/contract/stage.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { axesOf, degFromUnit, projectEnu, rayThroughPixel, unitFromDeg } from '../../src/picture/camera/pose.ts';
import { SEGMENTS, segmentsOfPage, segmentView } from '../../src/picture/ring/ringGeometry.ts';
import { driftingRig, frameAt, millisOfFrame, RingMotion } from '../../src/picture/ring/ringMotion.ts';

const [WIDTH, HEIGHT] = [1920, 1200];

describe('the ring’s windows', () => {
  it('share their seam rays to 1e-12, whatever the heading', () => {
    const random = new SeededRandom('seams');
    for (let round = 0; round < 50; round++) {
      const rig = { eyeEnuMeters: [0, 0, 220] as const, heading: unitFromDeg(random.between(-180, 180)) };
      for (let segment = 0; segment + 1 < SEGMENTS; segment++) {
        const left = segmentView(rig, segment, WIDTH, HEIGHT);
        const right = segmentView(rig, segment + 1, WIDTH, HEIGHT);
        for (const y of [0, 300, 528, 900, HEIGHT]) {
          const [a, b] = [rayThroughPixel(left, WIDTH, y), rayThroughPixel(right, 0, y)];
          for (const axis of [0, 1, 2] as const) expect(Math.abs(a[axis] - b[axis])).toBeLessThan(1e-12);
        }
      }
    }
  });

  it('project a place on the seam to the same row in both, within a quarter of a pixel', () => {
    const random = new SeededRandom('places');
    const rig = { eyeEnuMeters: [120, -40, 220] as const, heading: unitFromDeg(17) };
    for (let segment = 0; segment + 1 < SEGMENTS; segment++) {
      const left = segmentView(rig, segment, WIDTH, HEIGHT);
      const right = segmentView(rig, segment + 1, WIDTH, HEIGHT);
      for (let round = 0; round < 40; round++) {
        const ray = rayThroughPixel(left, WIDTH, random.between(0, HEIGHT));
        const away = random.between(50, 9_000);
        const place = [0, 1, 2].map((axis) => rig.eyeEnuMeters[axis]! + ray[axis]! * away);
        const [a, b] = [left, right].map((view) => projectEnu(view, place as unknown as [number, number, number])!);
        expect(Math.abs(a!.xCssPx - WIDTH)).toBeLessThan(0.25);
        expect(Math.abs(b!.xCssPx)).toBeLessThan(0.25);
        expect(Math.abs(a!.yCssPx - b!.yCssPx)).toBeLessThan(0.25);
      }
    }
  });

  it('cover 301° from left to right, level, with square pixels', () => {
    const rig = { eyeEnuMeters: [0, 0, 220] as const, heading: unitFromDeg(0) };
    const views = Array.from({ length: SEGMENTS }, (_, segment) => segmentView(rig, segment, WIDTH, HEIGHT));
    expect(views.map((view) => Math.round(degFromUnit(view.pose.heading)))).toEqual([-129, -86, -43, 0, 43, 86, 129]);
    for (const { pose, tangents } of views) {
      expect(axesOf(pose).forward[2]).toBe(0);
      expect((tangents.right - tangents.left) / WIDTH).toBeCloseTo((tangents.top - tangents.bottom) / HEIGHT, 12);
    }
  });

  it('are named 1 to 7, or all', () => {
    expect(segmentsOfPage('1')).toEqual([0]);
    expect(segmentsOfPage('all')).toHaveLength(7);
    for (const page of ['0', '8', '', 'x', '1a']) expect(segmentsOfPage(page)).toBeNull();
  });
});

describe('the ring’s motion', () => {
  it('is the same for everyone who shows the same frame', () => {
    const at = 1_795_541_123_456.789;
    const frame = frameAt(at);
    expect(Math.abs(millisOfFrame(frame) - at)).toBeLessThanOrEqual(1000 / 60 / 2 + 1e-3);
    expect(driftingRig([0, 0, 1], frame)).toEqual(driftingRig([0, 0, 1], frameAt(at + 0.01)));
  });

  it('drifts slower than 0.6° per second, without a jump, all the way round', () => {
    let previous = driftingRig([0, 0, 1], 0).heading;
    for (let frame = 60; frame <= 90_000; frame += 60) {
      const { heading } = driftingRig([0, 0, 1], frame);
      const sine = previous[1] * heading[0] - previous[0] * heading[1];
      const turnedDeg = (Math.asin(sine) * 180) / Math.PI;
      expect(turnedDeg).toBeGreaterThan(0.2);
      expect(turnedDeg).toBeLessThan(0.6);
      previous = heading;
    }
  });

  it('cuts once to the directed place, at its shared time', () => {
    const stage: Stage = {
      version: 1,
      group: 'ring',
      curve: {
        kind: 'hold',
        presentAtMillis: 10_000,
        durationMillis: 0,
        ease: 'linear',
        eyeEnuMeters: [[500, 600, 150]],
        headingDeg: [90],
        pitchDeg: [0],
        horizontalTangent: 0.39,
      },
      focus: null,
      language: null,
      presentAtMillis: 10_000,
      directedBy: 'desk',
    };
    const motion = new RingMotion([0, 0, 220], true);
    motion.follow(stage);
    expect(motion.cutAt(frameAt(9_990))).toBe(false);
    expect(motion.rigAt(frameAt(9_990)).eyeEnuMeters).toEqual([0, 0, 220]);
    expect(motion.cutAt(frameAt(10_017))).toBe(true);
    expect(motion.rigAt(frameAt(10_017)).eyeEnuMeters).toEqual([500, 600, 150]);
    expect(motion.rigAt(frameAt(10_017))).toEqual(motion.rigAt(frameAt(90_000)));
    motion.follow(stage);
    expect(motion.cutAt(frameAt(10_100))).toBe(false);
  });
});
