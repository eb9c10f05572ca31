import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../src/model/contract/answers.ts';
import { type AreasFile, encodeArc } from '../../src/model/contract/areasFile.ts';
import type { HazardView } from '../../src/model/contract/live.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import { projectEnu, type View } from '../../src/picture/camera/pose.ts';
import type { LayerFrame } from '../../src/picture/layerDrawing.ts';
import { boundaryMeshes, lineStyles } from '../../src/picture/layers/boundaries/boundaries.ts';
import { BoundariesDrawing } from '../../src/picture/layers/boundaries/boundariesDrawing.ts';
import { beaconMarks } from '../../src/picture/layers/cases/beaconMarks.ts';
import { beaconsOfCases, beaconsOfPublic, heightOfAge, heightScale } from '../../src/picture/layers/cases/beacons.ts';
import { focusMeshes } from '../../src/picture/layers/focus/focus.ts';
import { FocusDrawing } from '../../src/picture/layers/focus/focusDrawing.ts';
import { GroundMeshBuilder } from '../../src/picture/layers/groundMesh.ts';
import { hazardMarks } from '../../src/picture/layers/hazards/hazardMarks.ts';
import { hazardMeshes, shownGrade, shownHazards } from '../../src/picture/layers/hazards/hazards.ts';
import { type AreaLabel, areaLabels, labelAtScale } from '../../src/picture/layers/labels/labels.ts';
import { videoPointMarks } from '../../src/picture/layers/videoPoints/videoPointMarks.ts';
import { shownVideoPoints, videoPointPlaces } from '../../src/picture/layers/videoPoints/videoPoints.ts';
import { palettes } from '../../src/picture/palette.ts';
import { placeTexts } from '../../src/picture/text/placement.ts';
import { timeLeftText } from '../../src/picture/text/timeLeft.ts';

const HOUR = 3_600_000;
const level = flatHeightField();
const NOW = 1_795_541_000_000;

const viewAt = (rangeMeters: number, headingDeg = 0): View => ({
  pose: poseFromLook({ targetEnuMeters: [0, 0], rangeMeters, headingDeg, pitchDeg: -40 }),
  tangents: tangentsOf(1600, 900, { left: 0, right: 0, top: 0, bottom: 0 }),
  widthCssPx: 1600,
  heightCssPx: 900,
});

describe('boundaries', () => {
  it('draw every arc once, coarse and fine apart', () => {
    const file = {
      schema: 'areas/1',
      arcs: [
        encodeArc([
          [0, 0],
          [100, 0],
          [100, 250],
        ]),
        encodeArc([
          [0, 0],
          [0, 900],
        ]),
      ],
      arcLevels: ['street', 'unitGrid'],
      areas: [],
    } as AreasFile;
    const meshes = boundaryMeshes(file, level, palettes.night);
    const { street, unitGrid } = meshes;
    expect(Object.values(meshes).map(({ indices }) => indices.length / 6)).toEqual([1, 0, 0, 2, 0]);
    expect([...street.enuMeters.slice(18, 20)]).toEqual([1, 2.5]);
    expect([...street.ribbon!.alongEnu.slice(0, 3)]).toEqual([1, 0, 0]);
    expect([...street.ribbon!.side]).toEqual([-1, 1, 1, -1, -1, 1, 1, -1]);
    expect(street.rgba[3]!).toBeGreaterThan(unitGrid.rgba[3]!);
  });

  it('are the stronger, the wider and the farther seen, the higher their level', () => {
    const levels = ['district', 'street', 'community', 'communityGrid', 'unitGrid'] as const;
    for (const key of ['strength', 'widthPx', 'leastMeters', 'fadeStartMeters', 'fadeScaleMeters'] as const) {
      const values = levels.map((of) => lineStyles[of][key]);
      expect(values).toEqual([...values].sort((a, b) => b - a));
      expect(new Set(values).size).toBe(levels.length);
    }
  });
});

