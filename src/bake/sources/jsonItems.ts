/**
 * JSON piece by piece (RFC 8259; also RFC 8142 sequences and one value per line): the items of one list are cut out of the
 * bytes and parsed one by one, so that a list of gigabytes never stands whole in memory. Everything around the list is
 * kept and parsed as well, so that nothing malformed passes.
 */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type ByteSource, unreadable } from './byteSource.ts';
import { utf8Chunks } from './decodeText.ts';

const MIB = 1024 * 1024;
/** One item: an outline of a million vertices takes some 40 MiB. */
const LARGEST_ITEM_BYTES = 128 * MIB;
/** Deeper than any data, and not deeper than a call stack. */
const DEEPEST = 200;
const LONGEST_KEY_BYTES = 1000;
/** Of bytes that `utf8Chunks` has checked. */
const utf8 = new TextDecoder();
/** Before each text of an RFC 8142 sequence; inside a text it is not allowed. */
const RECORD_SEPARATOR = '\u001e';

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

export type JsonPart =
  | { readonly kind: 'item'; readonly value: unknown }
  /** A whole value of the top level, its list emptied: it comes after its items. */
  | { readonly kind: 'whole'; readonly value: unknown; readonly hasList: boolean };

class JsonWalk {
  readonly #file: string;
  readonly #path: readonly string[];
  readonly #parseItems: boolean;
  #chunkStart = 0;
  #depth = 0;
  /** So many of the open containers, from the outermost, lie on the way to the list. */
  #lead = 0;
  /** Depth of the list while it is open, else 0. */
  #listDepth = 0;
  #hasList = false;
  #inString = false;
  #escaped = false;
  /** The last string of an object on the way: before a container it is that container's key. */
  #keyBytes: number[] | null = null;
  #key = '';
  #itemCount = 0;
  /** Text of the item, or of what is around the list; and of the latter while the list is open. */
  #pieces: Uint8Array[] = [];
  #pieceBytes = 0;
  #around: Uint8Array[] = [];

  constructor(file: string, path: readonly string[], parseItems: boolean) {
    this.#file = file;
    this.#path = path;
    this.#parseItems = parseItems;
  }

