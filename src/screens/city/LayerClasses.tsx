import './layerClasses.css';
import type { CityLayer, LayerClass } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';

export interface LayerClassesProps {
  readonly layer: CityLayer;
  readonly classes: readonly LayerClass[];
  onToggle(code: string, visible: boolean): void;
}

/** The classes of a layer, each with a tick of its own and its number in the whole district; folded until asked for. */
export function LayerClasses({ layer, classes, onToggle }: LayerClassesProps) {
  const { say, name } = useWords();
  const format = useFormat();
  const shown = classes.filter(({ visible }) => visible).length;
  return (
    <details className="layer-classes">
      <summary>
        {say('layer.classes', { layer: say(`layer.${layer}`) })}{' '}
        <small>
          {format.number(shown)} / {format.number(classes.length)}
        </small>
      </summary>
      <ul>
        {classes.map((one) => (
          <li key={one.code}>
            <label>
              <input type="checkbox" checked={one.visible} onChange={() => onToggle(one.code, !one.visible)} />
              <span>{name(one)}</span>
              <span className="layer-panel-count">{format.number(one.count)}</span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
