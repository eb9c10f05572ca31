import i18next from 'i18next';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { endGuestLanguage, setGuestLanguage, setLanguage, startWords } from '../../src/screens/i18n/language.ts';

const kept = new Map<string, string>();
const documentElement = { lang: '' };

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement });
  vi.stubGlobal('window', {
    location: { search: '' },
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    },
  });
  await startWords();
});
afterAll(() => vi.unstubAllGlobals());

it('forgets a guest’s language, and keeps what the house chose meanwhile', () => {
  setGuestLanguage('en');
  expect([i18next.language, documentElement.lang]).toEqual(['en', 'en']);
  expect([...kept.values()]).toEqual([]);
  endGuestLanguage();
  expect([i18next.language, documentElement.lang]).toEqual(['zh', 'zh-CN']);

  setLanguage('en');
  setGuestLanguage('zh');
  expect([...kept.values()]).toEqual(['en']);
  endGuestLanguage();
  expect(i18next.language).toBe('en');
});