describe('boundaries and the focus', () => {
  const areas = { schema: 'areas/1', arcs: [], arcLevels: [], areas: [] } as AreasFile;
  const parts = { areas, places: { outlinesCm: () => undefined } };

  it.each([BoundariesDrawing, FocusDrawing])(
    '%o remakes no line for another language, but for another light or ground',
    (Drawing) => {
      const drawing = new Drawing();
      const isRemade = (style: object): boolean =>
        drawing.update({ parts, focus: { areaId: 'a' }, style } as unknown as LayerFrame);
      const style = { ground: level, palette: palettes.night, language: 'zh' };
      expect(isRemade(style)).toBe(true);
      expect(isRemade({ ...style, language: 'en' })).toBe(false);
      expect(isRemade({ ...style, palette: palettes.day })).toBe(true);
      expect(isRemade({ ...style, palette: palettes.day, ground: flatHeightField() })).toBe(true);
    },
  );
});

describe('ground meshes', () => {
  it('fill a polygon to its area, holes kept open', () => {
    const builder = new GroundMeshBuilder('triangles', level);
    const square = (low: number, high: number): [number, number][] => [
      [low, low],
      [high, low],
      [high, high],
      [low, high],
    ];
    builder.fill([square(0, 10), square(4, 6)], 0, [1, 1, 1, 1]);
    const { enuMeters, indices } = builder.mesh(1, 1);
    let area = 0;
    for (let at = 0; at < indices.length; at += 3) {
      const [a, b, c] = [0, 1, 2].map((step) => indices[at + step]! * 3) as [number, number, number];
      const [ax, ay] = [enuMeters[a]!, enuMeters[a + 1]!];
      area += Math.abs(
        (enuMeters[b]! - ax) * (enuMeters[c + 1]! - ay) - (enuMeters[b + 1]! - ay) * (enuMeters[c]! - ax),
      );
    }
    expect(area / 2).toBeCloseTo(96, 9);
  });

  it('raise the curtain to 95 m and keep the tint faint', () => {
    const { ground } = focusMeshes(
      [
        [
          [
            [0, 0],
            [10_000, 0],
            [10_000, 10_000],
          ],
        ],
      ],
      level,
      palettes.night,
    );
    const heights = Array.from(
      { length: ground.enuMeters.length / 3 },
      (_, vertex) => ground.enuMeters[vertex * 3 + 2]!,
    );
    expect(Math.max(...heights)).toBe(95);
    expect(ground.rgba[3]!).toBeLessThanOrEqual(0.1);
  });
});

describe('video points', () => {
  const random = new SeededRandom('points');
  const count = 12_000;
  const ids = Array.from({ length: count }, (_, index) => `video-${index}`);
  const enuMeters = ids.flatMap(() => [random.between(-5000, 5000), random.between(-5000, 5000), 4]);
  const unknown = ids.map(() => null);
  const answer = { count, ids, names: ids, enuAboveGroundMeters: enuMeters };
  const lenses = { azimuthDeg: unknown, horizontalFovDeg: unknown, rangeMeters: unknown };
  const places = videoPointPlaces({ ...answer, ...lenses }, level);

  it('are never more than the limit, and all of them near by', () => {
    for (const range of [200, 800, 3_000, 9_000, 20_000]) {
      const view = viewAt(range);
      const rows = shownVideoPoints(places, view);
      expect(rows.length).toBeLessThanOrEqual(1_500);
      expect(new Set(rows).size).toBe(rows.length);
      const shown = new Set(rows);
      for (let row = 0; row < count; row++) {
        const at = projectEnu(view, [enuMeters[row * 3]!, enuMeters[row * 3 + 1]!, 4]);
        const isSeen = at && at.xCssPx > 0 && at.xCssPx < 1600 && at.yCssPx > 0 && at.yCssPx < 900;
        if (shown.has(row)) expect(isSeen).toBe(true);
        else if (isSeen) expect(at.depthMeters).toBeGreaterThan(range < 500 ? 600 : 0);
      }
    }
  });

  it('are few and dim over the whole district, where they are context', () => {
    const view = viewAt(24_000);
    const rows = shownVideoPoints(places, view);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.length).toBeLessThan(200);
    const columns = { status: new Uint8Array(count), eventMillis: new Float64Array(count).fill(NOW) };
    const style = { palette: palettes.night, scale: 1 };
    const brightest = (from: View) =>
      Math.max(
        ...videoPointMarks(
          places,
          shownVideoPoints(places, from),
          columns,
          from.pose.eyeEnuMeters,
          style,
          1,
        ).shapes.map(({ colour }) => colour[3]),
      );
    expect(brightest(view)).toBeLessThan(brightest(viewAt(400)) * 0.6);
  });

  it('hardly change while the eye turns a little', () => {
    const [a, b] = [viewAt(5_000, 0), viewAt(5_000, 0.3)].map((view) => new Set(shownVideoPoints(places, view)));
    const kept = [...a!].filter((row) => b!.has(row)).length;
    expect(kept / a!.size).toBeGreaterThan(0.93);
  });
});

