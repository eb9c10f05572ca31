import { createHash, type Hash } from 'node:crypto';
import type { Document, TypedArray } from '@gltf-transform/core';
import type { EXTStructuralMetadata } from '@gltf-transform/extensions';

type Metadata = ReturnType<EXTStructuralMetadata['createStructuralMetadata']>;

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Each triangle turned so that its smallest index comes first: compression may turn them, never reorder them. */
function turnedTriangles(indices: TypedArray): Uint32Array {
  const turned = new Uint32Array(indices.length);
  for (let at = 0; at < indices.length; at += 3) {
    const [a, b, c] = [indices[at]!, indices[at + 1]!, indices[at + 2]!];
    const [x, y, z] = a < b && a < c ? [a, b, c] : b < c ? [b, c, a] : [c, a, b];
    [turned[at], turned[at + 1], turned[at + 2]] = [x, y, z];
  }
  return turned;
}

function addTable(hash: Hash, document: Document): void {
  const table = document.getRoot().getExtension<Metadata>('EXT_structural_metadata')?.listPropertyTables()[0];
  if (!table) return;
  for (const key of table.listPropertyKeys().sort()) {
    const property = table.getProperty(key)!;
    hash.update(`table ${key} ${property.getValues().byteLength}\n`).update(property.getValues());
    const offsets = property.getStringOffsets();
    if (offsets) hash.update(offsets);
  }
}

/**
 * SHA-256 over what a tile says: place and scale of each node, every attribute with its component type, the triangles
 * and the columns of its property table. The same before compression and after decompression, whatever library did
 * either: all of our attributes are compressed without loss.
 */
export function tileContentHash(document: Document): string {
  const hash = createHash('sha256');
  for (const node of document.getRoot().listNodes()) {
    hash.update(`node ${JSON.stringify([node.getTranslation(), node.getRotation(), node.getScale()])}\n`);
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      for (const semantic of primitive.listSemantics().sort()) {
        const attribute = primitive.getAttribute(semantic)!;
        const kind = `${attribute.getType()} ${attribute.getComponentType()} ${attribute.getNormalized()}`;
        hash.update(`${semantic} ${kind} ${attribute.getCount()}\n`).update(bytesOf(attribute.getArray()!));
      }
      hash.update('triangles\n').update(bytesOf(turnedTriangles(primitive.getIndices()!.getArray()!)));
    }
  }
  addTable(hash, document);
  return hash.digest('hex');
}
