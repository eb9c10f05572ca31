/**
 * Ground as 3D Tiles 1.1: land, quays, water, green, roads and rail as sheets on the height field, each a constant step
 * over it, so that they stay parallel and never cut through each other; viaducts above.
 */
import { type GroundClass, groundClasses } from '../../model/contract/tileAttributes.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import {
  boundsOf,
  type MultiPolygon,
  type Point2,
  type Polygon,
  sideOfMultiPolygon,
} from '../../model/geometry/polygon.ts';
import type { DistrictModel, Road, RoadRank } from '../districtModel.ts';
import { differenceCm } from '../topology/clipCm.ts';
import { beyondMesh } from './beyondMesh.ts';
import { coarserField } from './coarserField.ts';
import { encodeGlb, FINEST_STEP_METERS, type GlbOptions } from './encodeGlb.ts';
import { UPWARD } from './groundNormals.ts';
import { addGroundVertex, GroundSheets, type TileGrid } from './groundSheets.ts';
import { type Box, boundingVolumeOf, boxOfMesh, emptyMesh, grownBox, type Mesh, unionOfBoxes, welded } from './mesh.ts';
import { jsonFile, type PackageFile, tileFile } from './packageFile.ts';
import { ribbonOutlines } from './ribbon.ts';
import { simplified } from './simplified.ts';
import { triangulate, turned } from './triangulate.ts';
import { addBridge, addViaduct } from './viaduct.ts';

/**
 * Heights of the sheets over the ground. Walls of buildings reach down below the land's; the highest stays below the
 * lines that screens draw on the ground. Steps this small are told apart at any distance only because the ground's
 * shader moves each class toward the eye by its own share of the way (shaders/layers/ground.vert.glsl).
 */
const ABOVE_METERS: Readonly<Record<GroundClass, number>> = {
  land: -0.12,
  water: -0.08,
  quay: -0.08,
  green: -0.04,
  road4: 0,
  rail: 0.03,
  road3: 0.08,
  road2: 0.16,
  road1: 0.25,
  deck: 0.25,
  outside: -0.3,
};
const roadClasses: Readonly<Record<RoadRank, GroundClass>> = { 1: 'road1', 2: 'road2', 3: 'road3', 4: 'road4' };

/** The sea lies level, this much under the lowest ground along it. */
const SEA_BELOW_METERS = 0.6;
/** Water in a bed of its own lies so far below its banks; bridges cross it on their level. */
const RIVER_BELOW_METERS = 2.6;
/** Land ends in a wall down to below the sea and below all ground. */
const WALL_BELOW_METERS = 1;
/** Land up to here over the sea ends in a quay's wall, higher land in a bank. */
const QUAY_WALL_METERS = 8;

/** So far may the coarse ground lie from its sheets: less where sheets lie close above each other. */
const farErrorMeters = (featureId: number): number => (groundClasses[featureId]!.startsWith('road') ? 2.5 : 1);

const TILE_METERS = 2000;
/** Lanes are left out of the coarse ground: what they are wide. */
const LANE_METERS = 4;
/** Clients refine what is off by 16 px; the ground may not be off by more than one. */
const PIXELS_PER_ERROR = 16;
/** Far above any view of a district: its ground is always there. */
const ALWAYS_METERS = 10_000;

export type GroundModel = Pick<
  DistrictModel,
  'roads' | 'bridges' | 'beyond' | 'waterCm' | 'sunkWater' | 'greenCm' | 'quaysCm' | 'heightField'
>;

/** Nothing but what tiles are made of: a thread is handed no more. */
export function groundModelOf(whole: GroundModel): GroundModel {
  const { roads, bridges, beyond, waterCm, sunkWater, greenCm, quaysCm, heightField } = whole;
  return { roads, bridges, beyond, waterCm, sunkWater, greenCm, quaysCm, heightField };
}

interface Tile {
  readonly boundingVolume: { box: number[] };
  readonly geometricError: number;
  readonly refine?: 'ADD' | 'REPLACE';
  readonly content?: { uri: string };
  readonly children?: readonly Tile[];
}

/** Does most of a water's outline lie inside the land? Then it is a river or a pond, not the sea. */
function isInland(polygonCm: Polygon, landCm: MultiPolygon): boolean {
  const corners = polygonCm[0] ?? [];
  return corners.filter(([x, y]) => sideOfMultiPolygon(landCm, x, y) === 'inside').length * 2 > corners.length;
}

function lowestUnder(field: HeightField, polygonsCm: MultiPolygon): number {
  let lowest = Infinity;
  for (const polygon of polygonsCm) {
    for (const [x, y] of polygon.flat()) lowest = Math.min(lowest, groundUpMeters(field, x / 100, y / 100));
  }
  return lowest;
}

