import type { CaseView } from '../../model/contract/answers.ts';
import type { Words } from '../i18n/language.ts';
import { withoutLevelWords } from '../levelWords.ts';
import { shortName } from '../shortName.ts';

/**
 * Where a case is, coarse to fine, in as few words as name it ("Dagang, Qinghailu Grid 002"): a grid named after its
 * community says both. Pure.
 */
export function placeParts(
  item: Pick<CaseView, 'streetName' | 'streetNameEn' | 'communityName' | 'communityNameEn' | 'gridName' | 'gridNameEn'>,
  name: Words['name'],
): string[] {
  const street = name({ name: item.streetName, nameEn: item.streetNameEn });
  const community = name({ name: item.communityName, nameEn: item.communityNameEn });
  const grid = name({ name: item.gridName, nameEn: item.gridNameEn });
  const saysCommunity = community !== '' && shortName(grid, community) !== grid;
  return [street, ...(saysCommunity ? [] : [community]), grid].map(withoutLevelWords).filter(Boolean);
}
