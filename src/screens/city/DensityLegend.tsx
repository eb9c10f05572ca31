import { densityColours, FULL_PER_SQUARE_KM } from '../../picture/layers/density/densityMeshes.ts';
import { densityBreaks } from '../../picture/layers/density/hexBins.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';

/** What the colours of a density mean: classes of a cell's count, or the count at which heat has its full colour. */
export function DensityLegend({ layer, theme }: { layer: 'hexBins' | 'heat'; theme: 'night' | 'day' }) {
  const { say } = useWords();
  const format = useFormat();
  const colours = densityColours[theme];
  if (layer === 'heat') {
    return (
      <p className="density-legend">
        <i style={{ background: `linear-gradient(90deg, transparent, ${colours.join(', ')})` }} />
        {say('layer.density.perKm', { count: format.number(FULL_PER_SQUARE_KM) })}
      </p>
    );
  }
  return (
    <ul className="density-legend">
      {densityBreaks.map((least, index) => (
        <li key={least}>
          <i style={{ background: colours[index] }} />
          {say('layer.density.from', { count: format.number(least) })}
        </li>
      ))}
    </ul>
  );
}
