import { describe, expect, it } from 'vitest';
import type { AreaAnswer, AreaFigures } from '../../src/model/contract/answers.ts';
import type { AreasFile } from '../../src/model/contract/areasFile.ts';
import type { Manifest } from '../../src/model/contract/manifest.ts';
import type { Beat, ScreenInfo } from '../../src/model/contract/stage.ts';
import type { Point2 } from '../../src/model/geometry/polygon.ts';
import { areaLook, homeLook } from '../../src/picture/placeLook.ts';
import { AreaTree } from '../../src/screens/areaTree.ts';
import { areaPlace, districtAreas, homePlace, presetPlaces } from '../../src/screens/desk/places.ts';
import { screenHealth, sortScreens } from '../../src/screens/desk/screenHealth.ts';
import { scaleBar } from '../../src/screens/plan/scale.ts';
import { emptyHistory, type Selected, select, undo } from '../../src/screens/plan/selection.ts';
import { type SetMember, toggled } from '../../src/screens/plan/selectionSet.ts';
import { routeFromPath } from '../../src/screens/route.ts';
import { checkSum } from '../../src/screens/touch/checkSum.ts';
import { bindingOf, chordOf, keySign } from '../../src/screens/ui/keys.ts';

describe('routeFromPath', () => {
  it.each([
    ['/', '/', 'index', null],
    ['/wall', '/', 'wall', null],
    ['/wall/', '/', 'wall', null],
    ['/a/b/ring/3', '/a/b/', 'ring', '3'],
    ['/a/b', '/a/b/', 'index', null],
    ['/ring/all', '/', 'ring', 'all'],
  ])('%s under %s', (path, base, station, page) => {
    expect(routeFromPath(path, base)).toEqual({ station, page });
  });

  it.each(['/walls', '/wall/2', '/ring', '/ring/1/2', '/toString', '/__proto__'])('knows no %s', (path) => {
    expect(routeFromPath(path, '/')).toBeNull();
  });

  it('is not fooled by another base', () => {
    expect(routeFromPath('/ab/wall', '/a/')).toBeNull();
  });
});

/** District d > streets s1, s2 > community c1 in s1 > grids g1, g2; each a square of 100 m in a row. */
function areasFile(): AreasFile {
  const square = (column: number) => [column * 10_000, 0, 10_000, 0, 0, 10_000, -10_000, 0, 0, -10_000];
  const names = [
    ['d', 'district', null],
    ['s1', 'street', 'd'],
    ['s2', 'street', 'd'],
    ['c1', 'community', 's1'],
    ['g1', 'unitGrid', 'c1'],
    ['g2', 'unitGrid', 'c1'],
  ] as const;
  return {
    schema: 'areas/1',
    arcs: names.map((_, index) => square(index)),
    arcLevels: names.map(([, level]) => level),
    areas: names.map(([id, level, parentId], index) => ({
      id,
      level,
      parentId,
      communityGridId: null,
      name: id,
      nameEn: id,
      ownerUnit: null,
      polygons: [[[index]]],
      labelEnuMeters: [0, 0],
      areaSquareMeters: 10_000,
    })),
  };
}

describe('AreaTree', () => {
  const tree = new AreaTree(areasFile());

  it.each([
    ['d', 'g1', 's1'],
    ['s1', 'g1', 'c1'],
    ['c1', 'g2', 'g2'],
    ['g1', 'g1', null],
    ['g1', 'g2', 'g2'],
    ['s2', 'g1', 's1'],
    ['c1', 's2', 's2'],
    ['d', 'nowhere', null],
  ])('from %s a tap on %s leads to %s', (current, picked, next) => {
    expect(tree.drillTo(current, picked)).toBe(next);
  });
});

