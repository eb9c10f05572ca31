/**
 * Buildings as 3D Tiles 1.1, refined by adding: tall and large ones in the root, so that a far view has its skyline
 * from one tile; the rest in 4 × 4 and 8 × 8 cells. At close range everything is resident.
 */
import { roofTypes } from '../../model/domain/buildings.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { type BuildingTileJob, buildingTileJob, type TiledBuilding } from './buildingTile.ts';
import { type Box, boundingVolumeOf, unionOfBoxes } from './mesh.ts';
import { jsonFile, type PackageFile } from './packageFile.ts';

/** Up to here one tile holds the district. */
export const ONE_TILE_BUILDINGS = 3000;
/** Share of all buildings, most prominent first, that stand in the root: the skyline from afar. */
const ROOT_SHARE = 0.06;
/** Share of each neighbourhood's others in the middle level: low quarters have a texture from afar too, not a hole. */
const MIDDLE_SHARE = 0.4;
const NEIGHBOURHOODS_PER_SIDE = 32;
/**
 * Metres of error while a tile's children are missing. The middle level belongs to every view of a district; with the
 * usual 16 px at 1080 lines and 37° the leaves come in below 8 km: at close range all are resident.
 */
const ROOT_ERROR_METERS = 2000;
const MIDDLE_ERROR_METERS = 80;
/** Of the whole tileset: what is missing when even the root is not shown. */
const TILESET_ERROR_METERS = 4000;

interface Tile {
  boundingVolume: { box: number[] };
  geometricError: number;
  refine?: 'ADD';
  transform?: number[];
  content?: { uri: string };
  children?: Tile[];
}

const cornersOf = (footprintCm: MultiPolygon): number =>
  footprintCm.reduce((sum, polygon) => polygon.reduce((corners, outline) => corners + outline.length, sum), 0);

/** Interleaves the bits of two 10-bit numbers: neighbours on the ground become neighbours in the file. */
function mortonCode(x: number, y: number): number {
  let code = 0;
  for (let bit = 0; bit < 10; bit++) code |= (((x >> bit) & 1) << (2 * bit)) | (((y >> bit) & 1) << (2 * bit + 1));
  return code;
}

class Cells {
  readonly #west: number;
  readonly #south: number;
  readonly #size: number;

