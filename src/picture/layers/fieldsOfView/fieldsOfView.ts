/**
 * What cameras see of the ground, opened on focus: of the chosen one, or of those nearest to the case in focus that can
 * see its place. Cut by the buildings that they cannot see through.
 */
import type { VideoPointColumns } from '../../../live/links.ts';
import { type FieldOfView, fieldOfView, type Lens, seesPlace } from '../../../model/analysis/fieldOfView.ts';
import { usualLens, videoStatuses } from '../../../model/domain/videoPoints.ts';
import type { HeightField } from '../../../model/geometry/heightField.ts';
import type { Point2 } from '../../../model/geometry/polygon.ts';
import { type Palette, rgbaFromHex } from '../../palette.ts';
import type { BuildingRays } from '../../picking/buildingRays.ts';
import { type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';
import type { VideoPointPlaces } from '../videoPoints/videoPoints.ts';

/** More would cover each other, and the place. */
const MOST_AROUND = 4;
const AROUND_METERS = 300;
/** At the camera and at the end of its range, as opacity. */
const [NEAR_ALPHA, FAR_ALPHA] = [0.34, 0.06];
const ABOVE_METERS = 0.6;
const PATCH_METERS = 12;

const ONLINE = videoStatuses.indexOf('online');

export interface SightInputs {
  readonly places: VideoPointPlaces;
  readonly rays: BuildingRays;
  readonly ground: HeightField;
}

export function lensOf({ lenses }: VideoPointPlaces, row: number): Lens {
  return {
    azimuthDeg: lenses.azimuthDeg[row] ?? null,
    horizontalFovDeg: lenses.horizontalFovDeg[row] ?? usualLens.horizontalFovDeg,
    rangeMeters: lenses.rangeMeters[row] ?? usualLens.rangeMeters,
  };
}

export function fieldOfVideoPoint({ places, rays, ground }: SightInputs, row: number): FieldOfView {
  const [east, north, up] = places.enuMeters.subarray(row * 3, row * 3 + 3) as unknown as [number, number, number];
  const lens = lensOf(places, row);
  return fieldOfView(ground, [east, north, up], lens, rays.obstaclesNear([east, north], lens.rangeMeters));
}

export function isOnline(columns: Pick<VideoPointColumns, 'status' | 'eventMillis'>, row: number): boolean {
  return (columns.eventMillis[row] ?? 0) > 0 && columns.status[row] === ONLINE;
}

/** Rows and fields of the nearest cameras with a picture that see a place, nearest first. */
export function camerasAround(
  places: VideoPointPlaces,
  columns: Pick<VideoPointColumns, 'status' | 'eventMillis'>,
  place: Point2,
  fieldOf: (row: number) => FieldOfView,
): Map<number, FieldOfView> {
  const near: { row: number; away: number }[] = [];
  for (let row = 0; row < places.count; row++) {
    const away = Math.hypot(places.enuMeters[row * 3]! - place[0], places.enuMeters[row * 3 + 1]! - place[1]);
    if (away < AROUND_METERS && isOnline(columns, row)) near.push({ row, away });
  }
  near.sort((a, b) => a.away - b.away || a.row - b.row);
  const around = new Map<number, FieldOfView>();
  for (const { row } of near) {
    if (around.size >= MOST_AROUND) break;
    const field = fieldOf(row);
    if (seesPlace(field, place)) around.set(row, field);
  }
  return around;
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
