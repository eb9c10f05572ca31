/** OSM PBF extracts: always WGS84. Blocks are parsed by osm-pbf-parser-node, one at a time. */
import { parse } from 'osm-pbf-parser-node';
import { unreadable } from './byteSource.ts';
import { requireUtf8 } from './fixedUtf8.ts';
import type { OsmElement, OsmKind, OsmNode, OsmPass } from './osmElements.ts';
import { osmLayers } from './osmLayers.ts';
import { brokenTexts, osmPbfBlocks } from './osmPbfBlobs.ts';
import { osmRecords } from './osmRecords.ts';
import { tagFilterOf } from './osmTags.ts';
import type { OpenFile } from './rawFile.ts';

const bitOf: Readonly<Record<OsmKind, number>> = { node: 1, way: 2, relation: 4 };
const maskOf = (kinds: readonly OsmKind[]): number => kinds.reduce((mask, kind) => mask | bitOf[kind], 0);

/** Places come out of whole steps of 100 nanodegrees: eight decimals, and no noise behind them. */
const roundDeg = (degrees: number): number => Math.round(degrees * 1e8) / 1e8;

type Parsed = Exclude<OsmElement, OsmNode> | (Omit<OsmNode, 'lon' | 'lat'> & { lon: number; lat: number });

/** Of one block, nobody else's yet. */
function elementsOf(block: Buffer, file: string): Parsed[] {
  try {
    return parse(block, {}) as Parsed[];
  } catch (error) {
    // The library's words for a block that breaks its rules; its lengths were sound, so nothing else can go wrong.
    throw unreadable(file, (error as Error).message);
  }
}

/** Throws FaultError BAKE-219 where a tag of a block's elements is not UTF-8. */
function checkTags(elements: readonly Parsed[], block: Buffer, file: string): void {
  const broken = brokenTexts(block);
  if (broken.size === 0) return;
  for (const text of elements.flatMap(({ tags }) => Object.entries(tags ?? {}).flat())) {
    const bytes = broken.get(text);
    if (bytes) requireUtf8(bytes, file, 'OSM PBF');
  }
}

/** Those of the kinds that are asked for, and which kinds there are; places are rounded in place. */
function chosen(elements: readonly Parsed[], wanted: number): { found: OsmElement[]; mask: number } {
  const found: OsmElement[] = [];
  let mask = 0;
  for (const item of elements) {
    mask |= bitOf[item.type];
    if ((bitOf[item.type] & wanted) === 0) continue;
    if (item.type === 'node') {
      item.lon = roundDeg(item.lon);
      item.lat = roundDeg(item.lat);
    }
    found.push(item);
  }
  return { found, mask };
}

/** Remembers which kinds each block holds: sorted files are read whole only once. */
function passOver(file: string): OsmPass {
  const maskByBlock: number[] = [];
  return async function* (kinds) {
    const wanted = maskOf(kinds);
    const isWanted = (index: number): boolean => ((maskByBlock[index] ?? wanted) & wanted) !== 0;
    for await (const { index, block } of osmPbfBlocks(file, isWanted)) {
      const elements = elementsOf(block, file);
      checkTags(elements, block, file);
      const { found, mask } = chosen(elements, wanted);
      maskByBlock[index] = mask;
      if (found.length > 0) yield found;
    }
  };
}

/** Throws FaultError BAKE-202, BAKE-219, BAKE-242, BAKE-244. What does not fit within the file is counted. */
export const openOsmPbf: OpenFile = async (file, { source, layer, faults, near }) => {
  const pass = passOver(file);
  const layers = layer === undefined ? await osmLayers(pass) : [];
  const records = () => osmRecords({ file, source, pass, filter: tagFilterOf(layer), faults, near });
  return { fieldNames: null, recordCount: null, layers, declaredCrs: 'EPSG:4326', records };
};
