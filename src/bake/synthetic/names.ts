/** Names that nobody gives: English forms of official Chinese names, and plainly invented ones (示例 = sample). */
import { pinyin } from 'pinyin-pro';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';

/**
 * A Chinese place name in Latin letters, written as one word with its apostrophes (GB/T 16159): 延安路 → Yan'anlu.
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

export function streetNameEn(name: string): string {
  return `${latinFromChinese(name.replace(/街道$/, ''))} Subdistrict`;
}

/** The official list says 社区居委会 or 社区居民委员会: the body that runs it. A map names the place. */
export function communityName(official: string): string {
  return official.replace(/社区居(民委员|委)会$/, '社区').replace(/居(民委员|委)会$/, '');
}

export function communityNameEn(name: string): string {
  return `${latinFromChinese(name.replace(/社区$/, ''))} Community`;
}

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';

/** An invented person, masked from the start: the personal store gives the surname a name (generateStaff.ts). */
export function maskedHead(random: SeededRandom): string {
  return `${SURNAMES[random.whole(0, SURNAMES.length - 1)]}*`;
}

/** Kinds of concentrated areas that become extension grids, with the owner that answers for one. */
const EXTENSION_KINDS = [
  { name: '厂区', nameEn: 'Works' },
  { name: '园区', nameEn: 'Park' },
  { name: '校区', nameEn: 'Campus' },
] as const;

export interface ExtensionName {
  readonly name: string;
  readonly nameEn: string;
  readonly ownerUnit: string;
}

/** Industry has works; elsewhere they are parks and campuses. */
export function extensionName(number: number, isIndustrial: boolean, random: SeededRandom): ExtensionName {
  const kind = EXTENSION_KINDS[isIndustrial ? (random.chance(0.75) ? 0 : 1) : random.chance(0.5) ? 1 : 2];
  return {
    name: `示例${number}号${kind.name}`,
    nameEn: `Sample ${kind.nameEn} ${number}`,
    ownerUnit: `示例${number}号${kind.name}管理单位`,
  };
}
