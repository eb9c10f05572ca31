import { flowColours } from '../../picture/layers/flows/flowsDrawing.ts';
import { useWords } from '../i18n/language.ts';

/** What arrows and figures mean, and what of them is old. */
export function FlowsLegend({ theme }: { theme: 'night' | 'day' }) {
  const { say } = useWords();
  return (
    <ul className="flows-legend">
      {(['dispatch', 'patrol'] as const).map((what) => (
        <li key={what}>
          <i style={{ background: flowColours[what][theme] }} />
          {say(`layer.flows.${what}`)}
        </li>
      ))}
    </ul>
  );
}
