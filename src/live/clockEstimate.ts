/**
 * The hub's time from pings (Cristian 1989): of the last rounds the one with the shortest way there and back tells the
 * offset best, to within half that way. The shown clock follows by slewing and never runs back, but for one step each
 * time it first hears a hub: what this machine's own clock said before is not a time the hall shares.
 */

interface Round {
  readonly offsetMillis: number;
  readonly roundTripMillis: number;
}

const KEPT_ROUNDS = 32;
/** Milliseconds of correction per second. */
const SLEW_PER_SECOND = 5;
/** A difference beyond this is a new clock, not drift: taken at once when it lies ahead. */
const STEP_MILLIS = 1_000;

export class ClockEstimate {
  #rounds: Round[] = [];
  #shownOffsetMillis: number;
  #shownAtMillis: number;
  #lastShownMillis = Number.NEGATIVE_INFINITY;
  #best: Round | null = null;

  /** `offsetMillis`: shared time − local monotonic time, as well as the caller knows before the first answer. */
  constructor(offsetMillis: number, localMillis: number) {
    this.#shownOffsetMillis = offsetMillis;
    this.#shownAtMillis = localMillis;
  }

  /** One answered ping; all local times are monotonic. */
  add(sentLocalMillis: number, gotLocalMillis: number, receivedHubMillis: number, sentHubMillis: number): void {
    const roundTripMillis = Math.max(0, gotLocalMillis - sentLocalMillis - (sentHubMillis - receivedHubMillis));
    const offsetMillis = (receivedHubMillis - sentLocalMillis + (sentHubMillis - gotLocalMillis)) / 2;
    this.#rounds.push({ offsetMillis, roundTripMillis });
    if (this.#rounds.length > KEPT_ROUNDS) this.#rounds.shift();
    const first = this.#best === null;
    this.#best = this.#rounds.reduce((best, round) => (round.roundTripMillis < best.roundTripMillis ? round : best));
    if (!first) return;
    this.#shownOffsetMillis = this.#best.offsetMillis;
    this.#shownAtMillis = gotLocalMillis;
    this.#lastShownMillis = Number.NEGATIVE_INFINITY;
  }

  /** Another hub, or the same one started anew: its time may lie anywhere, so its first answer steps the clock. */
  startAnew(): void {
    this.#rounds = [];
    this.#best = null;
  }

  /** Shared time at a local instant; calls must not go back in local time. */
  nowMillis(localMillis: number): number {
    if (this.#best) {
      const missing = this.#best.offsetMillis - this.#shownOffsetMillis;
      const allowed = ((localMillis - this.#shownAtMillis) / 1000) * SLEW_PER_SECOND;
      this.#shownOffsetMillis += missing > STEP_MILLIS ? missing : Math.max(-allowed, Math.min(allowed, missing));
    }
    this.#shownAtMillis = localMillis;
    this.#lastShownMillis = Math.max(this.#lastShownMillis, localMillis + this.#shownOffsetMillis);
    return this.#lastShownMillis;
  }

  errorMillis(): number | null {
    return this.#best ? this.#best.roundTripMillis / 2 : null;
  }

  roundTripMillis(): number | null {
    return this.#best?.roundTripMillis ?? null;
  }
}
