/**
 * What waits for one screen. A screen that reads slowly gets facts late but whole, and of columns only the latest
 * values; one that falls more than a mebibyte of facts behind is closed, and resumes by sequence when it comes back.
 */
import type { Socket } from 'socket.io';
import type { ColumnLayer } from '../../model/contract/columnFrame.ts';
import type { Packet } from './packet.ts';

export const MAX_WAITING_FACT_BYTES = 1024 * 1024;

type Connection = Socket['conn'];

export class Outbox {
  readonly #connection: Connection;
  readonly #columnsOf: (layer: ColumnLayer, rows: ReadonlySet<number>) => Packet | null;
  readonly #facts: Packet[] = [];
  readonly #rows = new Map<ColumnLayer, Set<number>>();
  #factBytes = 0;
  readonly #onReady = (): void => this.#sendWaiting();

  /** `columnsOf` gives the present values of rows that were held back. */
  constructor(connection: Connection, columnsOf: (layer: ColumnLayer, rows: ReadonlySet<number>) => Packet | null) {
    this.#connection = connection;
    this.#columnsOf = columnsOf;
    connection.transport.on('ready', this.#onReady);
  }

  /** Columns of one tick go before its facts: a screen resumes by the facts it has, so none may overtake its columns. */
  columns(packet: Packet, layer: ColumnLayer, rows: Iterable<number>): void {
    if (this.#isFree()) {
      this.#write(packet);
      return;
    }
    const held = this.#rows.get(layer) ?? new Set();
    this.#rows.set(layer, held);
    for (const row of rows) held.add(row);
  }

  facts(packet: Packet): void {
    if (this.#isFree() && this.#facts.length === 0) {
      this.#write(packet);
      return;
    }
    this.#facts.push(packet);
    this.#factBytes += packet.payload.byteLength;
    // One packet alone may be larger: the welcome of a large district.
    if (this.#facts.length > 1 && this.#factBytes > MAX_WAITING_FACT_BYTES) {
      this.#facts.length = 0;
      this.#connection.close(true);
    }
  }

  /** Signs of life are worth nothing late: dropped while anything waits. */
  sign(packet: Packet): void {
    if (this.#isFree() && this.#facts.length === 0) this.#write(packet);
  }

  close(): void {
    this.#connection.transport.off('ready', this.#onReady);
  }

  #isFree(): boolean {
    return this.#connection.transport.writable && this.#rows.size === 0;
  }

  #sendWaiting(): void {
    for (const [layer, rows] of this.#rows) {
      const packet = this.#columnsOf(layer, rows);
      if (packet) this.#write(packet);
    }
    this.#rows.clear();
    for (const packet of this.#facts) this.#write(packet);
    this.#facts.length = 0;
    this.#factBytes = 0;
  }

  #write({ payload, frame }: Packet): void {
    // The frame made once goes out as it is; Engine.IO's types do not name the option, its transport does.
    this.#connection.write(payload, { compress: false, wsPreEncodedFrame: [frame] } as { compress: boolean });
  }
}
