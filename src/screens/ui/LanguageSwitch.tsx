import { setLanguage, useWords } from '../i18n/language.ts';

const languages = ['zh', 'en'] as const;

export function LanguageSwitch() {
  const { language, say } = useWords();
  return (
    <fieldset className="language-switch" aria-label={say('language.label')}>
      {languages.map((one) => (
        <button key={one} type="button" aria-pressed={one === language} onClick={() => setLanguage(one)}>
          {say(`language.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}
