/** The tilesets of one scene: opened by name, asked for until they come, and what is missing of them. */
import type { Cesium3DTileset, CustomShader } from '@cesium/engine';
import type { Manifest } from '../../../model/contract/manifest.ts';
import { answerFault, type FaultAnswer, fault } from '../../../model/faults/fault.ts';
import { keepAsking } from '../../keepAsking.ts';
import type { Loaded } from '../../packageFiles.ts';
import { openTileset } from './cityTiles.ts';
import { TileRetries } from './tileRetries.ts';

export interface CityTilesetsOptions {
  readonly base: string;
  readonly manifest: Manifest;
  /** Puts it into the scene. */
  onTileset(name: string, tileset: Cesium3DTileset): void;
  onFault(fault: FaultAnswer): void;
  onFaultGone?(fault: FaultAnswer): void;
  /** Something changed that a new frame would show, or ask for. */
  onChange(): void;
}

/** The engine asks ahead for what the frame before looked at: the first of a new view still asks for the old one. */
const PRELOAD_FRAMES = 2;

export class CityTilesets {
  readonly #options: CityTilesetsOptions;
  readonly #abort = new AbortController();
  readonly #tilesets = new Map<string, Cesium3DTileset>();
  /** Never answered yet. */
  readonly #awaited = new Set<string>();
  readonly #faults = new Map<string, FaultAnswer>();
  readonly #retries: TileRetries;
  /** Frames in a row in which a hidden one's tiles were asked for. */
  readonly #framesPreloaded = new WeakMap<Cesium3DTileset, number>();
  #errorPx = 8;
  #tilesSeen = 0;

  constructor(options: CityTilesetsOptions) {
    this.#options = options;
    this.#retries = new TileRetries(options.onChange);
  }

  /** A tileset that does not open is told once and asked for again; the rest of the city stands without it. */
  open(name: string, path: string, shader: CustomShader | null): void {
    this.#awaited.add(name);
    const part = {
      file: `package/${path}`,
      ask: () => this.#ask(path, shader),
      take: (tileset: Cesium3DTileset) => this.#take(name, tileset),
      onState: (problem: FaultAnswer | null) => this.#answered(name, problem),
    };
    void keepAsking(part, this.#abort.signal);
  }

  async #ask(path: string, shader: CustomShader | null): Promise<Loaded<Cesium3DTileset>> {
    const { base, manifest } = this.#options;
    try {
      const tileset = await openTileset(base, path, manifest.districtHash, shader);
      if (this.#abort.signal.aborted) tileset.destroy();
      return { ok: true, value: tileset };
    } catch (error) {
      const file = `package/${path}`;
      return { ok: false, fault: answerFault(fault('PICTURE-002', { file, reason: reasonOf(error) }, file)) };
    }
  }

  #take(name: string, tileset: Cesium3DTileset): void {
    tileset.maximumScreenSpaceError = this.#errorPx;
    tileset.tileLoad.addEventListener(() => {
      this.#tilesSeen++;
    });
    this.#retries.watch(name, tileset);
    this.#tilesets.set(name, tileset);
    this.#options.onTileset(name, tileset);
  }

  #answered(name: string, problem: FaultAnswer | null): void {
    this.#awaited.delete(name);
    const before = this.#faults.get(name);
    if (problem && !before) this.#options.onFault(problem);
    if (before && !problem) this.#options.onFaultGone?.(before);
    if (problem) this.#faults.set(name, problem);
    else this.#faults.delete(name);
    this.#options.onChange();
  }

  get(name: string): Cesium3DTileset | undefined {
    return this.#tilesets.get(name);
  }

  /** Asks for a hidden tileset's tiles, or leaves off. Once before each frame. */
  preload(tileset: Cesium3DTileset, isWanted: boolean): void {
    tileset.preloadWhenHidden = isWanted;
    this.#framesPreloaded.set(tileset, isWanted ? (this.#framesPreloaded.get(tileset) ?? 0) + 1 : 0);
  }

  /** A hidden tileset has all tiles of the view: what it said when it was last shown, or asked, is of another one. */
  isPreloaded(tileset: Cesium3DTileset): boolean {
    return tileset.tilesLoaded && (this.#framesPreloaded.get(tileset) ?? 0) >= PRELOAD_FRAMES;
  }

  /**
   * False while tiles of the last drawn view are on their way: then frames must go on, loading is clocked by them. One
   * that is loaded unseen is not there before a frame shows it.
   */
  get settled(): boolean {
    return (
      this.#awaited.size === 0 &&
      [...this.#tilesets.values()].every((tileset) => (tileset.show ? tileset.tilesLoaded : !tileset.preloadWhenHidden))
    );
  }

  /** Tiles loaded so far and known to be on their way. */
  get tiles(): { done: number; total: number } {
    let waiting = 0;
    for (const tileset of this.#tilesets.values()) {
      const statistics = (tileset as unknown as { statistics?: TilesetStatistics }).statistics;
      waiting += (statistics?.numberOfPendingRequests ?? 0) + (statistics?.numberOfTilesProcessing ?? 0);
    }
    return { done: this.#tilesSeen, total: this.#tilesSeen + waiting };
  }

  /** What does not come of the tilesets that are named so, and is asked for again; null for nothing. */
  faultOf(isMeant: (name: string) => boolean): FaultAnswer | null {
    for (const [name, problem] of this.#faults) if (isMeant(name)) return problem;
    return this.#retries.faultOf(isMeant);
  }

  /** Error of a tile, in pixels of the drawing buffer, up to which no finer one is loaded. Holds for later tilesets too. */
  setDetail(screenSpaceErrorPx: number): void {
    this.#errorPx = screenSpaceErrorPx;
    for (const tileset of this.#tilesets.values()) tileset.maximumScreenSpaceError = screenSpaceErrorPx;
  }

  /** No more of them comes; those in the scene go with it. */
  dispose(): void {
    this.#abort.abort();
    this.#retries.dispose();
  }
}

/** The part of Cesium's tileset statistics that progress is told by; not in its type declarations. */
interface TilesetStatistics {
  readonly numberOfPendingRequests: number;
  readonly numberOfTilesProcessing: number;
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  const status = (error as { statusCode?: number } | null)?.statusCode;
  return status === undefined ? String(error) : `HTTP ${status}`;
}
