import { bayMetersOf, columnsOfOutline, type OutlineColumns } from '../../model/contract/facadeBays.ts';
import { ROOF_U } from '../../model/contract/tileAttributes.ts';
import type { Building } from '../../model/domain/buildings.ts';
import { groundCreases } from '../../model/geometry/drape.ts';
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import type { MultiPolygon, Outline, Point2, Polygon } from '../../model/geometry/polygon.ts';
import { type Stand, standOnGround } from '../../model/geometry/standOnGround.ts';
import { addVertex, type BuildingLook, faceNormal, lookOf, type Place, roundedNormal } from './buildingVertex.ts';
import type { Mesh } from './mesh.ts';
import { addPitchedRoof, type SideRoof, sideRoofs } from './pitchedRoof.ts';
import { type RoofShape, roofShapeOf } from './roofShapes.ts';
import { triangulate, turned } from './triangulate.ts';

/**
 * Walls reach at least this far into the ground, below the sheet of land (see groundTiles.ts), and at most a step deeper:
 * whole steps compress.
 */
const FOOT_METERS = 0.16;
const FOOT_STEPS = 8;
/** A bend of the ground that a straight foot misses by less is left out. */
const FOOT_BEND_METERS = 0.04;

/** Rise of a roof for each metre of half its width: 29°. */
const ROOF_SLOPE = 0.55;
const TEETH_METERS = 2.6;
const MOST_RISE_METERS = 4;
/** Share of the height, and of what is seen above the highest ground, that a roof may take. */
const RISE_SHARE = 0.3;
/** Flatter than this is drawn flat. */
const LEAST_RISE_METERS = 0.4;
const UP: Place = [0, 0, 1];

export type MeshedBuilding = Pick<
  Building,
  'buildingIndex' | 'use' | 'roof' | 'yearBuilt' | 'floors' | 'heightGroundMeters'
> & { readonly footprintCm: MultiPolygon };

const footUp = (groundMeters: number): number => Math.floor((groundMeters - FOOT_METERS) * FOOT_STEPS) / FOOT_STEPS;

/** Points of a wall's foot from a to b, just in the ground, with as few between as it takes. */
function footOf(field: HeightField, a: Point2, b: Point2): Place[] {
  const foot = ([x, y]: Point2): Place => [x, y, footUp(groundUpMeters(field, x, y))];
  const [first, last] = [foot(a), foot(b)];
  const creases = groundCreases(field, a, b).map(foot);
  const result = [first];
  creases.forEach((crease, index) => {
    const [before, after] = [result.at(-1)!, creases[index + 1] ?? last];
    const way = Math.hypot(after[0] - before[0], after[1] - before[1]);
    const share = Math.hypot(crease[0] - before[0], crease[1] - before[1]) / way;
    const straight = before[2] + share * (after[2] - before[2]);
    if (Math.abs(crease[2] - straight) > FOOT_BEND_METERS) result.push(crease);
  });
  return [...result, last];
}

/**
 * Walls of one outline, outward faces counter-clockwise: outer outlines run counter-clockwise, holes clockwise; and what
 * of the roof begins at each of them. `flat` adds the roof's vertices at the corners and returns their rows.
 *
 * Vertices come in an order in which each differs little from the one before (a corner of the roof, the wall's top, its
 * foot, its other top, then the next wall's, which begins there): half of what a tile weighs is where its vertices stand.
 */
function addWalls(
  mesh: Mesh,
  outline: Outline,
  field: HeightField,
  eavesUpMeters: number,
  roof: 'flat' | 'apart' | readonly SideRoof[],
  columns: OutlineColumns,
  look: BuildingLook,
): number[] {
  const flatRoof: number[] = [];
  for (let index = 0; index < outline.length; index++) {
    const [a, b] = [outline[index]!, outline[(index + 1) % outline.length]!];
    const [eavesA, eavesB]: [Place, Place] = [
      [a[0], a[1], eavesUpMeters],
      [b[0], b[1], eavesUpMeters],
    ];
    if (roof === 'flat') flatRoof.push(addVertex(mesh, eavesA, UP, ROOF_U, look));
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length === 0) continue;
    const over = typeof roof === 'string' ? null : roof[index]!;
    const slope = over && !over.isGable ? faceNormal(eavesA, eavesB, over.tops[0]!) : null;
    const face = slope ? [addVertex(mesh, eavesA, slope, ROOF_U, look)] : [];

    const [first, last] = [columns.starts[index]!, columns.ends[index]!];
    const normal = roundedNormal(b[1] - a[1], a[0] - b[0], 0);
    // A fan from the top at a over the foot: the foot bends with the ground, the eaves do not.
    const topA = addVertex(mesh, eavesA, normal, first, look);
    const foot = footOf(field, a, b).map((at) =>
      addVertex(mesh, at, normal, first + ((last - first) * Math.hypot(at[0] - a[0], at[1] - a[1])) / length, look),
    );
    const topB = addVertex(mesh, eavesB, normal, last, look);
    for (let part = 1; part < foot.length; part++) mesh.indices.push(topA, foot[part - 1]!, foot[part]!);
    mesh.indices.push(topA, foot.at(-1)!, topB);

    if (over?.isGable) {
      mesh.indices.push(topA, topB, addVertex(mesh, over.tops[0]!, normal, (first + last) / 2, look));
    } else if (over && slope) {
      face.push(addVertex(mesh, eavesB, slope, ROOF_U, look));
      for (const top of over.tops) face.push(addVertex(mesh, top, slope, ROOF_U, look));
      for (let part = 1; part + 1 < face.length; part++) mesh.indices.push(face[0]!, face[part]!, face[part + 1]!);
    }
  }
  return flatRoof;
}

