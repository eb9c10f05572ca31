/** A wedge of 2 × 3 × 4 m as glTF: one corner stands out to the front (+z), so that a heading shows. */
import { Document, type JSONDocument, NodeIO } from '@gltf-transform/core';

/** `first` replaces the first coordinate; `spare` adds so many vertices that no triangle uses. */
function wedge({ first = -1, spare = 0 } = {}): Document {
  const document = new Document();
  const buffer = document.createBuffer();
  const corners = [first, 0, 0, 1, 0, 0, 0, 0, 4, 0, 3, 0];
  const positions = new Float32Array([...corners, ...new Array<number>(spare * 3).fill(0.5)]);
  const position = document.createAccessor().setType('VEC3').setArray(positions).setBuffer(buffer);
  const indices = new Uint16Array([0, 1, 2, 0, 2, 3, 1, 3, 2, 0, 3, 1]);
  const index = document.createAccessor().setType('SCALAR').setArray(indices).setBuffer(buffer);
  const primitive = document.createPrimitive().setAttribute('POSITION', position).setIndices(index);
  const node = document.createNode('wedge').setMesh(document.createMesh().addPrimitive(primitive));
  document.getRoot().setDefaultScene(document.createScene().addChild(node));
  return document;
}

export const wedgeGlb = (options?: Parameters<typeof wedge>[0]): Promise<Uint8Array> =>
  new NodeIO().writeBinary(wedge(options));

/** As .gltf with its .bin beside it. */
export const wedgeJson = (): Promise<JSONDocument> => new NodeIO().writeJSON(wedge(), { basename: 'wedge' });

/** The JSON of a GLB changed, its binary chunk as it was. */
export function withGlbJson(glb: Uint8Array, change: (json: Record<string, unknown>) => unknown): Uint8Array {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const length = view.getUint32(12, true);
  const json = JSON.parse(Buffer.from(glb.subarray(20, 20 + length)).toString('utf8'));
  const text = Buffer.from(JSON.stringify(change(json)));
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
  const rest = glb.subarray(20 + length);
  const head = Buffer.alloc(20);
  head.write('glTF', 0, 'latin1');
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(20 + padded.length + rest.length, 8);
  head.writeUInt32LE(padded.length, 12);
  head.write('JSON', 16, 'latin1');
  return new Uint8Array(Buffer.concat([head, padded, rest]));
}
