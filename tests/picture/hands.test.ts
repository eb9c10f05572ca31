import { describe, expect, it } from 'vitest';
import { shortestTurnDeg } from '../../src/model/geometry/headings.ts';
import { heightFieldOf } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { Eye, MAX_FLIGHT_MILLIS } from '../../src/picture/camera/eye.ts';
import { zoomed } from '../../src/picture/camera/gestures.ts';
import { DragSpeed, GLIDE_MILLIS, glidden } from '../../src/picture/camera/glide.ts';
import { limitsOf, tangentsOf } from '../../src/picture/camera/look.ts';
import { PinchTurn } from '../../src/picture/camera/pinchTurn.ts';
import { axesOf, projectEnu, type View } from '../../src/picture/camera/pose.ts';
import type { Look } from '../../src/picture/cityView.ts';

const bounds = { minX: -5_000, maxX: 5_000, minY: -5_000, maxY: 5_000 };
const look: Look = { targetEnuMeters: [0, 0], rangeMeters: 2_000, headingDeg: 30, pitchDeg: -45 };
const NOW = 1_795_541_000_000;

describe('a pinch', () => {
  it('never turns the city by accident, however the hand trembles', () => {
    const random = new SeededRandom('pinches');
    for (let hand = 0; hand < 200; hand++) {
      const pinch = new PinchTurn();
      let [lineDeg, followedDeg] = [0, 0];
      for (let move = 0; move < 60; move++) {
        const nextDeg = random.between(-11, 11) * Math.sin((move / 60) * Math.PI);
        followedDeg += pinch.step(nextDeg - lineDeg);
        lineDeg = nextDeg;
      }
      expect(followedDeg).toBe(0);
    }
  });

  it('turns it from where the line has plainly turned, without a jump, until the fingers lift', () => {
    const pinch = new PinchTurn();
    const followed = Array.from({ length: 40 }, () => pinch.step(1));
    expect(followed.slice(0, 12)).toEqual(new Array(12).fill(0));
    expect(Math.max(...followed)).toBe(1);
    expect(followed.reduce((sum, step) => sum + step, 0)).toBe(27);
    expect(pinch.step(-2)).toBe(-2);
  });
});

describe('a drag let go', () => {
  it('runs on at the speed of its last tenth of a second, and not where the hand had come to rest', () => {
    const speed = new DragSpeed();
    for (let at = 0; at <= 400; at += 16) speed.add(at, [at < 300 ? 0 : (at - 300) * 2, 0]);
    expect(speed.at(404)![0]).toBeGreaterThan(1_500);
    expect(speed.at(404)![0]).toBeLessThanOrEqual(2_000);
    expect(speed.at(500)).toBeNull();
    expect(new DragSpeed().at(0)).toBeNull();
  });

  it('slows down at once, stops within a second, and ends at the next hand', () => {
    const eye = new Eye(look, limitsOf(bounds), false);
    eye.glide([1_000, 0], NOW);
    const steps = Array.from({ length: 80 }, (_, frame) => {
      eye.advance(NOW + frame * 16);
      return eye.look.targetEnuMeters[0];
    });
    const ways = steps.slice(1).map((east, index) => east - steps[index]!);
    expect(ways[0]).toBeGreaterThan(10);
    for (let index = 1; index < ways.length; index++) expect(ways[index]!).toBeLessThanOrEqual(ways[index - 1]! + 1e-9);
    expect(eye.advance(NOW + GLIDE_MILLIS + 400)).toBe(false);
    expect(glidden([1_000, 0], GLIDE_MILLIS * 9)).toEqual(glidden([1_000, 0], GLIDE_MILLIS));
    eye.glide([1_000, 0], NOW + 9_000);
    eye.take(look);
    expect(eye.advance(NOW + 9_100)).toBe(false);
    expect(eye.look.targetEnuMeters).toEqual([0, 0]);
  });

  it('does not run on where less motion was asked for, and flights are cuts', () => {
    const eye = new Eye(look, limitsOf(bounds), true);
    eye.glide([1_000, 0], NOW);
    expect(eye.advance(NOW + 100)).toBe(false);
    const there = { ...look, targetEnuMeters: [900, 0] as [number, number] };
    eye.flyTo(there, NOW);
    expect(eye.look.targetEnuMeters).toEqual([900, 0]);
    expect(eye.advance(NOW + 16)).toBe(false);
    const curve = {
      ...({ kind: 'hold', presentAtMillis: NOW + 100, durationMillis: 1_500, ease: 'inOut' } as const),
      ...{ eyeEnuMeters: [[0, -900, 900]] as [number, number, number][], headingDeg: [0], pitchDeg: [-45] },
      horizontalTangent: 0.4,
    };
    const stage = {
      version: 1,
      group: 'wall',
      focus: null,
      language: null,
      presentAtMillis: NOW,
      directedBy: 'desk',
    } as const;
    eye.follow({ ...stage, curve });
    expect(eye.advance(NOW + 99)).toBe(false);
    eye.advance(NOW + 101);
    expect(eye.pose().eyeEnuMeters.map(Math.round)).toEqual([0, -900, 900]);
  });
});

