import type { AreaAnswer } from '../model/contract/answers.ts';
import type { Words } from './i18n/language.ts';
import { withoutLevelWords } from './levelWords.ts';
import { shortName } from './shortName.ts';

/** The areas around a thing, the whole district first: each without what the one before it or its place in the row says. Pure. */
export function pathNames(path: AreaAnswer['path'], name: Words['name']): string[] {
  return path.map((area, depth) => {
    const around = path[depth - 1];
    return around ? withoutLevelWords(shortName(name(area), name(around))) : name(area);
  });
}
