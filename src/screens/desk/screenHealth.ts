/** How a connected screen does, from its last report. Pure. */
import type { ScreenInfo } from '../../model/contract/stage.ts';

/** silent: connected, but never reported. stale: no report for too long. The rest is what the screen says of itself. */
export type ScreenHealth = 'live' | 'loading' | 'error' | 'stale' | 'silent';

/** Screens report once a second: three missed reports are not a hiccup. */
export const STALE_AFTER_MILLIS = 3_000;

export function screenHealth(screen: Pick<ScreenInfo, 'beat' | 'beatMillis'>, nowMillis: number): ScreenHealth {
  if (!screen.beat || screen.beatMillis === null) return 'silent';
  return nowMillis - screen.beatMillis > STALE_AFTER_MILLIS ? 'stale' : screen.beat.state;
}

/** Stations in the order of the hall, then pages, then names: rows keep their place while screens come and go. */
export function sortScreens(screens: readonly ScreenInfo[]): ScreenInfo[] {
  const order = ['wall', 'ring', 'touch', 'plan', 'desk', 'index'];
  const key = ({ station, page, screenName }: ScreenInfo): string =>
    `${order.indexOf(station)} ${page ?? ''} ${screenName}`;
  return [...screens].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