  #broken(reason: string, at: number): FaultError {
    const item = this.#listDepth > 0 ? `#${this.#itemCount + 1}: ` : '';
    return unreadable(this.#file, `${item}${reason} (byte ${this.#chunkStart + at})`);
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    if (to <= from) return;
    if (this.#parseItems || this.#listDepth === 0) this.#pieces.push(chunk.subarray(from, to));
    this.#pieceBytes += to - from;
    if (this.#pieceBytes <= LARGEST_ITEM_BYTES) return;
    const what = this.#listDepth > 0 ? `#${this.#itemCount + 1}` : 'JSON';
    const values = { file: this.#file, what, limit: `${LARGEST_ITEM_BYTES / MIB} MiB`, place: `#${this.#itemCount}` };
    throw new FaultError(fault('BAKE-232', values, this.#file));
  }

  #takeText(): string {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#pieceBytes = 0;
    return utf8.decode(bytes);
  }

  #parsed(text: string, at: number): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw this.#broken(error.message, at);
    }
  }

  /** The item that ends before `to`; null for the nothing of an empty list. */
  #endItem(chunk: Uint8Array, from: number, to: number, listEnds: boolean): JsonPart | null {
    this.#keep(chunk, from, to);
    if (!this.#parseItems) {
      const isEmpty = listEnds && this.#itemCount === 0 && this.#pieceBytes === 0;
      this.#pieceBytes = 0;
      if (isEmpty) return null;
      this.#itemCount++;
      return { kind: 'item', value: undefined };
    }
    const text = this.#takeText();
    if (listEnds && this.#itemCount === 0 && text.trim() === '') return null;
    const value = this.#parsed(text, to);
    this.#itemCount++;
    return { kind: 'item', value };
  }

  #endWhole(at: number): JsonPart | null {
    const text = this.#takeText().trim().replaceAll(RECORD_SEPARATOR, '');
    const hasList = this.#hasList;
    [this.#hasList, this.#lead, this.#itemCount] = [false, 0, 0];
    return text === '' ? null : { kind: 'whole', value: this.#parsed(text, at), hasList };
  }

  #endString(at: number): void {
    this.#inString = false;
    if (!this.#keyBytes) return;
    this.#key = String(this.#parsed(`"${Buffer.from(this.#keyBytes).toString()}"`, at));
    this.#keyBytes = null;
  }

  /** The index of the quote that ends the string, or of the chunk's last byte where it goes on behind it. */
  #stringEnd(chunk: Uint8Array, from: number): number {
    for (let at = from; ; ) {
      const quote = chunk.indexOf(QUOTE, at);
      const end = quote < 0 ? chunk.length : quote;
      let backslashes = 0;
      while (end - backslashes > at && chunk[end - backslashes - 1] === BACKSLASH) backslashes++;
      const isEscaped = backslashes % 2 === 1;
      if (quote < 0) {
        this.#escaped = isEscaped;
        return chunk.length - 1;
      }
      if (!isEscaped) {
        this.#inString = false;
        return quote;
      }
      at = quote + 1;
    }
  }

  /** Whether the container that opens here is the list itself. */
  #open(byte: number, at: number): boolean {
    const onTheWay =
      this.#listDepth === 0 &&
      this.#depth === this.#lead &&
      (this.#depth === 0 || this.#key === this.#path[this.#depth - 1]);
    this.#depth++;
    if (this.#depth > DEEPEST) throw this.#broken(`nested more than ${DEEPEST} deep`, at);
    if (!onTheWay) return false;
    if (byte === OPEN_LIST) return this.#depth === this.#path.length + 1;
    if (this.#depth <= this.#path.length) this.#lead = this.#depth;
    return false;
  }

  /** The parts that end within this chunk. */
  *write(chunk: Uint8Array): Generator<JsonPart> {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#inString && !this.#keyBytes && !this.#escaped) at = this.#stringEnd(chunk, at);
      else if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) {
          this.#endString(at);
          continue;
        }
        if (this.#keyBytes && this.#keyBytes.length < LONGEST_KEY_BYTES) this.#keyBytes.push(byte);
      } else if (byte === QUOTE) {
        this.#inString = true;
        if (this.#depth > 0 && this.#depth === this.#lead) this.#keyBytes = [];
      } else if (byte === COMMA) {
        if (this.#listDepth === 0 || this.#depth !== this.#listDepth) continue;
        const part = this.#endItem(chunk, from, at, false);
        if (part) yield part;
        from = at + 1;
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (!this.#open(byte, at)) continue;
        this.#keep(chunk, from, at + 1);
        from = at + 1;
        [this.#around, this.#pieces, this.#pieceBytes] = [this.#pieces, [], 0];
        [this.#listDepth, this.#hasList] = [this.#depth, true];
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (this.#depth === 0) throw this.#broken('closed before it was opened', at);
        if (this.#depth === this.#listDepth) {
          const part = this.#endItem(chunk, from, at, true);
          if (part) yield part;
          from = at;
          [this.#pieces, this.#around, this.#listDepth] = [this.#around, [], 0];
        }
        this.#depth--;
        this.#lead = Math.min(this.#lead, this.#depth);
        if (this.#depth > 0) continue;
        this.#keep(chunk, from, at + 1);
        from = at + 1;
        const part = this.#endWhole(at);
        if (part) yield part;
      }
    }
    this.#keep(chunk, from, chunk.length);
    this.#chunkStart += chunk.length;
  }

  /** A scalar at the end of the text. Throws where the text stops in the middle of something. */
  end(): JsonPart | null {
    if (this.#depth > 0 || this.#inString) throw this.#broken('ends too early', 0);
    return this.#endWhole(0);
  }
}

export interface JsonItemsOptions {
  /** The names that lead from the top to the list: ['features']; none where the top is the list. */
  readonly path: readonly string[];
  readonly encoding?: string | undefined;
  /** False: items are counted, not parsed, and their value is undefined. */
  readonly parseItems?: boolean;
}

/** Of reading a file of items: the walk that only counts them takes so much, the one that parses and places them the rest. */
export const JSON_WALK_SHARE = 0.25;

/** Throws FaultError BAKE-202 for what is no JSON, BAKE-207 and BAKE-225 for a wrong encoding, BAKE-232 for an endless item. */
export async function* jsonParts(source: ByteSource, options: JsonItemsOptions): AsyncGenerator<JsonPart> {
  const walk = new JsonWalk(source.name, options.path, options.parseItems ?? true);
  for await (const chunk of utf8Chunks(source, options.encoding)) yield* walk.write(chunk);
  const last = walk.end();
  if (last) yield last;
}
