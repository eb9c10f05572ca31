/** Tiles that did not load are asked for again, and counted until they come: Cesium gives each up at its first failure. */
import type { Cesium3DTile, Cesium3DTileset } from '@cesium/engine';
import { answerFault, type FaultAnswer, fault } from '../../../model/faults/fault.ts';
import { RetryTimes } from '../../recovery/retryTimes.ts';

export class TileRetries {
  readonly #onChange: () => void;
  readonly #times = new RetryTimes();
  readonly #tilesets: { readonly name: string; readonly tileset: Cesium3DTileset }[] = [];
  #lastReason = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onChange a frame is needed: tiles are only asked for by frames. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  watch(name: string, tileset: Cesium3DTileset): void {
    this.#tilesets.push({ name, tileset });
    tileset.tileFailed.addEventListener(({ url, message }: { url: string; message: string }) => {
      this.#lastReason = message;
      this.#times.failed(url, performance.now());
      this.#plan();
    });
    tileset.tileLoad.addEventListener((tile: Cesium3DTile) => this.#times.drop(urlOf(tile)));
  }

  /** What is missing of the tilesets that are named so; null for nothing. */
  faultOf(isMeant: (name: string) => boolean): FaultAnswer | null {
    let count = 0;
    for (const { tile, name, settled } of this.#each()) {
      const key = urlOf(tile);
      // Asked for again by a frame that no longer needs it: nobody misses it.
      if (this.#times.isAsked(key) && settled && partsOf(tile).contentUnloaded) this.#times.drop(key);
      else if (isMeant(name)) count++;
    }
    return count === 0 ? null : answerFault(fault('PICTURE-014', { count, reason: this.#lastReason }));
  }

  #plan(): void {
    clearTimeout(this.#timer);
    const nowMillis = performance.now();
    const next = this.#times.nextMillis(nowMillis);
    if (next !== null) this.#timer = setTimeout(this.#askAgain, Math.max(0, next - nowMillis));
  }

  readonly #askAgain = (): void => {
    const due = new Set(this.#times.due(performance.now()));
    for (const { tile } of this.#each()) {
      if (due.has(urlOf(tile)) && partsOf(tile).contentFailed) partsOf(tile).unloadContent();
    }
    this.#onChange();
    this.#plan();
  };

  /** Every tile that is missing. */
  *#each(): Iterable<{ tile: Cesium3DTile; name: string; settled: boolean }> {
    const missing = new Set(this.#times.missing);
    if (missing.size === 0) return;
    for (const { name, tileset } of this.#tilesets) {
      for (const tile of tilesBelow(tileset.root)) {
        if (missing.has(urlOf(tile))) yield { tile, name, settled: tileset.tilesLoaded };
      }
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

function* tilesBelow(tile: Cesium3DTile): Iterable<Cesium3DTile> {
  yield tile;
  for (const child of tile.children) yield* tilesBelow(child);
}

/** The part of a tile that knows what became of its content; not in the type declarations. */
interface TileParts {
  readonly _contentResource?: { readonly url: string };
  readonly contentFailed: boolean;
  readonly contentUnloaded: boolean;
  /** Back to where it was before it was ever asked for. */
  unloadContent(): void;
}

const partsOf = (tile: Cesium3DTile): TileParts => tile as unknown as TileParts;

function urlOf(tile: Cesium3DTile): string {
  return partsOf(tile)._contentResource?.url ?? '';
}
