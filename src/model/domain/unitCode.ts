/** 统一社会信用代码: the 18 characters that name a legal person (GB 32100-2015), with its organisation code (GB 11714-1997). */

/** Digits and letters without I, O, S, V, Z: the value of a character is its place. */
export const unitCodeCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of an eight-character organisation body: 11 − Σ value · weight mod 11, with A = 10 … Z = 35. */
export function organisationCheck(body8: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((all, weight, index) => all + Number.parseInt(body8[index]!, 36) * weight, 0);
  const check = 11 - (sum % 11);
  return check === 11 ? '0' : check === 10 ? 'X' : String(check);
}

/** Check character of the first 17: 31 − Σ value · 3^i mod 31. */
export function unitCodeCheck(first17: string): string {
  let [sum, weight] = [0, 1];
  for (const character of first17) {
    sum += unitCodeCharacters.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return unitCodeCharacters[(31 - (sum % 31)) % 31]!;
}

/**
 * A whole code.
 * @param kind2 registering department and kind: 91 = enterprise of the market regulator, 12 = public institution.
 * @param division6 division of the registration (GB/T 2260).
 * @param organisation8 body of the organisation code, without its check character.
 */
export function unitCode(kind2: string, division6: string, organisation8: string): string {
  const first17 = `${kind2}${division6}${organisation8}${organisationCheck(organisation8)}`;
  return first17 + unitCodeCheck(first17);
}

export function isUnitCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false;
  return organisationCheck(text.slice(8, 16)) === text[16] && unitCodeCheck(text.slice(0, 17)) === text[17];
}
