import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { LinkState, LiveFacts, StageFacts } from '../../src/live/links.ts';
import { emptyFacts } from '../../src/live/liveState.ts';
import type { Beat, CameraCurve, Stage } from '../../src/model/contract/stage.ts';
import { answerFault, fault } from '../../src/model/faults/fault.ts';
import { awayCharacters } from '../../src/screens/awayWords.ts';
import { followStage } from '../../src/screens/city/followStage.ts';
import { zh } from '../../src/screens/i18n/zh.ts';
import { reloadsInRow, waitBeforeReload } from '../../src/screens/pageReload.ts';
import { beatState, type PictureState, pictureState, startScreenBeat } from '../../src/screens/screenBeat.ts';
import { shellTroubles } from '../../src/screens/shellTroubles.ts';

const curve: CameraCurve = {
  kind: 'hold',
  presentAtMillis: 1_000,
  durationMillis: 0,
  ease: 'linear',
  eyeEnuMeters: [[0, 0, 500]],
  headingDeg: [0],
  pitchDeg: [-45],
  horizontalTangent: 0.5,
};
const stage = (version: number, part: Partial<Stage> = {}): Stage => ({
  version,
  group: 'wall',
  curve,
  focus: null,
  language: null,
  presentAtMillis: 1_000,
  directedBy: 'desk',
  ...part,
});
const stageFacts: StageFacts = {
  connected: true,
  fault: null,
  joinedMillis: 0,
  screenId: 's',
  stage: null,
  upcoming: null,
  screens: [],
  lease: { holder: null, expiresMillis: null },
};

describe('a free view on the stage', () => {
  function followed() {
    const facts = createStore<StageFacts>(() => stageFacts);
    const view = { applyStage: vi.fn<(stage: Stage) => void>(), home: vi.fn<() => void>() };
    const stop = followStage(view, { facts });
    return { facts, view, stop, versions: () => view.applyStage.mock.calls.map(([one]) => one.version) };
  }

  it('applies each stage once, whatever else of the link changes', () => {
    const { facts, stop, versions } = followed();
    facts.setState({ stage: stage(1) });
    facts.setState({ connected: false });
    facts.setState({ stage: stage(2), upcoming: stage(3) });
    expect(versions()).toEqual([1, 2]);
    stop();
    facts.setState({ stage: stage(3) });
    expect(versions()).toEqual([1, 2]);
  });

  it('applies the first stage of a hub that started anew, though its version was seen before', () => {
    const { facts, versions } = followed();
    facts.setState({ stage: stage(1) });
    facts.setState({ stage: null });
    facts.setState({ stage: stage(1, { presentAtMillis: 9_000 }) });
    facts.setState({ stage: stage(1, { presentAtMillis: 19_000 }) });
    expect(versions()).toEqual([1, 1, 1]);
  });

  it('goes home when the desk takes its first place back, and stays where a stage never named one', () => {
    const { facts, view } = followed();
    facts.setState({ stage: stage(1, { curve: null, language: 'en' }) });
    expect(view.home).not.toHaveBeenCalled();
    facts.setState({ stage: stage(2) });
    facts.setState({ stage: stage(3, { curve: null }) });
    expect(view.home).toHaveBeenCalledTimes(1);
    facts.setState({ stage: stage(4, { curve: null, language: 'zh' }) });
    expect(view.home).toHaveBeenCalledTimes(1);
  });
});

