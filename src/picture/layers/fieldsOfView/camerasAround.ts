/** Which cameras see a place: in their sector, within their range, and not hidden by houses or the ground. */
import type { VideoPointColumns } from '../../../live/links.ts';
import { seesPlace } from '../../../model/analysis/fieldOfView.ts';
import { videoStatuses } from '../../../model/domain/videoPoints.ts';
import { type Outline, type Point2, sideOfMultiPolygon, signedArea } from '../../../model/geometry/polygon.ts';
import type { CameraAround } from '../../cityView.ts';
import type { PackageParts } from '../../packageParts.ts';
import type { CameraFields } from './cameraFields.ts';
import { lensOf } from './fieldsOfView.ts';

/** More would cover each other, and the place. */
const MOST_AROUND = 4;
/** A house is looked at by its walls: at spots so far apart, so far before them. */
const SPOT_METERS = 8;
const BEFORE_WALL_METERS = 0.5;

const ONLINE = videoStatuses.indexOf('online');
type Status = Pick<VideoPointColumns, 'status' | 'eventMillis'>;

export function isOnline(columns: Status, row: number): boolean {
  return (columns.eventMillis[row] ?? 0) > 0 && columns.status[row] === ONLINE;
}

export interface SeeingCamera {
  readonly row: number;
  readonly awayMeters: number;
  readonly isOnline: boolean;
}

/** With a picture before without, then the nearest; at most four. A place within a house is seen where its walls are. */
export function camerasAround(fields: CameraFields, columns: Status, place: Point2): SeeingCamera[] {
  return seeingCameras(fields, place)
    .map((camera) => ({ ...camera, isOnline: isOnline(columns, camera.row) }))
    .sort((a, b) => Number(b.isOnline) - Number(a.isOnline) || a.awayMeters - b.awayMeters || a.row - b.row)
    .slice(0, MOST_AROUND);
}

/** Of the place that was asked for last: columns ask again twenty times a second, and what is seen holds still. */
const lastSeeing = new WeakMap<CameraFields, { readonly place: Point2; readonly cameras: readonly Seeing[] }>();
type Seeing = Omit<SeeingCamera, 'isOnline'>;

function seeingCameras(fields: CameraFields, place: Point2): readonly Seeing[] {
  const last = lastSeeing.get(fields);
  if (last && last.place[0] === place[0] && last.place[1] === place[1]) return last.cameras;
  const { places, rays } = fields.inputs;
  const spots = spotsOf(place, rays.obstaclesNear(place, 0));
  const cameras: Seeing[] = [];
  for (let row = 0; row < places.count; row++) {
    const [east, north] = [places.enuMeters[row * 3]!, places.enuMeters[row * 3 + 1]!];
    const { rangeMeters } = lensOf(places, row);
    // What a camera sees is computed only where it could reach.
    if (!spots.some(([x, y]) => Math.hypot(x - east, y - north) <= rangeMeters)) continue;
    if (!spots.some((spot) => seesPlace(fields.of(row), spot))) continue;
    cameras.push({ row, awayMeters: Math.hypot(east - place[0], north - place[1]) });
  }
  lastSeeing.set(fields, { place, cameras });
  return cameras;
}

/** Null until the parts are there. */
export function namedCamerasAround(parts: PackageParts, columns: Status, place: Point2): CameraAround[] | null {
  const fields = parts.cameraFields;
  if (!fields) return null;
  return camerasAround(fields, columns, place).map(({ row, ...camera }) => ({
    ...camera,
    videoPointIndex: row,
    name: parts.nameOf({ kind: 'videoPoint', videoPointIndex: row })?.name ?? '',
  }));
}

/** The place itself, or spots before the walls of the house that it lies in. */
function spotsOf(place: Point2, houses: ReturnType<CameraFields['inputs']['rays']['obstaclesNear']>): Point2[] {
  const house = houses.find(
    ({ footprintCm }) => sideOfMultiPolygon(footprintCm, place[0] * 100, place[1] * 100) !== 'outside',
  );
  if (!house) return [place];
  return house.footprintCm.flatMap((polygon) => polygon.flatMap((outline, ring) => spotsBefore(outline, ring === 0)));
}

/** @param isOuter else it is a courtyard's outline, whose inside lies before the wall. */
function spotsBefore(outlineCm: Outline, isOuter: boolean): Point2[] {
  // Right of its way lies the open: an outer outline goes round counter-clockwise, a courtyard's clockwise.
  const turn = signedArea(outlineCm) > 0 === isOuter ? 1 : -1;
  return outlineCm.flatMap((a, index) => {
    const b = outlineCm[(index + 1) % outlineCm.length]!;
    const [dx, dy] = [(b[0] - a[0]) / 100, (b[1] - a[1]) / 100];
    const length = Math.hypot(dx, dy);
    if (length === 0) return [];
    const count = Math.max(1, Math.round(length / SPOT_METERS));
    return Array.from({ length: count }, (_, spot): Point2 => {
      const share = (spot + 0.5) / count;
      return [
        a[0] / 100 + dx * share + (turn * BEFORE_WALL_METERS * dy) / length,
        a[1] / 100 + dy * share - (turn * BEFORE_WALL_METERS * dx) / length,
      ];
    });
  });
}
