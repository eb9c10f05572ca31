import { isSynthetic } from '../../model/contract/manifest.ts';
import { useWords } from '../i18n/language.ts';
import { useStation } from '../station.ts';

/** On every screen of a district in which anything was invented. */
export function SamplePlate() {
  const { say } = useWords();
  const { manifest } = useStation();
  return isSynthetic(manifest) ? <span className="plate sample-plate">{say('sample.plate')}</span> : null;
}