describe('the desk’s places', () => {
  const manifest = { name: 'd', nameEn: 'd', boundsEnuMeters: { minX: 0, minY: 0, maxX: 100, maxY: 100 } } as Manifest;
  const areas = districtAreas(areasFile());
  const square: Point2[] = [
    [0, 0],
    [100, 0],
    [100, 100],
    [0, 100],
  ];
  const wallAspect = (1920 - 804) / (1080 - 192);

  it('frame the whole district as the wall frames its home', () => {
    expect(homePlace(manifest, areas).look).toEqual(homeLook(square, wallAspect));
    expect(homePlace(manifest, null).look).toEqual(homeLook(square, wallAspect));
  });

  it('frame an area as the screens do when they fly to it', () => {
    const east = square.map(([x, y]): Point2 => [x + 100, y]);
    expect(areaPlace(areas, 's1')?.look).toEqual(areaLook(east, 0, wallAspect));
    expect(areaPlace(areas, 'nowhere')).toBeNull();
  });

  it('stay within what the command takes', () => {
    const wide = { ...manifest, boundsEnuMeters: { minX: -9e4, minY: -9e4, maxX: 9e4, maxY: 9e4 } };
    expect(homePlace(wide, null).look.rangeMeters).toBe(60_000);
  });

  it('are the district first, then its streets', () => {
    expect(presetPlaces(manifest, areas).map(({ key }) => key)).toEqual(['home', 'area s1', 'area s2']);
  });
});

const figuresOf = (residents: AreaFigures['residents'], buildings = 2): AreaFigures => ({
  buildings,
  residentialBuildings: 1,
  footprintSquareMeters: 100,
  floorAreaSquareMeters: 300,
  households: { value: 0 },
  residents,
});

function area(total: AreaFigures, parts: readonly AreaFigures[]): Parameters<typeof checkSum>[0] {
  return {
    level: 'street',
    figures: {
      ...total,
      residentialBuildings: parts.length,
      footprintSquareMeters: 100 * parts.length,
      floorAreaSquareMeters: 300 * parts.length,
    },
    children: parts.map((figures, index) => ({
      id: String(index),
      level: 'community' as const,
      name: '',
      nameEn: '',
      figures,
    })),
    buildings: [],
  };
}

describe('checkSum', () => {
  it('agrees where the parts are the whole', () => {
    const parts = [figuresOf({ value: 15 }), figuresOf({ value: 25 })];
    expect(checkSum(area(figuresOf({ value: 40 }, 4), parts))).toEqual({ kind: 'agrees', parts: 2, total: 40 });
  });

  it('agrees where the rest fits into the parts that are too small to show', () => {
    const parts = [figuresOf({ value: 15 }), figuresOf({ below: 10 })];
    expect(checkSum(area(figuresOf({ value: 20 }, 4), parts))).toEqual({
      kind: 'agreesHidden',
      parts: 2,
      hidden: 1,
      below: 10,
    });
  });

  it('finds people that no part has, and parts that hold too many', () => {
    const parts = [figuresOf({ value: 15 }), figuresOf({ below: 10 })];
    expect(checkSum(area(figuresOf({ value: 30 }, 4), parts))).toMatchObject({
      kind: 'differs',
      figure: 'residents',
      difference: -5,
    });
    expect(checkSum(area(figuresOf({ value: 10 }, 4), parts))).toMatchObject({ kind: 'differs', difference: 5 });
  });

  it('finds a building that went missing', () => {
    const parts = [figuresOf({ value: 15 }), figuresOf({ value: 25 })];
    expect(checkSum(area(figuresOf({ value: 40 }, 5), parts))).toMatchObject({ figure: 'buildings', difference: -1 });
  });

  it('counts buildings in a grid, whose people are bands', () => {
    const grid = { level: 'unitGrid', figures: figuresOf({ value: 5 }, 3), children: [], buildings: [] } satisfies Pick<
      AreaAnswer,
      'level' | 'figures' | 'children' | 'buildings'
    >;
    expect(checkSum(grid)).toEqual({ kind: 'buildings', listed: 0, total: 3 });
  });
});

