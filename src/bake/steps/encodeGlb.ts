/**
 * Mesh → GLB with EXT_mesh_features, EXT_structural_metadata and EXT_meshopt_compression. glTF is y-up: east = x,
 * up = y, south = z; a 3D Tiles client turns it back (3D Tiles 1.1 §6.7.1.2).
 */
import { Document, Logger, NodeIO, type TypedArray } from '@gltf-transform/core';
import {
  EXTMeshFeatures,
  EXTMeshoptCompression,
  EXTStructuralMetadata,
  KHRMaterialsUnlit,
  KHRMeshQuantization,
} from '@gltf-transform/extensions';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import type { BuildingProperties } from '../../model/contract/tileAttributes.ts';
import { addBuildingTable } from './buildingTable.ts';
import { boxOfMesh, type Mesh } from './mesh.ts';
import { tileContentHash } from './tileContentHash.ts';

const UINT16_LIMIT = 65_536;
const INT16_MAX = 32_767;
/** No finer than this: 1.6 cm of error is nothing on a wall, and every bit less compresses. */
export const FINEST_STEP_METERS = 1 / 32;
const FLOAT_STEP_METERS = 1 / 64;

/** The smallest power of two of a metre, from `FINEST_STEP_METERS` up, in which a half width fits int16. */
export function stepFor(halfWidthMeters: number): number {
  let stepMeters = FINEST_STEP_METERS;
  while (halfWidthMeters / stepMeters > INT16_MAX - 1) stepMeters *= 2;
  return stepMeters;
}

/** Whole steps around the mesh's centre: exact in float32. Meshes in the same steps meet without a crack. */
function quantisedPositions(mesh: Mesh, wantedStepMeters: number | null) {
  const { min, max } = boxOfMesh(mesh);
  // The centre stands on whole steps of any size, so that neighbours round their common vertices alike.
  const centreEnuMeters = [0, 1, 2].map((axis) => Math.round((min[axis]! + max[axis]!) / 2)) as [
    number,
    number,
    number,
  ];
  const halfMeters = Math.max(...[0, 1, 2].map((axis) => (max[axis]! - min[axis]!) / 2 + 1));
  const stepMeters = Math.max(stepFor(halfMeters), wantedStepMeters ?? 0);
  const steps = new Int16Array(mesh.enuMeters.length);
  for (let at = 0; at < steps.length; at += 3) {
    steps[at] = Math.round((mesh.enuMeters[at]! - centreEnuMeters[0]) / stepMeters);
    steps[at + 1] = Math.round((mesh.enuMeters[at + 2]! - centreEnuMeters[2]) / stepMeters);
    // −0 is no step.
    steps[at + 2] = -Math.round((mesh.enuMeters[at + 1]! - centreEnuMeters[1]) / stepMeters) || 0;
  }
  return { steps, stepMeters, centreEnuMeters };
}

/** Unit normals in signed bytes, y-up. */
function quantisedNormals(mesh: Mesh): Int8Array<ArrayBuffer> {
  const bytes = new Int8Array(mesh.normals.length);
  for (let at = 0; at < bytes.length; at += 3) {
    bytes[at] = Math.round(mesh.normals[at]! * 127);
    bytes[at + 1] = Math.round(mesh.normals[at + 2]! * 127);
    bytes[at + 2] = Math.round(-mesh.normals[at + 1]! * 127);
  }
  return bytes;
}

/** Finer than int8 can say: a slope of a few degrees is a few of its steps. */
const FINE_NORMAL_STEP = 64;

/** Unit normals in int16, y-up; their horizontal parts in steps of 64, which compress. */
function fineNormals(mesh: Mesh): Int16Array<ArrayBuffer> {
  const shorts = new Int16Array(mesh.normals.length);
  const horizontal = (part: number): number =>
    Math.round((part * INT16_MAX) / FINE_NORMAL_STEP) * FINE_NORMAL_STEP || 0;
  const largest = INT16_MAX - (INT16_MAX % FINE_NORMAL_STEP);
  for (let at = 0; at < shorts.length; at += 3) {
    const east = Math.max(-largest, Math.min(largest, horizontal(mesh.normals[at]!)));
    const north = Math.max(-largest, Math.min(largest, horizontal(mesh.normals[at + 1]!)));
    const up = Math.sqrt(Math.max(0, INT16_MAX * INT16_MAX - east * east - north * north));
    shorts[at] = east;
    shorts[at + 1] = Math.round(up) * (mesh.normals[at + 2]! < 0 ? -1 : 1) || 0;
    shorts[at + 2] = -north || 0;
  }
  return shorts;
}

/** Positions in float32, rounded so that their bytes compress: for meshes wider than int16 can hold finely. */
function floatPositions(mesh: Mesh): Float32Array<ArrayBuffer> {
  const positions = new Float32Array(mesh.enuMeters.length);
  const round = (meters: number): number => Math.round(meters / FLOAT_STEP_METERS) * FLOAT_STEP_METERS || 0;
  for (let at = 0; at < positions.length; at += 3) {
    positions[at] = round(mesh.enuMeters[at]!);
    positions[at + 1] = round(mesh.enuMeters[at + 2]!);
    positions[at + 2] = round(-mesh.enuMeters[at + 1]!);
  }
  return positions;
}