describe('a flight', () => {
  it('arrives within 1.5 s whatever was asked, tilts and turns one way only, and never dips under both its ends', () => {
    const random = new SeededRandom('flights');
    const any = (): Look => ({
      targetEnuMeters: [random.between(-4_000, 4_000), random.between(-4_000, 4_000)],
      rangeMeters: random.between(200, 9_000),
      headingDeg: random.between(-180, 180),
      pitchDeg: random.between(-80, -15),
    });
    for (let flight = 0; flight < 100; flight++) {
      const [from, to] = [any(), any()];
      const eye = new Eye(from, limitsOf(bounds), false);
      eye.flyTo(to, NOW, 60_000);
      const looks = Array.from({ length: 51 }, (_, step) => {
        eye.advance(NOW + (MAX_FLIGHT_MILLIS * step) / 50);
        expect(axesOf(eye.pose()).right[2]).toBe(0); // no roll
        return eye.look;
      });
      const isOneWay = (values: readonly number[]): boolean => {
        const signs = values
          .slice(1)
          .map((value, index) => Math.sign(Math.round(shortestTurnDeg(values[index]!, value) * 1e6)));
        return !(signs.includes(1) && signs.includes(-1));
      };
      expect(isOneWay(looks.map(({ pitchDeg }) => pitchDeg))).toBe(true);
      expect(isOneWay(looks.map(({ headingDeg }) => headingDeg))).toBe(true);
      const lowest = Math.min(from.rangeMeters, to.rangeMeters);
      expect(Math.min(...looks.map(({ rangeMeters }) => rangeMeters))).toBeGreaterThan(lowest * 0.999);
      expect(eye.advance(NOW + MAX_FLIGHT_MILLIS)).toBe(false);
      const end = looks.at(-1)!;
      expect(Math.hypot(end.targetEnuMeters[0] - to.targetEnuMeters[0], end.rangeMeters - to.rangeMeters)).toBeLessThan(
        1e-6,
      );
    }
  });

  it('to the next look of a hand keeps the place that the hand has hold of on its pixel, on whatever level that lies', () => {
    const slope = heightFieldOf([-5_000, -5_000], 500, 21, 21, (x) => x / 10);
    const eye = new Eye(look, limitsOf(bounds), false);
    eye.setGround(slope);
    const viewOf = (of: Look): View => ({
      ...{ pose: eye.poseOf(of), widthCssPx: 1_280, heightCssPx: 720 },
      tangents: tangentsOf(1_280, 720, { left: 0, right: 0, top: 0, bottom: 0 }),
    });
    const place = [400, 300, 40] as const;
    eye.standOn(place[2]);
    const before = projectEnu(viewOf(eye.look), place)!;
    eye.flyOnLevel(zoomed(eye.look, 0.5, place, [80, 9_000]), NOW, 280);
    eye.advance(NOW + 280);
    const after = projectEnu(viewOf(eye.look), place)!;
    expect(Math.hypot(after.xCssPx - before.xCssPx, after.yCssPx - before.yCssPx)).toBeLessThan(1e-6);
    expect(after.depthMeters / before.depthMeters).toBeCloseTo(0.5, 6);
  });
});
