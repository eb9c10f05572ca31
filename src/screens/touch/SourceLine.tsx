import type { Provenance } from '../../model/contract/answers.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { SamplePlate } from '../ui/SamplePlate.tsx';

/** Whose figures these are, as of when, and what was done to small counts. */
export function SourceLine({ provenance }: { provenance: Provenance }) {
  const { say, name } = useWords();
  const format = useFormat();
  return (
    <p className="touch-source">
      {provenance.synthetic && <SamplePlate />}{' '}
      {say('touch.source', {
        source: say('package.of', { name: name(provenance) }),
        time: format.time(provenance.asOfMillis),
      })}
    </p>
  );
}
