import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noWindows, takeAnswer, type WindowColumns } from '../../src/live/windowState.ts';
import type { AreasFile } from '../../src/model/contract/areasFile.ts';
import { decodeFootprints, encodeFootprints, type Footprints } from '../../src/model/contract/footprintsFile.ts';
import type { DutyWindows, PublicWindows } from '../../src/model/contract/windows.ts';
import { windowBandStarts } from '../../src/model/domain/litWindows.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import type { View } from '../../src/picture/camera/pose.ts';
import type { CityFocus } from '../../src/picture/cityView.ts';
import type { LayerFrame } from '../../src/picture/layerDrawing.ts';
import { BuildingsDrawing } from '../../src/picture/layers/buildings/buildingsDrawing.ts';
import {
  bandShares,
  glowOfOverflow,
  litOfBand,
  litOfClosed,
  MOST_GLOW,
  RISE_MILLIS,
  riseShare,
} from '../../src/picture/layers/buildings/litWindows.ts';

const NOW = 1_795_000_000_000;

/** Buildings without walls, with so many columns and floors; every other one in grid `b`. */
function footprintsOf(sizes: readonly (readonly [columns: number, floors: number])[]): Footprints {
  const bytes = encodeFootprints(
    sizes.map(([windowColumns, floors], row) => ({
      ...{ heightGroundMeters: 10, polygonsCm: [], areaRow: row % 2 },
      ...{ windowColumns, floors },
    })),
  );
  return decodeFootprints(bytes)!;
}
const areas = { areas: [{ id: 'a' }, { id: 'b' }] } as unknown as AreasFile;

/** So near that windows are seen: no light stands for them. */
const nearView: View = {
  pose: poseFromLook({ targetEnuMeters: [0, 0], rangeMeters: 200, headingDeg: 0, pitchDeg: -30 }),
  tangents: tangentsOf(800, 600, { left: 0, right: 0, top: 0, bottom: 0 }),
  ...{ widthCssPx: 800, heightCssPx: 600 },
};

interface Scene {
  readonly columns: WindowColumns;
  readonly drawing: BuildingsDrawing;
  focus: CityFocus;
  /** One frame; the texels by building that a shader would have, null where none changed. */
  frame(atMillis: number, reducedMotion?: boolean): Float32Array[] | null;
  /** Rows of texels that the last frame changed. */
  changedRows: readonly [from: number, to: number] | null;
}

function sceneOf(footprints: Footprints): Scene {
  const columns = noWindows();
  const drawing = new BuildingsDrawing();
  const windows = { columns, open: () => {} };
  return {
    columns,
    drawing,
    focus: {},
    changedRows: null,
    frame(atMillis, reducedMotion = false) {
      const frame = {
        atMillis,
        view: nearView,
        live: { windows },
        parts: { footprints, areas },
        style: { reducedMotion },
        focus: this.focus,
      };
      if (!drawing.update(frame as unknown as LayerFrame)) return null;
      const rows = drawing.takeStates();
      this.changedRows = rows && [rows.fromRow, rows.toRow];
      return rows && Array.from({ length: footprints.count }, (_, row) => rows.texels.slice(row * 4, row * 4 + 4));
    },
  };
}

const span = { period: '7d', sinceMillis: 0, untilMillis: NOW * 2, atMillis: NOW, seq: 1 } as const;
const dutyWith = (closed: readonly number[]): DutyWindows => {
  const buildingIndex = closed.flatMap((count, row) => (count > 0 ? [row] : []));
  const total = closed.reduce((sum, count) => sum + count, 0);
  const counts = { total, spread: 0, unplaced: 0, origins: { live: total, simulated: 0, replayed: 0 } };
  return { audience: 'duty', ...span, ...counts, buildingIndex, closed: buildingIndex.map((row) => closed[row]!) };
};
const publicWith = (bands: Readonly<Record<string, number>>): PublicWindows => ({
  ...{ audience: 'public', ...span, total: { value: 100 }, origin: 'live' },
  gridIds: Object.keys(bands),
  bands: Object.values(bands),
});
const lit = (texels: Float32Array[]): number[] => texels.map(([value]) => value!);

