import { useEffect, useState } from 'react';
import type { CityLayer, CityView, LayerState } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';

/** Layers with what they draw now; a layer's fault stands on its own row. */
export function LayerPanel({ view, layers }: { view: CityView | null; layers: readonly CityLayer[] }) {
  const { language, say } = useWords();
  const format = useFormat();
  const [states, setStates] = useState<readonly LayerState[]>([]);

  useEffect(() => {
    if (!view) return;
    const read = (): void => setStates(view.layerStates());
    read();
    const timer = window.setInterval(read, 1000);
    return () => window.clearInterval(timer);
  }, [view]);

  /** No sliver is good news, and said so. */
  const countText = (layer: CityLayer, count: number | null, fault: LayerState['fault']): string => {
    if (count === null) return fault ? '—' : '…';
    return layer === 'slivers' && count === 0 ? say('layer.noSlivers') : format.number(count);
  };

  if (!view) return <p className="layer-panel-wait">{say('map.loading.start')}</p>;
  return (
    <ul className="layer-panel" aria-label={say('layer.title')}>
      {states
        .filter(({ layer }) => layers.includes(layer))
        .map(({ layer, visible, count, fault }) => (
          <li key={layer}>
            <label>
              <input
                type="checkbox"
                checked={visible}
                onChange={() => {
                  view.setLayerVisible(layer, !visible);
                  setStates(view.layerStates());
                }}
              />
              <span>{say(`layer.${layer}`)}</span>
              <span className="layer-panel-count">
                {visible ? countText(layer, count, fault) : say('layer.hidden')}
              </span>
            </label>
            {fault && (
              <p className="layer-panel-fault" role="alert">
                {fault.code} {fault[language].message} {fault[language].tip}
              </p>
            )}
          </li>
        ))}
    </ul>
  );
}