/** All sheets but the sea. */
function layGround(
  sheets: GroundSheets,
  field: HeightField,
  model: GroundModel,
  landCm: MultiPolygon,
  inlandCm: MultiPolygon,
  seaUpMeters: number | null,
  roads: readonly Road[],
): void {
  const lay = (polygonsCm: MultiPolygon, kind: GroundClass): void => {
    for (const polygon of polygonsCm) sheets.addPolygon(polygon, ABOVE_METERS[kind], kind);
  };
  const sunk = new Set(model.sunkWater.map((row) => model.waterCm[row]!));
  const bedsCm = inlandCm.filter((polygon) => sunk.has(polygon));
  const openLandCm = bedsCm.length > 0 ? differenceCm(landCm, bedsCm) : landCm;
  lay(openLandCm, 'land');
  for (const polygon of inlandCm) {
    sheets.addPolygon(polygon, sunk.has(polygon) ? -RIVER_BELOW_METERS : ABOVE_METERS.water, 'water');
  }
  lay(model.quaysCm, 'quay');
  lay(model.greenCm, 'green');
  // Lanes first, main roads last: where two ranks meet, the higher one stands on top.
  for (const road of [...roads].sort((a, b) => b.rank - a.rank)) {
    if (road.kind === 'viaduct') {
      addViaduct(sheets, field, road, ABOVE_METERS.deck);
      continue;
    }
    const kind = road.kind === 'rail' ? 'rail' : roadClasses[road.rank];
    for (const outline of ribbonOutlines(road.centrelineCm, road.halfWidthMeters)) {
      sheets.addOutlines([outline], ABOVE_METERS[kind], kind);
    }
  }

  for (const bridge of model.bridges) addBridge(sheets, field, bridge, ABOVE_METERS.road4);

  const lowestGround = field.upMeters.reduce((lowest, up) => Math.min(lowest, up), Infinity);
  const bottom = Math.min(seaUpMeters ?? Infinity, lowestGround - (bedsCm.length > 0 ? RIVER_BELOW_METERS : 0));
  const wallUnder = (
    polygon: Polygon,
    kind: GroundClass,
    aboveMeters: number,
    isWanted: (a: Point2, b: Point2) => boolean,
  ): void => {
    polygon.forEach((outline, index) => {
      const points = turned(outline, index === 0);
      points.forEach((aCm, at) => {
        const bCm = points[(at + 1) % points.length]!;
        if (!isWanted(aCm, bCm)) return;
        const [a, b]: [Point2, Point2] = [
          [aCm[0] / 100, aCm[1] / 100],
          [bCm[0] / 100, bCm[1] / 100],
        ];
        const isQuay = seaUpMeters !== null && groundUpMeters(field, ...a) - seaUpMeters < QUAY_WALL_METERS;
        const side = kind === 'water' ? kind : isQuay ? 'quay' : 'land';
        sheets.addWall(a, b, aboveMeters, bottom - WALL_BELOW_METERS, side);
      });
    });
  };
  for (const polygon of openLandCm) wallUnder(polygon, 'land', ABOVE_METERS.land, () => true);
  const isOffLand = (a: Point2, b: Point2): boolean =>
    sideOfMultiPolygon(landCm, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2) === 'outside';
  for (const polygon of model.quaysCm) wallUnder(polygon, 'quay', ABOVE_METERS.quay, isOffLand);
  // A mouth: the river lies a little over the sea.
  const isAtSea = (a: Point2, b: Point2): boolean =>
    sideOfMultiPolygon(landCm, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2) !== 'inside';
  for (const polygon of bedsCm) wallUnder(polygon, 'water', -RIVER_BELOW_METERS, isAtSea);
}

function layLevel(polygonsCm: MultiPolygon, upMeters: number): Mesh {
  const mesh = emptyMesh();
  for (const polygon of polygonsCm) {
    const { flat, triangles } = triangulate(polygon.map((outline, index) => turned(outline, index === 0)));
    const first = mesh.featureIds.length;
    for (let at = 0; at < flat.length; at += 2) {
      addGroundVertex(mesh, [flat[at]! / 100, flat[at + 1]! / 100, upMeters], 'water', UPWARD);
    }
    for (const index of triangles) mesh.indices.push(first + index);
  }
  return mesh;
}

/** Square tiles over the land. */
function gridOver(landCm: MultiPolygon): TileGrid {
  const { minX, minY, maxX, maxY } = boundsOf(landCm.flat());
  const tilesAlong = (cm: number): number => Math.max(1, Math.ceil(cm / 100 / TILE_METERS));
  const [columns, rows] = [tilesAlong(maxX - minX), tilesAlong(maxY - minY)];
  // Tiles no larger than needed: the last column is as full as the first.
  const tileMeters = Math.max((maxX - minX) / columns, (maxY - minY) / rows) / 100;
  return { west: minX / 100, south: minY / 100, tileMeters, columns, rows };
}

