import { SIMULATOR_SOURCE } from '../model/contract/event.ts';
import type { Words } from './i18n/language.ts';

/** A source in words where it is one of ours; another's stands as its owner wrote it. Pure. */
export function sourceName(source: string, say: Words['say']): string {
  return source === SIMULATOR_SOURCE ? say('source.simulator') : source;
}
