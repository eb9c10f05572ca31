/** Land around the district as a mesh that meets the district's own ground along its edge. */
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import { distanceToOutline, type MultiPolygon, type Point2 } from '../../model/geometry/polygon.ts';
import type { BeyondSheet } from '../districtModel.ts';
import { coarserField } from './coarserField.ts';
import { FINEST_STEP_METERS } from './encodeGlb.ts';
import { GroundSheets } from './groundSheets.ts';
import { type Mesh, welded } from './mesh.ts';

/** Share of a lattice's step by which its heights may be straightened: what is far may be rough. */
const ERROR_SHARE = 0.07;
const BLOCKS = [32, 16, 8, 4, 2];
/** Corners of the district's outline were rounded, and edges cut: what lies so near to it is on it. */
const AT_SEAM_METERS = 0.06;

/** Below the sea. */
const WALL_DOWN_TO_METERS = -20;

/** @param aboveMeters constant step over the ground; below zero, so that the district's own edge hides the seam. */
export function beyondMesh(
  { field, landCm, woodsCm, aroundCm }: BeyondSheet,
  districtField: HeightField,
  districtCm: MultiPolygon,
  aboveMeters: number,
): Mesh {
  const [west, south] = field.originEnuMeters;
  const tileMeters = Math.max(field.columns, field.rows) * field.stepMeters;
  const straight = coarserField(field, field.stepMeters * ERROR_SHARE, BLOCKS).field;
  const sheets = new GroundSheets(straight, { west, south, tileMeters, columns: 1, rows: 1 }, field);
  for (const polygon of landCm) sheets.addPolygon(polygon, aboveMeters, 'outside');
  for (const polygon of woodsCm) sheets.addPolygon(polygon, aboveMeters, 'green');
  if (aroundCm) {
    // Both sheets were straightened by themselves: where this one is the higher, nobody sees under it.
    const edge = [...aroundCm].reverse().map(([x, y]): Point2 => [x / 100, y / 100]);
    edge.forEach((a, index) => {
      sheets.addWall(a, edge[(index + 1) % edge.length]!, aboveMeters, WALL_DOWN_TO_METERS, 'outside');
    });
  }
  const mesh = welded(sheets.meshes[0]!, FINEST_STEP_METERS);
  const outlines = districtCm.flat();
  for (let at = 0; at < mesh.enuMeters.length; at += 3) {
    const [east, north] = [mesh.enuMeters[at]!, mesh.enuMeters[at + 1]!];
    const isAtSeam = outlines.some(
      (outline) => distanceToOutline(outline, east * 100, north * 100) <= AT_SEAM_METERS * 100,
    );
    if (isAtSeam) mesh.enuMeters[at + 2] = groundUpMeters(districtField, east, north) + aboveMeters;
  }
  return mesh;
}
