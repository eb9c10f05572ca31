import { setGuestLanguage, setLanguage, useWords } from '../i18n/language.ts';

const languages = ['zh', 'en'] as const;

/** `forGuest`: the choice lasts as long as the visitor, and this browser does not keep it. */
export function LanguageSwitch({ forGuest = false }: { forGuest?: boolean }) {
  const { language, say } = useWords();
  const choose = forGuest ? setGuestLanguage : setLanguage;
  return (
    <fieldset className="language-switch" aria-label={say('language.label')}>
      {languages.map((one) => (
        <button key={one} type="button" aria-pressed={one === language} onClick={() => choose(one)}>
          {say(`language.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}
