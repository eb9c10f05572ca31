/** A glTF model with all that it refers to → one GLB of its own, and its bounds. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type bbox, type Document, type GLTF, type JSONDocument, Logger, NodeIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS, KHRDracoMeshCompression } from '@gltf-transform/extensions';
import { getBounds, unpartition } from '@gltf-transform/functions';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import { FaultError, fault } from '../../model/faults/fault.ts';
import { fileBytes } from './byteSource.ts';
import { gltfHead, isGlb } from './gltfJson.ts';
import { localReference, sizeOfFile } from './localReference.ts';

const MIB = 1024 * 1024;
/** One model with its textures; a wall of screens must hold several beside a city. */
const LARGEST_MIB = 256;
/** Draco needs a decoder that is not here; its files are read by many tools that write plain ones. */
const knownExtensions: readonly string[] = ALL_EXTENSIONS.map(({ EXTENSION_NAME }) => EXTENSION_NAME).filter(
  (name) => name !== KHRDracoMeshCompression.EXTENSION_NAME,
);

export interface ReadGltf {
  readonly glb: Uint8Array;
  /** Of the default scene in its own metres: x, y up, z towards its front. */
  readonly bounds: bbox;
}

async function gltfIo(): Promise<NodeIO> {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
  return new NodeIO()
    .setLogger(new Logger(Logger.Verbosity.SILENT))
    .registerExtensions(ALL_EXTENSIONS)
    .registerDependencies({ 'meshopt.decoder': MeshoptDecoder, 'meshopt.encoder': MeshoptEncoder });
}

/** Every file that the model refers to, by its URI. Throws FaultError BAKE-252, BAKE-253, BAKE-255. */
function resourcesOf(file: string, uris: readonly string[], source: string): Record<string, Uint8Array<ArrayBuffer>> {
  const folder = path.dirname(file);
  const resources: Record<string, Uint8Array<ArrayBuffer>> = {};
  let total = 0;
  for (const uri of uris) {
    const reference = localReference(folder, path.basename(file), uri, source);
    if (reference.kind === 'inline') continue;
    const size = sizeOfFile(folder, reference.path);
    if (size === null) throw new FaultError(fault('BAKE-253', { source, uri }, file));
    total += size;
    if (total > LARGEST_MIB * MIB) throw tooLarge(file, source, uri);
    resources[uri] = new Uint8Array(readFileSync(path.join(folder, reference.path)));
  }
  return resources;
}

function hasFinitePositions(document: Document): boolean {
  const primitives = document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives());
  return primitives.every(
    (primitive) => primitive.getAttribute('POSITION')?.getArray()?.every(Number.isFinite) ?? true,
  );
}

const tooLarge = (file: string, source: string, uri: string): FaultError =>
  new FaultError(fault('BAKE-255', { source, uri, limit: `${LARGEST_MIB} MiB` }, file));

/**
 * Throws FaultError BAKE-235 for an empty file, BAKE-244 for an extension that it needs and we have not, BAKE-252 to 255
 * for what it refers to and for what is damaged.
 */
export async function readGltf(file: string, source: string): Promise<ReadGltf> {
  const name = path.basename(file);
  if (fileBytes(file).sizeBytes > LARGEST_MIB * MIB) throw tooLarge(file, source, name);
  const damaged = (reason: string): FaultError =>
    new FaultError(fault('BAKE-254', { source, uri: name, reason }, file));
  const bytes = new Uint8Array(readFileSync(file));
  const head = gltfHead(bytes, file);
  if (!head.ok) throw damaged(head.reason);
  const required = Array.isArray(head.json.extensionsRequired) ? (head.json.extensionsRequired as unknown[]) : [];
  const unknown = required.find((extension) => !knownExtensions.includes(String(extension)));
  if (unknown !== undefined) {
    throw new FaultError(fault('BAKE-244', { file, found: String(unknown), known: 'glTF 2.0' }, file));
  }
  const resources = resourcesOf(file, head.uris, source);
  const io = await gltfIo();
  let made: ReadGltf;
  try {
    const json: JSONDocument = isGlb(bytes)
      ? await io.binaryToJSON(bytes)
      : { json: head.json as unknown as GLTF.IGLTF, resources: {} };
    const document = await io.readJSON({ json: json.json, resources: { ...json.resources, ...resources } });
    const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
    if (!scene) throw damaged('no scene');
    if (!hasFinitePositions(document)) throw damaged('a corner that is no number');
    await document.transform(unpartition());
    made = { bounds: getBounds(scene), glb: await io.writeBinary(document) };
  } catch (error) {
    if (error instanceof FaultError) throw error;
    // Whatever the library stumbles over stands in the file: it was handed nothing else.
    throw damaged((error as Error).message);
  }
  const isBounded = [...made.bounds.min, ...made.bounds.max].every((value) => Math.abs(value) < 1e6);
  if (!isBounded) throw damaged('no bounds');
  return made;
}
