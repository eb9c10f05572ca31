/** The live link of a scene: the facts of its case, folded as those of a hub would be, and nothing after them. */
import { createStore } from 'zustand/vanilla';
import type { WindowFacts } from '../../src/live/connectWindows.ts';
import type { LiveFacts, LiveLink, PatrolColumns, VideoPointColumns } from '../../src/live/links.ts';
import { applyFacts, emptyFacts } from '../../src/live/liveState.ts';
import { noWindows, summaryOf, takeAnswer } from '../../src/live/windowState.ts';
import type { CaseView } from '../../src/model/contract/answers.ts';
import type { Fact, HazardView, PublicBeacon } from '../../src/model/contract/live.ts';
import type { WindowsAnswer } from '../../src/model/contract/windows.ts';
import { windowBandStarts } from '../../src/model/domain/litWindows.ts';
import { videoStatuses } from '../../src/model/domain/videoPoints.ts';
import { SeededRandom } from '../../src/model/geometry/seededRandom.ts';
import type { GalleryDistrict } from './galleryDistrict.ts';
import { caseIdOf, type GoldenCase, type GoldenHazard, type GoldenMatter } from './goldenCase.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SEQ = 1;

function caseView(
  matter: GoldenMatter,
  caseId: string,
  atMillis: number,
  manifest: GalleryDistrict['manifest'],
): CaseView {
  const deadlineMillis = atMillis + matter.leftMinutes * MINUTE;
  return {
    caseId,
    ...{ openedSeq: SEQ, changedSeq: SEQ, matterCode: 'golden', description: '' },
    state: matter.dispatchedFrom ? 'dispatched' : 'handling',
    gridId: matter.dispatchedFrom ?? 'golden',
    ...{ title: matter.title, titleEn: matter.titleEn, departmentKey: matter.departmentKey },
    lonLatDeg: manifest.enuOrigin.lonLatDeg as [number, number],
    enuMeters: matter.atEnuMeters,
    ...{ buildingId: null, source: 'golden', origin: 'simulated', originalMillis: null },
    reportedMillis: atMillis - matter.openMinutes * MINUTE,
    yellowMillis: deadlineMillis - matter.yellowMinutes * MINUTE,
    deadlineMillis,
    closedMillis: null,
    limit: { count: 1, unit: 'urgentHour' },
    ...{ departmentName: '部门', departmentNameEn: 'Department', gridName: '网格', gridNameEn: 'Grid' },
    ...{ streetName: '街道', streetNameEn: 'Street', communityName: '社区', communityNameEn: 'Community' },
    ...{ ownerUnit: null, gridHead: null, buildingName: null, buildingNameEn: null, lightBuildingIndex: null },
  };
}

/** Denser toward the middle: the distance is drawn evenly, not the ground. */
function scattered({ facts: { scatteredCases = [] } }: GoldenCase): GoldenMatter[] {
  return scatteredCases.flatMap(({ seed, count, aroundEnuMeters: [east, north], radiusMeters }) => {
    const random = new SeededRandom(seed);
    return Array.from({ length: count }, (): GoldenMatter => {
      const [turn, away] = [random.between(0, 2 * Math.PI), random.between(0, radiusMeters)];
      return {
        atEnuMeters: [east + away * Math.cos(turn), north + away * Math.sin(turn)],
        ...{ title: '散布事项', titleEn: 'Strewn matter', departmentKey: 'urban' },
        ...{ openMinutes: 60, leftMinutes: 600, yellowMinutes: 60 },
      };
    });
  });
}

function hazardView(hazard: GoldenHazard, number: number, atMillis: number): HazardView {
  return {
    ...hazard,
    hazardId: `golden-hazard-${number}`,
    ...{ gridId: 'golden', ownerUnit: '示例单位', distanceSource: 'ERG' },
    ...{ reading: null, unit: null, changedMillis: atMillis - 10 * MINUTE, origin: 'simulated' },
  };
}

/** What the public sees of the same matters: a light without words. */
function beaconOf({ caseId, enuMeters, departmentKey, yellowMillis, deadlineMillis }: CaseView): PublicBeacon {
  return { beaconId: caseId, gridId: 'golden', enuMeters, departmentKey, yellowMillis, deadlineMillis };
}

function factsOf(golden: GoldenCase, { manifest }: GalleryDistrict, atMillis: number): Fact[] {
  const { audience, cases = [], hazards = [], wind } = golden.facts;
  const views = [...cases, ...scattered(golden)].map((matter, number) =>
    caseView(matter, caseIdOf(number), atMillis, manifest),
  );
  return [
    ...views.map(
      (view): Fact =>
        audience === 'duty'
          ? { kind: 'case', seq: SEQ, case: view }
          : { kind: 'beacon', seq: SEQ, beacon: beaconOf(view) },
    ),
    ...hazards.map(
      (hazard, number): Fact => ({ kind: 'hazard', seq: SEQ, hazard: hazardView(hazard, number, atMillis) }),
    ),
    ...(wind
      ? [
          {
            kind: 'wind' as const,
            seq: SEQ,
            wind: { ...wind, observedMillis: atMillis - 5 * MINUTE, origin: 'simulated' as const },
          },
        ]
      : []),
  ];
}

