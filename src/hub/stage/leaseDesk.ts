import { randomUUID } from 'node:crypto';
import type { Lease, LeaseState } from '../../model/contract/stage.ts';

export const LEASE_MILLIS = 60_000;

/** One desk directs at a time. The lease is a token; it runs out by itself, so that a desk that died blocks nobody. */
export class LeaseDesk {
  #held: { readonly token: string; readonly screenId: string; readonly holder: string; expiresMillis: number } | null =
    null;

  /** Takes or renews. Null: another desk holds it, and `force` was not asked for. */
  take(screenId: string, holder: string, force: boolean, nowMillis: number): Lease | null {
    this.expire(nowMillis);
    if (this.#held && this.#held.screenId !== screenId && !force) return null;
    if (!this.#held || this.#held.screenId !== screenId) {
      this.#held = { token: randomUUID(), screenId, holder, expiresMillis: 0 };
    }
    this.#held.expiresMillis = nowMillis + LEASE_MILLIS;
    return { leaseToken: this.#held.token, expiresMillis: this.#held.expiresMillis };
  }

  /** True, and renewed, when the token is the one in force and this screen's own. */
  holds(screenId: string, token: string, nowMillis: number): boolean {
    this.expire(nowMillis);
    if (!this.#held || this.#held.screenId !== screenId || this.#held.token !== token) return false;
    this.#held.expiresMillis = nowMillis + LEASE_MILLIS;
    return true;
  }

  /** A desk that leaves gives the lease back. Returns whether it held it. */
  leave(screenId: string): boolean {
    if (this.#held?.screenId !== screenId) return false;
    this.#held = null;
    return true;
  }

  /** Returns whether a lease ran out just now. */
  expire(nowMillis: number): boolean {
    if (!this.#held || this.#held.expiresMillis > nowMillis) return false;
    this.#held = null;
    return true;
  }

  state(): LeaseState {
    return { holder: this.#held?.holder ?? null, expiresMillis: this.#held?.expiresMillis ?? null };
  }
}
