import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import type { Point2 } from '../../src/model/geometry/polygon.ts';
import type { CityFocus, Pick } from '../../src/picture/cityView.ts';
import type { LayerFrame } from '../../src/picture/layerDrawing.ts';
import { buildingFlags } from '../../src/picture/layers/buildings/buildingStates.ts';
import { type Edge, outlineEdges } from '../../src/picture/layers/selection/buildingOutline.ts';
import { flagsOfFocus, selectedBuildings } from '../../src/picture/layers/selection/selected.ts';
import { SelectionDrawing } from '../../src/picture/layers/selection/selectionDrawing.ts';
import { palettes } from '../../src/picture/palette.ts';
import { BuildingRays } from '../../src/picture/picking/buildingRays.ts';

const hovered: Pick = { kind: 'building', buildingIndex: 2, enuMeters: [0, 0, 0] };

describe('flags of a focus', () => {
  it('dim all but what is chosen; what is pointed at is never dimmed', () => {
    const { selected, dimmed, hovered: over } = buildingFlags;
    expect(flagsOfFocus({}, 4)).toBeNull();
    expect([...flagsOfFocus({ hovered }, 4)!]).toEqual([0, 0, over, 0]);
    expect([...flagsOfFocus({ selectedBuildings: [0, 3], hovered }, 4)!]).toEqual([selected, dimmed, over, selected]);
    expect([...flagsOfFocus({ selectedBuildings: [2], hovered }, 4)!]).toEqual([
      dimmed,
      dimmed,
      selected | over,
      dimmed,
    ]);
    expect(flagsOfFocus({ selectedBuildings: [9] }, 4)).toBeNull(); // of another package
  });

  it('hold the one of the focus among those chosen together, once', () => {
    expect(selectedBuildings({ buildingIndex: 1, selectedBuildings: [3, 1] })).toEqual([3, 1]);
    expect(selectedBuildings({ buildingIndex: 5, selectedBuildings: [3] })).toEqual([3, 5]);
    expect([...flagsOfFocus({ buildingIndex: 0 }, 2)!]).toEqual([buildingFlags.selected, buildingFlags.dimmed]);
  });
});

describe('edges of a building', () => {
  const square: Point2[] = [
    [0, 0],
    [1000, 0],
    [1000, 1000],
    [0, 1000],
  ];
  const box = { footprintCm: [[square]], eavesUpMeters: 30, groundUpMeters: (east: number) => east / 10 };
  const isUpright = ([a, b]: Edge): boolean => a[0] === b[0] && a[1] === b[1];

  it('from above and aside: all of the roof, three corners, the foot of two walls, on the ground that there is', () => {
    const edges = outlineEdges(box, [-100, -200, 200]);
    const upright = edges.filter(isUpright);
    const level = edges.filter((edge) => !isUpright(edge));
    expect(level.filter(([a]) => a[2] === 30)).toHaveLength(4);
    expect(upright.map(([foot]) => foot.join()).sort()).toEqual(['0,0,0', '0,10,0', '10,0,1']);
    expect(level.filter(([a]) => a[2] !== 30)).toHaveLength(2);
  });

  it('from the street: no roof edge behind the building', () => {
    const edges = outlineEdges(box, [5, -200, 2]);
    expect(edges).toHaveLength(4); // top and foot of the one wall that is seen, and its two corners
  });

  it('are the same whichever way the outline was drawn, and a round tower has no ribs', () => {
    const key = (edges: Edge[]): string[] => edges.map((edge) => edge.map(String).sort().join(' ')).sort();
    const turned = { ...box, footprintCm: [[[...square].reverse()]] };
    expect(key(outlineEdges(turned, [-100, -200, 200]))).toEqual(key(outlineEdges(box, [-100, -200, 200])));
    const circle = Array.from({ length: 48 }, (_, index): Point2 => {
      const angle = (index / 48) * 2 * Math.PI;
      return [Math.round(Math.cos(angle) * 1000), Math.round(Math.sin(angle) * 1000)];
    });
    expect(outlineEdges({ ...box, footprintCm: [[circle]] }, [-100, -200, 200]).filter(isUpright)).toHaveLength(2);
  });
});

describe('the drawn outlines', () => {
  const ground = flatHeightField(5);
  const square = (x: number): Point2[] => [
    [x, 0],
    [x + 1000, 0],
    [x + 1000, 1000],
    [x, 1000],
  ];
  const footprints = decodeFootprints(
    encodeFootprints(
      [0, 5000, 9000].map((x) => ({
        ...{ heightGroundMeters: 20, polygonsCm: [[square(x)]], areaRow: 0, windowColumns: 0, floors: 1 },
      })),
    ),
  )!;
  const parts = {
    footprints,
    rays: new BuildingRays(footprints, ground),
    places: { outlinesCm: (id: string) => (id === 'grid' ? [[square(0)]] : undefined) },
  };
  const style = { ground, palette: palettes.night, scale: 1 };
  const view = { pose: { eyeEnuMeters: [-100, -200, 200] } };
  const frame = (focus: CityFocus, more: object = {}): LayerFrame =>
    ({ view, parts, style, focus, ...more }) as unknown as LayerFrame;

  it('are made for what is chosen and pointed at, each once, and go with it', () => {
    const drawing = new SelectionDrawing();
    expect(drawing.update(frame({}))).toBe(false);
    const focus = { selectedBuildings: [0, 2], hovered };
    expect(drawing.update(frame(focus))).toBe(true);
    const stems = drawing.marks[0]!.stems.length;
    expect(stems).toBe(2 * 2 * 9); // two buildings of nine edges, each a halo and a line: the one pointed at is chosen
    expect(drawing.count).toBe(2);
    expect(drawing.update(frame(focus))).toBe(false);
    expect(drawing.update(frame(focus, { view: { pose: { eyeEnuMeters: [900, -200, 200] } } }))).toBe(true);
    expect(drawing.update(frame({}))).toBe(true);
    expect(drawing.marks).toEqual([]);
    expect(drawing.update(frame({}))).toBe(false);
  });

  it('stand where the building and the grid stand on the ground, and know no building of another package', () => {
    const drawing = new SelectionDrawing();
    drawing.update(frame({ selectedBuildings: [1, 77] }));
    const ups = new Set(drawing.marks[0]!.stems.flatMap((stem) => [stem.footEnuMeters[2], stem.headEnuMeters[2]]));
    expect([...ups].sort()).toEqual([25, 5]);
    drawing.update(frame({ hovered: { kind: 'area', areaId: 'grid', enuMeters: [0, 0, 0] } }));
    expect(drawing.marks[0]!.stems).toHaveLength(2 * 4);
    drawing.update(frame({ hovered: { kind: 'area', areaId: 'nowhere', enuMeters: [0, 0, 0] } }));
    expect(drawing.marks).toEqual([]);
  });
});
