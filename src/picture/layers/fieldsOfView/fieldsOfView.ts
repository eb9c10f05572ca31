/** What cameras see of the ground, as light on it. */
import type { FieldOfView, Lens } from '../../../model/analysis/fieldOfView.ts';
import { usualLens } from '../../../model/domain/videoPoints.ts';
import type { HeightField } from '../../../model/geometry/heightField.ts';
import type { Point2 } from '../../../model/geometry/polygon.ts';
import { type Palette, rgbaFromHex } from '../../palette.ts';
import { type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';
import type { VideoPointPlaces } from '../videoPoints/videoPoints.ts';

/** At the camera and at the end of its range, as opacity. */
const [NEAR_ALPHA, FAR_ALPHA] = [0.34, 0.06];
const ABOVE_METERS = 0.6;
const PATCH_METERS = 12;

export function lensOf({ lenses }: VideoPointPlaces, row: number): Lens {
  return {
    azimuthDeg: lenses.azimuthDeg[row] ?? null,
    horizontalFovDeg: lenses.horizontalFovDeg[row] ?? usualLens.horizontalFovDeg,
    rangeMeters: lenses.rangeMeters[row] ?? usualLens.rangeMeters,
  };
}

/** Light on the ground that fades outward; grey where the camera has no picture now. */
export function fieldsOfViewMesh(
  fields: Iterable<{ readonly field: FieldOfView; readonly rangeMeters: number; readonly online: boolean }>,
  ground: HeightField,
  palette: Palette,
): GroundMesh {
  const builder = new GroundMeshBuilder('triangles', ground);
  for (const { field, rangeMeters, online } of fields) {
    const hex = online ? palette.online : palette.offline;
    const colourAt = (along: number) =>
      rgbaFromHex(hex, NEAR_ALPHA + (FAR_ALPHA - NEAR_ALPHA) * Math.min(1, along / rangeMeters));
    const [east, north] = field.eyeEnuMeters;
    const half = (field.stepDeg * Math.PI) / 360;
    for (const { azimuthDeg, seen } of field.rays) {
      const turn = (azimuthDeg * Math.PI) / 180;
      const at = (along: number, side: -1 | 1): Point2 => [
        east + Math.sin(turn + side * half) * along,
        north + Math.cos(turn + side * half) * along,
      ];
      for (const [from, to] of seen) {
        const parts = Math.max(1, Math.ceil((to - from) / PATCH_METERS));
        for (let part = 0; part < parts; part++) {
          const [near, far] = [from + ((to - from) * part) / parts, from + ((to - from) * (part + 1)) / parts];
          const corners = [at(near, -1), at(near, 1), at(far, 1), at(far, -1)] as const;
          builder.patch(corners, ABOVE_METERS, colourAt(near), colourAt(far));
        }
      }
    }
  }
  return builder.mesh(6_000, 6_000);
}
