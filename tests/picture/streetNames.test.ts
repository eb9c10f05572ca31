/** Names of streets along their courses, and names among houses. */
import { describe, expect, it } from 'vitest';
import { encodeArc } from '../../src/model/contract/areasFile.ts';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import type { NamedRoadsFile } from '../../src/model/contract/namedRoadsFile.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import type { Point2 } from '../../src/model/geometry/polygon.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import { poseFromLook, tangentsOf } from '../../src/picture/camera/look.ts';
import { projectEnu, type View } from '../../src/picture/camera/pose.ts';
import type { AreaLabel } from '../../src/picture/layers/labels/labels.ts';
import { type NamedCourse, namedCourses } from '../../src/picture/layers/labels/roadNames.ts';
import { palettes } from '../../src/picture/palette.ts';
import { BuildingRays } from '../../src/picture/picking/buildingRays.ts';
import { AWAY_MILLIS, type CityTextInputs, CityTexts } from '../../src/picture/text/cityTexts.ts';
import type { TextWishes } from '../../src/picture/text/textWishes.ts';

const ground = flatHeightField();
const viewOf = (rangeMeters: number, pitchDeg: number, headingDeg = 0): View => ({
  pose: poseFromLook({ targetEnuMeters: [0, 0], rangeMeters, headingDeg, pitchDeg }),
  tangents: tangentsOf(1_600, 900, { left: 0, right: 0, top: 0, bottom: 0 }),
  widthCssPx: 1_600,
  heightCssPx: 900,
});
const road = (
  name: string,
  rank: number,
  ...lines: readonly (readonly Point2[])[]
): NamedRoadsFile['roads'][number] => ({
  name,
  nameEn: `${name} Road`,
  rank,
  courses: lines.map((line) => encodeArc(line.map(([x, y]): Point2 => [x * 100, y * 100]))),
});
const coursesOf = (...roads: NamedRoadsFile['roads']): NamedCourse[] =>
  namedCourses({ schema: 'namedRoads/1', roads }, ground);
const inputs = (wish: TextWishes, more: Partial<CityTextInputs> = {}): CityTextInputs => ({
  wishes: [wish],
  language: 'zh',
  palette: palettes.day,
  scale: 1,
  covered: [],
  atMillis: 0,
  ...more,
});
const slanted = (deg: number, halfMeters = 900): Point2[] => {
  const rad = (deg * Math.PI) / 180;
  const [x, y] = [Math.round(Math.cos(rad) * halfMeters), Math.round(Math.sin(rad) * halfMeters)];
  return [
    [-x, -y],
    [x, y],
  ];
};