describe('on duty', () => {
  it('every building has exactly as many lit windows as it has closed matters, as long as it has windows', () => {
    const building = fc.record({ columns: fc.nat(60), floors: fc.integer({ min: 1, max: 40 }), closed: fc.nat(300) });
    fc.assert(
      fc.property(fc.array(building, { minLength: 1, maxLength: 600 }), (all) => {
        const scene = sceneOf(footprintsOf(all.map(({ columns, floors }) => [columns, floors])));
        takeAnswer(scene.columns, dutyWith(all.map(({ closed }) => closed)));
        const texels = scene.frame(NOW)!;
        let [sum, over, total] = [0, 0, 0];
        all.forEach(({ columns, floors, closed }, row) => {
          const [n, shownColumns, , bits] = texels[row]! as unknown as [number, number, number, number];
          expect(n).toBe(Math.min(columns * floors, closed));
          expect(shownColumns).toBe(columns);
          expect(bits > 0).toBe(closed > columns * floors && columns > 0);
          sum += n;
          over += Math.max(0, closed - columns * floors);
          total += closed;
        });
        expect(sum + over).toBe(total);
      }),
      { numRuns: 30 },
    );
  });

  it('a closing goes on in a second and a half of shared time, and rests then', () => {
    const scene = sceneOf(
      footprintsOf([
        [4, 3],
        [4, 3],
        [2, 1],
      ]),
    );
    takeAnswer(scene.columns, dutyWith([2, 0, 2]));
    scene.frame(NOW);
    expect(scene.frame(NOW + 40)).toBeNull();
    const close = (buildingIndex: number, presentAtMillis: number): void => {
      scene.columns.closed[buildingIndex]!++;
      scene.columns.rises = [...scene.columns.rises, { kind: 'building', presentAtMillis, buildingIndex }];
      scene.columns.version++;
    };
    close(0, NOW + 1000);
    close(2, NOW + 1000); // has two windows and two closed matters: only its glow can grow
    let texels = scene.frame(NOW + 1000)!;
    expect(lit(texels)).toEqual([2, 0, 2]);
    expect(texels[2]![3]).toBe(glowOfOverflow(3, 2));
    close(0, NOW + 1500);
    const seen = [2];
    let uploads = 0;
    for (let at = NOW + 1500; at < NOW + 4000; at += 16) {
      const next = scene.frame(at);
      if (!next) continue;
      uploads++;
      texels = next;
      expect(next[0]![0]).toBeGreaterThanOrEqual(seen.at(-1)!);
      seen.push(next[0]![0]!);
    }
    expect(lit(texels)).toEqual([4, 0, 2]);
    expect(uploads).toBeLessThanOrEqual(8 * 2 + 2); // eight a second while anything rises
    expect(seen.some((value) => value % 1 > 0.1 && value % 1 < 0.9)).toBe(true);
    expect(scene.frame(NOW + 9000)).toBeNull();
  });

  it('shows the same at the same shared time, whenever a screen came', () => {
    const draw = (early: boolean): number[] => {
      const scene = sceneOf(footprintsOf([[4, 3]]));
      takeAnswer(scene.columns, dutyWith([1]));
      if (early) scene.frame(NOW);
      scene.columns.closed = Uint32Array.of(2);
      scene.columns.rises = [{ kind: 'building', presentAtMillis: NOW + 200, buildingIndex: 0 }];
      scene.columns.version++;
      if (early) for (let at = NOW + 210; at < NOW + 900; at += 33) scene.frame(at);
      return lit(scene.frame(NOW + 1000) ?? [new Float32Array(4)]);
    };
    expect(draw(true)).toEqual(draw(false));
  });

  it('nothing rises where people asked for less motion', () => {
    const scene = sceneOf(footprintsOf([[4, 3]]));
    takeAnswer(scene.columns, dutyWith([2]));
    scene.columns.rises = [{ kind: 'building', presentAtMillis: NOW, buildingIndex: 0 }];
    expect(lit(scene.frame(NOW, true)!)).toEqual([2]);
    expect(scene.frame(NOW + 200, true)).toBeNull();
  });

  it('takes windows away when another period counts fewer, and only tells the rows that changed', () => {
    const scene = sceneOf(footprintsOf(Array.from({ length: 700 }, () => [5, 5] as const)));
    takeAnswer(scene.columns, dutyWith([...new Array<number>(600).fill(0), 3]));
    expect(lit(scene.frame(NOW)!)[600]).toBe(3);
    takeAnswer(scene.columns, dutyWith([]));
    expect(lit(scene.frame(NOW)!)[600]).toBe(0);
    expect(scene.changedRows).toEqual([2, 3]);
  });
});

