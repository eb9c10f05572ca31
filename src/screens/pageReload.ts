/**
 * A hall has nobody to press a button: a page that cannot go on reloads itself. Each time in a row it waits longer, over
 * the reloads themselves, so that a fault that stays does not become a storm.
 */

const FIRST_WAIT_MILLIS = 5_000;
const LONGEST_WAIT_MILLIS = 300_000;
/** After this long without a reload the page was well again. */
const QUIET_MILLIS = 900_000;
const STORAGE_KEY = 'beiyang.reloads';

/** Reloads in a row up to now. `kept` is what the tab remembers: anything, since anybody may write there. */
export function reloadsInRow(kept: string | null, nowMillis: number): number {
  const match = /^(\d{1,4}) (\d{1,15})$/.exec(kept ?? '');
  if (!match) return 0;
  const [count, atMillis] = [Number(match[1]), Number(match[2])];
  return Math.abs(nowMillis - atMillis) > QUIET_MILLIS ? 0 : count;
}

export function waitBeforeReload(count: number): number {
  return Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** Math.min(count, 10));
}

/**
 * Reloads this page after its wait, once the hub answers: the browser's own "no connection" page would never come back.
 * Returns how to call it off.
 */
export function reloadPageSoon(): () => void {
  const count = reloadsInRow(window.sessionStorage.getItem(STORAGE_KEY), Date.now());
  let calledOff = false;
  let timer = 0;
  const tryIt = async (): Promise<void> => {
    const isThere = await fetch(window.location.href, { cache: 'no-store' }).then(
      (answer) => answer.ok,
      () => false, // the hub is away: asked again
    );
    if (calledOff) return;
    if (!isThere) {
      timer = window.setTimeout(tryIt, FIRST_WAIT_MILLIS);
      return;
    }
    window.sessionStorage.setItem(STORAGE_KEY, `${count + 1} ${Date.now()}`);
    window.location.reload();
  };
  timer = window.setTimeout(tryIt, waitBeforeReload(count));
  return () => {
    calledOff = true;
    window.clearTimeout(timer);
  };
}