describe('the plan’s selection', () => {
  const one = (id: string): Selected => ({ id, name: id, nameEn: id });
  const walked = [one('a'), one('b'), null, one('a')].reduce(select, emptyHistory);

  it('goes back step by step, over a cleared selection too', () => {
    const steps = [walked];
    for (let step = 0; step < 4; step++) steps.push(undo(steps.at(-1)!));
    expect(steps.map(({ current }) => current?.id ?? null)).toEqual(['a', null, 'b', 'a', null]);
    expect(undo(steps.at(-1)!)).toBe(steps.at(-1));
  });

  it('lists each building once, the newest first', () => {
    expect(walked.recent.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('takes no step for choosing the same again', () => {
    expect(select(walked, one('a'))).toBe(walked);
  });
});

describe('scaleBar', () => {
  it.each([
    [0.5, 50],
    [1, 100],
    [1.7, 200],
    [4.2, 500],
    [0.03, 2],
  ])('%d m per pixel → %d m', (metersPerPx, meters) => {
    const bar = scaleBar(metersPerPx, 120)!;
    expect(bar.meters).toBeCloseTo(meters, 9);
    expect(bar.px).toBeLessThanOrEqual(120);
    expect(bar.px).toBeGreaterThan(40);
  });

  it('says nothing where the scale is unknown', () => {
    expect(scaleBar(Number.NaN, 120)).toBeNull();
    expect(scaleBar(0, 120)).toBeNull();
  });
});

describe('the desk’s list', () => {
  const beat: Beat = {
    frameMillisP95: 9,
    clockErrorMillis: 1,
    roundTripMillis: 2,
    stageVersion: 3,
    liveSeq: 4,
    state: 'live',
  };

  it.each([
    [{ beat, beatMillis: 1_000 }, 4_000, 'live'],
    [{ beat, beatMillis: 1_000 }, 4_001, 'stale'],
    [{ beat: { ...beat, state: 'error' as const }, beatMillis: 1_000 }, 1_500, 'error'],
    [{ beat: null, beatMillis: null }, 1_500, 'silent'],
  ])('case %#', (screen, now, health) => {
    expect(screenHealth(screen, now)).toBe(health);
  });

  it('keeps rows in the order of the hall', () => {
    const screen = (station: string, page: string | null): ScreenInfo => ({
      screenId: station + page,
      station,
      group: null,
      screenName: station,
      viewport: [1, 1],
      page,
      connectedMillis: 0,
      beatMillis: null,
      beat: null,
    });
    const sorted = sortScreens([screen('desk', null), screen('ring', '2'), screen('wall', null), screen('ring', '1')]);
    expect(sorted.map(({ screenId }) => screenId)).toEqual(['wallnull', 'ring1', 'ring2', 'desknull']);
  });
});

describe('keys', () => {
  it('are looked up without case and with Ctrl', () => {
    expect(chordOf({ key: 'L', ctrlKey: false, metaKey: false })).toBe('l');
    expect(chordOf({ key: 'z', ctrlKey: true, metaKey: false })).toBe('Control+z');
    const bindings = [{ keys: ['ArrowDown', '.'], label: 'wall.key.next' as const, run: () => undefined }];
    expect(bindingOf(bindings, '.')).toBe(bindings[0]);
    expect(bindingOf(bindings, 'x')).toBeNull();
  });

  it('are printed as on the keyboard', () => {
    expect(['ArrowDown', 'Escape', 'l', 'Control+z', 'Home'].map(keySign)).toEqual(['↓', 'Esc', 'L', 'Ctrl+Z', 'Home']);
  });
});

describe('the plan’s selection set', () => {
  const member = (id: string): SetMember => ({ id, name: id, nameEn: id, buildingIndex: Number(id) });
  it('takes in what is not in it and takes out what is, in the order of choosing', () => {
    const two = toggled(toggled([], member('1')), member('2'));
    expect(two.map(({ id }) => id)).toEqual(['1', '2']);
    expect(toggled(two, member('1'))).toEqual([member('2')]);
    expect(toggled(toggled(two, member('3')), { ...member('3'), name: 'renamed' })).toEqual(two);
  });
});
