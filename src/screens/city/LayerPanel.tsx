import { memo, useEffect, useState } from 'react';
import { MOST_COMPONENT_REACH_METERS } from '../../model/domain/components.ts';
import type { CityLayer, CityView, LayerState } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { DensityLegend } from './DensityLegend.tsx';
import { FlowsLegend } from './FlowsLegend.tsx';
import { LayerClasses } from './LayerClasses.tsx';

/** Layers with what they draw now; a layer's fault stands on its own row. Looks each second, renders what is new. */
export const LayerPanel = memo(ListedLayers);

function ListedLayers({ view, layers }: { view: CityView | null; layers: readonly CityLayer[] }) {
  const { language, say } = useWords();
  const format = useFormat();
  const [states, setStates] = useState<readonly LayerState[]>([]);

  useEffect(() => {
    if (!view) return;
    const read = (): void => {
      const now = view.layerStates();
      setStates((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
    };
    read();
    const timer = window.setInterval(read, 1000);
    return () => window.clearInterval(timer);
  }, [view]);

  /** No sliver is good news, and said so. */
  const countText = ({ layer, count, fault, classes }: LayerState): string => {
    if (count === null) return fault ? '—' : '…';
    if (layer === 'components' && count === 0) {
      // From afar there is none to be seen, and a tick that does nothing must say why.
      const near = { meters: format.number(MOST_COMPONENT_REACH_METERS) };
      return classes.length > 0 ? say('layer.components.near', near) : say('layer.components.none');
    }
    // Single roads have no identity in the tiles: their ranks are counted once the ground is there, and that is said.
    if (layer === 'roads') return count === 0 ? '…' : say('layer.roads.ranks', { count: format.number(count) });
    return layer === 'slivers' && count === 0 ? say('layer.noSlivers') : format.number(count);
  };

  if (!view) return <p className="layer-panel-wait">{say('map.loading.start')}</p>;
  return (
    <ul className="layer-panel" aria-label={say('layer.title')}>
      {states
        .filter(({ layer }) => layers.includes(layer))
        .map((state) => ({ ...state, text: state.visible ? countText(state) : say('layer.hidden') }))
        .map(({ layer, visible, fault, classes, text }) => (
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
              <span className="layer-panel-count">{text}</span>
            </label>
            {visible && classes.length > 0 && (
              <LayerClasses
                layer={layer}
                classes={classes}
                onToggle={(code, isVisible) => {
                  view.setLayerClassVisible(layer, code, isVisible);
                  setStates(view.layerStates());
                }}
              />
            )}
            {visible && (layer === 'hexBins' || layer === 'heat') && <DensityLegend layer={layer} theme={view.theme} />}
            {visible && layer === 'flows' && <FlowsLegend theme={view.theme} />}
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
