import { ageClassIndex, ROOF_U } from '../../model/contract/tileAttributes.ts';
import { type Building, buildingUses } from '../../model/domain/buildings.ts';
import type { MultiPolygon, Outline } from '../../model/geometry/polygon.ts';
import type { Mesh } from './mesh.ts';
import { triangulate, turned } from './triangulate.ts';

/** Facade metres are kept to 1/16 m: enough for windows, and their bytes compress. */
const TEXEL_STEPS = 16;
/** Walls that turn by less than this go on counting, so that windows run around gentle bends. */
const CORNER_COS = Math.cos((20 * Math.PI) / 180);

const toTexel = (meters: number): number => Math.round(meters * TEXEL_STEPS) / TEXEL_STEPS;

/** Walls begin below the lowest sheet of land (see groundTiles.ts): no building floats. */
const FOOT_UP_METERS = -1;

type Column = Pick<Building, 'buildingIndex' | 'use' | 'yearBuilt' | 'floors' | 'heightGroundMeters'> & {
  readonly footprintCm: MultiPolygon;
};

/** Writes a vertex's attributes; returns its row. */
function addVertex(
  mesh: Mesh,
  at: readonly [number, number, number],
  normal: readonly [number, number, number],
  u: number,
  building: Column,
): number {
  mesh.enuMeters.push(at[0], at[1], at[2]);
  mesh.normals.push(...normal);
  mesh.texcoords.push(u, toTexel(at[2]));
  mesh.colors.push(
    buildingUses.indexOf(building.use),
    ageClassIndex(building.yearBuilt),
    Math.min(building.floors, 255),
    255,
  );
  mesh.featureIds.push(building.buildingIndex);
  return mesh.featureIds.length - 1;
}

/** Walls of one outline, outward faces counter-clockwise: outer outlines run counter-clockwise, holes clockwise. */
function addWalls(mesh: Mesh, outline: Outline, building: Column): void {
  let along = 0;
  let before: readonly [number, number] | null = null;
  for (let index = 0; index < outline.length; index++) {
    const a = outline[index]!;
    const b = outline[(index + 1) % outline.length]!;
    const [ax, ay, bx, by] = [a[0] / 100, a[1] / 100, b[0] / 100, b[1] / 100];
    const length = Math.hypot(bx - ax, by - ay);
    if (length === 0) continue;
    const direction = [(bx - ax) / length, (by - ay) / length] as const;
    if (before && before[0] * direction[0] + before[1] * direction[1] < CORNER_COS) along = 0;
    before = direction;
    const normal = [direction[1], -direction[0], 0] as const;
    const [from, to] = [toTexel(along), toTexel(along + length)];
    const top = building.heightGroundMeters;
    const lowA = addVertex(mesh, [ax, ay, FOOT_UP_METERS], normal, from, building);
    const lowB = addVertex(mesh, [bx, by, FOOT_UP_METERS], normal, to, building);
    const topB = addVertex(mesh, [bx, by, top], normal, to, building);
    const topA = addVertex(mesh, [ax, ay, top], normal, from, building);
    mesh.indices.push(lowA, lowB, topB, lowA, topB, topA);
    along += length;
  }
}

/** A block model (LOD1): walls and a flat roof, holes kept open. Appends to `mesh`. */
export function addBuilding(mesh: Mesh, building: Column): void {
  for (const polygon of building.footprintCm) {
    const outlines = polygon.map((outline, index) => turned(outline, index === 0));
    for (const outline of outlines) addWalls(mesh, outline, building);
    const { flat, triangles } = triangulate(outlines);
    const first = mesh.featureIds.length;
    for (let at = 0; at < flat.length; at += 2) {
      const place = [flat[at]! / 100, flat[at + 1]! / 100, building.heightGroundMeters] as const;
      addVertex(mesh, place, [0, 0, 1], ROOF_U, building);
    }
    for (const index of triangles) mesh.indices.push(first + index);
  }
}
