/**
 * A large JSON object read in pieces: its members are cut out by their bytes and parsed one by one, and the members of
 * those that are named as open likewise, so that no more than one piece is ever held.
 */
import { fileBytes, unreadable } from './byteSource.ts';
import { decodeText } from './decodeText.ts';

/** One member: a building of a million vertices stays below it. */
const LARGEST_PIECE_BYTES = 256 << 20;
/** Members of an opened list come many at a time: most are a few bytes. */
const LIST_PIECE_BYTES = 64 << 10;
const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const BOM = [0xef, 0xbb, 0xbf];

export interface JsonPiece {
  /** The opened member that it stands in; null at the top. */
  readonly within: string | null;
  /** One member by its name, or some values of an opened list. */
  readonly value: Record<string, unknown> | readonly unknown[];
}

export interface JsonPiecesOptions {
  /** Members of the top that are opened. */
  readonly opened: readonly string[];
  /** Members that are passed over unparsed: their name at the top, or the opened one that holds them. */
  readonly skipped: readonly string[];
}

class Cutter {
  readonly #file: string;
  readonly #options: JsonPiecesOptions;
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  /** Name and kind of the opened member that is being read. */
  #within: { readonly name: string; readonly isList: boolean } | null = null;
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  isDone = false;

  constructor(file: string, options: JsonPiecesOptions) {
    this.#file = file;
    this.#options = options;
  }

  #keep(bytes: Uint8Array): void {
    if (this.#within && this.#options.skipped.includes(this.#within.name)) return;
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > LARGEST_PIECE_BYTES) throw unreadable(this.#file, 'one member is larger than 256 MiB');
  }

  #take(): string {
    const text = decodeText(Buffer.concat(this.#kept), 'utf-8', this.#file);
    [this.#kept, this.#keptBytes] = [[], 0];
    return text;
  }

  #parse(text: string): Record<string, unknown> | readonly unknown[] {
    try {
      return JSON.parse(this.#within?.isList ? `[${text}]` : `{${text}}`);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw unreadable(this.#file, error.message);
    }
  }

  *#flush(): Generator<JsonPiece> {
    const text = this.#take();
    // What is left of an opened member is its own name and nothing more.
    if (text.trim() === '') return;
    const name = this.#within ? null : /^\s*"([^"\\]*)"\s*:/.exec(text)?.[1];
    if (name && this.#options.skipped.includes(name)) return;
    yield { within: this.#within?.name ?? null, value: this.#parse(text) };
  }

  /** At a bracket one level down: does it begin a member that is to be opened? */
  #opens(isList: boolean): boolean {
    const name = /^\s*"([^"\\]*)"\s*:\s*$/.exec(Buffer.concat(this.#kept).toString('latin1'))?.[1];
    if (name === undefined || !this.#options.opened.includes(name)) return false;
    [this.#kept, this.#keptBytes] = [[], 0];
    this.#within = { name, isList };
    return true;
  }

  *cut(chunk: Uint8Array): Generator<JsonPiece> {
    let from = 0;
    const keepUpTo = (end: number): void => {
      if (end > from) this.#keep(chunk.subarray(from, end));
      from = end + 1;
    };
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (this.#inString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#inString = false;
        continue;
      }
      const level = this.#within ? 2 : 1;
      if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#depth++;
        if (this.#depth === 1) {
          if (byte !== OPEN_OBJECT || this.isDone) throw unreadable(this.#file, 'not one JSON object');
          from = at + 1;
        } else if (this.#depth === 2 && !this.#within) {
          if (at > from) this.#keep(chunk.subarray(from, at));
          from = at;
          if (this.#opens(byte === OPEN_LIST)) from = at + 1;
        }
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#depth--;
        if (this.#depth < 0) throw unreadable(this.#file, 'a bracket too many');
        if (this.#depth !== level - 1) continue;
        keepUpTo(at);
        yield* this.#flush();
        this.#within = null;
        if (this.#depth === 0) this.isDone = true;
      } else if (byte === COMMA && this.#depth === level) {
        const isShort = this.#within?.isList && this.#keptBytes + at - from < LIST_PIECE_BYTES;
        if (isShort) continue;
        keepUpTo(at);
        yield* this.#flush();
      }
    }
    if (this.#depth > 0 && from < chunk.length) this.#keep(chunk.subarray(from));
  }
}

/** Throws FaultError BAKE-202 for what is no JSON object, BAKE-225 for what is not UTF-8, BAKE-235. */
export async function* jsonPieces(file: string, options: JsonPiecesOptions): AsyncGenerator<JsonPiece> {
  const cutter = new Cutter(file, options);
  let isFirst = true;
  for await (const read of fileBytes(file).chunks()) {
    const hasBom = isFirst && BOM.every((byte, index) => read[index] === byte);
    isFirst = false;
    yield* cutter.cut(hasBom ? read.subarray(BOM.length) : read);
  }
  if (!cutter.isDone) throw unreadable(file, 'cut off');
}
