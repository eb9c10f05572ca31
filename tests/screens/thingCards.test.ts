/** Cards of a hazard and of a camera, and the cameras around a case, as a reader sees them. */
import { describe, expect, it } from 'vitest';
import type { HazardAnswer, VideoPointAnswer } from '../../src/model/contract/answers.ts';
import type { HazardView, WindView } from '../../src/model/contract/live.ts';
import { answerFault, fault } from '../../src/model/faults/fault.ts';
import { HazardFacts } from '../../src/screens/city/HazardCard.tsx';
import { sideOf } from '../../src/screens/city/sideOf.ts';
import { focusOfThing, thingOfPick } from '../../src/screens/city/ThingCard.tsx';
import { VideoPointFacts } from '../../src/screens/city/VideoPointCard.tsx';
import { CameraList } from '../../src/screens/wall/CamerasAround.tsx';
import { markupOf, nowMillis } from './stationMarkup.ts';

const answered = <T>(value: T | null, problem: ReturnType<typeof answerFault> | null = null) => ({
  ...{ value, fault: problem, asking: value === null && problem === null, retry: () => {} },
});
const provenance = { name: '区', nameEn: 'D', asOfMillis: nowMillis, synthetic: true };
const path = [{ id: '3', level: 'street' as const, name: '辽源路街道', nameEn: 'Liaoyuan Road' }];
const minutes = (count: number): number => nowMillis - count * 60_000;

const hazard: HazardView = {
  hazardId: 'toy:hazard:7',
  name: '示例氯库',
  nameEn: 'Sample chlorine store',
  kind: 'hazardousChemicals',
  grade: 3,
  enuAboveGroundMeters: [0, 0, 0],
  gridId: 'g',
  ownerUnit: '示例化工',
  substanceUn: '1017',
  substanceName: '氯',
  substanceNameEn: 'Chlorine',
  isolationMeters: 60,
  downwindDayMeters: 300,
  downwindNightMeters: 1_400,
  distanceSource: 'ERG 2024',
  warningLevel: 2,
  reading: 35.5,
  unit: 'ppm',
  changedMillis: minutes(3),
  origin: 'simulated',
};
const wind: WindView = { fromDeg: 315, metersPerSec: 3.2, observedMillis: minutes(9), origin: 'live' };
const found: HazardAnswer = {
  hazard,
  levelSinceMillis: minutes(12),
  path,
  lonLatDeg: [120.38, 36.09],
  wind,
  isWindStale: false,
  isNight: false,
  isolation: { buildings: 3, households: { below: 5 }, residents: { value: 10 } },
  downwind: { buildings: 41, households: { value: 620 }, residents: { value: 1_815 } },
  together: { buildings: 43, households: { value: 625 }, residents: { value: 1_825 } },
  sensitive: [{ facilityId: 'f', kind: 'school', name: '示例小学', nameEn: 'Sample school', awayMeters: 180 }],
  provenance,
};

describe('a hazard’s card', () => {
  const markup = (
    answer: Partial<HazardAnswer> | null,
    more: { live?: HazardView; link?: 'live' | 'lost'; fault?: Parameters<typeof answered>[1] } = {},
  ): string =>
    markupOf(
      HazardFacts,
      {
        hazardId: hazard.hazardId,
        answer: answered(answer && { ...found, ...answer }, more.fault ?? null),
        onClose: () => {},
      },
      {
        hazards: new Map(more.live === undefined ? [] : [[hazard.hazardId, more.live]]),
        link: (more.link ?? 'live') as 'live',
      },
    );

  it('says what it is, how it stands since when, what is kept there, the wind and its time', () => {
    const words = ['示例氯库', '危险化学品', '二级（橙色）预警', '自 14:20', '35.5', 'ppm', '14:29', '模拟', '三级'];
    for (const word of [...words, '氯 (UN 1017)', '西北风 3.2 m/s，14:23 观测', '示例化工', '辽源路街道']) {
      expect(markup({}, { live: hazard }), word).toContain(word);
    }
  });

  it('says the distances by day and night, of which edition, and that they replace no expert', () => {
    const day = markup({});
    expect(day).toContain('60 m');
    expect(day).toContain('300 m（现为白天；白天 300 m，夜间 1,400 m）');
    expect(markup({ isNight: true })).toContain('1,400 m（现为夜间');
    for (const word of ['参考值，不替代专业研判', 'ERG 2024', '前 30 分钟']) expect(day).toContain(word);
  });

  it('counts who is within, small counts kept back, and names where people need help', () => {
    const rows = [...markup({}).matchAll(/data-zone="hazard\.(\w+)".*?<\/tr>/g)].map((row) =>
      [...row[0].matchAll(/<td>(.*?)<\/td>/g)].map(([, text]) => text),
    );
    expect(rows).toEqual([
      ['3', '&lt;5', '10'],
      ['41', '620', '1,815'],
      ['43', '625', '1,825'],
    ]);
    expect(markup({})).toContain('示例小学');
    expect(markup({ sensitive: [] })).toContain('没有学校');
    const many = Array.from({ length: 7 }, (_, at) => ({ ...found.sensitive[0]!, facilityId: String(at) }));
    expect(markup({ sensitive: many })).toContain('另有 2 处');
  });

  it('says that a wind is too old or unknown, and that it then counts all around', () => {
    const old = markup({ isWindStale: true, wind: { ...wind, observedMillis: minutes(47) } });
    expect(old).toContain('13:45 的风已超过 30 分钟');
    expect(old).not.toContain('西北风');
    expect(markup({ wind: { ...wind, observedMillis: minutes(47) } })).toContain('13:45 的风已超过 30 分钟');
    expect(markup({ wind: null })).toContain('没有收到风的观测');
  });

  it('speaks up for its name and its level alone', () => {
    const spoken = [...markup({}).matchAll(/<(\w+)[^>]*aria-live/g)].map(([, tag]) => tag);
    expect(spoken).toEqual(['h2', 'span']);
  });

  it('says that nobody is counted where the substance has no distance, and what to do', () => {
    const none = markup({ isolation: null, downwind: null, together: null, sensitive: [] });
    expect(none).toContain('没有登记隔离距离');
    expect(none).not.toContain('<table');
  });

  it('shows the live reading while the count is asked for, and keeps it when the question fails', () => {
    const asking = markup(null, { live: { ...hazard, reading: 12 } });
    for (const word of ['示例氯库', '<strong>12</strong>', '正在读取']) expect(asking).toContain(word);
    const problem = answerFault(fault('SCREEN-001', { path: 'x' }));
    const failed = markup(null, { live: hazard, fault: problem });
    expect(failed).toContain('SCREEN-001');
    expect(failed).toContain('35.5');
    expect(failed).not.toContain('正在读取');
  });

  it('says that the link is cut, and a newer level is not dated by an older count', () => {
    expect(markup({}, { live: hazard, link: 'lost' })).toContain('与中枢断开');
    expect(markup({}, { live: hazard })).not.toContain('与中枢断开');
    const risen = markup({}, { live: { ...hazard, warningLevel: 1, changedMillis: minutes(1) } });
    expect(risen).toContain('一级（红色）预警');
    expect(risen).toContain('自 14:31');
  });
});

