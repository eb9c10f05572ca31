import type { Route } from './route.ts';

const TAG_KEY = 'beiyang.screenTag';

/** Four letters that tell two desks of one size apart, for as long as the tab lives. */
function tabTag(): string {
  const kept = window.sessionStorage.getItem(TAG_KEY);
  if (kept) return kept;
  const tag = crypto.randomUUID().slice(0, 4);
  window.sessionStorage.setItem(TAG_KEY, tag);
  return tag;
}

/** What the desk's list calls this screen. */
export function screenNameOf({ station, page }: Route): string {
  return [station, page, `${window.innerWidth}×${window.innerHeight}`, tabTag()].filter(Boolean).join(' · ');
}
