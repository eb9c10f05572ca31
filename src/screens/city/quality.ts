/** The picture's quality that a station begins with: its address's, else what this screen keeps, else by measuring. */
import { choiceFrom, type QualityChoice } from '../../picture/quality/tiers.ts';

const STORAGE_KEY = 'beiyang.quality';

/** `?quality=software|desktop|wall|ring|auto`. Pure: `kept` is what the browser remembers. */
export function startQuality(search: string, kept: string | null): QualityChoice {
  return choiceFrom(new URLSearchParams(search).get('quality')) ?? choiceFrom(kept) ?? 'auto';
}

export const qualityOfScreen = (): QualityChoice =>
  startQuality(window.location.search, window.localStorage.getItem(STORAGE_KEY));

export function keepQuality(choice: QualityChoice): void {
  window.localStorage.setItem(STORAGE_KEY, choice);
}