describe('a street’s name', () => {
  it('lies along its street on the picture, is read from left to right, and its middle is on the street', () => {
    const random = new SeededRandom('streets');
    let placedCount = 0;
    for (let round = 0; round < 200; round++) {
      const [course] = coursesOf(road('山东路', 1, slanted(random.between(0, 360))));
      const view = viewOf(random.between(700, 4_000), random.between(-80, -30), random.between(-180, 180));
      for (const { xCssPx, yCssPx, turnRad, style } of new CityTexts().place(view, inputs({ streets: [course!] }))) {
        placedCount++;
        const ends = [course!.points[0]!, course!.points.at(-1)!].map((end) => projectEnu(view, end)!);
        const [dx, dy] = [ends[1]!.xCssPx - ends[0]!.xCssPx, ends[1]!.yCssPx - ends[0]!.yCssPx];
        const length = Math.hypot(dx, dy);
        const off = Math.abs((xCssPx - ends[0]!.xCssPx) * dy - (yCssPx - ends[0]!.yCssPx) * dx) / length;
        expect(off).toBeLessThan(0.5);
        const lineRad = style.stacked ? turnRad! + Math.PI / 2 : turnRad!;
        expect(Math.abs(Math.sin(lineRad - Math.atan2(dy, dx)))).toBeLessThan(0.01);
        // Never upside down, and stacked letters lean less than they would lie.
        expect(Math.abs(turnRad!)).toBeLessThan(style.stacked ? Math.PI / 4 : (Math.PI * 56) / 180);
      }
    }
    expect(placedCount).toBeGreaterThan(200);
  });

  it('goes from top to bottom in Chinese where its street is steep, and is left out in English', () => {
    const streets = coursesOf(road('山东路', 1, slanted(90)));
    const zh = new CityTexts().place(viewOf(2_000, -60), inputs({ streets }));
    expect(zh[0]!.style.stacked).toBe(true);
    expect(new CityTexts().place(viewOf(2_000, -60), inputs({ streets }, { language: 'en' }))).toEqual([]);
    const level = new CityTexts().place(viewOf(2_000, -60, 90), inputs({ streets }, { language: 'en' }));
    expect(level[0]!.text).toBe('山东路 Road');
  });

  it('stands where its street is long and straight enough, not where the ground is seen too flat', () => {
    const short = coursesOf(
      road('短路', 1, [
        [0, 0],
        [60, 0],
      ]),
    );
    expect(new CityTexts().place(viewOf(3_000, -60), inputs({ streets: short }))).toEqual([]);
    const bends: Point2[] = Array.from({ length: 40 }, (_, at) => [at * 12 - 240, at % 2 === 0 ? 0 : 15]);
    expect(new CityTexts().place(viewOf(1_500, -60), inputs({ streets: coursesOf(road('弯路', 1, bends)) }))).toEqual(
      [],
    );
    const long = coursesOf(road('长路', 1, slanted(0)));
    expect(new CityTexts().place(viewOf(2_000, -60), inputs({ streets: long })).length).toBeGreaterThan(0);
    expect(new CityTexts().place(viewOf(2_000, -5), inputs({ streets: long }))).toEqual([]);
  });

  it('comes again along a long street and on no second carriageway beside it, farther apart than a look takes in', () => {
    const there = slanted(0, 3_000);
    const back = there.map(([x, y]): Point2 => [x, y + 25]);
    const texts = new CityTexts().place(
      viewOf(2_500, -60),
      inputs({ streets: coursesOf(road('双路', 1, there, back)) }),
    );
    const xs = texts.map(({ xCssPx }) => xCssPx).sort((a, b) => a - b);
    expect(xs.length).toBeGreaterThan(1);
    for (let at = 1; at < xs.length; at++) expect(xs[at]! - xs[at - 1]!).toBeGreaterThan(150);
  });

  it('stays where it is when one comes nearer, and more come between', () => {
    const [course] = coursesOf(road('长路', 1, slanted(20, 4_000)));
    const texts = new CityTexts();
    const anchorsAt = (rangeMeters: number, atMillis: number): string[] => {
      const view = viewOf(rangeMeters, -80);
      return texts.place(view, inputs({ streets: [course!] }, { atMillis })).map(({ xCssPx, yCssPx }) => {
        const away = course!.anchors.map(({ enuMeters }) => {
          const at = projectEnu(view, enuMeters)!;
          return Math.hypot(at.xCssPx - xCssPx, at.yCssPx - yCssPx);
        });
        expect(Math.min(...away)).toBeLessThan(1);
        return course!.anchors[away.indexOf(Math.min(...away))]!.id;
      });
    };
    const [far, near] = [anchorsAt(6_000, 0), anchorsAt(3_000, 2_000)];
    const isInNear = (id: string): boolean => {
      const at = projectEnu(viewOf(3_000, -80), course!.anchors.find((anchor) => anchor.id === id)!.enuMeters)!;
      return at.xCssPx > 60 && at.xCssPx < 1_540 && at.yCssPx > 60 && at.yCssPx < 840;
    };
    expect(far.length).toBeGreaterThan(1);
    expect(far.filter(isInNear).length).toBeGreaterThan(0);
    for (const id of far.filter(isInNear)) expect(near).toContain(id);
    expect(near.filter((id) => !far.includes(id)).length).toBeGreaterThan(0);
  });

  it('waits for its rank: lanes are named only near by', () => {
    const beside = (rank: number): Point2[] => slanted(0).map(([x, y]): Point2 => [x, y + rank * 40]);
    const streets = coursesOf(...[1, 2, 3, 4].map((rank) => road(`路${rank}`, rank, beside(rank))));
    const named = (rangeMeters: number): string[] =>
      [...new Set(new CityTexts().place(viewOf(rangeMeters, -75), inputs({ streets })).map(({ text }) => text))].sort();
    expect(named(12_000)).toEqual([]);
    expect(named(6_000)).toEqual(['路1']);
    expect(named(900)).toEqual(['路1', '路2', '路3', '路4']);
  });
});

