/** Line breaks and tabs are text in a description; every other control character and every bidi override is not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const LINE_CHARACTERS = /[\t\n\r]/;

/** Why a text must not enter, in words, or null. Deep on purpose only for strings: other values are checked by schema. */
export function textProblem(text: string, mayHaveLines: boolean): string | null {
  if (!text.isWellFormed()) return 'half of a surrogate pair';
  if (FORBIDDEN.test(text) || (!mayHaveLines && LINE_CHARACTERS.test(text))) return 'control character';
  return null;
}
