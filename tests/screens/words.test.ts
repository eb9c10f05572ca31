import { describe, expect, it } from 'vitest';
import { en } from '../../src/screens/i18n/en.ts';
import { startLanguage } from '../../src/screens/i18n/language.ts';
import { zh } from '../../src/screens/i18n/zh.ts';
import { filesBelow, textOf } from '../rules/sourceFiles.ts';

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

describe('the words of the screens', () => {
  it('stand in both languages under the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it('carry the same placeholders, and are never empty', () => {
    for (const [key, text] of Object.entries(zh)) {
      const english = en[key as keyof typeof zh];
      expect(text.length, key).toBeGreaterThan(0);
      expect(english.length, key).toBeGreaterThan(0);
      // A language may drop a word ("剩 0:18" is "0:18"), never a figure; the other way round would print a brace.
      expect(placeholders(english), key).toEqual(placeholders(text));
    }
  });

  it('are all used', () => {
    const sources = filesBelow('src/screens', ['.ts', '.tsx'])
      .filter((file) => !/i18n\/(zh|en|\w+Words)\.ts$/.test(file))
      .map(textOf)
      .join('\n');
    // Keys built from a value, `level.${level}`, are used when their stem stands before a placeholder.
    const isUsed = (key: string): boolean =>
      sources.includes(`'${key}'`) ||
      sources.includes(`"${key}"`) ||
      key.split('.').some((_, index, parts) => sources.includes(`\`${parts.slice(0, index).join('.')}.\${`));
    expect(Object.keys(zh).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('leave no Chinese in the English ones but the name of the language itself', () => {
    expect(Object.entries(en).filter(([key, text]) => key !== 'language.zh' && /\p{Script=Han}/u.test(text))).toEqual(
      [],
    );
  });
});

describe('startLanguage', () => {
  it.each([
    ['?lang=en', 'zh', 'en'],
    ['?lang=zh', 'en', 'zh'],
    ['?lang=fr', 'en', 'en'],
    ['', 'en', 'en'],
    ['', 'xx', 'zh'],
    ['', null, 'zh'],
  ])('%s with %s kept → %s', (search, kept, language) => {
    expect(startLanguage(search, kept)).toBe(language);
  });
});