const caseView = (part: Partial<CaseView>): CaseView =>
  ({
    caseId: 'C1',
    state: 'handling',
    title: '井盖缺失',
    titleEn: 'Manhole cover missing',
    departmentKey: 'building',
    enuMeters: [10, 20],
    reportedMillis: NOW - HOUR,
    yellowMillis: NOW + HOUR,
    deadlineMillis: NOW + 2 * HOUR,
    ...part,
  }) as CaseView;

describe('beacons', () => {
  it('stand 90 to 420 m high and grow with age', () => {
    const heights = [-1, 0, 1, 6, 24, 240, 9e9].map((hours) => heightOfAge(hours * HOUR));
    expect(heights[1]).toBe(90);
    expect(heights.at(-1)).toBe(420);
    expect([...heights].sort((a, b) => a - b)).toEqual(heights);
  });

  it('shrink alike as the eye comes near, and not on the level ring', () => {
    const scaleAt = (rangeMeters: number, pitchDeg: number): number =>
      heightScale(poseFromLook({ targetEnuMeters: [0, 0], rangeMeters, headingDeg: 0, pitchDeg }), 0);
    expect([300, 900, 1_800, 9_000].map((range) => Number(scaleAt(range, -40).toFixed(2)))).toEqual([0.15, 0.5, 1, 1]);
    expect(heightScale({ eyeEnuMeters: [0, 0, 220], heading: [0, 1], pitch: [0, 1] }, 0)).toBe(1);
    const [near] = beaconsOfCases([caseView({})], level, NOW, null, 'zh', 0.5);
    expect(near!.headUpMeters).toBeCloseTo(heightOfAge(HOUR) / 2, 9);
  });

  it('leave closed cases out; only yellow, red and chosen ones carry figures', () => {
    const cases = [
      caseView({ caseId: 'green' }),
      caseView({ caseId: 'yellow', yellowMillis: NOW - 1, deadlineMillis: NOW + 35 * 60_000 }),
      caseView({ caseId: 'red', yellowMillis: NOW - HOUR, deadlineMillis: NOW - 80 * 60_000 }),
      caseView({ caseId: 'closed', state: 'closed' }),
    ];
    const beacons = beaconsOfCases(cases, level, NOW, null, 'zh');
    expect(beacons.map(({ id, lamp, text }) => [id, lamp, text?.time ?? null])).toEqual([
      ['green', 'green', null],
      ['yellow', 'yellow', '剩 0:35'],
      ['red', 'red', '超 1:20'],
    ]);
    expect(beaconsOfCases(cases, level, NOW, 'green', 'en')[0]!.text).toEqual({
      title: 'Manhole cover missing',
      time: '2:00 left',
    });
    const marks = beaconMarks(beacons, { theme: 'night', scale: 1, colourOf: () => '#35B987' }, 1);
    expect(marks.shapes.map(({ shape }) => shape).sort()).toEqual(['diamond', 'disc', 'square']);
    expect(marks.shapes.at(-1)!.shape).toBe('square'); // the most urgent on top
  });

  it('of the public say nothing', () => {
    const beacon = {
      beaconId: 'b',
      gridId: 'g',
      enuMeters: [1, 2] as const,
      departmentKey: 'fire',
      yellowMillis: NOW - 2,
      deadlineMillis: NOW - 1,
    };
    expect(beaconsOfPublic([beacon], level, NOW)).toMatchObject([{ lamp: 'red', text: null }]);
  });
});

