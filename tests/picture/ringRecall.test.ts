import { describe, expect, it } from 'vitest';
import type { Stage } from '../../src/model/contract/stage.ts';
import { driftingRig, frameAt, RingMotion } from '../../src/picture/ring/ringMotion.ts';

const stage = (part: Partial<Stage>): Stage => ({
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
  ...part,
});

describe('the ring after the desk took its place back', () => {
  it('drifts again from the shared time on, the same bits as on a page that never was directed', () => {
    const motion = new RingMotion([0, 0, 220], true);
    motion.follow(stage({}));
    expect(motion.cutAt(frameAt(10_017))).toBe(true);
    motion.follow(stage({ version: 2, curve: null, presentAtMillis: 20_000 }));
    expect(motion.cutAt(frameAt(19_900))).toBe(false);
    expect(motion.rigAt(frameAt(19_900)).eyeEnuMeters).toEqual([500, 600, 150]);
    expect(motion.cutAt(frameAt(20_017))).toBe(true);
    const fresh = new RingMotion([0, 0, 220], true);
    fresh.follow(stage({ version: 2, curve: null, presentAtMillis: 20_000 }));
    expect(fresh.cutAt(frameAt(20_017))).toBe(false);
    expect(motion.rigAt(frameAt(30_000))).toEqual(fresh.rigAt(frameAt(30_000)));
    expect(motion.rigAt(frameAt(30_000))).toEqual(driftingRig([0, 0, 220], frameAt(30_000)));
    // It dissolves into the drift, as into any place, and then moves on; who comes later has nothing to dissolve from.
    expect([motion.shownSinceMillis, motion.isDrifting]).toEqual([20_000, true]);
    expect([fresh.shownSinceMillis, fresh.isDrifting]).toEqual([null, true]);
    expect(new RingMotion([0, 0, 220], false).isDrifting).toBe(false);
  });

  it('goes on drifting when a stage only names a language', () => {
    const motion = new RingMotion([0, 0, 220], true);
    motion.follow(stage({ curve: null, language: 'en' }));
    expect(motion.cutAt(frameAt(10_017))).toBe(false);
  });
});
