/** Do all tiles decode, is each where its tileset says, and has every building a shape? */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { groundClasses } from '../../model/contract/tileAttributes.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { decodeGlb } from '../steps/encodeGlb.ts';
import type { PackageOnDisk } from './packageOnDisk.ts';

interface TileJson {
  readonly content?: { readonly uri?: unknown };
  readonly children?: readonly TileJson[];
}

/** Content files of a tileset, package-relative; a uri that leaves the package is a fault. */
function contentsOf(tileset: string, json: unknown, faults: FaultLog): string[] {
  const root = (json as { root?: TileJson } | null | undefined)?.root;
  if (!root) {
    faults.add(fault('BAKE-604', { file: tileset, reason: '3D Tiles 1.1' }, tileset));
    return [];
  }
  const files: string[] = [];
  const waiting = [root];
  for (let tile = waiting.pop(); tile; tile = waiting.pop()) {
    waiting.push(...(tile.children ?? []));
    const uri = tile.content?.uri;
    if (uri === undefined) continue;
    const file = path.posix.join(path.posix.dirname(tileset), String(uri));
    if (/^[a-z]+:/i.test(String(uri)) || file.startsWith('..')) {
      faults.add(fault('BAKE-604', { file: tileset, reason: String(uri) }, tileset));
    } else files.push(file);
  }
  return files;
}

/** Feature ids of a tile; empty, with a fault, where it cannot be decoded. */
async function featureIdsOf(file: string, bytes: Uint8Array, faults: FaultLog): Promise<Set<number>> {
  const ids = new Set<number>();
  try {
    const document = await decodeGlb(bytes);
    for (const mesh of document.getRoot().listMeshes()) {
      for (const primitive of mesh.listPrimitives()) {
        for (const id of primitive.getAttribute('_FEATURE_ID_0')?.getArray() ?? []) ids.add(id);
      }
    }
  } catch (error) {
    // Of a damaged tile the decoders throw whatever comes up first: it does not decode.
    faults.add(fault('BAKE-604', { file, reason: (error as Error).message }, file));
  }
  return ids;
}

async function checkTileset(
  onDisk: PackageOnDisk,
  tileset: string,
  featureCount: number,
  faults: FaultLog,
): Promise<Set<number>> {
  const all = new Set<number>();
  if (!existsSync(onDisk.pathOf(tileset))) return all; // named as missing by the check of files
  for (const file of contentsOf(tileset, onDisk.jsonOf(tileset), faults)) {
    const bytes = onDisk.bytesOf(file);
    if (!bytes || !onDisk.manifest.publicFiles.includes(file)) {
      faults.add(fault('BAKE-602', { file }, tileset));
      continue;
    }
    for (const id of await featureIdsOf(file, bytes, faults)) {
      if (id < featureCount) all.add(id);
      else faults.add(fault('BAKE-604', { file, reason: `_FEATURE_ID_0 ${id} ≥ ${featureCount}` }, file));
    }
  }
  return all;
}

export async function checkTiles(onDisk: PackageOnDisk, faults: FaultLog): Promise<void> {
  const { buildings } = onDisk.manifest.counts;
  const shown = await checkTileset(onDisk, 'buildings/tileset.json', buildings, faults);
  for (let index = 0; index < buildings; index++) {
    if (!shown.has(index)) faults.add(fault('BAKE-619', { buildingIndex: index }, 'buildings/tileset.json'));
  }
  await checkTileset(onDisk, 'ground/tileset.json', groundClasses.length, faults);
}
