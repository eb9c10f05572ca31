/** A socket without a network: the test is the hub. */
import type { ScreenSocket } from '../../src/live/screenSocket.ts';

export class FakeSocket implements ScreenSocket {
  connected = false;
  readonly sent: { event: string; values: unknown[] }[] = [];
  readonly #listeners = new Map<string, ((...values: never[]) => void)[]>();

  on(event: string, listener: (...values: never[]) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  emit(event: string, ...values: unknown[]): void {
    this.sent.push({ event, values });
  }

  connect(): void {
    this.connected = true;
    this.hear('connect');
  }

  disconnect(): void {
    this.connected = false;
  }

  /** What the hub says. */
  hear(event: string, ...values: unknown[]): void {
    for (const listener of this.#listeners.get(event) ?? []) (listener as (...all: unknown[]) => void)(...values);
  }

  last(event: string): unknown {
    return this.sent.filter((item) => item.event === event).at(-1)?.values[0];
  }
}
