/** Areas of ground and floor in the unit a reader of the language expects. Pure. */
import type { Language } from '../../model/faults/fault.ts';
import type { Format } from './format.ts';
import type { TextKey } from './zh.ts';

export interface ValueText {
  readonly value: string;
  readonly unit: TextKey;
}

const TEN_THOUSAND = 1e4;
const MILLION = 1e6;

/** Ground: m² up to a tenth of a square kilometre, then km². */
export function groundText(squareMeters: number, format: Format): ValueText {
  return squareMeters < MILLION / 10
    ? { value: format.number(squareMeters), unit: 'unit.squareMeters' }
    : { value: format.number(squareMeters / MILLION, 2), unit: 'unit.squareKilometers' };
}

/** Floor area is never km²: Chinese counts in 万 (10⁴), English in millions. */
export function floorText(squareMeters: number, language: Language, format: Format): ValueText {
  if (language === 'zh' && squareMeters >= 10 * TEN_THOUSAND) {
    return { value: format.number(squareMeters / TEN_THOUSAND, 1), unit: 'unit.tenThousandSquareMeters' };
  }
  if (language === 'en' && squareMeters >= MILLION) {
    return { value: format.number(squareMeters / MILLION, 2), unit: 'unit.millionSquareMeters' };
  }
  return { value: format.number(squareMeters), unit: 'unit.squareMeters' };
}
