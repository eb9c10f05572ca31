import { describe, expect, it } from 'vitest';
import { decodeFootprints, encodeFootprints } from '../../src/model/contract/footprintsFile.ts';
import { videoStatuses } from '../../src/model/domain/videoPoints.ts';
import { flatHeightField } from '../../src/model/geometry/heightField.ts';
import type { Outline, Point2 } from '../../src/model/geometry/polygon.ts';
import { CameraFields } from '../../src/picture/layers/fieldsOfView/cameraFields.ts';
import { camerasAround } from '../../src/picture/layers/fieldsOfView/camerasAround.ts';
import { videoPointPlaces } from '../../src/picture/layers/videoPoints/videoPoints.ts';
import { BuildingRays } from '../../src/picture/picking/buildingRays.ts';

const ground = flatHeightField();
const block = (x: number, y: number, width: number, depth: number): Outline => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
];

interface Camera {
  readonly at: Point2;
  readonly azimuthDeg: number | null;
  readonly rangeMeters?: number;
}

/** Cameras on poles of 6 m, with the usual lens, among houses of 20 m. */
function fieldsOf(cameras: readonly Camera[], houses: readonly Outline[]): CameraFields {
  const answer = {
    count: cameras.length,
    ids: cameras.map((_, row) => `camera ${row}`),
    names: cameras.map((_, row) => `camera ${row}`),
    enuAboveGroundMeters: cameras.flatMap(({ at }) => [...at, 6]),
    azimuthDeg: cameras.map(({ azimuthDeg }) => azimuthDeg),
    horizontalFovDeg: cameras.map(() => null),
    rangeMeters: cameras.map(({ rangeMeters }) => rangeMeters ?? null),
  };
  const footprints = decodeFootprints(
    encodeFootprints(
      houses.map((outline) => ({
        heightGroundMeters: 20,
        polygonsCm: [[outline.map(([x, y]): Point2 => [x * 100, y * 100])]],
        areaRow: 0,
        windowColumns: 4,
        floors: 6,
      })),
    ),
  )!;
  return new CameraFields({
    places: videoPointPlaces(answer, ground),
    rays: new BuildingRays(footprints, ground),
    ground,
  });
}

const statusOf = (...on: readonly boolean[]) => ({
  status: Uint8Array.from(on, (is) => videoStatuses.indexOf(is ? 'online' : 'offline')),
  eventMillis: new Float64Array(on.length).fill(1),
});
const rowsAt = (fields: CameraFields, on: readonly boolean[], place: Point2 = [0, 0]): number[] =>
  camerasAround(fields, statusOf(...on), place).map(({ row }) => row);

describe('cameras around a place', () => {
  it('have it in their sector, within their range, and no house between', () => {
    const cameras: Camera[] = [
      { at: [50, 0], azimuthDeg: 270 },
      { at: [-40, 0], azimuthDeg: 270 }, // looks away
      { at: [0, 119], azimuthDeg: 180 },
      { at: [0, -121], azimuthDeg: 0 }, // beyond the usual range
      { at: [0, -60], azimuthDeg: 0 }, // behind the house
      { at: [30, 30], azimuthDeg: 225, rangeMeters: 40 }, // 42 m away
      { at: [-30, 30], azimuthDeg: null, rangeMeters: 45 }, // turns
    ];
    const house = block(-10, -40, 20, 15);
    const on = cameras.map(() => true);
    expect(rowsAt(fieldsOf(cameras, [house]), on)).toEqual([6, 0, 2]);
    // The house taken away, the camera behind it sees the place, too.
    expect(rowsAt(fieldsOf(cameras, []), on)).toEqual([6, 0, 4, 2]);
  });

  it('come with a picture first, then by distance, at most four', () => {
    const cameras = [20, 30, 40, 50, 60, 70].map((away): Camera => ({ at: [away, 0], azimuthDeg: 270 }));
    const fields = fieldsOf(cameras, []);
    expect(rowsAt(fields, [true, true, true, true, true, true])).toEqual([0, 1, 2, 3]);
    expect(rowsAt(fields, [false, true, false, true, false, false])).toEqual([1, 3, 0, 2]);
    const [first] = camerasAround(fields, statusOf(false, true, false, true, false, false), [0, 0]);
    expect(first).toEqual({ row: 1, awayMeters: 30, isOnline: true });
  });

  it('of which nobody heard yet count as without a picture', () => {
    const fields = fieldsOf([{ at: [20, 0], azimuthDeg: 270 }], []);
    const columns = { status: new Uint8Array(1), eventMillis: new Float64Array(1) };
    expect(videoStatuses[0]).toBe('online');
    expect(camerasAround(fields, columns, [0, 0])).toEqual([{ row: 0, awayMeters: 20, isOnline: false }]);
  });

  it('see a place within a house where they see a wall of it', () => {
    const house = block(-10, -10, 20, 20);
    const cameras: Camera[] = [
      { at: [60, 0], azimuthDeg: 270 },
      { at: [60, 60], azimuthDeg: 270 }, // its sector begins north of the house
      { at: [0, 50], azimuthDeg: 180 },
    ];
    expect(rowsAt(fieldsOf(cameras, [house]), [true, true, true])).toEqual([2, 0]);
    // Another house closes the view of the first.
    const wall = block(20, -40, 5, 80);
    expect(rowsAt(fieldsOf(cameras, [house, wall]), [true, true, true])).toEqual([2]);
  });

  it('are asked anew for another place and for another city', () => {
    const cameras: Camera[] = [
      { at: [50, 0], azimuthDeg: 270 },
      { at: [550, 0], azimuthDeg: 270 },
    ];
    const fields = fieldsOf(cameras, []);
    expect(rowsAt(fields, [true, true], [0, 0])).toEqual([0]);
    expect(rowsAt(fields, [true, true], [500, 0])).toEqual([1]);
    expect(rowsAt(fieldsOf(cameras, [block(10, -40, 5, 80)]), [true, true], [0, 0])).toEqual([]);
  });
});