function windowsAnswer(
  golden: GoldenCase,
  { manifest, areas }: GalleryDistrict,
  atMillis: number,
): WindowsAnswer | null {
  const { audience, windows } = golden.facts;
  if (!windows) return null;
  const random = new SeededRandom(windows.seed);
  const span = {
    period: windows.period,
    sinceMillis: atMillis - 7 * DAY,
    untilMillis: atMillis + DAY,
    atMillis,
    seq: SEQ,
  };
  if (audience === 'duty') {
    const drawn = Array.from({ length: manifest.counts.buildings }, (_, row) => ({
      row,
      closed: random.chance(windows.shareOfBuildings) ? random.whole(1, windows.mostPerBuilding) : 0,
    })).filter(({ closed }) => closed > 0);
    const total = drawn.reduce((sum, { closed }) => sum + closed, 0);
    return {
      ...{ ...span, audience, total, spread: 0, unplaced: 0, origins: { live: 0, simulated: total, replayed: 0 } },
      buildingIndex: drawn.map(({ row }) => row),
      closed: drawn.map(({ closed }) => closed),
    };
  }
  const grids = areas.areas.filter(({ level }) => level === 'unitGrid' || level === 'extensionGrid');
  const banded = grids.map(({ id }) => ({ id, band: random.whole(0, windowBandStarts.length - 1) }));
  const lit = banded.filter(({ band }) => band > 0);
  return {
    ...{ ...span, audience, total: { value: 400 }, origin: 'simulated' },
    gridIds: lit.map(({ id }) => id),
    bands: lit.map(({ band }) => band),
  };
}

function statesOfVideoPoints(
  { facts }: GoldenCase,
  { manifest }: GalleryDistrict,
  atMillis: number,
): Pick<VideoPointColumns, 'status' | 'eventMillis'> {
  const every = facts.videoPointsOfflineEvery;
  const rows = every === undefined ? 0 : manifest.counts.videoPoints;
  const [online, offline] = [videoStatuses.indexOf('online'), videoStatuses.indexOf('offline')];
  return {
    status: Uint8Array.from({ length: rows }, (_, row) => (row % every! === 0 ? offline : online)),
    eventMillis: new Float64Array(rows).fill(atMillis),
  };
}

/** A place every minute and a half, as officers tell theirs. */
function waysOf({ facts: { patrols = [] } }: GoldenCase, atMillis: number): PatrolColumns['ways'] {
  return new Map(
    patrols.map(({ wayEnuMeters, lastMinutes }, row) => [
      row,
      wayEnuMeters.map(([eastMeters, northMeters], step) => ({
        ...{ eastMeters, northMeters, origin: 'simulated' as const },
        eventMillis: atMillis - (lastMinutes + 1.5 * (wayEnuMeters.length - 1 - step)) * MINUTE,
      })),
    ]),
  );
}

export interface FixedLive {
  readonly link: LiveLink;
  /** The facts of another case, instead of all that was there. */
  show(golden: GoldenCase): void;
  /** As if nothing had been resolved. */
  darkenWindows(): void;
}

export function fixedLive(golden: GoldenCase, district: GalleryDistrict): FixedLive {
  const facts = createStore<LiveFacts>(() => emptyFacts);
  const windowFacts = createStore<WindowFacts>(() => ({ period: '7d', atMillis: null, summary: null, fault: null }));
  const videoPoints: VideoPointColumns = { version: 0, status: new Uint8Array(0), eventMillis: new Float64Array(0) };
  const patrols: PatrolColumns = { version: 0, ways: new Map() };
  const columns = noWindows();
  const darkenWindows = (): void =>
    void Object.assign(columns, { ...noWindows(), audience: columns.audience, version: columns.version + 1 });
  const show = (next: GoldenCase): void => {
    const atMillis = Date.parse(next.at);
    facts.setState({
      ...{ ...emptyFacts, ...applyFacts(emptyFacts, factsOf(next, district, atMillis)) },
      ...{ audience: next.facts.audience, link: 'live', districtHash: district.manifest.districtHash },
    });
    Object.assign(videoPoints, { ...statesOfVideoPoints(next, district, atMillis), version: videoPoints.version + 1 });
    patrols.ways.clear();
    for (const [row, way] of waysOf(next, atMillis)) patrols.ways.set(row, way);
    patrols.version++;
    const answer = windowsAnswer(next, district, atMillis);
    columns.audience = next.facts.audience;
    darkenWindows();
    if (answer) takeAnswer(columns, answer);
    windowFacts.setState({ summary: answer && summaryOf(answer) });
  };
  show(golden);
  return {
    link: {
      facts,
      videoPoints,
      patrols,
      windows: { facts: windowFacts, columns, open() {}, show() {} },
      station: 'wall',
      close() {},
    },
    show,
    darkenWindows,
  };
}
