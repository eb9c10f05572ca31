/**
 * Mesh → GLB with EXT_mesh_features and EXT_meshopt_compression. glTF is y-up: east = x, up = y, south = z; a 3D Tiles
 * client turns it back (3D Tiles 1.1 §6.7.1.2).
 */
import { Document, Logger, NodeIO, type TypedArray } from '@gltf-transform/core';
import {
  EXTMeshFeatures,
  EXTMeshoptCompression,
  KHRMaterialsUnlit,
  KHRMeshQuantization,
} from '@gltf-transform/extensions';
import { reorder } from '@gltf-transform/functions';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import { boxOfMesh, type Mesh } from './mesh.ts';

const UINT16_LIMIT = 65_536;
const INT16_MAX = 32_767;
/** No finer than this: 1.6 cm of error is nothing on a wall, and every bit less compresses. */
const FINEST_STEP_METERS = 1 / 32;

/** Whole steps around the mesh's centre, in the smallest power of two that fits int16: exact in float32. */
function quantisedPositions(mesh: Mesh): {
  steps: Int16Array<ArrayBuffer>;
  stepMeters: number;
  centreEnuMeters: number[];
} {
  const { min, max } = boxOfMesh(mesh);
  const halfMeters = Math.max(...[0, 1, 2].map((axis) => (max[axis]! - min[axis]!) / 2));
  let stepMeters = FINEST_STEP_METERS;
  while (halfMeters / stepMeters > INT16_MAX - 1) stepMeters *= 2;
  // The centre stands on whole metres, and the ground on zero, so that no foot of a wall hangs in the air.
  const centreEnuMeters = [Math.round((min[0] + max[0]) / 2), Math.round((min[1] + max[1]) / 2), 0];
  if (max[2] / stepMeters > INT16_MAX) centreEnuMeters[2] = Math.round((min[2] + max[2]) / 2);
  const steps = new Int16Array(mesh.enuMeters.length);
  for (let at = 0; at < steps.length; at += 3) {
    const [east, north, up] = [0, 1, 2].map((axis) =>
      Math.round((mesh.enuMeters[at + axis]! - centreEnuMeters[axis]!) / stepMeters),
    ) as [number, number, number];
    steps.set([east, up, -north], at);
  }
  return { steps, stepMeters, centreEnuMeters };
}

/** Unit normals in signed bytes, y-up. */
function quantisedNormals(mesh: Mesh): Int8Array<ArrayBuffer> {
  const bytes = new Int8Array(mesh.normals.length);
  for (let at = 0; at < bytes.length; at += 3) {
    const [east, north, up] = [mesh.normals[at]!, mesh.normals[at + 1]!, mesh.normals[at + 2]!];
    bytes.set([Math.round(east * 127), Math.round(up * 127), Math.round(-north * 127)], at);
  }
  return bytes;
}

/** Positions in float32, rounded to 1/64 m so that their bytes compress: for meshes wider than int16 can hold. */
function floatPositions(mesh: Mesh): Float32Array<ArrayBuffer> {
  const positions = new Float32Array(mesh.enuMeters.length);
  const round = (meters: number): number => Math.round(meters * 64) / 64;
  for (let at = 0; at < positions.length; at += 3) {
    const [east, north, up] = [mesh.enuMeters[at]!, mesh.enuMeters[at + 1]!, mesh.enuMeters[at + 2]!];
    positions.set([round(east), round(up), round(-north)], at);
  }
  return positions;
}

export interface GlbOptions {
  readonly name: string;
  /** How many features the package has, not this tile: ids are global. */
  readonly featureCount: number;
  readonly quantisePositions: boolean;
  readonly unlit: boolean;
}

let ready: Promise<NodeIO> | null = null;

function glbIo(): Promise<NodeIO> {
  ready ??= Promise.all([MeshoptEncoder.ready, MeshoptDecoder.ready]).then(() =>
    new NodeIO()
      .registerExtensions([EXTMeshFeatures, EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization])
      .registerDependencies({ 'meshopt.encoder': MeshoptEncoder, 'meshopt.decoder': MeshoptDecoder }),
  );
  return ready;
}

/** The same mesh gives the same bytes. */
export async function encodeGlb(mesh: Mesh, options: GlbOptions): Promise<Uint8Array> {
  const io = await glbIo();
  const document = new Document().setLogger(new Logger(Logger.Verbosity.WARN));
  document.getRoot().getAsset().generator = 'Beiyang';
  const buffer = document.createBuffer();
  const accessor = (type: 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4', array: TypedArray, normalized = false) =>
    document.createAccessor().setType(type).setArray(array).setNormalized(normalized).setBuffer(buffer);

  const manyVertices = mesh.featureIds.length >= UINT16_LIMIT;
  const manyFeatures = options.featureCount >= UINT16_LIMIT;
  const primitive = document
    .createPrimitive()
    .setIndices(accessor('SCALAR', manyVertices ? new Uint32Array(mesh.indices) : new Uint16Array(mesh.indices)))
    .setAttribute(
      '_FEATURE_ID_0',
      accessor('SCALAR', manyFeatures ? new Float32Array(mesh.featureIds) : new Uint16Array(mesh.featureIds)),
    );
  if (mesh.normals.length > 0) primitive.setAttribute('NORMAL', accessor('VEC3', quantisedNormals(mesh), true));
  if (mesh.texcoords.length > 0) {
    primitive.setAttribute('TEXCOORD_0', accessor('VEC2', new Float32Array(mesh.texcoords)));
  }
  if (mesh.colors.length > 0) primitive.setAttribute('COLOR_0', accessor('VEC4', new Uint8Array(mesh.colors), true));

  const node = document.createNode(options.name).setMesh(document.createMesh(options.name).addPrimitive(primitive));
  document.getRoot().setDefaultScene(document.createScene(options.name).addChild(node));
  document.createExtension(KHRMeshQuantization).setRequired(true);
  if (options.quantisePositions) {
    const { steps, stepMeters, centreEnuMeters } = quantisedPositions(mesh);
    primitive.setAttribute('POSITION', accessor('VEC3', steps));
    const [east, north, up] = centreEnuMeters as [number, number, number];
    node.setTranslation([east, up, -north]).setScale([stepMeters, stepMeters, stepMeters]);
  } else {
    primitive.setAttribute('POSITION', accessor('VEC3', floatPositions(mesh)));
  }

  const meshFeatures = document.createExtension(EXTMeshFeatures);
  const featureId = meshFeatures.createFeatureID().setFeatureCount(options.featureCount).setAttribute(0);
  primitive.setExtension('EXT_mesh_features', meshFeatures.createFeatures().addFeatureID(featureId));
  const material = document.createMaterial().setMetallicFactor(0).setRoughnessFactor(1);
  if (options.unlit) {
    material.setExtension('KHR_materials_unlit', document.createExtension(KHRMaterialsUnlit).createUnlit());
  }
  primitive.setMaterial(material);

  await document.transform(reorder({ encoder: MeshoptEncoder, target: 'size' }));
  document
    .createExtension(EXTMeshoptCompression)
    .setRequired(true)
    .setEncoderOptions({ method: EXTMeshoptCompression.EncoderMethod.QUANTIZE });
  return io.writeBinary(document);
}

/** Reads a tile back, decompressed: for tests and for proving a package. */
export async function decodeGlb(bytes: Uint8Array): Promise<Document> {
  return (await glbIo()).readBinary(bytes);
}
