/** Do all tiles decode, is each where its tileset says, and has every building a shape? */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { groundClasses } from '../../model/contract/tileAttributes.ts';
import { fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { tilesOfTileset } from '../sources/tilesOfTileset.ts';
import { decodeGlb } from '../steps/encodeGlb.ts';
import type { PackageOnDisk } from './packageOnDisk.ts';

/** Content files of a tileset, package-relative; a tree that is damaged or a uri that leaves the package is a fault. */
function contentsOf(tileset: string, json: unknown, faults: FaultLog): string[] {
  const damaged = (reason: string): [] => {
    faults.add(fault('BAKE-604', { file: tileset, reason }, tileset));
    return [];
  };
  const tree = tilesOfTileset(json);
  if (!tree.ok) return damaged(tree.reason);
  return tree.tiles.flatMap(({ uris }) =>
    uris.flatMap((uri) => {
      const file = path.posix.join(path.posix.dirname(tileset), uri);
      return /^[a-z]+:/i.test(uri) || file.startsWith('..') ? damaged(uri) : file;
    }),
  );
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
