/** Sizes, file name and lines of a saved picture. */

export interface StillSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A screen, a screen of four times as many pixels, two of those side by side, the hall's wall. */
export const stillSizes: readonly StillSize[] = [
  { widthPx: 1920, heightPx: 1080 },
  { widthPx: 3840, heightPx: 2160 },
  { widthPx: 7680, heightPx: 2160 },
  { widthPx: 11520, heightPx: 3240 },
];

/** What no file system takes in a name, and blanks. */
const NOT_IN_NAMES = /[\s\\/:*?"<>|]+/g;

/** `<district>-<place>-<day>-<time>-<width>x<height>.png`, the time in the district's zone. */
export function stillName(
  places: readonly string[],
  atMillis: number,
  timeZone: string,
  { widthPx, heightPx }: StillSize,
): string {
  // This locale writes 2026-11-25 10:22:31.
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const time = parts.format(atMillis).replace(/[-:]/g, '').replace(/\s/g, '-');
  const named = [...new Set(places)].map((place) => place.replace(NOT_IN_NAMES, '-'));
  return `${[...named, time, `${widthPx}x${heightPx}`].join('-')}.png`;
}
