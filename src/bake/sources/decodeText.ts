/** Bytes of an owner's file → text, strictly: a byte that the encoding does not know is a fault, never a "�". */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type ByteSource, unreadable } from './byteSource.ts';
import { bothReadings, encodingLabel, strictText } from './chooseEncoding.ts';
import type { ChosenEncoding } from './rawFile.ts';

/** How much of a text is shown around a bad byte. */
const SAMPLE_BYTES = 24;
/** Blanks, quotes, commas, < and > end a sample; letters, digits and all bytes of Chinese text do not. */
const endsSample = (byte: number | undefined): boolean =>
  byte === undefined || byte < 0x30 || byte === 0x3c || byte === 0x3e;

/** The label of an encoding. Throws FaultError BAKE-207 where it is unknown. */
export function knownLabel(encoding: string, file: string): string {
  const label = encodingLabel(encoding);
  if (label === null) throw new FaultError(fault('BAKE-207', { file, encoding, sample: '-' }, file));
  return label;
}

/** The word around the first byte that is not of that encoding. */
export function badSample(bytes: Uint8Array, label: string): Uint8Array {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // A good beginning may stop in the middle of a character, hence the few bytes of grace.
    if (strictText(bytes.subarray(0, middle), label, true) === null) bad = middle;
    else good = middle;
  }
  let start = Math.min(good, bytes.length - 1);
  while (start > 0 && good - start < SAMPLE_BYTES && !endsSample(bytes[start - 1])) start--;
  let end = good;
  while (end - start < 2 * SAMPLE_BYTES && !endsSample(bytes[end])) end++;
  return bytes.subarray(start, end);
}

function wrongEncoding(bytes: Uint8Array, label: string, file: string, declared: string | undefined): FaultError {
  const readings = bothReadings([badSample(bytes, label)]);
  return new FaultError(
    declared === undefined
      ? fault('BAKE-224', { file, ...readings }, file)
      : fault('BAKE-225', { file, by: 'encoding', encoding: declared, ...readings }, file),
  );
}

/** In these no other encoding comes out right up to the last character: what lacks the end of that one was cut off. */
const tellsCut = (label: string): boolean => label.startsWith('utf-');
const cutOff = (label: string, file: string): FaultError =>
  unreadable(file, `cut off inside the last character (${label})`);

/** The whole text, without its byte order mark. Throws FaultError BAKE-202 where it is cut off, BAKE-207, BAKE-225. */
export function decodeText(bytes: Uint8Array, encoding: string, file: string): string {
  const label = knownLabel(encoding, file);
  const text = strictText(bytes, label);
  if (text === null) {
    const isCut = tellsCut(label) && strictText(bytes, label, true) !== null;
    throw isCut ? cutOff(label, file) : wrongEncoding(bytes, label, file, encoding);
  }
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** What a byte order mark says: UTF-16 is what Excel calls "Unicode text". It is stronger than any word. */
export function labelOfMark(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null;
}

interface Decoded {
  readonly label: string;
  readonly chunk: Uint8Array;
  readonly text: string;
}

async function* strictPieces(source: ByteSource, encoding: string | undefined): AsyncGenerator<Decoded> {
  let label = encoding === undefined ? 'utf-8' : knownLabel(encoding, source.name);
  let decoder: TextDecoder | null = null;
  let before: Uint8Array = new Uint8Array();
  const decode = (chunk: Uint8Array, stream: boolean): string => {
    try {
      return decoder!.decode(chunk, { stream });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      if (!stream && tellsCut(label)) throw cutOff(label, source.name);
      throw wrongEncoding(Buffer.concat([before, chunk]), label, source.name, encoding);
    }
  };
  for await (const chunk of source.chunks()) {
    if (!decoder) {
      label = labelOfMark(chunk) ?? label;
      decoder = new TextDecoder(label, { fatal: true });
    }
    yield { label, chunk, text: decode(chunk, true) };
    // The character that the piece cut through, whole again for the sample.
    before = chunk.subarray(-4);
  }
  const nothing = new Uint8Array();
  if (decoder) yield { label, chunk: nothing, text: decode(nothing, false) };
}

/** What a source's text is read as, and why: its own mark, the recipe's word, or UTF-8, which every byte has to hold. */
export async function encodingOf(source: ByteSource, encoding: string | undefined): Promise<ChosenEncoding> {
  for await (const chunk of source.chunks()) {
    const name = labelOfMark(chunk);
    if (name !== null) return { name, from: 'byte order mark' };
    break;
  }
  return encoding === undefined
    ? { name: 'utf-8', from: 'trial' }
    : { name: knownLabel(encoding, source.name), from: 'recipe' };
}

/**
 * Text of a source piece by piece, without its byte order mark. `encoding` undefined means UTF-8, and then the fault shows
 * both readings. Throws FaultError BAKE-202 where it is cut off, BAKE-207, BAKE-224, BAKE-225, and whatever `source` throws.
 */
export async function* decodedChunks(source: ByteSource, encoding: string | undefined): AsyncGenerator<string> {
  for await (const { text } of strictPieces(source, encoding)) yield text;
}

/** The same as bytes of UTF-8, for parsers of bytes: checked before they are parsed. Throws like `decodedChunks`. */
export async function* utf8Chunks(source: ByteSource, encoding: string | undefined): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const { label, chunk, text } of strictPieces(source, encoding)) {
    yield label === 'utf-8' ? chunk : encoder.encode(text);
  }
}