describe('in public', () => {
  it('lights the same share of every building of a grid, by its band alone', () => {
    const scene = sceneOf(
      footprintsOf([
        [10, 10],
        [10, 10],
        [5, 4],
        [0, 3],
      ]),
    );
    takeAnswer(scene.columns, publicWith({ a: 3 }));
    const texels = scene.frame(NOW)!;
    expect(lit(texels)).toEqual([20, 0, 4, 0]);
    expect(texels.map(([, , , bits]) => bits)).toEqual([0, 0, 0, 0]);
  });

  it('grows from band to band', () => {
    const scene = sceneOf(footprintsOf([[10, 10]]));
    takeAnswer(scene.columns, publicWith({ a: 1 }));
    expect(lit(scene.frame(NOW)!)).toEqual([6]);
    scene.columns.bands.set('a', 2);
    scene.columns.rises = [{ kind: 'grid', presentAtMillis: NOW, gridId: 'a', fromBand: 1, toBand: 2 }];
    scene.columns.version++;
    const half = scene.frame(NOW + RISE_MILLIS / 2)!;
    expect(half[0]![0]).toBeGreaterThan(7);
    expect(half[0]![0]).toBeLessThan(11);
    expect(lit(scene.frame(NOW + RISE_MILLIS + 200)!)).toEqual([12]);
  });
});

it('classes and flags stand beside the windows, before and after the buildings come', () => {
  const scene = sceneOf(
    footprintsOf([
      [2, 2],
      [2, 2],
    ]),
  );
  scene.drawing.setClasses(Uint8Array.of(12, 0));
  takeAnswer(scene.columns, dutyWith([9, 1]));
  const glow = glowOfOverflow(9, 4);
  expect(scene.frame(NOW)!.map(([, , , bits]) => bits)).toEqual([glow + 16 * 12, 0]);
  scene.focus = { buildingIndex: 1, hovered: { kind: 'building', buildingIndex: 0, enuMeters: [0, 0, 0] } };
  expect(scene.frame(NOW)!.map(([, , , bits]) => bits)).toEqual([glow + 16 * 12 + 256, 256 * 2]);
  scene.focus = { selectedBuildings: [0] };
  expect(scene.frame(NOW)!.map(([, , , bits]) => bits)).toEqual([glow + 16 * 12 + 256 * 2, 256 * 4]);
  scene.drawing.setClasses(null);
  scene.focus = {};
  expect(scene.frame(NOW)!.map(([, , , bits]) => bits)).toEqual([glow, 0]);
  expect(scene.frame(NOW)).toBeNull();
});

it('steps, shares and glow stay in their bounds', () => {
  expect(bandShares).toHaveLength(windowBandStarts.length);
  expect([...bandShares].sort((a, b) => a - b)).toEqual(bandShares);
  expect(litOfBand(1, 3)).toBe(1);
  expect(litOfBand(0, 3)).toBe(0);
  expect([riseShare(NOW, NOW - 1), riseShare(NOW, NOW + 2 * RISE_MILLIS)]).toEqual([0, 1]);
  expect([litOfClosed(3, 0), litOfClosed(-0.5, 9)]).toEqual([0, 0]);
  expect([glowOfOverflow(4, 4), glowOfOverflow(5, 4), glowOfOverflow(1e6, 4)]).toEqual([0, 3, MOST_GLOW]);
});