describe('hazards', () => {
  const hazard = (part: Partial<HazardView>): HazardView =>
    ({
      hazardId: 'h',
      grade: 3,
      warningLevel: 0,
      enuAboveGroundMeters: [0, 0, 0],
      isolationMeters: 230,
      downwindDayMeters: null,
      downwindNightMeters: null,
      ...part,
    }) as HazardView;

  it('show a present warning before their standing grade, and its circle only then', () => {
    expect(shownGrade(hazard({}))).toBe(3);
    expect(shownGrade(hazard({ warningLevel: 1 }))).toBe(1);
    const { warned, standing } = hazardMeshes([hazard({}), hazard({ warningLevel: 2 })], level, palettes.night, {
      wind: null,
      isNight: false,
    });
    expect(Math.max(...standing.enuMeters)).toBeLessThan(40);
    expect(Math.max(...warned.enuMeters)).toBeGreaterThan(229);
    expect(standing.fadeStartMeters).toBeLessThan(warned.fadeStartMeters);
  });

  it('carry colour only in a present warning, and are small and grey without one, whatever their grade', () => {
    const all = [hazard({ warningLevel: 2, grade: 4 }), hazard({ grade: 1 }), hazard({ grade: 4 })];
    const { shapes } = hazardMarks(all, level, 1, palettes.night, 1);
    const [first, second, warned] = shapes;
    expect(first!.colour).toEqual(second!.colour);
    expect(warned!.sizeCssPx).toBeGreaterThan(first!.sizeCssPx * 3);
    expect(warned!.colour[3]).toBe(255);
    const colourfulness = ([r, g, b]: readonly number[]) => Math.max(r!, g!, b!) - Math.min(r!, g!, b!);
    expect(colourfulness(first!.colour)).toBeLessThan(50);
    expect(colourfulness(warned!.colour)).toBeGreaterThan(150);
  });

  it('are marked from afar only where warned, near by all, and all where they are few', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      hazard({ hazardId: `h${index}`, enuAboveGroundMeters: [index * 100, 0, 0], warningLevel: index === 50 ? 3 : 0 }),
    );
    expect(shownHazards(many, [0, -12_000, 12_000], level).map(({ hazardId }) => hazardId)).toEqual(['h50']);
    const near = shownHazards(many, [0, 0, 100], level).map(({ hazardId }) => hazardId);
    expect(near).toContain('h29');
    expect(near).not.toContain('h31');
    expect(near).toContain('h50');
    expect(shownHazards(many.slice(0, 5), [0, -12_000, 12_000], level)).toHaveLength(5);
  });

  it('are as near as the hill that they stand on, not as the level of the sea', () => {
    const many = Array.from({ length: 60 }, (_, index) => hazard({ hazardId: `h${index}` }));
    const hill = flatHeightField(400);
    expect(shownHazards(many, [0, 0, 3_200], level)).toHaveLength(0);
    expect(shownHazards(many, [0, 0, 3_200], hill)).toHaveLength(60);
  });
});

describe('labels', () => {
  const label = (level: AreaLabel['level'], sizeMeters: number): AreaLabel => ({
    id: level,
    level,
    zh: level,
    en: level,
    enuMeters: [0, 0, 0],
    sizeMeters,
  });

  it('come by distance: district, streets, communities, grids', () => {
    const shownAt = (metersPerCssPx: number): string[] =>
      [label('district', 8_000), label('street', 1_700), label('community', 700), label('unitGrid', 230)]
        .filter((item) => labelAtScale(item, metersPerCssPx, false))
        .map(({ level }) => level);
    expect(shownAt(100)).toEqual(['district']);
    expect(shownAt(14)).toEqual(['street']);
    expect(shownAt(4)).toEqual(['street', 'community']);
    expect(shownAt(0.8)).toEqual(['community', 'unitGrid']);
  });

  it('stay a little longer than they would come', () => {
    const street = label('street', 1_700);
    const edge = 1_700 / 60;
    expect(labelAtScale(street, edge, false)).toBeNull();
    expect(labelAtScale(street, edge, true)).not.toBeNull();
  });
});