describe('a camera’s card', () => {
  const point: VideoPointAnswer = {
    videoPointId: 'toy:video:3',
    videoPointIndex: 3,
    name: '示例路口',
    gb28181Code: '37020300081316000003',
    status: 'offline',
    sinceMillis: minutes(40),
    heardMillis: minutes(2),
    enuAboveGroundMeters: [0, 0, 6.5],
    lonLatDeg: [120.38, 36.09],
    azimuthDeg: 225,
    horizontalFovDeg: 70,
    rangeMeters: 80,
    gridId: 'g',
    path,
    gridOwnerUnit: null,
    gridHead: '王*',
    provenance,
  };
  const markup = (more: Partial<VideoPointAnswer> = {}): string =>
    markupOf(VideoPointFacts, { answer: answered({ ...point, ...more }), onClose: () => {} });

  it('says code, status since when, direction, field of view, grid and whose it is', () => {
    const words = ['示例路口', '37020300081316000003', '离线', '自 13:52', '14:30', '西南 225°', '70° · 80 m', '6.5 m'];
    for (const word of [...words, '辽源路街道', '王*']) expect(markup(), word).toContain(word);
    expect(markup()).not.toContain('常用镜头');
    expect(markup({ gridOwnerUnit: '港务集团' })).toContain('港务集团');
  });

  it('says which lens is assumed where the owner gave none, and what nobody recorded', () => {
    const bare = markup({ horizontalFovDeg: null, rangeMeters: null, azimuthDeg: null, gb28181Code: null });
    for (const word of ['53° · 120 m', '按常用镜头 53°、120 m', '未登记朝向', '未登记']) expect(bare).toContain(word);
    expect(markup({ status: null, sinceMillis: null, heardMillis: null })).toContain('没有收到过状态');
  });

  it('keeps what it knew beside the fault of a later question', () => {
    const problem = answerFault(fault('SCREEN-001', { path: 'x' }));
    const both = markupOf(VideoPointFacts, { answer: answered(point, problem), onClose: () => {} });
    for (const word of ['示例路口', 'SCREEN-001']) expect(both).toContain(word);
  });
});

describe('cameras around a case', () => {
  const cameras = [
    { videoPointIndex: 4, name: '东口', awayMeters: 41.6, isOnline: true },
    { videoPointIndex: 9, name: '西口', awayMeters: 20, isOnline: false },
  ];
  const markup = (list: typeof cameras | null): string =>
    markupOf(CameraList, { cameras: list, chosenIndex: 9, onChoose: () => {} });

  it('stand with name, status and distance, the open one marked', () => {
    const both = markup(cameras);
    for (const word of ['东口', '在线 · 42 m', '西口', '离线 · 20 m']) expect(both).toContain(word);
    expect(both.match(/aria-pressed="true"/g)).toHaveLength(1);
  });

  it('say that none sees the place and what to do, and not before it is known', () => {
    expect(markup([])).toContain('没有视频点位看得见此处');
    expect(markup([])).toContain('网格员');
    expect(markup(null)).toContain('正在读取');
    expect(markup(null)).not.toContain('没有视频点位');
  });
});

it('a pick becomes a card and a focus for things alone', () => {
  const hazardPick = { kind: 'hazard', hazardId: 'h' } as const;
  expect(thingOfPick(hazardPick)).toBe(hazardPick);
  expect(thingOfPick({ kind: 'case', caseId: 'c' })).toBeNull();
  expect(thingOfPick(null)).toBeNull();
  expect(focusOfThing(hazardPick)).toEqual({ hazardId: 'h' });
  expect(focusOfThing({ kind: 'videoPoint', videoPointIndex: 2 })).toEqual({ videoPointIndex: 2 });
  expect(focusOfThing({ kind: 'component', componentIndex: 5 })).toEqual({ componentIndex: 5 });
});

it('a direction has one of eight sides', () => {
  expect([0, 22, 23, 90, 359, 337, 360, -45].map(sideOf)).toEqual([0, 0, 1, 2, 0, 7, 0, 7]);
});
