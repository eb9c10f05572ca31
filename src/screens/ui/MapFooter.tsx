import { useWords } from '../i18n/language.ts';
import { useFormat, useLive, useStation } from '../station.ts';
import { SamplePlate } from './SamplePlate.tsx';

/** The map's foot: sample plate, whose data, approval number of the map, and how far the journal has come. */
export function MapFooter() {
  const { say, language } = useWords();
  const format = useFormat();
  const { manifest } = useStation();
  const head = useLive((facts) => facts.head);
  return (
    <footer className="map-footer" data-over-map>
      <SamplePlate />
      <span className="map-footer-text">
        {[
          ...(head ? [say('footer.seq', { seq: format.number(head.seq) })] : []),
          ...(manifest.mapApprovalNumber ? [manifest.mapApprovalNumber] : []),
          ...manifest.attribution.map((line) => line[language]),
        ].join(' · ')}
      </span>
    </footer>
  );
}