/** `ground/tileset.json` and its tiles. */
export async function groundTiles(model: GroundModel, landCm: MultiPolygon, frame: EnuFrame): Promise<PackageFile[]> {
  const { heightField, roads } = model;
  const inlandCm = model.waterCm.filter((polygon) => isInland(polygon, landCm));
  const seaCm = model.waterCm.filter((polygon) => !inlandCm.includes(polygon));
  const seaUpMeters = seaCm.length > 0 ? lowestUnder(heightField, seaCm) - SEA_BELOW_METERS : null;
  const files: PackageFile[] = [];
  const quantised: GlbOptions['positions'] = { kind: 'quantised', stepMeters: FINEST_STEP_METERS };
  const made = async (
    name: string,
    mesh: Mesh,
    positions: GlbOptions['positions'],
    fineNormals = true,
  ): Promise<{ box: Box; uri: string }> => {
    const options = { name, featureCount: groundClasses.length, positions, unlit: true, table: null };
    const encoded = await encodeGlb(mesh, { ...options, fineNormals });
    const file = tileFile('ground', name, encoded);
    files.push(file);
    return { box: grownBox(boxOfMesh(mesh), encoded.roundingMeters), uri: file.path.slice('ground/'.length) };
  };
  const leafOf = ({ box, uri }: { box: Box; uri: string }): Tile => ({
    boundingVolume: boundingVolumeOf(box),
    geometricError: 0,
    content: { uri },
  });

  const grid = gridOver(landCm);
  const fine = new GroundSheets(heightField, grid);
  layGround(fine, heightField, model, landCm, inlandCm, seaUpMeters, roads);
  const leaves: { box: Box; uri: string }[] = [];
  for (const [index, mesh] of fine.meshes.entries()) {
    if (mesh.indices.length === 0) continue;
    const [column, row] = [index % grid.columns, Math.floor(index / grid.columns)];
    leaves.push(await made(`g${column}-${row}`, welded(mesh, FINEST_STEP_METERS), quantised));
  }

  const boxes = leaves.map(({ box }) => box);
  const children: Tile[] = [];
  if (leaves.length === 1) {
    children.push(leafOf(leaves[0]!));
  } else if (leaves.length > 1) {
    const { field, errorMeters } = coarserField(heightField);
    const whole = { ...grid, tileMeters: Math.max(grid.columns, grid.rows) * grid.tileMeters, columns: 1, rows: 1 };
    const coarse = new GroundSheets(field, whole, heightField);
    const mainRoads = roads.filter(({ kind, rank }) => kind !== 'street' || rank < 4);
    layGround(coarse, field, model, landCm, inlandCm, seaUpMeters, mainRoads);
    const farMesh = await simplified(welded(coarse.meshes[0]!, FINEST_STEP_METERS), farErrorMeters);
    const root = await made('far', farMesh, { kind: 'float' });
    boxes.push(root.box);
    children.push({
      boundingVolume: boundingVolumeOf(unionOfBoxes(boxes)),
      geometricError: PIXELS_PER_ERROR * Math.max(errorMeters, LANE_METERS),
      refine: 'REPLACE',
      content: { uri: root.uri },
      children: leaves.map(leafOf),
    });
  }
  if (seaUpMeters !== null) {
    const sea = await made('sea', layLevel(seaCm, seaUpMeters), { kind: 'float' });
    boxes.push(sea.box);
    children.push(leafOf(sea));
  }
  for (const [row, sheet] of model.beyond.entries()) {
    const mesh = beyondMesh(sheet, heightField, landCm, ABOVE_METERS.outside);
    if (mesh.indices.length === 0) continue;
    // Near the district coarse steps would open cracks that the sky shines through.
    const positions: GlbOptions['positions'] = row === 0 ? { kind: 'float' } : { kind: 'quantised', stepMeters: null };
    const tile = await made(`beyond${row}`, mesh, positions, false);
    boxes.push(tile.box);
    children.push(leafOf(tile));
  }
  const tileset = {
    asset: { version: '1.1' },
    geometricError: ALWAYS_METERS,
    root: {
      boundingVolume: boundingVolumeOf(unionOfBoxes(boxes)),
      geometricError: ALWAYS_METERS,
      refine: 'ADD',
      transform: frame.ecefFromEnuMatrix(),
      children,
    },
  };
  files.push(jsonFile('ground/tileset.json', tileset));
  return files;
}