describe('names among houses', () => {
  const square = (x: number, y: number, side: number): Point2[] => [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
  ];
  const houses = [
    // A slab of 60 m south of the street's middle, and a house of 30 m on the community's middle.
    {
      heightGroundMeters: 60,
      polygonsCm: [[square(-10_000, -4_000, 20_000).map(([x, y]): Point2 => [x, Math.min(y, -3_000)])]],
    },
    { heightGroundMeters: 30, polygonsCm: [[square(29_000, 9_000, 2_000)]] },
  ];
  const rays = new BuildingRays(
    decodeFootprints(encodeFootprints(houses.map((house) => ({ ...house, areaRow: 0, windowColumns: 0, floors: 1 }))))!,
    ground,
  );
  const sight = { rays: () => rays, mostNames: 8 };
  const label: AreaLabel = {
    ...{ id: 'c', level: 'community', zh: '社区', en: 'C', enuMeters: [300, 100, 0], sizeMeters: 300 },
  };

  it('of streets behind a house are not drawn over it, and stand where it hides nothing', () => {
    const streets = coursesOf(road('山东路', 1, slanted(0, 150)));
    const low = viewOf(260, -14);
    expect(new CityTexts().place(low, inputs({ streets })).length).toBeGreaterThan(0);
    const behind = new CityTexts().place(low, inputs({ streets }, { sight }));
    const beside = new CityTexts().place(
      low,
      inputs(
        {
          streets: coursesOf(
            road(
              '山东路',
              1,
              slanted(0, 150).map(([x, y]): Point2 => [x, y - 90]),
            ),
          ),
        },
        { sight },
      ),
    );
    expect([behind.length, beside.length > 0]).toEqual([0, true]);
    // From above, the slab hides nothing of the street.
    expect(new CityTexts().place(viewOf(400, -80), inputs({ streets }, { sight })).length).toBeGreaterThan(0);
  });

  it('of streets stand beside what is taken while nobody asks what houses hide', () => {
    const streets = coursesOf(road('山东路', 1, slanted(0, 140)));
    const low = viewOf(400, -30);
    const [free] = new CityTexts().place(low, inputs({ streets }));
    const { xCssPx: x, yCssPx: y } = free!;
    const covered = [{ minX: x - 5, maxX: x + 5, minY: y - 5, maxY: y + 5 }];
    for (const more of [{}, { sight: { rays: () => null, mostNames: 8 } }]) {
      expect(new CityTexts().place(low, inputs({ streets }, { ...more, covered }))).toHaveLength(1);
    }
  });

  it('of areas keep their side when they begin to be lifted', () => {
    // Straight ahead: a place that is lifted moves up alone.
    const low = viewOf(700, -25, (Math.atan2(300, 100) * 180) / Math.PI);
    const at = projectEnu(low, label.enuMeters)!;
    const covered = [{ minX: at.xCssPx - 1, maxX: at.xCssPx + 1, minY: 0, maxY: 900 }];
    const texts = new CityTexts();
    const [flat] = texts.place(low, inputs({ names: [label] }, { covered }));
    const [lifted] = texts.place(low, inputs({ names: [label] }, { covered, sight }));
    expect(lifted!.xCssPx).toBeCloseTo(flat!.xCssPx, 0);
    expect(lifted!.yCssPx).toBeLessThan(flat!.yCssPx);
  });

  it('of areas are lifted over the roof on their middle', () => {
    const low = viewOf(700, -25);
    const [flat] = new CityTexts().place(low, inputs({ names: [label] }));
    const [lifted] = new CityTexts().place(low, inputs({ names: [label] }, { sight }));
    const roof = projectEnu(low, [300, 100, 30])!;
    expect(flat!.yCssPx).toBeGreaterThan(roof.yCssPx);
    expect(lifted!.yCssPx).toBeLessThan(roof.yCssPx);
  });

  it('are asked about a few at a time, each before any is asked again, and the pictures say that more is to come', () => {
    const many = Array.from(
      { length: 30 },
      (_, at): AreaLabel => ({
        ...label,
        id: `c${at}`,
        zh: `社${at}`,
        enuMeters: [((at % 6) - 2.5) * 120, Math.floor(at / 6) * 90 + 60, 0],
      }),
    );
    const texts = new CityTexts();
    const view = viewOf(700, -35);
    const counts: number[] = [];
    for (let picture = 0; picture < 8; picture++) {
      counts.push(texts.place(view, inputs({ names: many }, { sight, atMillis: picture * 16 })).length);
      if (texts.dueMillis === null) break;
      expect(texts.dueMillis).toBeLessThanOrEqual(picture * 16);
    }
    expect(counts[0]).toBeLessThanOrEqual(8);
    expect(counts.at(-1)!).toBeGreaterThan(counts[0]!);
    expect(counts.length).toBeLessThan(8);
    for (let at = 1; at < counts.length; at++) expect(counts[at]!).toBeGreaterThanOrEqual(counts[at - 1]!);
  });

  it('that stand when the houses come go on standing until it is known what hides them', () => {
    const texts = new CityTexts();
    const low = viewOf(700, -25);
    const count = (rays: BuildingRays | null, mostNames: number): number =>
      texts.place(low, inputs({ names: [label] }, { sight: { rays: () => rays, mostNames } })).length;
    expect([count(null, 0), count(rays, 0), count(rays, 1)]).toEqual([1, 1, 1]);
    expect(texts.dueMillis).toBeNull();
  });

  it('do not flicker while the eye goes by: what a house hid comes back after a second at the earliest', () => {
    const random = new SeededRandom('by');
    const town = Array.from({ length: 500 }, () => ({
      heightGroundMeters: random.between(8, 70),
      polygonsCm: [[square(random.whole(-60_000, 60_000), random.whole(-60_000, 60_000), random.whole(900, 2_500))]],
      ...{ areaRow: 0, windowColumns: 0, floors: 1 },
    }));
    const townRays = new BuildingRays(decodeFootprints(encodeFootprints(town))!, ground);
    const names = Array.from(
      { length: 40 },
      (_, at): AreaLabel => ({
        ...label,
        id: `c${at}`,
        zh: `社${at}`,
        enuMeters: [random.between(-500, 500), random.between(-500, 500), 0],
      }),
    );
    const streets = coursesOf(...Array.from({ length: 12 }, (_, at) => road(`路${at}`, 2, slanted(at * 29, 400))));
    const texts = new CityTexts();
    // A street has several places for its name: it returns where it comes back to the same part of the picture.
    interface Stood {
      readonly frame: number;
      readonly xCssPx: number;
      readonly yCssPx: number;
    }
    const gone = new Map<string, Stood>();
    let before = new Map<string, Stood>();
    let [returns, shown] = [0, 0];
    for (let frame = 0; frame < 240; frame++) {
      const atMillis = (frame * 1_000) / 30;
      const all = { names, streets };
      const placed = texts.place(
        viewOf(420, -16, frame * 0.3),
        inputs(all, { atMillis, sight: { rays: () => townRays, mostNames: 4 } }),
      );
      const now = new Map(placed.map(({ text, xCssPx, yCssPx }) => [text, { frame, xCssPx, yCssPx }]));
      for (const [text, stood] of before) if (!now.has(text)) gone.set(text, stood);
      for (const [text, { xCssPx, yCssPx }] of now) {
        const last = before.has(text) ? undefined : gone.get(text);
        const isBack = last && Math.hypot(xCssPx - last.xCssPx, yCssPx - last.yCssPx) < 200;
        if (isBack && frame - last.frame < (30 * AWAY_MILLIS) / 1_000) returns++;
      }
      shown += now.size;
      before = now;
    }
    expect(shown / 240).toBeGreaterThan(3);
    expect(gone.size).toBeGreaterThan(5);
    expect(returns).toBe(0);
  });
});
