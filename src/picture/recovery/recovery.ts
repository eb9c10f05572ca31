/** Brings lost scenes back: counts each loss, tells it, waits a moment, opens anew what is gone; tells when it is there. */
import { answerFault, type FaultAnswer, fault } from '../../model/faults/fault.ts';
import type { ContextLosses } from './contextLosses.ts';

/** A driver that starts anew is not there at once. */
export const REBUILD_AFTER_MILLIS = 500;
export const REST_MILLIS = 600_000;

export interface Recoverable {
  readonly isLost: boolean;
  /** May throw while the browser gives no context. */
  reopen(): void;
}

export interface RecoveryOptions {
  readonly losses: ContextLosses;
  /** Asked when a loss comes: not all of them need to be there yet. */
  scenes(): readonly Recoverable[];
  onFault(fault: FaultAnswer): void;
  /** Scenes were opened anew: whatever they were told before is to be told again. */
  onReopened(): void;
}

export class Recovery {
  readonly #options: RecoveryOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The page goes: what is lost until then is the same loss. */
  #isReloading = false;
  /** Losses since the page was opened. */
  count = 0;
  /** Told and not yet healed. */
  fault: FaultAnswer | null = null;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** A context is gone. What goes before the next attempt is the same loss. */
  readonly lost = (): void => {
    if (this.#isReloading || this.#timer !== undefined) return;
    this.count++;
    const next = this.#options.losses.note(Date.now());
    const code = ({ rebuild: 'PICTURE-005', reload: 'PICTURE-012', rest: 'PICTURE-013' } as const)[next];
    this.fault = answerFault(fault(code, { count: this.count }));
    this.#options.onFault(this.fault);
    // Whoever shows the picture reloads the page when it is told so.
    this.#isReloading = next === 'reload';
    if (this.#isReloading) return;
    this.#timer = setTimeout(this.#reopen, next === 'rest' ? REST_MILLIS : REBUILD_AFTER_MILLIS);
  };

  readonly #reopen = (): void => {
    this.#timer = undefined;
    try {
      for (const scene of this.#options.scenes()) if (scene.isLost) scene.reopen();
    } catch (error) {
      console.error(error); // told by its number: the loss that it is
      this.lost();
      return;
    }
    this.#options.onReopened();
  };

  /** The picture is whole again: what was told, or null for nothing. */
  healed(): FaultAnswer | null {
    const told = this.fault;
    this.fault = null;
    return told;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
