/**
 * The one mesh of a package's GLB tile, turned into ENU: enough of glTF 2.0 (EXT_meshopt_compression,
 * KHR_mesh_quantization) to draw a tile without an engine's loader.
 */
import { MeshoptDecoder } from 'meshoptimizer/decoder';

/** Four bytes each, little-endian. */
const MAGIC = 0x46546c67; // 'glTF'
const JSON_CHUNK = 0x4e4f534a;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

const componentArrays = {
  5120: Int8Array,
  5121: Uint8Array,
  5122: Int16Array,
  5123: Uint16Array,
  5125: Uint32Array,
  5126: Float32Array,
} as const;
type ComponentType = keyof typeof componentArrays;
const componentsOf = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 } as const;

interface Compressed {
  readonly byteOffset?: number;
  readonly byteLength: number;
  readonly byteStride: number;
  readonly count: number;
  readonly mode: 'ATTRIBUTES' | 'TRIANGLES' | 'INDICES';
  readonly filter?: string;
}

interface Gltf {
  readonly accessors: readonly {
    readonly bufferView: number;
    readonly byteOffset?: number;
    readonly componentType: ComponentType;
    readonly normalized?: boolean;
    readonly count: number;
    readonly type: keyof typeof componentsOf;
  }[];
  readonly bufferViews: readonly {
    readonly byteOffset?: number;
    readonly byteLength: number;
    readonly byteStride?: number;
    readonly extensions?: { readonly EXT_meshopt_compression?: Compressed };
  }[];
  readonly meshes: readonly {
    readonly primitives: readonly { readonly attributes: Readonly<Record<string, number>>; readonly indices: number }[];
  }[];
  readonly nodes: readonly { readonly translation?: readonly number[]; readonly scale?: readonly number[] }[];
}

export interface TileMesh {
  /** East, north, up in metres. */
  readonly enuMeters: Float32Array;
  /** East, north, up, −1…1. */
  readonly normals: Float32Array;
  readonly featureIds: Float32Array;
  readonly indices: Uint32Array;
}

function chunksOf(bytes: Uint8Array): { json: Gltf; binary: Uint8Array } | null {
  if (bytes.length < HEADER_BYTES + CHUNK_HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(16, true) !== JSON_CHUNK) return null;
  const jsonLength = view.getUint32(HEADER_BYTES, true);
  const from = HEADER_BYTES + CHUNK_HEADER_BYTES;
  const text = new TextDecoder().decode(bytes.subarray(from, from + jsonLength));
  return { json: JSON.parse(text) as Gltf, binary: bytes.subarray(from + jsonLength + CHUNK_HEADER_BYTES) };
}

/** Bytes of a buffer view, decoded where they are compressed. */
function viewBytes({ json, binary }: { json: Gltf; binary: Uint8Array }, index: number): Uint8Array<ArrayBuffer> {
  const view = json.bufferViews[index]!;
  const packed = view.extensions?.EXT_meshopt_compression;
  if (!packed) return new Uint8Array(binary.slice(view.byteOffset ?? 0, (view.byteOffset ?? 0) + view.byteLength));
  const target = new Uint8Array(packed.count * packed.byteStride);
  const from = packed.byteOffset ?? 0;
  const source = binary.subarray(from, from + packed.byteLength);
  MeshoptDecoder.decodeGltfBuffer(target, packed.count, packed.byteStride, source, packed.mode, packed.filter);
  return target;
}

/** Numbers of an accessor in a row, normalised ones as −1…1 or 0…1. */
function numbersOf(glb: { json: Gltf; binary: Uint8Array }, accessorIndex: number): Float32Array | Uint32Array {
  const accessor = glb.json.accessors[accessorIndex]!;
  const bytes = viewBytes(glb, accessor.bufferView);
  const Numbers = componentArrays[accessor.componentType];
  const components = componentsOf[accessor.type];
  const size = Numbers.BYTES_PER_ELEMENT;
  const stride = (glb.json.bufferViews[accessor.bufferView]!.byteStride ?? components * size) / size;
  const raw = new Numbers(bytes.buffer, bytes.byteOffset + (accessor.byteOffset ?? 0));
  const isIndex = accessor.componentType === 5125 && !accessor.normalized;
  const result = isIndex ? new Uint32Array(accessor.count * components) : new Float32Array(accessor.count * components);
  const largest = { 1: 127, 2: 32_767, 4: 1 }[size as 1 | 2 | 4];
  const most = accessor.componentType === 5121 || accessor.componentType === 5123 ? largest * 2 + 1 : largest;
  for (let item = 0; item < accessor.count; item++) {
    for (let component = 0; component < components; component++) {
      const value = raw[item * stride + component]!;
      result[item * components + component] = accessor.normalized ? value / most : value;
    }
  }
  return result;
}

/** Null where the bytes are no such tile. */
export async function readGlb(bytes: Uint8Array): Promise<TileMesh | null> {
  const glb = chunksOf(bytes);
  const primitive = glb?.json.meshes[0]?.primitives[0];
  if (!glb || !primitive) return null;
  const { POSITION, NORMAL, _FEATURE_ID_0: FEATURE_ID } = primitive.attributes;
  if (POSITION === undefined || NORMAL === undefined || FEATURE_ID === undefined) return null;
  await MeshoptDecoder.ready;
  const node = glb.json.nodes[0];
  const [sx, sy, sz] = node?.scale ?? [1, 1, 1];
  const [tx, ty, tz] = node?.translation ?? [0, 0, 0];
  const positions = numbersOf(glb, POSITION);
  const normals = numbersOf(glb, NORMAL) as Float32Array;
  // glTF has y up and z to the south.
  const enuMeters = new Float32Array(positions.length);
  const turned = new Float32Array(normals.length);
  for (let at = 0; at < positions.length; at += 3) {
    enuMeters[at] = positions[at]! * sx! + tx!;
    enuMeters[at + 1] = -(positions[at + 2]! * sz! + tz!);
    enuMeters[at + 2] = positions[at + 1]! * sy! + ty!;
    turned[at] = normals[at]!;
    turned[at + 1] = -normals[at + 2]!;
    turned[at + 2] = normals[at + 1]!;
  }
  const indices = Uint32Array.from(numbersOf(glb, primitive.indices));
  return { enuMeters, normals: turned, featureIds: Float32Array.from(numbersOf(glb, FEATURE_ID)), indices };
}
