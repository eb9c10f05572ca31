/** XML files read piece by piece: encoding by declaration, gzip with a cap, entities refused. */
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { type ByteSource, headOf, unreadable } from './byteSource.ts';
import { decodedChunks, encodingOf } from './decodeText.ts';
import type { ChosenEncoding } from './rawFile.ts';

const MIB = 1024 * 1024;
const CHUNK_BYTES = MIB / 4;
/** Maps and city models shrink to a tenth or a twentieth; deflate can do a thousandth, of nothing but repetition. */
const LARGEST_GZIP_RATIO = 200;
const LEAST_GZIP_CAP_MIB = 64;
/** One text or tag: the longest posList of a building is some hundred kilobytes. */
const LONGEST_RUN_CHARACTERS = 64 * MIB;
const HEAD_BYTES = 256;

export interface XmlTag {
  readonly name: string;
  /** Attributes by their names as written, prefix and all. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface XmlHandlers {
  open(tag: XmlTag): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Unpacked where it is gzip. Its chunks throw FaultError BAKE-202, BAKE-242. */
async function unpacked(packed: ByteSource): Promise<ByteSource> {
  const [first, second] = await headOf(packed, 2);
  if (first !== 0x1f || second !== 0x8b) return packed;
  const limitMiB = Math.max(LEAST_GZIP_CAP_MIB, Math.ceil((packed.sizeBytes * LARGEST_GZIP_RATIO) / MIB));
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const unzip = createGunzip({ chunkSize: CHUNK_BYTES });
    const stream: Readable = pipeline(Readable.from(packed.chunks()), unzip, () => {
      // Errors come out of the iteration below.
    });
    let total = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        total += chunk.length;
        if (total > limitMiB * MIB)
          throw new FaultError(fault('BAKE-242', { file: packed.name, limitMiB }, packed.name));
        yield chunk;
      }
    } catch (error) {
      if (!(error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw error;
      throw unreadable(packed.name, (error as Error).message);
    }
  }
  return { ...packed, chunks };
}

/** What the XML declaration says (XML 1.0, appendix F); a byte order mark is stronger. */
function declaredEncoding(head: Uint8Array): string | undefined {
  const start = Buffer.from(head).toString('latin1');
  return /^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
}

/** What a document's text is read as, and why: its own mark, what its declaration says, or UTF-8, the standard's word. */
export async function xmlEncodingOf(from: ByteSource): Promise<ChosenEncoding> {
  const source = await unpacked(from);
  const declared = declaredEncoding(await headOf(source, HEAD_BYTES));
  const chosen = await encodingOf(source, declared);
  return chosen.from === 'recipe' ? { ...chosen, from: 'XML declaration' } : chosen;
}

/**
 * What the handlers emit, in the order of the file, so much at a time as one read gives. Throws FaultError BAKE-202 for
 * what is no well-formed XML, BAKE-207, BAKE-224 and BAKE-225 for a wrong encoding, BAKE-242
 * for a gzip bomb, BAKE-243 for declared entities.
 */
export async function* readXml<T>(
  from: ByteSource,
  handlersOf: (emit: (item: T) => void) => XmlHandlers,
): AsyncGenerator<readonly T[]> {
  const { name: file } = from;
  let found: T[] = [];
  let run = 0;
  const { open: onOpen, text: onText, close: onClose } = handlersOf((item) => found.push(item));
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw unreadable(file, error.message);
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[') || doctype.includes('ENTITY')) throw new FaultError(fault('BAKE-243', { file }, file));
  });
  parser.on('opentag', (tag) => {
    run = 0;
    onOpen(tag);
  });
  parser.on('closetag', ({ name }) => {
    run = 0;
    onClose?.(name);
  });
  if (onText) {
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  const source = await unpacked(from);
  const encoding = declaredEncoding(await headOf(source, HEAD_BYTES));
  for await (const text of decodedChunks(source, encoding)) {
    run += text.length;
    parser.write(text);
    if (run > LONGEST_RUN_CHARACTERS) throw unreadable(file, 'one text without end');
    if (found.length === 0) continue;
    yield found;
    found = [];
  }
  parser.close();
  if (found.length > 0) yield found;
}
