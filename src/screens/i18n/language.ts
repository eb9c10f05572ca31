/** The screens' language: ?lang= wins, then what this browser chose before, then Chinese. */
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '../../model/faults/fault.ts';
import { en } from './en.ts';
import { type TextKey, zh } from './zh.ts';

const STORAGE_KEY = 'beiyang.language';

const isLanguage = (text: string | null): text is Language => text === 'zh' || text === 'en';

/** The language a page starts in. Pure: `search` is the address's query, `kept` what the browser remembers. */
export function startLanguage(search: string, kept: string | null): Language {
  const asked = new URLSearchParams(search).get('lang');
  if (isLanguage(asked)) return asked;
  return isLanguage(kept) ? kept : 'zh';
}

/** The language of this screen when no guest has chosen another. */
let houseLanguage: Language = 'zh';

function showLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (i18next.language !== language) i18next.changeLanguage(language);
}

/** Keys are flat and carry dots, so both separators are off. Call once, before the first render. */
export async function startWords(): Promise<void> {
  const language = startLanguage(window.location.search, window.localStorage.getItem(STORAGE_KEY));
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false }, // React escapes
  });
  houseLanguage = language;
  showLanguage(language);
}

/** Switches every word on this screen at once and keeps the choice: the officer's, the planner's, the desk's. */
export function setLanguage(language: Language): void {
  houseLanguage = language;
  window.localStorage.setItem(STORAGE_KEY, language);
  showLanguage(language);
}

/** A visitor's choice on a public screen: shown until `endGuestLanguage`, kept nowhere. */
export function setGuestLanguage(language: Language): void {
  showLanguage(language);
}

/** The visitor is gone: the screen speaks as it did before. */
export function endGuestLanguage(): void {
  showLanguage(houseLanguage);
}

export interface Words {
  readonly language: Language;
  /** A text by its key, placeholders filled. */
  say(key: TextKey, values?: Readonly<Record<string, string | number>>): string;
  /** The name of a thing that carries both; the Chinese one where the source has no English. */
  name(thing: { readonly name: string; readonly nameEn: string }): string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return {
    language,
    say: (key, values) => t(key, values ?? {}),
    name: (thing) => (language === 'en' && thing.nameEn ? thing.nameEn : thing.name || thing.nameEn),
  };
}
