/** Saves what a view shows as a file; one at a time, with its progress, until it is there or given up. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { isSynthetic } from '../../model/contract/manifest.ts';
import { answerFault, type FaultAnswer, FaultError } from '../../model/faults/fault.ts';
import type { CityView } from '../../picture/cityView.ts';
import { useWords } from '../i18n/language.ts';
import { useFormat, useStation } from '../station.ts';
import { originsShown } from './originsShown.ts';
import { type StillSize, stillName, stillSizes } from './stillName.ts';

export type SaveState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'drawing'; readonly done: number; readonly total: number }
  /** Given up: the view still has it in hand. */
  | { readonly kind: 'cancelling' }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'failed'; readonly fault: FaultAnswer };

/** So long the end of one is told. */
const TOLD_MILLIS = { saved: 8_000, failed: 60_000 } as const;

export interface SavePicture {
  readonly size: StillSize;
  setSize(size: StillSize): void;
  readonly state: SaveState;
  /** The end of the last is still being told. */
  readonly isTold: boolean;
  /** Nothing while one is being drawn. */
  save(): void;
  /** Gives up what is being drawn, or forgets what was told of the last. */
  end(): void;
}

export function useSavePicture(view: CityView | null): SavePicture {
  const { manifest, stage, live } = useStation();
  const { say, name } = useWords();
  const format = useFormat();
  const windowsMillis = useStore(live.windows.facts, (facts) => facts.atMillis);
  const [size, setSize] = useState(stillSizes[1]!);
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  useEffect(() => {
    if (state.kind !== 'saved' && state.kind !== 'failed') return;
    const timer = window.setTimeout(() => setState({ kind: 'idle' }), TOLD_MILLIS[state.kind]);
    return () => window.clearTimeout(timer);
  }, [state]);

  const save = (): void => {
    if (!view || stop.current) return;
    const abort = new AbortController();
    stop.current = abort;
    const atMillis = stage.clock.nowMillis();
    const place = view.placeName;
    const places = [name(manifest), ...(place ? [name(place)] : [])];
    const lines = [
      [...new Set(places)].join(' · '),
      [
        `${format.date(atMillis)} ${format.clock(atMillis)}`,
        ...(windowsMillis === null ? [] : [say('still.windows', { time: format.timeNear(windowsMillis, atMillis) })]),
      ].join(' · '),
      [
        ...(isSynthetic(manifest) ? [say('sample.plate')] : []),
        ...originsShown(live.windows.facts.getState().summary, live.facts.getState().cases.values()).map((origin) =>
          say(`origin.${origin}`),
        ),
        ...(manifest.mapApprovalNumber ? [manifest.mapApprovalNumber] : []),
        ...manifest.attribution.map((line) => name({ name: line.zh, nameEn: line.en })),
      ].join(' · '),
    ].filter((line) => line !== '');
    setState({ kind: 'drawing', done: 0, total: 1 });
    view
      .still(size.widthPx, size.heightPx, {
        ...{ lines, signal: abort.signal },
        onProgress: (done, total) => {
          if (!abort.signal.aborted) setState({ kind: 'drawing', done, total });
        },
      })
      .then(
        (picture) => {
          if (abort.signal.aborted) return setState({ kind: 'idle' });
          const file = stillName(places, atMillis, manifest.timeZone, size);
          download(picture, file);
          setState({ kind: 'saved', name: file });
        },
        (error: unknown) => {
          if (error instanceof FaultError) setState({ kind: 'failed', fault: answerFault(error.fault) });
          else {
            setState({ kind: 'idle' });
            if (!abort.signal.aborted && !isAbort(error)) throw error;
          }
        },
      )
      .finally(() => {
        stop.current = null;
      });
  };
  const end = useCallback((): void => {
    stop.current?.abort();
    setState({ kind: stop.current ? 'cancelling' : 'idle' });
  }, []);
  const isTold = state.kind === 'saved' || state.kind === 'failed';
  return { size, setSize, state, isTold, save, end };
}

/** The view went while it drew. */
const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

function download(picture: Blob, name: string): void {
  const url = URL.createObjectURL(picture);
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
  // The browser has read it by then.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
