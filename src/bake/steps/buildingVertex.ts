import {
  ageClassOf,
  BLANK_U,
  bytesOfFacade,
  FACADE_STEPS_PER_METER,
  ROOF_U,
} from '../../model/contract/tileAttributes.ts';
import type { Building, RoofType } from '../../model/domain/buildings.ts';
import type { Mesh } from './mesh.ts';

/** East, north, up in metres. */
export type Place = readonly [number, number, number];

/** Kept to 1/8 of a column along a wall and 1/4 m up it: enough for windows, and their bytes compress. */
const COLUMN_STEPS = 8;
const UP_STEPS = FACADE_STEPS_PER_METER;

/** What every vertex of one building says. */
export interface BuildingLook {
  readonly buildingIndex: number;
  readonly tableRow: number;
  readonly baseUpMeters: number;
  /** See bytesOfFacade. */
  readonly color: readonly [number, number, number, number];
}

/** @param wallTopMeters of this part of the building over its base: parts with other roofs have other eaves. */
export function lookOf(
  { buildingIndex, use, yearBuilt, floors }: Pick<Building, 'buildingIndex' | 'use' | 'yearBuilt' | 'floors'>,
  tableRow: number,
  baseUpMeters: number,
  roof: RoofType,
  wallTopMeters: number,
): BuildingLook {
  const color = bytesOfFacade({ use, age: ageClassOf(yearBuilt), floors, roof, wallTopMeters });
  return { buildingIndex, tableRow, baseUpMeters, color };
}

/** Directions are kept to 1/64 of a turn, which no eye tells from the true ones: few different bytes compress. */
const TURN_STEPS = 64;
const toStep = (radians: number): number =>
  (Math.round((radians / (2 * Math.PI)) * TURN_STEPS) / TURN_STEPS) * 2 * Math.PI;

/** The unit normal nearest to a direction of any length; straight up where it has none. */
export function roundedNormal(east: number, north: number, up: number): Place {
  const flat = Math.hypot(east, north);
  if (flat === 0) return [0, 0, 1];
  const [turn, rise] = [toStep(Math.atan2(north, east)), toStep(Math.atan2(up, flat))];
  return [Math.cos(turn) * Math.cos(rise), Math.sin(turn) * Math.cos(rise), Math.sin(rise)];
}

/** Writes a vertex's attributes; returns its row. `u` in columns along a wall, BLANK_U or ROOF_U. */
export function addVertex(mesh: Mesh, at: Place, normal: Place, u: number, look: BuildingLook): number {
  mesh.enuMeters.push(at[0], at[1], at[2]);
  mesh.normals.push(normal[0], normal[1], normal[2]);
  const facadeUp = Math.round((at[2] - look.baseUpMeters) * UP_STEPS) / UP_STEPS;
  mesh.texcoords.push(Math.round(u * COLUMN_STEPS) / COLUMN_STEPS, facadeUp);
  mesh.colors.push(look.color[0], look.color[1], look.color[2], look.color[3]);
  mesh.tableRows.push(look.tableRow);
  return mesh.featureIds.push(look.buildingIndex) - 1;
}

/** Normal of a face whose corners run counter-clockwise seen from outside. */
export function faceNormal(a: Place, b: Place, c: Place): Place {
  const [px, py, pz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [qx, qy, qz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return roundedNormal(py * qz - pz * qy, pz * qx - px * qz, px * qy - py * qx);
}

/** A flat convex face of a roof, corners counter-clockwise seen from outside. */
export function addRoofFace(mesh: Mesh, corners: readonly Place[], look: BuildingLook): void {
  const normal = faceNormal(corners[0]!, corners[1]!, corners[2]!);
  const rows = corners.map((corner) => addVertex(mesh, corner, normal, ROOF_U, look));
  for (let corner = 1; corner + 1 < rows.length; corner++) {
    mesh.indices.push(rows[0]!, rows[corner]!, rows[corner + 1]!);
  }
}

/** The triangle of wall under a gable, without windows: `a` and `b` at the eaves, left to right seen from outside. */
export function addGable(mesh: Mesh, a: Place, b: Place, top: Place, look: BuildingLook): void {
  const normal = faceNormal(a, b, top);
  const rows = [a, b, top].map((corner) => addVertex(mesh, corner, normal, BLANK_U, look));
  mesh.indices.push(rows[0]!, rows[1]!, rows[2]!);
}
