/** The JSON of a glTF file before any library opens it: its kind, its references, and counts that nobody could draw. */
import { decodeText } from './decodeText.ts';

const GLB_HEADER_BYTES = 12;
const GLB_MAGIC = 0x46_54_6c_67;
const JSON_CHUNK = 0x4e_4f_53_4a;
/** Vertices or indices of one accessor; a landmark has thousands. */
const MOST_PER_ACCESSOR = 20_000_000;

export interface GltfJson {
  readonly [name: string]: unknown;
}

export type GltfHead =
  | { readonly ok: true; readonly json: GltfJson; readonly uris: readonly string[] }
  | { readonly ok: false; readonly reason: string };

const listOf = (value: unknown): readonly Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];

export const isGlb = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'glTF';

/** The JSON text of a binary file (glTF 2.0 §4.4); null where its lengths do not fit. */
function jsonTextOfGlb(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < GLB_HEADER_BYTES + 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== GLB_MAGIC || view.getUint32(4, true) !== 2) return null;
  const total = view.getUint32(8, true);
  // Tiles pad what they embed: a little behind the end is allowed.
  if (total > bytes.length || bytes.length - total > 8) return null;
  const length = view.getUint32(GLB_HEADER_BYTES, true);
  if (view.getUint32(GLB_HEADER_BYTES + 4, true) !== JSON_CHUNK || GLB_HEADER_BYTES + 8 + length > total) return null;
  return bytes.subarray(GLB_HEADER_BYTES + 8, GLB_HEADER_BYTES + 8 + length);
}

/** Throws FaultError BAKE-225 for text that is not UTF-8; all other damage is the reason. */
export function gltfHead(bytes: Uint8Array, file: string): GltfHead {
  const text = isGlb(bytes) ? jsonTextOfGlb(bytes) : bytes;
  if (!text) return { ok: false, reason: 'cut off' };
  let json: GltfJson;
  try {
    json = JSON.parse(decodeText(text, 'utf-8', file)) as GltfJson;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, reason: error.message };
  }
  const asset = (json as GltfJson | null)?.asset as { version?: unknown } | undefined;
  if (typeof asset?.version !== 'string' || !asset.version.startsWith('2.'))
    return { ok: false, reason: 'no glTF 2.0' };
  for (const { count } of listOf(json.accessors)) {
    const isUsable = Number.isInteger(count) && (count as number) >= 0 && (count as number) <= MOST_PER_ACCESSOR;
    if (!isUsable) return { ok: false, reason: `accessor of ${String(count)}` };
  }
  for (const { byteLength } of [...listOf(json.buffers), ...listOf(json.bufferViews)]) {
    if (!Number.isInteger(byteLength) || (byteLength as number) < 0 || (byteLength as number) > 2 ** 31) {
      return { ok: false, reason: `buffer of ${String(byteLength)} bytes` };
    }
  }
  const uris = [...listOf(json.buffers), ...listOf(json.images)].flatMap(({ uri }) =>
    typeof uri === 'string' ? [uri] : [],
  );
  return { ok: true, json, uris };
}
