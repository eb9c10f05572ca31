import { describe, expect, it } from 'vitest';
import { poseFromLook } from '../../src/picture/camera/look.ts';
import { projectEnu, type View } from '../../src/picture/camera/pose.ts';
import { evenStripsOf, stripsOf, viewOfStrip } from '../../src/picture/still/strips.ts';

describe('the strips of a still', () => {
  it('cover every pixel once, none larger than allowed', () => {
    for (const [width, height, most] of [
      [11_520, 3240, 2048],
      [960, 540, 4096],
      [1001, 7, 100],
    ] as const) {
      const strips = stripsOf(width, height, most);
      expect(strips.reduce((sum, { widthPx, heightPx }) => sum + widthPx * heightPx, 0)).toBe(width * height);
      for (const { xPx, yPx, widthPx, heightPx } of strips) {
        expect(Math.max(widthPx, heightPx)).toBeLessThanOrEqual(most);
        expect(xPx + widthPx <= width && yPx + heightPx <= height).toBe(true);
      }
      expect(new Set(strips.map(({ xPx, yPx }) => `${xPx},${yPx}`)).size).toBe(strips.length);
    }
  });

  it('show each place where the whole view shows it', () => {
    const whole: View = {
      pose: poseFromLook({ targetEnuMeters: [40, -30], rangeMeters: 900, headingDeg: 33, pitchDeg: -25 }),
      tangents: { left: -0.7, right: 0.5, bottom: -0.3, top: 0.25 },
      widthCssPx: 1200,
      heightCssPx: 550,
    };
    for (const strip of stripsOf(2400, 1100, 700)) {
      const part = viewOfStrip(whole, strip, 2400, 1100);
      for (const place of [
        [0, 0, 0],
        [120, 300, 60],
        [-200, 150, 10],
      ] as const) {
        const [inWhole, inPart] = [projectEnu(whole, place)!, projectEnu(part, place)!];
        expect(inPart.xCssPx * 2 + strip.xPx).toBeCloseTo(inWhole.xCssPx * 2, 6);
        expect(inPart.yCssPx * 2 + strip.yPx).toBeCloseTo(inWhole.yCssPx * 2, 6);
      }
    }
  });
});

describe('strips of one size', () => {
  it.each([
    [11_520, 3240, 8192],
    [7680, 2160, 4096],
    [641, 401, 300],
    [100, 100, 300],
  ])('cover %i × %i in pieces of at most %i, from edge to edge', (widthPx, heightPx, mostPx) => {
    const strips = evenStripsOf(widthPx, heightPx, mostPx);
    const sizes = new Set(strips.map((strip) => `${strip.widthPx} ${strip.heightPx}`));
    expect(sizes.size).toBe(1);
    expect(strips.length).toBe(Math.ceil(widthPx / mostPx) * Math.ceil(heightPx / mostPx));
    const [{ widthPx: width, heightPx: height }] = strips as [(typeof strips)[number]];
    expect(Math.max(width, height)).toBeLessThanOrEqual(mostPx);
    for (const { xPx, yPx } of strips) {
      expect([xPx % width, yPx % height]).toEqual([0, 0]);
      expect(xPx < widthPx && yPx < heightPx).toBe(true);
    }
    const right = Math.max(...strips.map(({ xPx }) => xPx + width));
    const bottom = Math.max(...strips.map(({ yPx }) => yPx + height));
    // Over the edge by less than a pixel a piece.
    expect(right - widthPx).toBeLessThan(strips.length);
    expect(bottom - heightPx).toBeLessThan(strips.length);
    expect(Math.min(right - widthPx, bottom - heightPx)).toBeGreaterThanOrEqual(0);
  });
});
