import './savePanel.css';
import { useWords } from '../i18n/language.ts';
import { useFormat } from '../station.ts';
import { FaultNotice } from '../ui/FaultNotice.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { stillSizes } from './stillName.ts';
import type { SavePicture } from './useSavePicture.ts';

/** What the map shows, saved as a file: its size, its progress, a way to give it up. */
export function SavePanel({ picture, chord }: { picture: SavePicture; chord: string }) {
  const { say } = useWords();
  const format = useFormat();
  const { size, state } = picture;
  const isBusy = state.kind === 'drawing' || state.kind === 'cancelling';
  return (
    <section
      className="save-picture"
      aria-label={say('still.title')}
      data-testid="save-picture"
      data-state={state.kind}
    >
      <label>
        {say('still.size')}{' '}
        <select
          value={size.widthPx}
          disabled={isBusy}
          onChange={(event) => {
            const chosen = stillSizes.find(({ widthPx }) => String(widthPx) === event.target.value);
            if (chosen) picture.setSize(chosen);
          }}
        >
          {stillSizes.map(({ widthPx, heightPx }) => (
            <option key={widthPx} value={widthPx}>
              {widthPx} × {heightPx}
            </option>
          ))}
        </select>
      </label>
      <button key="save" type="button" className="button" disabled={isBusy} onClick={picture.save}>
        {say('still.save')} <KeyHint chord={chord} />
      </button>
      {state.kind === 'drawing' && (
        <div className="save-picture-progress">
          <p role="status">
            {say('still.progress', { done: format.number(state.done), total: format.number(state.total) })}
            <progress value={state.done} max={state.total} />
          </p>
          <button key="cancel" type="button" className="button" onClick={picture.end}>
            {say('still.cancel')}
          </button>
        </div>
      )}
      {state.kind === 'cancelling' && <p role="status">{say('still.cancelling')}</p>}
      {state.kind === 'saved' && <p role="status">{say('still.saved', { name: state.name })}</p>}
      {state.kind === 'failed' && <FaultNotice fault={state.fault} onRetry={picture.save} />}
    </section>
  );
}