  constructor(buildings: readonly TiledBuilding[]) {
    let [east, north] = [-Infinity, -Infinity];
    [this.#west, this.#south] = [Infinity, Infinity];
    for (const { centroidEnuMeters } of buildings) {
      this.#west = Math.min(this.#west, centroidEnuMeters[0]);
      this.#south = Math.min(this.#south, centroidEnuMeters[1]);
      east = Math.max(east, centroidEnuMeters[0]);
      north = Math.max(north, centroidEnuMeters[1]);
    }
    this.#size = Math.max(1, east - this.#west, north - this.#south);
  }

  /** Column and row among `side` × `side` cells. */
  cellOf(building: TiledBuilding, side: number): [number, number] {
    const along = (value: number, from: number): number =>
      Math.min(side - 1, Math.floor(((value - from) / this.#size) * side));
    return [along(building.centroidEnuMeters[0], this.#west), along(building.centroidEnuMeters[1], this.#south)];
  }
}

/** How much of the skyline a building makes: its height, and half the side of its footprint. */
const prominence = (building: TiledBuilding): number =>
  building.heightGroundMeters + Math.sqrt(building.footprintSquareMeters) / 2;

interface Levelled {
  readonly building: TiledBuilding;
  readonly tile: string;
}

/** Which tile a building goes to: by its rank in the district, then by its rank among its neighbours. */
function levelling(
  ranked: readonly TiledBuilding[],
  cells: Cells,
): (building: TiledBuilding, rank: number) => Levelled {
  const rootCount = ranked.length <= ONE_TILE_BUILDINGS ? ranked.length : Math.ceil(ranked.length * ROOT_SHARE);
  const neighbourhoodOf = (building: TiledBuilding): string => cells.cellOf(building, NEIGHBOURHOODS_PER_SIDE).join();
  const sizes = new Map<string, number>();
  for (const building of ranked.slice(rootCount)) {
    const key = neighbourhoodOf(building);
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  const met = new Map<string, number>();
  return (building, rank) => {
    if (rank < rootCount) return { building, tile: 'root' };
    const key = neighbourhoodOf(building);
    const before = met.get(key) ?? 0;
    met.set(key, before + 1);
    const isMiddle = before < Math.ceil(sizes.get(key)! * MIDDLE_SHARE);
    return {
      building,
      tile: isMiddle ? `m${cells.cellOf(building, 4).join('')}` : `l${cells.cellOf(building, 8).join('')}`,
    };
  };
}

/** Alike buildings one after the other, and those neighbours by place: what is written alike compresses. */
function inDrawingOrder(buildings: readonly TiledBuilding[], cells: Cells): TiledBuilding[] {
  return buildings
    .map((building) => ({
      building,
      roof: roofTypes.indexOf(building.roof),
      corners: cornersOf(building.footprintCm),
      place: mortonCode(...cells.cellOf(building, 1024)),
    }))
    .sort(
      (a, b) =>
        a.roof - b.roof ||
        a.corners - b.corners ||
        a.place - b.place ||
        a.building.buildingIndex - b.building.buildingIndex,
    )
    .map(({ building }) => building);
}

/** The tiles' jobs, the largest first: whoever shares them out ends evenly. */
export function buildingTileJobs(buildings: readonly TiledBuilding[], field: HeightField): BuildingTileJob[] {
  const cells = new Cells(buildings);
  const ranked = [...buildings].sort((a, b) => prominence(b) - prominence(a) || a.buildingIndex - b.buildingIndex);
  const groups = Map.groupBy(ranked.map(levelling(ranked, cells)), ({ tile }) => tile);
  return [...groups]
    .sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1))
    .map(([name, group]) => {
      const members = group.map(({ building }) => building);
      return buildingTileJob(name, inDrawingOrder(members, cells), field, buildings.length);
    });
}

export interface MadeBuildingTile {
  readonly name: string;
  /** The tile, and whatever is to stand beside it. */
  readonly files: readonly PackageFile[];
  readonly box: Box;
}

/** `buildings/tileset.json` over its tiles, after them by name. */
export function buildingTileset(tiles: readonly MadeBuildingTile[], frame: EnuFrame): PackageFile {
  const made = new Map(
    tiles.map(({ name, files, box }) => [name, { uri: files[0]!.path.slice('buildings/'.length), box }]),
  );
  const tile = (
    name: string,
    geometricError: number,
    children: { tile: Tile; box: Box }[],
  ): { tile: Tile; box: Box } => {
    const own = made.get(name);
    const box = unionOfBoxes([...(own ? [own.box] : []), ...children.map((child) => child.box)]);
    const result: Tile = { boundingVolume: boundingVolumeOf(box), geometricError, refine: 'ADD' };
    if (own) result.content = { uri: own.uri };
    if (children.length > 0) result.children = children.map((child) => child.tile);
    return { tile: result, box };
  };
  const middles: { tile: Tile; box: Box }[] = [];
  for (let x4 = 0; x4 < 4; x4++) {
    for (let y4 = 0; y4 < 4; y4++) {
      const leaves = [0, 1, 2, 3].flatMap((quarter) => {
        const name = `l${x4 * 2 + (quarter & 1)}${y4 * 2 + (quarter >> 1)}`;
        return made.has(name) ? [tile(name, 0, [])] : [];
      });
      const name = `m${x4}${y4}`;
      if (made.has(name) || leaves.length > 0)
        middles.push(tile(name, leaves.length > 0 ? MIDDLE_ERROR_METERS : 0, leaves));
    }
  }
  const root = tile('root', middles.length > 0 ? ROOT_ERROR_METERS : 0, middles).tile;
  const tileset = {
    asset: { version: '1.1' },
    geometricError: TILESET_ERROR_METERS,
    root: { ...root, transform: frame.ecefFromEnuMatrix() },
  };
  return jsonFile('buildings/tileset.json', tileset);
}
