import { describe, expect, it } from 'vitest';
import type { Components } from '../../src/model/contract/componentsFile.ts';
import { componentShapes, MOST_COMPONENT_REACH_METERS } from '../../src/model/domain/components.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import type { View } from '../../src/picture/camera/pose.ts';
import type { LayerFrame, LayerStyle } from '../../src/picture/layerDrawing.ts';
import { componentMarks } from '../../src/picture/layers/components/componentMarks.ts';
import {
  type ComponentPlaces,
  componentPlaces,
  MAX_SHOWN_COMPONENTS,
  type PackagedClass,
  shownComponents,
} from '../../src/picture/layers/components/components.ts';
import { ComponentsDrawing } from '../../src/picture/layers/components/componentsDrawing.ts';
import { palettes } from '../../src/picture/palette.ts';

const classOf = (code: string, reachMeters: number, shape: PackagedClass['shape']): PackagedClass => ({
  ...{ code, name: code, nameEn: code, departmentKey: 'd', count: 1, shape, reachMeters },
});
const classes = [classOf('1', 400, 'cover'), classOf('2', 1_200, 'signal'), classOf('3', 9_000, 'lamp')];

const viewAt = (rangeMeters: number, headingDeg = 0): View => ({
  pose: poseFromLook({ targetEnuMeters: [0, 0], rangeMeters, headingDeg, pitchDeg: -40 }),
  tangents: tangentsOf(1600, 900, { left: 0, right: 0, top: 0, bottom: 0 }),
  widthCssPx: 1600,
  heightCssPx: 900,
});

function scattered(count: number, halfMeters: number): ComponentPlaces {
  const random = new SeededRandom(`components ${count}`);
  const cm = halfMeters * 100;
  const file: Components = {
    count,
    enuCm: Int32Array.from({ length: count * 2 }, () => random.whole(-cm, cm)),
    areaRow: new Uint32Array(count),
    classRow: Uint8Array.from({ length: count }, () => random.whole(0, classes.length - 1)),
  };
  return componentPlaces(file, classes, flatHeightField());
}

const none = [false, false, false];

describe('components that a view shows', () => {
  const places = scattered(60_000, 4_000);
  const metersOf = (row: number, view: View): number => {
    const [x, y, z] = view.pose.eyeEnuMeters;
    return Math.hypot(
      places.enuMeters[row * 3]! - x,
      places.enuMeters[row * 3 + 1]! - y,
      places.enuMeters[row * 3 + 2]! - z,
    );
  };

  it.each([120, 200, 500, 900])(
    'are within the reach of their class and never more than the limit, from %i m',
    (range) => {
      const view = viewAt(range);
      const { rows, awayMeters } = shownComponents(places, none, view);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(MAX_SHOWN_COMPONENTS);
      rows.forEach((row, at) => {
        const reach = Math.min(classes[places.classRow[row]!]!.reachMeters, MOST_COMPONENT_REACH_METERS);
        expect(awayMeters[at]).toBeLessThan(reach);
        expect(awayMeters[at]).toBeCloseTo(metersOf(row, view), 2);
      });
    },
  );

  it('are none from afar', () => {
    expect(shownComponents(places, none, viewAt(5_000)).rows).toHaveLength(0);
  });

  it('are all of a class that is near', () => {
    const cluster = scattered(300, 20);
    expect(shownComponents(cluster, none, viewAt(120)).rows).toHaveLength(300);
  });

  it('thin out in one order: who is gone nearer does not come back farther away', () => {
    const cluster = scattered(3_000, 20);
    let before: Set<number> | null = null;
    for (let range = 150; range <= 1_250; range += 50) {
      const now = new Set(shownComponents(cluster, none, viewAt(range), 10_000).rows);
      if (before) for (const row of now) expect(before.has(row)).toBe(true);
      before = now;
    }
    expect(before!.size).toBe(0);
  });

  it('stay the same while the eye turns: a rank hangs on the place alone', () => {
    const cluster = scattered(3_000, 20);
    const rowsAt = (headingDeg: number): number[] => [
      ...shownComponents(cluster, none, viewAt(700, headingDeg), 10_000).rows,
    ];
    const first = rowsAt(0);
    const same = rowsAt(90).filter((row) => first.includes(row)).length;
    // The cluster is 40 m wide: a few stand at the very edge of their share.
    expect(same / first.length).toBeGreaterThan(0.9);
  });

  it('leave out a class that is hidden', () => {
    const { rows } = shownComponents(places, [false, true, false], viewAt(300));
    expect(rows.length).toBeGreaterThan(0);
    expect([...rows].some((row) => places.classRow[row] === 1)).toBe(false);
  });
});

