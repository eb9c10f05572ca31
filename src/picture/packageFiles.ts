/** The small files of a district package that the picture reads itself. Failures are faults, told once each. */

import type { VideoPointsAnswer } from '../model/contract/answers.ts';
import { type AreasFile, parseAreasFile } from '../model/contract/areasFile.ts';
import { type Components, decodeComponents } from '../model/contract/componentsFile.ts';
import { decodeFootprints, type Footprints } from '../model/contract/footprintsFile.ts';
import { decodeHeightField } from '../model/contract/heightFieldFile.ts';
import { NAMED_ROADS_FILE, type NamedRoadsFile, parseNamedRoadsFile } from '../model/contract/namedRoadsFile.ts';
import { AREAS_FILE, FOOTPRINTS_FILE } from '../model/contract/packageFiles.ts';
import { parseSliversFile, type SliversFile } from '../model/contract/sliversFile.ts';
import type { Station } from '../model/domain/audiences.ts';
import { answerFault, type FaultAnswer, fault } from '../model/faults/fault.ts';
import type { HeightField } from '../model/geometry/heightField.ts';
import { readGlb } from './glb/readGlb.ts';
import { coarseContents, type FarGround, farGroundOf, type GroundTile } from './layers/ground/farGround.ts';

export type Loaded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FaultAnswer };

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function bytesOf(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.arrayBuffer();
}

async function loadFile<T>(
  base: string,
  file: string,
  districtHash: string,
  signal: AbortSignal,
  parse: (bytes: ArrayBuffer) => T | null | Promise<T | null>,
): Promise<Loaded<T>> {
  try {
    const value = await parse(await bytesOf(`${base}package/${file}?h=${districtHash}`, signal));
    if (value !== null) return { ok: true, value };
    return { ok: false, fault: answerFault(fault('PICTURE-001', { file, reason: 'format' }, file)) };
  } catch (error) {
    return { ok: false, fault: answerFault(fault('PICTURE-001', { file, reason: reasonOf(error) }, file)) };
  }
}

export function loadAreas(base: string, districtHash: string, signal: AbortSignal): Promise<Loaded<AreasFile>> {
  return loadFile(base, AREAS_FILE, districtHash, signal, (bytes) =>
    parseAreasFile(JSON.parse(new TextDecoder().decode(bytes))),
  );
}

export function loadNamedRoads(
  base: string,
  districtHash: string,
  signal: AbortSignal,
): Promise<Loaded<NamedRoadsFile>> {
  return loadFile(base, NAMED_ROADS_FILE, districtHash, signal, (bytes) =>
    parseNamedRoadsFile(JSON.parse(new TextDecoder().decode(bytes))),
  );
}

export function loadFootprints(base: string, districtHash: string, signal: AbortSignal): Promise<Loaded<Footprints>> {
  return loadFile(base, FOOTPRINTS_FILE, districtHash, signal, (bytes) => decodeFootprints(new Uint8Array(bytes)));
}

export function loadHeights(
  base: string,
  file: string,
  districtHash: string,
  signal: AbortSignal,
): Promise<Loaded<HeightField>> {
  return loadFile(base, file, districtHash, signal, (bytes) => decodeHeightField(new Uint8Array(bytes)));
}

/** @param classCount of the manifest: a file of another table of classes is refused. */
export function loadComponents(
  base: string,
  file: string,
  classCount: number,
  districtHash: string,
  signal: AbortSignal,
): Promise<Loaded<Components>> {
  return loadFile(base, file, districtHash, signal, (bytes) => decodeComponents(new Uint8Array(bytes), classCount));
}

/** Duty only; the hub refuses others, and the picture does not ask for them. */
async function loadAnswer<T>(
  url: string,
  code: 'PICTURE-006' | 'PICTURE-010',
  signal: AbortSignal,
  parse: (json: unknown) => T | null,
): Promise<Loaded<T>> {
  try {
    const value = parse(JSON.parse(new TextDecoder().decode(await bytesOf(url, signal))));
    if (value !== null) return { ok: true, value };
    return { ok: false, fault: answerFault(fault(code, { reason: 'format' })) };
  } catch (error) {
    return { ok: false, fault: answerFault(fault(code, { reason: reasonOf(error) })) };
  }
}

export function loadVideoPoints(
  base: string,
  station: Station,
  signal: AbortSignal,
): Promise<Loaded<VideoPointsAnswer>> {
  const url = `${base}api/v1/video-points?station=${station}`;
  return loadAnswer(url, 'PICTURE-006', signal, (json) => json as VideoPointsAnswer);
}

export function loadSlivers(base: string, station: Station, signal: AbortSignal): Promise<Loaded<SliversFile>> {
  return loadAnswer(`${base}api/v1/proof?station=${station}`, 'PICTURE-010', signal, parseSliversFile);
}

/** The coarse sheets of the ground's tiles. */
export async function loadFarGround(
  base: string,
  districtHash: string,
  signal: AbortSignal,
): Promise<Loaded<FarGround>> {
  const entry = 'ground/tileset.json';
  const tileset = await loadFile(base, entry, districtHash, signal, (bytes) => {
    const { root } = JSON.parse(new TextDecoder().decode(bytes)) as { root?: GroundTile };
    return root ?? null;
  });
  if (!tileset.ok) return tileset;
  const tiles = await Promise.all(
    coarseContents(tileset.value).map((uri) =>
      loadFile(base, `ground/${uri}`, districtHash, signal, (bytes) => readGlb(new Uint8Array(bytes))),
    ),
  );
  const failed = tiles.find((tile) => !tile.ok);
  if (failed && !failed.ok) return failed;
  return { ok: true, value: farGroundOf(tiles.flatMap((tile) => (tile.ok ? [tile.value] : []))) };
}
