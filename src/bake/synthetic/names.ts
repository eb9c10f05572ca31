/** Names that nobody gives: English forms of official Chinese names, and plainly invented ones (示例 = sample). */
import { pinyin } from 'pinyin-pro';
import type { ZoneKind } from '../../model/contract/cityPlan.ts';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';
import { surnames } from './words.ts';

/**
 * A Chinese place name in Latin letters, written as one word with its apostrophes (GB/T 16159): 延安 → Yan'an.
 * Digits and Latin letters stay as they are.
 */
export function latinFromChinese(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: false });
  let word = '';
  for (const syllable of syllables) {
    const letters = syllable.replaceAll('ü', 'u').trim();
    if (word !== '' && /^[aeo]/.test(letters)) word += "'";
    word += letters;
  }
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** English names of roads and places as a city plan writes them, by their Chinese ones: they go before any rule. */
export type KnownNames = ReadonlyMap<string, string>;

const NO_NAMES: KnownNames = new Map();
const ROAD_WORDS: Readonly<Record<string, string>> = { 支路: 'Branch Road', 大街: 'Avenue', 路: 'Road', 街: 'Street' };
const DIRECTIONS: Readonly<Record<string, string>> = { 东: 'East', 南: 'South', 西: 'West', 北: 'North', 中: 'Middle' };
const ORDINALS: Readonly<Record<string, string>> = {
  ...{ 一: '1st', 二: '2nd', 三: '3rd', 四: '4th', 五: '5th', 六: '6th', 七: '7th', 八: '8th', 九: '9th', 十: '10th' },
};
/** Stem, then which of several, then what it is: 延安 + 二 + 路, 辽阳 + 西 + 路, 抚顺 + 支路. */
const ROAD = /^(?<stem>.{2,}?)(?<which>[东南西北中一二三四五六七八九十])?(?<kind>支路|大街|路|街)$/;

/** A place that may be called after a road: 延安二路 → Yan'an 2nd Road, 曹县路 → Caoxian Road, 台东 → Taidong. */
export function placeNameEn(name: string, known: KnownNames = NO_NAMES): string {
  const given = known.get(name);
  if (given !== undefined) return given;
  const { stem, which, kind } = ROAD.exec(name)?.groups ?? {};
  if (stem === undefined || kind === undefined) return latinFromChinese(name);
  const words = which === undefined ? [] : [DIRECTIONS[which] ?? ORDINALS[which]!];
  return [latinFromChinese(stem), ...words, ROAD_WORDS[kind]!].join(' ');
}

export function streetNameEn(name: string, known?: KnownNames): string {
  return `${placeNameEn(name.replace(/街道$/, ''), known)} Subdistrict`;
}

/** The official list says 社区居委会 or 社区居民委员会: the body that runs it. A map names the place. */
export function communityName(official: string): string {
  return official.replace(/社区居(民委员|委)会$/, '社区').replace(/居(民委员|委)会$/, '');
}

export function communityNameEn(name: string, known?: KnownNames): string {
  return `${placeNameEn(name.replace(/社区$/, ''), known)} Community`;
}

/** An invented person, masked from the start: the personal store gives the surname a name (generateStaff.ts). */
export function maskedHead(random: SeededRandom): string {
  return `${random.pick(surnames)}*`;
}

export interface ExtensionName {
  readonly name: string;
  readonly nameEn: string;
  readonly ownerUnit: string;
}

/** What one owner holds in each kind of city: named before it is built, so by what will stand there. */
const EXTENSION_KINDS: Readonly<Record<ZoneKind, { readonly zh: string; readonly en: string }>> = {
  industry: { zh: '厂区', en: 'Works' },
  port: { zh: '港区', en: 'Port Area' },
  business: { zh: '商务区', en: 'Business Area' },
  newCompound: { zh: '小区', en: 'Compound' },
  workersHousing: { zh: '大院', en: 'Estate' },
  oldTown: { zh: '里院片区', en: 'Courtyards' },
  hill: { zh: '山林片区', en: 'Woods' },
};

/** @param zone what most of its land is for. */
export function extensionName(number: number, zone: ZoneKind): ExtensionName {
  const { zh, en } = EXTENSION_KINDS[zone];
  const name = `示例${number}号${zh}`;
  return { name, nameEn: `Sample ${en} ${number}`, ownerUnit: `${name}管理单位` };
}
