/** Fewer triangles for what is only seen from afar: each class of the ground by itself, by a measure of its own. */
import { MeshoptSimplifier } from 'meshoptimizer/simplifier';
import { emptyMesh, type Mesh } from './mesh.ts';

/**
 * @param mesh welded: only vertices that triangles share can go.
 * @param errorMeters by class, how far the simplified surface may lie from the given one, as the root of the mean square
 *   around each vertex that goes: a single place may lie twice as far.
 */
export async function simplified(mesh: Mesh, errorMeters: (featureId: number) => number): Promise<Mesh> {
  await MeshoptSimplifier.ready;
  const positions = Float32Array.from(mesh.enuMeters);
  const ofClass = new Map<number, number[]>();
  for (let at = 0; at < mesh.indices.length; at += 3) {
    const featureId = mesh.featureIds[mesh.indices[at]!]!;
    const indices = ofClass.get(featureId);
    const triangle = [mesh.indices[at]!, mesh.indices[at + 1]!, mesh.indices[at + 2]!];
    if (indices) indices.push(...triangle);
    else ofClass.set(featureId, triangle);
  }
  const result = emptyMesh();
  const rowOf = new Map<number, number>();
  const rowFor = (vertex: number): number => {
    const known = rowOf.get(vertex);
    if (known !== undefined) return known;
    const row = result.featureIds.length;
    rowOf.set(vertex, row);
    for (let axis = 0; axis < 3; axis++) {
      result.enuMeters.push(mesh.enuMeters[vertex * 3 + axis]!);
      if (mesh.normals.length > 0) result.normals.push(mesh.normals[vertex * 3 + axis]!);
    }
    result.featureIds.push(mesh.featureIds[vertex]!);
    return row;
  };
  for (const featureId of [...ofClass.keys()].sort((a, b) => a - b)) {
    const indices = Uint32Array.from(ofClass.get(featureId)!);
    const [kept] = MeshoptSimplifier.simplify(indices, positions, 3, 0, errorMeters(featureId), [
      'ErrorAbsolute',
      'Sparse',
    ]);
    for (const vertex of kept) result.indices.push(rowFor(vertex));
  }
  return result;
}
