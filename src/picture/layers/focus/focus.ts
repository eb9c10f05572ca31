/** An area lifted out of the rest: a breath of tint on its ground, its outline, and a curtain 95 m high. */
import type { HeightField } from '../../../model/geometry/heightField.ts';
import type { MultiPolygon, Outline, Point2 } from '../../../model/geometry/polygon.ts';
import { type Palette, rgbaFromHex } from '../../palette.ts';
import { type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';

const CURTAIN_METERS = 95;
/** Below this share of the area's size the outline would vanish at the distance that shows all of it. */
const STRIP_SHARE = 1 / 320;

const metersFromCm = (outline: Outline): Point2[] => outline.map(([x, y]): Point2 => [x / 100, y / 100]);

export interface FocusMeshes {
  readonly ground: GroundMesh;
  readonly topLine: GroundMesh;
}

export function focusMeshes(areaCm: MultiPolygon, heights: HeightField, palette: Palette): FocusMeshes {
  const ground = new GroundMeshBuilder('triangles', heights);
  const topLine = new GroundMeshBuilder('lines', heights);
  const polygons = areaCm.map((polygon) => polygon.map(metersFromCm));
  const xs = polygons.flat(2).map(([x]) => x);
  const stripMeters = Math.max(2, (Math.max(...xs) - Math.min(...xs)) * STRIP_SHARE);
  const line = rgbaFromHex(palette.focusLine, 0.95);
  const step = (share: number) => rgbaFromHex(palette.curtain, 0.02 + (palette.curtainAlpha - 0.02) * share ** 3);
  for (const polygon of polygons) {
    ground.fill(polygon, 0.2, rgbaFromHex(palette.focusLine, palette.focusTintAlpha));
    for (const outline of polygon) {
      ground.strip(outline, stripMeters, 0.5, line);
      // Brightness falls with the cube of the height; three strips follow it closely enough.
      for (const [from, to] of [
        [0, 1 / 3],
        [1 / 3, 2 / 3],
        [2 / 3, 1],
      ] as const) {
        ground.curtain(outline, from * CURTAIN_METERS, to * CURTAIN_METERS, step(1 - from), step(1 - to));
      }
      topLine.line(outline, CURTAIN_METERS, rgbaFromHex(palette.curtain, 0.7), true);
    }
  }
  return { ground: ground.mesh(20_000, 40_000), topLine: topLine.mesh(20_000, 40_000) };
}