describe('their signs', () => {
  it('differ by shape, in both themes, and the chosen one has a ring', () => {
    const cluster = scattered(60, 20);
    const shown = shownComponents(cluster, none, viewAt(120));
    for (const theme of ['night', 'day'] as const) {
      const marks = componentMarks(cluster, shown, 7, { theme, scale: 1, chosenColour: '#FFFFFF' }, 1);
      expect(new Set(marks.shapes.map(({ shape }) => shape))).toEqual(new Set(['cover', 'signal', 'lamp', 'chosen']));
      const ring = marks.shapes.at(-1)!;
      expect([ring.shape, [...ring.enuMeters]]).toEqual(['chosen', [...cluster.enuMeters.subarray(21, 24)]]);
    }
  });

  it('has one for every class of the table', () => {
    for (const shape of componentShapes) {
      const table = [classOf('1', 500, shape)];
      const one = componentPlaces(
        { count: 1, enuCm: Int32Array.of(0, 0), areaRow: Uint32Array.of(0), classRow: Uint8Array.of(0) },
        table,
        flatHeightField(),
      );
      const shown = shownComponents(one, [false], viewAt(100));
      const [mark] = componentMarks(one, shown, null, { theme: 'day', scale: 1, chosenColour: '#FFFFFF' }, 1).shapes;
      expect(mark!.shape).toBe(shape);
    }
  });
});

describe('the layer', () => {
  function layerOver(places: ComponentPlaces | null) {
    const parts = {
      componentClasses: classes,
      componentPlaces: places,
      rays: null,
      asked: 0,
      wantComponents: () => parts.asked++,
    };
    const style = { theme: 'night', scale: 1, palette: palettes.night, ground: flatHeightField() } as LayerStyle;
    const drawing = new ComponentsDrawing();
    const update = (view: View, focus: LayerFrame['focus'] = {}): boolean =>
      drawing.update({ view, parts, style, focus } as unknown as LayerFrame);
    return { parts, drawing, update };
  }
  const near = viewAt(150);

  it('asks for its file when it is first shown, and counts nothing before', () => {
    const { parts, drawing, update } = layerOver(null);
    expect([parts.asked, drawing.count]).toEqual([0, null]);
    expect(update(near)).toBe(false);
    expect(parts.asked).toBe(1);
  });

  it('draws again when something changed, and only then', () => {
    const { drawing, update } = layerOver(scattered(500, 60));
    expect(update(near)).toBe(true);
    const all = drawing.count!;
    expect(update(near)).toBe(false);
    drawing.setClassVisible('3', false);
    expect(update(near)).toBe(true);
    expect(drawing.count).toBeLessThan(all);
    expect(drawing.classes.map(({ code, visible }) => [code, visible])).toEqual([
      ['1', true],
      ['2', true],
      ['3', false],
    ]);
    drawing.setClassVisible('3', true);
    expect([update(near), drawing.count]).toEqual([true, all]);
    expect([update(near, { componentIndex: 3 }), update(near, { componentIndex: 3 })]).toEqual([true, false]);
    expect(drawing.marks[0]!.shapes.at(-1)!.shape).toBe('chosen');
  });

  it('rests from afar, and lets go of a ring there', () => {
    const { drawing, update } = layerOver(scattered(500, 60));
    update(viewAt(5_000));
    expect([update(viewAt(5_100)), drawing.count]).toEqual([false, 0]);
    expect(update(viewAt(5_100), { componentIndex: 0 })).toBe(true);
    expect(update(viewAt(5_200))).toBe(true);
    expect(drawing.marks[0]!.shapes).toEqual([]);
  });

  it('offers to a finger what it draws', () => {
    const { drawing, update } = layerOver(scattered(500, 60));
    update(near);
    const targets = [...drawing.targets()];
    expect(targets).toHaveLength(drawing.count!);
    expect(targets[0]!.pick).toEqual({ kind: 'component', componentIndex: expect.any(Number) });
  });
});
