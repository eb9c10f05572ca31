/** Writes small OSM PBF files (OSM wiki, PBF Format), sound ones and such as no program would write. */
import { deflateSync } from 'node:zlib';

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = BigInt(value);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return [...bytes, Number(rest)];
};
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
export const lengthField = (number: number, bytes: Uint8Array | readonly number[]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(bytes.length),
  ...bytes,
];
const numberField = (number: number, value: number): number[] => [...varint(number * 8), ...varint(value)];
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const packed = (values: readonly number[]): number[] => values.flatMap(varint);
const deltas = (values: readonly number[]): number[] =>
  values.map((value, index) => zigzag(value - (values[index - 1] ?? 0)));

type Tags = Readonly<Record<string, string>>;
export interface TinyOsm {
  readonly nodes?: readonly { id: number; lon: number; lat: number }[];
  readonly ways?: readonly { id: number; refs: readonly number[]; tags?: Tags }[];
  readonly relations?: readonly {
    id: number;
    members: readonly { way: number; role: string }[];
    tags?: Tags;
  }[];
}

const degreeSteps = (degrees: number): number => Math.round(degrees * 1e7);

/** A PrimitiveBlock, unpacked. */
export function primitiveBlock({ nodes = [], ways = [], relations = [] }: TinyOsm): number[] {
  const strings = [''];
  const numberOf = (value: string): number => {
    if (!strings.includes(value)) strings.push(value);
    return strings.indexOf(value);
  };
  const tagFields = (tags: Tags = {}): number[] => [
    ...lengthField(2, packed(Object.keys(tags).map(numberOf))),
    ...lengthField(3, packed(Object.values(tags).map(numberOf))),
  ];
  const dense = [
    ...lengthField(1, packed(deltas(nodes.map(({ id }) => id)))),
    ...lengthField(8, packed(deltas(nodes.map(({ lat }) => degreeSteps(lat))))),
    ...lengthField(9, packed(deltas(nodes.map(({ lon }) => degreeSteps(lon))))),
  ];
  const groups = [
    ...(nodes.length > 0 ? [lengthField(2, dense)] : []),
    ...ways.map(({ id, refs, tags }) =>
      lengthField(3, [...numberField(1, id), ...tagFields(tags), ...lengthField(8, packed(deltas(refs)))]),
    ),
    ...relations.map(({ id, members, tags }) =>
      lengthField(4, [
        ...numberField(1, id),
        ...tagFields(tags),
        ...lengthField(8, packed(members.map(({ role }) => numberOf(role)))),
        ...lengthField(9, packed(deltas(members.map(({ way }) => way)))),
        ...lengthField(10, packed(members.map(() => 1))),
      ]),
    ),
  ].map((group) => lengthField(2, group));
  return [
    ...lengthField(
      1,
      strings.flatMap((value) => lengthField(1, text(value))),
    ),
    ...groups.flat(),
  ];
}

/** One file block: its kind and its blob's fields. */
export function fileBlock(kind: 'OSMHeader' | 'OSMData', blob: readonly number[]): number[] {
  const header = [...lengthField(1, text(kind)), ...numberField(3, blob.length)];
  return [0, 0, header.length >> 8, header.length & 255, ...header, ...blob];
}

export const zlibBlob = (bytes: Uint8Array | readonly number[]): number[] =>
  lengthField(3, deflateSync(Uint8Array.from(bytes)));

export const pbfHeader = (features: readonly string[] = ['OsmSchema-V0.6', 'DenseNodes']): number[] =>
  fileBlock('OSMHeader', zlibBlob(features.flatMap((feature) => lengthField(4, text(feature)))));

/** A whole file; each block as its own file block. */
export const tinyPbf = (...blocks: readonly TinyOsm[]): Uint8Array =>
  Uint8Array.from([
    ...pbfHeader(),
    ...blocks.flatMap((block) => fileBlock('OSMData', zlibBlob(primitiveBlock(block)))),
  ]);
