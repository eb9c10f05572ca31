/** Contents of 3D Tiles 1.0 and 1.1: are they whole, and which other files do they need? */
import { gltfHead } from './gltfJson.ts';

export type TileContent =
  | { readonly ok: true; readonly uris: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** Names are said once: 3D Tiles 1.0 §9 to §12. */
const headerBytesOf: Readonly<Record<string, number>> = { b3dm: 28, i3dm: 32, pnts: 28, cmpt: 16 };
const MOST_NESTED = 8;

const bad = (reason: string): TileContent => ({ ok: false, reason });

export const magicOf = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 4)).toString('latin1');

function gltfContent(bytes: Uint8Array, file: string): TileContent {
  const head = gltfHead(bytes, file);
  return head.ok ? { ok: true, uris: head.uris } : head;
}

function tilesOfComposite(bytes: Uint8Array, view: DataView, file: string, depth: number): TileContent {
  const count = view.getUint32(12, true);
  const uris: string[] = [];
  let at = headerBytesOf.cmpt!;
  for (let tile = 0; tile < count; tile++) {
    if (at + 12 > bytes.length) return bad(`${tile} of ${count} inner tiles`);
    const length = view.getUint32(at + 8, true);
    if (length < 12 || at + length > bytes.length) return bad(`inner tile ${tile} of ${length} bytes`);
    const inner = tileContent(bytes.subarray(at, at + length), file, depth + 1);
    if (!inner.ok) return inner;
    for (const uri of inner.uris) uris.push(uri);
    at += length;
  }
  return { ok: true, uris };
}

/** A content by its first bytes; JSON is taken for glTF. Lengths in its header must be those of the file. */
export function tileContent(bytes: Uint8Array, file: string, depth = 0): TileContent {
  const magic = magicOf(bytes);
  const headerBytes = headerBytesOf[magic];
  if (headerBytes === undefined) {
    return magic === 'glTF' || /^\s*(\ufeff|\xef\xbb\xbf)?\s*\{/.test(magic)
      ? gltfContent(bytes, file)
      : bad('unknown kind');
  }
  if (bytes.length < headerBytes) return bad('cut off');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(4, true) !== 1) return bad(`version ${view.getUint32(4, true)}`);
  if (view.getUint32(8, true) !== bytes.length) return bad(`${bytes.length} of ${view.getUint32(8, true)} bytes`);
  if (magic === 'cmpt')
    return depth < MOST_NESTED ? tilesOfComposite(bytes, view, file, depth) : bad('nested too deep');
  const tableBytes = [12, 16, 20, 24].reduce((sum, at) => sum + view.getUint32(at, true), 0);
  if (headerBytes + tableBytes > bytes.length) return bad('tables longer than the file');
  const body = bytes.subarray(headerBytes + tableBytes);
  if (magic === 'pnts') return { ok: true, uris: [] };
  if (magic === 'b3dm' || view.getUint32(28, true) === 1) return gltfContent(body, file);
  // i3dm with gltfFormat 0: the model's URI instead of the model, padded.
  const uri = Buffer.from(body)
    .toString('utf8')
    .replace(/[\s\0]+$/, '');
  return uri === '' ? bad('no model') : { ok: true, uris: [uri] };
}
