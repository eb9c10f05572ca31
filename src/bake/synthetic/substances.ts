/** What dangerous places keep, and how far it reaches: data/hazard-substances.json. */
import file from '../../../data/hazard-substances.json' with { type: 'json' };
import type { Hazard, HazardKind } from '../../model/domain/hazards.ts';

export type SubstanceFacts = Pick<
  Hazard,
  | 'substanceUn'
  | 'substanceName'
  | 'substanceNameEn'
  | 'isolationMeters'
  | 'downwindDayMeters'
  | 'downwindNightMeters'
  | 'distanceSource'
>;

export const noSubstance: SubstanceFacts = {
  substanceUn: null,
  substanceName: null,
  substanceNameEn: null,
  isolationMeters: null,
  downwindDayMeters: null,
  downwindNightMeters: null,
  distanceSource: null,
};

/** Substances that a place of this kind may keep; none for kinds that spill nothing. */
export function substancesOf(kind: HazardKind): SubstanceFacts[] {
  return file.substances
    .filter(({ kinds }) => kinds.includes(kind))
    .map(({ un, name, nameEn, isolationMeters, downwindDayMeters, downwindNightMeters }) => ({
      substanceUn: un,
      substanceName: name,
      substanceNameEn: nameEn,
      isolationMeters,
      downwindDayMeters,
      downwindNightMeters,
      distanceSource: file.source,
    }));
}
