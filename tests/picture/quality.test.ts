/** Which quality a picture is drawn with, and when it steps down. */
import { describe, expect, it } from 'vitest';
import {
  frameMillisOf,
  isProcessorName,
  type Measured,
  tierFor,
  unmeasured,
} from '../../src/picture/quality/measured.ts';
import { Pace, SLOW_MILLIS } from '../../src/picture/quality/pace.ts';
import { RunningQuality } from '../../src/picture/quality/runningQuality.ts';
import { choiceFrom, tierNames, tiers } from '../../src/picture/quality/tiers.ts';

const FULL_HD = 1920 * 1080;
const card = (millisPerMegapixel: number, millisPerMillionCorners: number): Measured => ({
  renderer: 'a card',
  isProcessor: false,
  millisPerMegapixel,
  millisPerMillionCorners,
  probeMillis: 3,
  mostCanvasPx: 16_384,
});

/** Frames of this length, one after the other, until it steps down or so long has passed. */
function drawFrames(
  quality: RunningQuality,
  frameMillis: number,
  fromMillis: number,
  forMillis: number,
): number | null {
  for (let at = fromMillis; at <= fromMillis + forMillis; at += frameMillis) {
    if (quality.drawn(frameMillis, at)) return at - fromMillis;
  }
  return null;
}

describe('the tier of a picture', () => {
  it('follows what was measured for its number of pixels, not the name of a card', () => {
    const strong = card(0.2, 0.5);
    expect(frameMillisOf(strong, 1e6)).toBeCloseTo(1);
    expect(tierFor(strong, FULL_HD)).toBe('wall');
    expect(tierFor(strong, 11_520 * 3240)).toBe('desktop');
    expect(tierFor(card(2, 2), FULL_HD)).toBe('desktop');
    expect(tierFor(card(10, 2), FULL_HD)).toBe('software');
  });

  it('is software where the processor draws, however fast it passes the probe, and where nothing does', () => {
    expect(tierFor({ ...card(0.01, 0.01), isProcessor: true }, 100)).toBe('software');
    expect(tierFor(unmeasured, FULL_HD)).toBe('software');
    for (const name of [
      'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
      'llvmpipe (LLVM 15.0.7, 256 bits)',
      'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)',
    ]) {
      expect(isProcessorName(name), name).toBe(true);
    }
    expect(isProcessorName('ANGLE (NVIDIA, NVIDIA GeForce RTX 4090 Direct3D11 vs_5_0 ps_5_0)')).toBe(false);
  });

  it('leads down step by step, and ends', () => {
    for (const tier of tierNames) {
      const way = new Set([tier]);
      for (let below = tiers[tier].below; below; below = tiers[below].below) {
        expect(way.has(below)).toBe(false);
        way.add(below);
      }
    }
    expect(tiers.ring).toMatchObject({ shadows: 'off', below: null });
  });

  it('is asked for by its name', () => {
    expect(['software', 'desktop', 'wall', 'ring', 'auto'].map(choiceFrom)).toEqual([
      'software',
      'desktop',
      'wall',
      'ring',
      'auto',
    ]);
    expect([choiceFrom(null), choiceFrom('best'), choiceFrom('')]).toEqual([null, null, null]);
  });
});

describe('a pace', () => {
  const feed = (pace: Pace, p95: number | null, fromMillis: number, count: number, stepMillis = 50): boolean[] =>
    Array.from({ length: count }, (_, frame) => pace.isTooSlow(p95, 40, fromMillis + frame * stepMillis));

  it('is too slow after ten seconds of slow frames, not before', () => {
    const told = feed(new Pace(), 50, 0, SLOW_MILLIS / 50 + 1);
    expect(told.indexOf(true)).toBe(SLOW_MILLIS / 50);
  });

  it('counts no pauses: a picture that rests is not slow', () => {
    expect(feed(new Pace(), 50, 0, 100, 5_000)).not.toContain(true);
  });

  it('forgets after a fast stretch, and neither counts nor forgets in between', () => {
    const pace = new Pace();
    expect(feed(pace, 50, 0, 181)).not.toContain(true); // nine seconds
    expect(feed(pace, 38, 9_050, 1_000)).not.toContain(true);
    expect(feed(pace, 50, 59_050, 22)).toContain(true);
    const other = new Pace();
    feed(other, 50, 0, 181);
    feed(other, 20, 9_050, 1);
    expect(feed(other, 50, 9_100, 199)).not.toContain(true);
  });
});

describe('a running quality', () => {
  it('steps down where it proves too slow, and never up again by itself', () => {
    const quality = new RunningQuality({ measured: card(0.2, 0.5), choice: 'auto', pixels: FULL_HD });
    expect(quality.state(null)).toMatchObject({ tier: 'wall', reason: 'measured', isTooSlow: false });
    const before = quality.now;
    const stepped = drawFrames(quality, 30, 0, 20_000);
    expect(stepped).toBeGreaterThanOrEqual(SLOW_MILLIS);
    expect(quality.now).not.toBe(before);
    expect(quality.now).toEqual(tiers.desktop);
    expect(quality.state(30)).toMatchObject({ tier: 'desktop', reason: 'tooSlow', isTooSlow: false });
    expect(drawFrames(quality, 10, 30_000, 600_000)).toBeNull();
    expect(quality.state(10).tier).toBe('desktop');
    expect(drawFrames(quality, 60, 700_000, 20_000)).not.toBeNull();
    expect(quality.state(60)).toMatchObject({ tier: 'software', below: null });
    expect(drawFrames(quality, 200, 800_000, 600_000)).toBeNull();
  });

  it('stays as it was chosen, and says that it is too slow', () => {
    const quality = new RunningQuality({ measured: card(10, 10), choice: 'wall', pixels: FULL_HD });
    expect(drawFrames(quality, 60, 0, 20_000)).toBeNull();
    expect(quality.state(60)).toMatchObject({ tier: 'wall', reason: 'chosen', isTooSlow: true, below: 'desktop' });
    quality.choose('auto');
    expect(quality.state(60)).toMatchObject({ tier: 'software', reason: 'measured', isTooSlow: false });
  });

  it('never parts a page of the ring from its neighbours', () => {
    const ring = new RunningQuality({ measured: card(0.2, 0.5), choice: 'auto', usual: 'ring', pixels: FULL_HD });
    expect(drawFrames(ring, 60, 0, 30_000)).toBeNull();
    expect(ring.state(60)).toMatchObject({ tier: 'ring', reason: 'alike', isTooSlow: true, below: null });
  });

  it('asks a processor for more samples or shadows only where somebody chose them', () => {
    const measured = { ...card(10, 10), isProcessor: true };
    const samples = (choice: 'auto' | 'wall', usual?: 'ring'): number =>
      new RunningQuality({ measured, choice, pixels: FULL_HD, ...(usual ? { usual } : {}) }).now.samplesPerPixel;
    expect([samples('auto'), samples('auto', 'ring'), samples('wall')]).toEqual([1, 1, 4]);
    const shaded = new RunningQuality({ measured, choice: 'auto', pixels: FULL_HD, shadows: 'soft' });
    expect(shaded.now).toEqual({ ...tiers.software, shadows: 'soft' });
  });
});