/** The roof's sides in the order of the outline's, where the roof is one hip or gable over all of it. */
function sidesOf({ type, quads, firstCorner }: RoofShape, topUpMeters: number): SideRoof[] | null {
  if (firstCorner === null || type === 'sawtooth') return null;
  const sides = sideRoofs(quads[0]!, topUpMeters, type === 'hip');
  return sides.map((_, index) => sides[(index + 4 - firstCorner) % 4]!);
}

/** Sides nearly as long as the longest count as long. */
const LONG_SHARE = 0.98;

/** The same outline from its longest side on, of two the one that looks south: alike buildings are written alike. */
function fromLongestSide(outline: readonly Point2[]): Outline {
  const sides = outline.map(([x, y], index) => {
    const [nextX, nextY] = outline[(index + 1) % outline.length]!;
    return { index, eastward: nextX - x, length: Math.hypot(nextX - x, nextY - y) };
  });
  const longest = Math.max(...sides.map(({ length }) => length));
  const long = sides.filter(({ length }) => length >= longest * LONG_SHARE);
  const { index } = long.reduce((best, side) => (side.eastward > best.eastward ? side : best));
  return [...outline.slice(index), ...outline.slice(0, index)];
}

/** How far a roof rises from its eaves: its top is the building's top, so that no ridge is higher than the building. */
function riseOf(shape: RoofShape, building: MeshedBuilding, { topUpMeters, highestUpMeters }: Stand): number {
  const wanted = shape.type === 'sawtooth' ? TEETH_METERS : ROOF_SLOPE * shape.halfWidthMeters;
  const most = RISE_SHARE * Math.min(building.heightGroundMeters, topUpMeters - highestUpMeters);
  return Math.min(wanted, most, MOST_RISE_METERS);
}

/**
 * A block model with its roof (LOD2 where the footprint allows, else LOD1). Walls follow the ground at their foot, holes
 * stay open. Appends to `mesh`; returns how the building stands.
 */
export function addBuilding(mesh: Mesh, building: MeshedBuilding, field: HeightField, tableRow: number): Stand {
  const stand = standOnGround(field, building.footprintCm, building.heightGroundMeters);
  const bayMeters = bayMetersOf(building);
  let nextColumn = 0;
  const columnsOf = (outlineCm: Outline): OutlineColumns => {
    const columns = columnsOfOutline(outlineCm, bayMeters, nextColumn);
    nextColumn = columns.next;
    return columns;
  };
  const outlinesCm = building.footprintCm.map((polygon) =>
    polygon.map((outline, index) => fromLongestSide(turned(outline, index === 0))),
  );
  const columns = outlinesCm.map((polygon) => polygon.map(columnsOf));
  const polygons = outlinesCm.map(
    (polygon): Polygon => polygon.map((outline) => outline.map(([x, y]): Point2 => [x / 100, y / 100])),
  );
  const roofs = polygons.map((polygon) => {
    const shape = roofShapeOf(building.roof, polygon);
    const rise = shape ? riseOf(shape, building, stand) : 0;
    return shape && rise >= LEAST_RISE_METERS ? { shape, rise } : null;
  });
  const drawn = roofs.find((roof) => roof !== null)?.shape.type ?? 'flat';
  polygons.forEach((polygon, part) => {
    const roof = roofs[part]!;
    const eavesUpMeters = stand.topUpMeters - (roof?.rise ?? 0);
    const look = lookOf(building, tableRow, stand.baseUpMeters, drawn, eavesUpMeters - stand.baseUpMeters);
    const sides = roof ? sidesOf(roof.shape, stand.topUpMeters) : null;
    const rows = polygon.flatMap((outline, index) =>
      addWalls(mesh, outline, field, eavesUpMeters, sides ?? (roof ? 'apart' : 'flat'), columns[part]![index]!, look),
    );
    if (!roof) for (const corner of triangulate(polygon).triangles) mesh.indices.push(rows[corner]!);
    else if (!sides) addPitchedRoof(mesh, roof.shape, eavesUpMeters, stand.topUpMeters, look);
  });
  return stand;
}
