/** English names of levels are long and say little where the level is plain: among streets "Dagang Subdistrict" is "Dagang". */
const LEVEL_WORDS = / (Subdistrict|Community)\b/g;

/** A place's name without the words of its levels. Pure. */
export function withoutLevelWords(name: string): string {
  return name.replace(LEVEL_WORDS, '');
}