describe('what a screen says of itself', () => {
  it.each<[LinkState, PictureState, Beat['state']]>([
    ['live', 'shown', 'live'],
    ['live', 'none', 'live'],
    ['live', 'loading', 'loading'],
    ['live', 'error', 'error'],
    ['connecting', 'shown', 'loading'],
    ['stale', 'shown', 'stale'],
    ['offline', 'none', 'stale'],
    ['offline', 'loading', 'loading'],
    ['refused', 'shown', 'error'],
  ])('link %s, picture %s: %s', (link, picture, state) => {
    expect(beatState(link, picture)).toBe(state);
  });

  it('has a picture once it is ready, and none while a fault keeps it away or stopped it', () => {
    const [layerFault, stopped] = [{ code: 'PICTURE-003' }, { code: 'PICTURE-009' }];
    expect([false, true].map((ready) => pictureState(ready, null))).toEqual(['loading', 'shown']);
    expect([false, true].map((ready) => pictureState(ready, layerFault))).toEqual(['error', 'shown']);
    expect([false, true].map((ready) => pictureState(ready, stopped))).toEqual(['error', 'error']);
  });

  it('follows both, until it is stopped', () => {
    const facts = createStore<LiveFacts>(() => ({ ...emptyFacts, link: 'live', head: { seq: 7, hash: '' } }));
    const report = vi.fn<(part: Partial<Beat>) => void>();
    const beat = startScreenBeat({ facts }, { report }, 'loading');
    expect(report).toHaveBeenLastCalledWith({ state: 'loading', liveSeq: 7 });
    beat.reportPicture('shown');
    expect(report).toHaveBeenLastCalledWith({ state: 'live', liveSeq: 7 });
    facts.setState({ link: 'stale' });
    expect(report).toHaveBeenLastCalledWith({ state: 'stale', liveSeq: 7 });
    beat.stop();
    facts.setState({ link: 'live' });
    expect(report).toHaveBeenLastCalledWith({ state: 'stale', liveSeq: 7 });
  });
});

describe('what is wrong with a page as a whole', () => {
  const live = { ...emptyFacts, link: 'live', districtHash: 'd' } as const;
  const codes = (...facts: Parameters<typeof shellTroubles>) => shellTroubles(...facts).faults.map(({ code }) => code);

  it('is nothing while both links are well', () => {
    expect(shellTroubles(live, stageFacts, 'd')).toEqual({ faults: [], stageIsDown: false, mustReload: false });
    expect(shellTroubles(emptyFacts, { connected: false, fault: null }, 'd').stageIsDown).toBe(false);
  });

  it('is another district at the hub: the page must be loaded again', () => {
    expect(codes(live, stageFacts, 'other')).toEqual(['SCREEN-007']);
    expect(shellTroubles(live, stageFacts, 'other').mustReload).toBe(true);
  });

  it('is a stage link that is refused or down while the picture lives', () => {
    const why = answerFault(fault('HUB-302', { screen: 1, hub: 2 }));
    expect(shellTroubles(live, { connected: false, fault: why }, 'd')).toEqual({
      faults: [why],
      stageIsDown: false,
      mustReload: true,
    });
    expect(shellTroubles(live, { connected: false, fault: null }, 'd')).toMatchObject({
      stageIsDown: true,
      mustReload: false,
    });
  });

  it('is columns that cannot be read, and a live link that was refused', () => {
    const columnsFault = answerFault(fault('LIVE-001', { problem: 'magic' }));
    expect(codes({ ...live, columnsFault }, stageFacts, 'd')).toEqual(['LIVE-001']);
    expect(shellTroubles({ ...live, link: 'refused' }, stageFacts, 'd').mustReload).toBe(true);
  });
});

describe('reloads', () => {
  it('wait longer each time in a row, and forget after a quiet time', () => {
    const now = 1_795_000_000_000;
    const waits = [0, 1, 2, 5, 6, 100].map(waitBeforeReload);
    expect(waits).toEqual([5_000, 10_000, 20_000, 160_000, 300_000, 300_000]);
    expect(reloadsInRow(`3 ${now - 60_000}`, now)).toBe(3);
    expect(reloadsInRow(`3 ${now - 3_600_000}`, now)).toBe(0);
    expect(reloadsInRow(`3 ${now + 3_600_000}`, now)).toBe(0);
    for (const odd of [null, '', 'x', '-1 5', '{}', '1e9 1e99']) expect(reloadsInRow(odd, now)).toBe(0);
  });
});

describe('the words for when the hub is away', () => {
  it('cover what a screen says then, each character once', () => {
    const characters = awayCharacters();
    const hubIsGone = answerFault(fault('SCREEN-001', { path: '' })).zh;
    for (const character of zh['link.offline'].replace('{{time}}', '09:41') + hubIsGone.message + hubIsGone.tip) {
      expect(characters).toContain(character);
    }
    expect(new Set(characters).size).toBe([...characters].length);
  });
});
