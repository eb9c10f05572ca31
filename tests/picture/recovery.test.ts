import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContextLosses } from '../../src/picture/recovery/contextLosses.ts';
import { REBUILD_AFTER_MILLIS, REST_MILLIS, Recovery } from '../../src/picture/recovery/recovery.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What a tab remembers over its reloads. */
const tabMemory = (): { losses: string | null } => ({ losses: null });

/** Two scenes that a test loses; the browser gives no context for the first `refusals` attempts. */
function toyPicture(refusals = 0, kept = tabMemory()) {
  const told: string[] = [];
  const scenes = ['city', 'marks'].map((name) => ({
    name,
    isLost: false,
    opened: 0,
    reopen() {
      if (refusals-- > 0) throw new Error('no context');
      this.isLost = false;
      this.opened++;
    },
  }));
  const recovery = new Recovery({
    losses: new ContextLosses({
      getItem: () => kept.losses,
      setItem: (_key, value) => {
        kept.losses = value;
      },
    }),
    scenes: () => scenes,
    onFault: ({ code }) => told.push(code),
    onReopened: () => told.push('reopened'),
  });
  const lose = (...names: string[]): void => {
    for (const scene of scenes) {
      if (!names.includes(scene.name)) continue;
      scene.isLost = true;
      recovery.lost();
    }
  };
  return { recovery, scenes, told, lose };
}

describe('the recovery of a picture', () => {
  it('opens what is lost and nothing else, and counts what went together once', () => {
    const { recovery, scenes, told, lose } = toyPicture();
    lose('city');
    vi.advanceTimersByTime(REBUILD_AFTER_MILLIS);
    expect(scenes.map(({ opened }) => opened)).toEqual([1, 0]);
    lose('city', 'marks');
    vi.advanceTimersByTime(REBUILD_AFTER_MILLIS);
    expect(scenes.map(({ opened }) => opened)).toEqual([2, 1]);
    expect(told).toEqual(['PICTURE-005', 'reopened', 'PICTURE-005', 'reopened']);
    expect(recovery.count).toBe(2);
  });

  it('tells what was told once it is whole again, and no more then', () => {
    const { recovery, lose } = toyPicture();
    lose('marks');
    vi.advanceTimersByTime(REBUILD_AFTER_MILLIS);
    expect(recovery.healed()?.code).toBe('PICTURE-005');
    expect(recovery.healed()).toBeNull();
  });

  it('takes an attempt without a context for another loss: after three the page has to be loaded anew', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const { told, lose } = toyPicture(100);
    lose('city');
    vi.advanceTimersByTime(60 * REST_MILLIS);
    expect(told).toEqual(['PICTURE-005', 'PICTURE-005', 'PICTURE-012']);
  });

  it('asks for a new page once where both canvases go the third time', () => {
    const { recovery, told, lose } = toyPicture();
    for (let loss = 0; loss < 3; loss++) {
      lose('city', 'marks');
      vi.advanceTimersByTime(REBUILD_AFTER_MILLIS);
    }
    expect(told).toEqual(['PICTURE-005', 'reopened', 'PICTURE-005', 'reopened', 'PICTURE-012']);
    expect([recovery.count, vi.getTimerCount()]).toEqual([3, 0]);
  });

  it('rests after three more, and then tries again by itself', () => {
    const kept = tabMemory();
    const loseThrice = (): string[] => {
      const { told, lose } = toyPicture(0, kept);
      for (let loss = 0; loss < 3; loss++) {
        lose('city');
        vi.advanceTimersByTime(REBUILD_AFTER_MILLIS);
      }
      return told;
    };
    expect(loseThrice().at(-1)).toBe('PICTURE-012');
    const told = loseThrice(); // on the page that was loaded anew
    expect(told.at(-1)).toBe('PICTURE-013');
    vi.advanceTimersByTime(REST_MILLIS);
    expect(told.at(-1)).toBe('reopened');
  });

  it('does nothing more once the picture is closed', () => {
    const { recovery, told, lose } = toyPicture();
    lose('city');
    recovery.dispose();
    vi.advanceTimersByTime(REST_MILLIS);
    expect(told).toEqual(['PICTURE-005']);
    expect(vi.getTimerCount()).toBe(0);
  });
});
