/** A tile as a client sees it: vertices in the district's frame again. */
import { decodeGlb } from '../../../src/bake/steps/encodeGlb.ts';

export interface DecodedTile {
  /** East, north, up in turn, with the node's place and scale. */
  readonly enuMeters: Float64Array;
  readonly featureIds: ArrayLike<number>;
  readonly indices: ArrayLike<number>;
  readonly texcoords: ArrayLike<number> | null;
}

export async function decodedTile(bytes: Uint8Array): Promise<DecodedTile> {
  const [node] = (await decodeGlb(bytes)).getRoot().listNodes();
  const [primitive] = node!.getMesh()!.listPrimitives();
  const [scale, move] = [node!.getScale(), node!.getTranslation()];
  const positions = primitive!.getAttribute('POSITION')!.getArray()!;
  const enuMeters = new Float64Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    enuMeters[at] = positions[at]! * scale[0]! + move[0]!;
    enuMeters[at + 1] = -(positions[at + 2]! * scale[2]! + move[2]!);
    enuMeters[at + 2] = positions[at + 1]! * scale[1]! + move[1]!;
  }
  return {
    enuMeters,
    featureIds: primitive!.getAttribute('_FEATURE_ID_0')!.getArray()!,
    indices: primitive!.getIndices()!.getArray()!,
    texcoords: primitive!.getAttribute('TEXCOORD_0')?.getArray() ?? null,
  };
}