export interface GlbOptions {
  readonly name: string;
  /** How many features the package has, not this tile: ids are global. */
  readonly featureCount: number;
  /** `quantised` in steps of at least `stepMeters` (null: as fine as the mesh's width allows), or float32. */
  readonly positions: { readonly kind: 'quantised'; readonly stepMeters: number | null } | { readonly kind: 'float' };
  readonly unlit: boolean;
  /** Normals in int16 instead of int8: gentle slopes need it. */
  readonly fineNormals?: boolean;
  /** Rows of the property table that `mesh.tableRows` points into; null for tiles without one. */
  readonly table: readonly BuildingProperties[] | null;
}

export interface EncodedGlb {
  readonly bytes: Uint8Array;
  /** Of what the tile says, before any compression: see tileContentHash.ts. */
  readonly contentHash: string;
  /** How far rounding may have moved a vertex along each axis. */
  readonly roundingMeters: number;
}

let ready: Promise<NodeIO> | null = null;

function glbIo(): Promise<NodeIO> {
  ready ??= Promise.all([MeshoptEncoder.ready, MeshoptDecoder.ready]).then(() =>
    new NodeIO()
      .registerExtensions([
        EXTMeshFeatures,
        EXTMeshoptCompression,
        EXTStructuralMetadata,
        KHRMaterialsUnlit,
        KHRMeshQuantization,
      ])
      .registerDependencies({ 'meshopt.encoder': MeshoptEncoder, 'meshopt.decoder': MeshoptDecoder }),
  );
  return ready;
}

/** The same mesh gives the same bytes. */
export async function encodeGlb(mesh: Mesh, options: GlbOptions): Promise<EncodedGlb> {
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
  if (mesh.tableRows.length > 0) {
    const rows = (options.table?.length ?? 0) >= UINT16_LIMIT ? Float32Array : Uint16Array;
    primitive.setAttribute('_FEATURE_ID_1', accessor('SCALAR', new rows(mesh.tableRows)));
  }
  if (mesh.normals.length > 0) {
    const normals = options.fineNormals ? fineNormals(mesh) : quantisedNormals(mesh);
    primitive.setAttribute('NORMAL', accessor('VEC3', normals, true));
  }
  if (mesh.texcoords.length > 0) {
    primitive.setAttribute('TEXCOORD_0', accessor('VEC2', new Float32Array(mesh.texcoords)));
  }
  if (mesh.colors.length > 0) primitive.setAttribute('COLOR_0', accessor('VEC4', new Uint8Array(mesh.colors), true));

  const node = document.createNode(options.name).setMesh(document.createMesh(options.name).addPrimitive(primitive));
  document.getRoot().setDefaultScene(document.createScene(options.name).addChild(node));
  document.createExtension(KHRMeshQuantization).setRequired(true);
  let roundingMeters = FLOAT_STEP_METERS / 2;
  if (options.positions.kind === 'quantised') {
    const { steps, stepMeters, centreEnuMeters } = quantisedPositions(mesh, options.positions.stepMeters);
    primitive.setAttribute('POSITION', accessor('VEC3', steps));
    const [east, north, up] = centreEnuMeters;
    roundingMeters = stepMeters / 2;
    node.setTranslation([east, up, -north]).setScale([stepMeters, stepMeters, stepMeters]);
  } else {
    primitive.setAttribute('POSITION', accessor('VEC3', floatPositions(mesh)));
  }

  const meshFeatures = document.createExtension(EXTMeshFeatures);
  const featureId = meshFeatures.createFeatureID();
  if (options.table) {
    // A set without a table beside one with a table breaks Cesium 1.145 under a custom shader: the plain index stays an
    // attribute, which shaders read as such.
    featureId.setFeatureCount(options.table.length).setAttribute(1);
    featureId.setPropertyTable(addBuildingTable(document, options.table));
  } else featureId.setFeatureCount(options.featureCount).setAttribute(0);
  primitive.setExtension('EXT_mesh_features', meshFeatures.createFeatures().addFeatureID(featureId));
  const material = document.createMaterial().setMetallicFactor(0).setRoughnessFactor(1);
  if (options.unlit) {
    material.setExtension('KHR_materials_unlit', document.createExtension(KHRMaterialsUnlit).createUnlit());
  }
  primitive.setMaterial(material);

  const contentHash = tileContentHash(document);
  document
    .createExtension(EXTMeshoptCompression)
    .setRequired(true)
    .setEncoderOptions({ method: EXTMeshoptCompression.EncoderMethod.QUANTIZE });
  return { bytes: await io.writeBinary(document), contentHash, roundingMeters };
}

/** Reads a tile back, decompressed: for tests and for proving a package. */
export async function decodeGlb(bytes: Uint8Array): Promise<Document> {
  return (await glbIo()).readBinary(bytes);
}
