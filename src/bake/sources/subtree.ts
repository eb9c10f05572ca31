/** Subtrees of implicitly tiled 3D Tiles (3D Tiles 1.1 §7): which tiles have contents, and which subtrees follow. */

const MAGIC = 0x74_62_75_73; // 'subt'
const HEADER_BYTES = 24;
/** 4^10 tiles are a million; nobody cuts deeper subtrees. */
const MOST_LEVELS = 10;

export interface ImplicitTiling {
  readonly isOctree: boolean;
  readonly subtreeLevels: number;
  readonly availableLevels: number;
}

export interface TileAddress {
  readonly level: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface Subtree {
  /** By the index of the tile's contents: addresses of tiles that have one. */
  readonly contents: readonly (readonly TileAddress[])[];
  readonly children: readonly TileAddress[];
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** `implicitTiling` of 1.1, or the extension 3DTILES_implicit_tiling of 1.0; null where its numbers are none. */
export function implicitTilingOf(json: unknown): { tiling: ImplicitTiling; subtreesUri: string } | null {
  if (!isObject(json)) return null;
  const { subdivisionScheme, subtreeLevels, subtrees } = json;
  const availableLevels = json.availableLevels ?? json.maximumLevel;
  const uri = isObject(subtrees) ? subtrees.uri : undefined;
  const isWhole = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0;
  if (!isWhole(subtreeLevels) || !isWhole(availableLevels) || typeof uri !== 'string') return null;
  if (subtreeLevels > MOST_LEVELS || (subdivisionScheme !== 'QUADTREE' && subdivisionScheme !== 'OCTREE')) return null;
  const isOctree = subdivisionScheme === 'OCTREE';
  if (isOctree && subtreeLevels > 6) return null;
  return { tiling: { isOctree, subtreeLevels, availableLevels }, subtreesUri: uri };
}

/** `content/{level}/{x}/{y}` → its URI for one tile. */
export function expandTemplate(template: string, address: TileAddress): string {
  return template.replace(/\{(level|x|y|z)\}/g, (_whole, name: keyof TileAddress) => String(address[name]));
}

/** Whether the bit of that number is set. */
type Availability = (index: number) => boolean;

export interface SubtreeHead {
  readonly json: Json;
  readonly binary: Uint8Array;
  /** By the number of the buffer; null for the one inside. */
  readonly bufferUris: readonly (string | null)[];
}

export function subtreeHead(bytes: Uint8Array): SubtreeHead | null {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== 1) return null;
  const jsonBytes = Number(view.getBigUint64(8, true));
  const binaryBytes = Number(view.getBigUint64(16, true));
  if (HEADER_BYTES + jsonBytes + binaryBytes > bytes.length) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      bytes.subarray(HEADER_BYTES, HEADER_BYTES + jsonBytes),
    );
    const json: unknown = JSON.parse(text);
    if (!isObject(json)) return null;
    const buffers = Array.isArray(json.buffers) ? json.buffers : [];
    const bufferUris = buffers.map((buffer) =>
      isObject(buffer) && typeof buffer.uri === 'string' ? buffer.uri : null,
    );
    const binary = bytes.subarray(HEADER_BYTES + jsonBytes, HEADER_BYTES + jsonBytes + binaryBytes);
    return { json, binary, bufferUris };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null; // no JSON, or no UTF-8
    throw error;
  }
}

function availabilityOf(
  json: unknown,
  head: SubtreeHead,
  buffers: readonly Uint8Array[],
  count: number,
): Availability | null {
  if (!isObject(json)) return null;
  if (json.constant !== undefined) return () => json.constant === 1;
  const index = json.bitstream ?? json.bufferView;
  const views = Array.isArray(head.json.bufferViews) ? head.json.bufferViews : [];
  const view: unknown = typeof index === 'number' ? views[index] : null;
  if (!isObject(view) || typeof view.buffer !== 'number') return null;
  const buffer = buffers[view.buffer];
  const from = Number(view.byteOffset ?? 0);
  const length = Number(view.byteLength);
  if (!buffer || !(from >= 0) || !(length * 8 >= count) || from + length > buffer.length) return null;
  return (bit) => (buffer[from + (bit >> 3)]! & (1 << (bit & 7))) !== 0;
}

/** Morton order: bits of x, y (and z) take turns, x first. */
function addressAt(index: number, level: number, root: TileAddress, isOctree: boolean): TileAddress {
  const dimensions = isOctree ? 3 : 2;
  const at = [0, 0, 0];
  for (let bit = 0; bit < level; bit++) {
    for (let axis = 0; axis < dimensions; axis++) {
      at[axis]! |= ((Math.floor(index / 2 ** (bit * dimensions + axis)) & 1) as number) << bit;
    }
  }
  const scale = 2 ** level;
  const [x, y, z] = at as [number, number, number];
  return {
    level: root.level + level,
    ...{ x: root.x * scale + x, y: root.y * scale + y, z: isOctree ? root.z * scale + z : 0 },
  };
}

/** What a subtree at `root` offers; null where its availability does not fit its levels. */
export function subtreeTiles(
  head: SubtreeHead,
  buffers: readonly Uint8Array[],
  { isOctree, subtreeLevels, availableLevels }: ImplicitTiling,
  root: TileAddress,
): Subtree | null {
  const branching = isOctree ? 8 : 4;
  const tileCount = (branching ** subtreeLevels - 1) / (branching - 1);
  const childCount = branching ** subtreeLevels;
  const stated = head.json.contentAvailability;
  const contents: TileAddress[][] = [];
  for (const item of Array.isArray(stated) ? (stated as unknown[]) : stated === undefined ? [] : [stated]) {
    const hasContent = availabilityOf(item, head, buffers, tileCount);
    if (!hasContent) return null;
    const addresses: TileAddress[] = [];
    let bit = 0;
    for (let level = 0; level < subtreeLevels && root.level + level < availableLevels; level++) {
      for (let index = 0; index < branching ** level; index++, bit++) {
        if (hasContent(bit)) addresses.push(addressAt(index, level, root, isOctree));
      }
    }
    contents.push(addresses);
  }
  const hasChild = availabilityOf(head.json.childSubtreeAvailability, head, buffers, childCount);
  if (!hasChild) return null;
  const children: TileAddress[] = [];
  for (let index = 0; index < childCount && root.level + subtreeLevels < availableLevels; index++) {
    if (hasChild(index)) children.push(addressAt(index, subtreeLevels, root, isOctree));
  }
  return { contents, children };
}
