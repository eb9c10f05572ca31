/** Which station a path means. Paths are relative to the served base, so that the product runs under any sub-path. */
import type { Station } from '../model/domain/audiences.ts';

export interface Route {
  readonly station: Station;
  /** The part after the station: the ring's page. */
  readonly page: string | null;
}

const plainStations: Readonly<Record<string, Station>> = {
  '': 'index',
  wall: 'wall',
  touch: 'touch',
  plan: 'plan',
  desk: 'desk',
};

/** The route of a path, or null where no page is. `base` ends with a slash. */
export function routeFromPath(pathname: string, base: string): Route | null {
  if (!`${pathname}/`.startsWith(base)) return null;
  const [first = '', second = null, ...rest] = pathname.slice(base.length).replace(/\/$/, '').split('/');
  if (rest.length > 0) return null;
  if (first === 'ring') return second ? { station: 'ring', page: second } : null;
  const station = Object.hasOwn(plainStations, first) ? plainStations[first]! : null;
  return station && second === null ? { station, page: null } : null;
}

/** Path of the served base with its closing slash, from the document's `<base>`. */
export function servedBase(): string {
  return new URL('./', document.baseURI).pathname;
}
