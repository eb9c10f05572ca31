import type { CaseView } from '../../model/contract/answers.ts';
import type { Words } from '../i18n/language.ts';
import { shortName } from '../shortName.ts';

/** English names of levels are long and say little in a row of places: "Dagang, Qinghailu Grid 002". */
const LEVEL_WORDS = / (Subdistrict|Community)\b/g;

/** Where a case is, coarse to fine, in as few words as name it: a grid named after its community says both. Pure. */
export function placeParts(
  item: Pick<CaseView, 'streetName' | 'streetNameEn' | 'communityName' | 'communityNameEn' | 'gridName' | 'gridNameEn'>,
  name: Words['name'],
): string[] {
  const street = name({ name: item.streetName, nameEn: item.streetNameEn });
  const community = name({ name: item.communityName, nameEn: item.communityNameEn });
  const grid = name({ name: item.gridName, nameEn: item.gridNameEn });
  const saysCommunity = community !== '' && shortName(grid, community) !== grid;
  return [street, ...(saysCommunity ? [] : [community]), grid]
    .map((part) => part.replace(LEVEL_WORDS, ''))
    .filter(Boolean);
}
