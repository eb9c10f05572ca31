/**
 * The words for when the hub is away are needed just when their glyphs can no longer be fetched: fonts come in slices,
 * each asked for when a text first needs it. So the slices of these words are asked for while the hub still answers.
 */
import { faultCatalog } from '../model/faults/catalog/index.ts';
import { en } from './i18n/en.ts';
import { zh } from './i18n/zh.ts';

const FONTS = ['400 1em "Noto Sans SC"', '700 1em "Noto Sans SC"'];

/** Every character that a screen may need without its hub: states of the link, and faults that a screen itself finds. */
export function awayCharacters(): string {
  const words = [zh, en].flatMap((texts) =>
    Object.entries(texts).flatMap(([key, text]) => (/^(link|state)\./.test(key) ? [text] : [])),
  );
  const faults = Object.entries(faultCatalog).flatMap(([code, texts]) =>
    /^(SCREEN|LIVE)-/.test(code) ? [code, ...Object.values(texts).flatMap((one) => [one.message, one.tip])] : [],
  );
  return [...new Set([...words, ...faults].join('').concat('0123456789:'))].sort().join('');
}

export async function fetchAwayGlyphs(): Promise<void> {
  const characters = awayCharacters();
  await Promise.all(FONTS.map((font) => document.fonts.load(font, characters)));
}
