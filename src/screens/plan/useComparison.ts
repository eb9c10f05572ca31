import type { ComparisonAnswer } from '../../model/contract/comparison.ts';
import { useLive, useStation } from '../station.ts';
import { type Answer, useAnswer } from '../useAnswer.ts';

/** The package that stands beside the served one, and what tells the two apart: on duty only. */
export function useComparison(): Answer<ComparisonAnswer> {
  const { questions } = useStation();
  const onDuty = useLive((facts) => facts.audience === 'duty');
  return useAnswer(onDuty ? 'comparison' : null, (signal) => questions.comparison(signal));
}