describe('placement', () => {
  const box = (x: number, y: number) => ({ minX: x, minY: y, maxX: x + 60, maxY: y + 20 });

  it('never lets two texts overlap, nor a text cover an obstacle', () => {
    const random = new SeededRandom('texts');
    const candidates = Array.from({ length: 300 }, (_, index) => {
      const [x, y] = [random.between(0, 1500), random.between(0, 800)];
      return { id: `t${index}`, priority: random.between(0, 5), spots: [[box(x, y)], [box(x - 60, y)]] };
    });
    const obstacles = [box(700, 400), box(20, 20)];
    const placed = placeTexts(candidates, obstacles, new Map());
    const boxes = [
      ...obstacles,
      ...candidates.filter(({ id }) => placed.has(id)).flatMap(({ id, spots }) => spots[placed.get(id)!]!),
    ];
    expect(placed.size).toBeGreaterThan(100);
    for (let a = 0; a < boxes.length; a++) {
      for (let b = a + 1; b < boxes.length; b++) {
        const [p, q] = [boxes[a]!, boxes[b]!];
        expect(p.minX < q.maxX && p.maxX > q.minX && p.minY < q.maxY && p.maxY > q.minY).toBe(false);
      }
    }
  });

  it('keeps who stands against an equal, and its side', () => {
    const pair = [
      { id: 'a', priority: 1, spots: [[box(0, 0)]] },
      { id: 'b', priority: 1.2, spots: [[box(10, 0)], [box(300, 0)]] },
    ];
    expect([...placeTexts([pair[0]!, { ...pair[1]!, spots: [[box(10, 0)]] }], [], new Map([['a', 0]])).keys()]).toEqual(
      ['a'],
    );
    expect(placeTexts([pair[1]!], [], new Map([['b', 1]])).get('b')).toBe(1);
  });

  it('keeps texts of one name apart, and asks for room along the whole of a slanting one', () => {
    const street = (id: string, x: number) => ({
      ...{ id, priority: 1, spots: [[box(x, 0)]] },
      alike: { name: 'street', clearCssPx: 200 },
    });
    const placed = placeTexts([street('a', 0), street('b', 200), street('c', 400)], [], new Map());
    expect([...placed.keys()]).toEqual(['a', 'c']);
    const slanting = { id: 's', priority: 1, spots: [[box(0, 0), box(60, 20), box(120, 40)], [], [box(500, 0)]] };
    expect(placeTexts([slanting], [box(130, 45)], new Map()).get('s')).toBe(2);
  });
});

describe('time left', () => {
  it.each([
    [35 * 60_000 + 999, 'zh', '剩 0:35'],
    [-(3 * HOUR + 5 * 60_000), 'zh', '超 3:05'],
    [52 * HOUR, 'zh', '剩 52:00'],
    [-100 * HOUR, 'zh', '超 4天'],
    [-59_000, 'en', '0:00 over'],
    [HOUR, 'en', '1:00 left'],
  ] as const)('%d %s → %s', (millis, language, text) => {
    expect(timeLeftText(millis, language)).toBe(text);
  });
});

it('names on the map leave out what size and place tell, in both languages', () => {
  const area = { id: 's', parentId: null, labelEnuMeters: [0, 0], areaSquareMeters: 1e6 };
  const file = {
    areas: [
      { ...area, level: 'street', name: '洛阳路街道', nameEn: 'Luoyang Road Subdistrict' },
      { ...area, level: 'community', name: '滨海社区', nameEn: 'Binhai Community' },
      { ...area, level: 'unitGrid', name: '滨海社区单元网格 003', nameEn: 'Binhai Community Grid 003' },
      { ...area, level: 'district', name: '市北区', nameEn: 'Shibei District' },
    ],
  } as unknown as AreasFile;
  expect(areaLabels(file, level).map(({ zh, en }) => `${zh} ${en}`)).toEqual([
    '洛阳路 Luoyang Road',
    '滨海 Binhai',
    '单元网格 003 Grid 003',
    '市北区 Shibei District',
  ]);
});
