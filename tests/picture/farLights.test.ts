import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import type { View } from '../../src/picture/camera/pose.ts';
import type { LayerStyle } from '../../src/picture/layerDrawing.ts';
import {
  FarLights,
  farLightMesh,
  farLightPx,
  farLightStep,
  farLights,
} from '../../src/picture/layers/buildings/farLights.ts';

const ground = flatHeightField();
const style = { theme: 'night', scale: 1, ground } as LayerStyle;

/** Houses of 10 m by 20 m, so many metres apart in a row to the east. */
const footprints = decodeFootprints(
  encodeFootprints(
    [0, 100, 200, 300].map((east) => ({
      heightGroundMeters: 12,
      polygonsCm: [
        [
          [
            [east * 100, 0],
            [east * 100 + 1000, 0],
            [east * 100 + 1000, 2000],
            [east * 100, 2000],
          ],
        ],
      ],
      areaRow: 0,
      windowColumns: east === 300 ? 0 : 6,
      floors: east === 300 ? 0 : 4,
    })),
  ),
)!;

function viewFrom(rangeMeters: number): View {
  const [width, height] = [1920, 1080];
  const inset = { left: 0, right: 0, top: 0, bottom: 0 };
  const look = { targetEnuMeters: [0, 0] as [number, number], rangeMeters, headingDeg: 0, pitchDeg: -50 };
  return {
    pose: poseFromLook(look),
    tangents: tangentsOf(width, height, inset),
    widthCssPx: width,
    heightCssPx: height,
  };
}

describe('lights from afar', () => {
  it('are one for each building with a resolved matter and a window, over its roof', () => {
    const lights = farLights(footprints, Uint32Array.of(1, 0, 30, 5), ground);
    expect(lights).toEqual([
      { enuMeters: [5, 10, 14], matters: 1 },
      // No more than it has windows; and a building without any shows none.
      { enuMeters: [205, 10, 14], matters: 24 },
    ]);
    expect(farLights(footprints, new Uint32Array(0), ground)).toEqual([]);
  });

  it('come on where a window is less than a pixel, and never where windows are seen', () => {
    const steps = [300, 700, 2_000, 4_000, 9_000, 20_000].map((range) => farLightStep(viewFrom(range), 1080));
    expect(steps[0]).toBe(0);
    expect(steps[1]).toBe(0);
    expect(steps.at(-1)).toBe(4);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    // The same look in twice the pixels shows windows for longer.
    expect(farLightStep(viewFrom(2_000), 4320)).toBeLessThan(farLightStep(viewFrom(9_000), 1080));
    expect(farLightMesh(farLights(footprints, Uint32Array.of(1), ground), 0, style)).toBeNull();
    expect(farLightMesh([], 4, style)).toBeNull();
  });

  it('are large where they are few, and stay single where they are many; more matters shine a little more', () => {
    const sizes = [1, 100, 1_000, 7_000, 50_000].map(farLightPx);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(sizes[0]).toBeGreaterThanOrEqual(6);
    // Seven thousand cover less than a fifth of a wall's map of 1,100 by 700 pixels.
    expect(7_000 * sizes[3]! ** 2).toBeLessThan(0.2 * 1_100 * 700);
    const lights = [1, 2, 1_000].map((matters) => ({ enuMeters: [0, 0, 0] as const, matters }));
    const alphas = (step: number): number[] => {
      const { rgba } = farLightMesh(lights, step, style)!;
      return lights.map((_, at) => rgba[at * 4 + 3]!);
    };
    expect(alphas(4)).toEqual([...alphas(4)].sort((a, b) => a - b));
    expect(alphas(4)[0]).toBeGreaterThan(0.7);
    expect(alphas(2)[0]! / alphas(4)[0]!).toBeCloseTo(0.5, 2);
    const mesh = farLightMesh(lights, 4, { theme: 'day', scale: 1.27 })!;
    expect(mesh).toMatchObject({ kind: 'points', pointPx: farLightPx(3) * 1.27 });
    expect([...mesh.indices]).toEqual([0, 1, 2]);
    expect(mesh.rgba.slice(0, 3)).not.toEqual(farLightMesh(lights, 4, style)!.rgba.slice(0, 3));
  });

  it('are made anew only when a count, the city, the style or their step is another', () => {
    const drawn = new FarLights();
    const far = { footprints, view: viewFrom(20_000), style, atMillis: 0 };
    const counts = { closed: Uint32Array.of(1, 0, 0, 0), version: 1, rises: [] };
    expect(drawn.update(null, far)).toBe(false);
    expect(drawn.update(counts, far)).toBe(true);
    const first = drawn.mesh;
    expect(first!.indices).toHaveLength(1);
    expect(drawn.update(counts, { ...far, view: viewFrom(19_000) })).toBe(false);
    expect(drawn.mesh).toBe(first);
    expect(drawn.update({ ...counts, closed: Uint32Array.of(1, 1, 0, 0), version: 2 }, far)).toBe(true);
    expect(drawn.mesh!.indices).toHaveLength(2);
    // Another answer that says the same is nothing new.
    const second = drawn.mesh;
    expect(drawn.update({ ...counts, closed: Uint32Array.of(1, 1, 0, 0), version: 3 }, far)).toBe(false);
    expect(drawn.mesh).toBe(second);
    // Near by they go; in public there are none.
    expect(drawn.update({ ...counts, version: 2 }, { ...far, view: viewFrom(300) })).toBe(true);
    expect(drawn.mesh).toBeNull();
    expect(drawn.update(counts, far)).toBe(true);
    expect(drawn.update(null, far)).toBe(true);
    expect(drawn.mesh).toBeNull();
  });

  it('come on with their first window and not before; where less motion is asked for both are on at once', () => {
    const rise = (buildingIndex: number) => ({ kind: 'building', presentAtMillis: 1_000, buildingIndex }) as const;
    const counts = { closed: Uint32Array.of(1, 2, 0, 0), version: 1, rises: [rise(0), rise(1)] };
    const far = { footprints, view: viewFrom(20_000), style, atMillis: 999 };
    const drawn = new FarLights();
    drawn.update(counts, far);
    expect(drawn.mesh!.indices).toHaveLength(1); // of the second one matter was there before
    expect(drawn.update(counts, far)).toBe(false);
    expect(drawn.update(counts, { ...far, atMillis: 1_000 })).toBe(true);
    expect(drawn.mesh!.indices).toHaveLength(2);
    const calm = new FarLights();
    calm.update(counts, { ...far, style: { ...style, reducedMotion: true } });
    expect(calm.mesh!.indices).toHaveLength(2);
  });
});
