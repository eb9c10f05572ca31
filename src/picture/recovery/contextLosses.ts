/**
 * How often a graphics card took the picture away, and what follows: the picture is made anew; the third time in ten
 * minutes the whole page is; and where that was done in vain, nothing for a while. The tab remembers it over its reloads.
 */

/** rebuild: engines and canvases anew. reload: the page. rest: a card that goes on like this is left alone for a while. */
export type AfterLoss = 'rebuild' | 'reload' | 'rest';

const MOST_LOSSES = 3;
const WINDOW_MILLIS = 600_000;
/** Pictures of one page that a card takes away together. */
const TOGETHER_MILLIS = 250;
/** A page that had to be loaded anew is not loaded anew again for as long as this. */
const RELOAD_APART_MILLIS = 1_800_000;
const STORAGE_KEY = 'beiyang.losses';

export class ContextLosses {
  readonly #kept: Pick<Storage, 'getItem' | 'setItem'>;

  /** @param kept the tab's memory: what stands there may be anything. */
  constructor(kept: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#kept = kept;
  }

  /** One more; what other pictures of the page tell in the same moment is the same one. */
  note(atMillis: number): AfterLoss {
    const [reloadMillis, ...before] = timesOf(this.#kept.getItem(STORAGE_KEY));
    if (before.some((loss) => Math.abs(atMillis - loss) < TOGETHER_MILLIS)) return 'rebuild';
    const recent = [...before.filter((loss) => Math.abs(atMillis - loss) <= WINDOW_MILLIS), atMillis];
    const isFresh = !reloadMillis || Math.abs(atMillis - reloadMillis) > RELOAD_APART_MILLIS;
    if (recent.length < MOST_LOSSES) {
      this.#keep([reloadMillis ?? 0, ...recent]);
      return 'rebuild';
    }
    this.#keep([isFresh ? atMillis : reloadMillis]);
    return isFresh ? 'reload' : 'rest';
  }

  #keep(times: readonly number[]): void {
    this.#kept.setItem(STORAGE_KEY, times.map(Math.round).join(' '));
  }
}

/** First the last reload, 0 for none; then the losses since. Nothing where it is no such list. */
function timesOf(kept: string | null): number[] {
  return kept !== null && /^\d{1,15}( \d{1,15}){0,9}$/.test(kept) ? kept.split(' ').map(Number) : [];
}
