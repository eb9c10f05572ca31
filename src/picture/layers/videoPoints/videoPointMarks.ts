/** Video points as small quiet dots: filled = online, hollow = not; a faint ring where nothing was ever heard. */
import type { VideoPointColumns } from '../../../live/links.ts';
import { videoStatuses } from '../../../model/domain/videoPoints.ts';
import { bytesFromHex, type Palette } from '../../palette.ts';
import type { MarkSet, ShapeMark } from '../marks.ts';
import type { VideoPointPlaces } from './videoPoints.ts';

const ONLINE = videoStatuses.indexOf('online');
const NEAR_METERS = 1_500;

export interface VideoPointStyle {
  readonly palette: Palette;
  readonly scale: number;
}

export function videoPointMarks(
  places: VideoPointPlaces,
  rows: Uint32Array,
  columns: Pick<VideoPointColumns, 'status' | 'eventMillis'>,
  eyeEnuMeters: readonly [number, number, number],
  { palette, scale }: VideoPointStyle,
  version: number,
): MarkSet {
  const online = { near: bytesFromHex(palette.online, 0.92), far: bytesFromHex(palette.online, 0.6) };
  const offline = { near: bytesFromHex(palette.offline, 0.92), far: bytesFromHex(palette.offline, 0.6) };
  const unheard = bytesFromHex(palette.offline, 0.35);
  const shapes = Array.from(rows, (row): ShapeMark => {
    const x = places.enuMeters[row * 3]!;
    const y = places.enuMeters[row * 3 + 1]!;
    const z = places.enuMeters[row * 3 + 2]!;
    const isHeard = (columns.eventMillis[row] ?? 0) > 0;
    const isOnline = isHeard && columns.status[row] === ONLINE;
    const band =
      Math.hypot(x - eyeEnuMeters[0], y - eyeEnuMeters[1], z - eyeEnuMeters[2]) < NEAR_METERS ? 'near' : 'far';
    return {
      enuMeters: [x, y, z],
      shape: isOnline ? 'disc' : 'ring',
      sizeCssPx: (band === 'near' ? 7 : 4.5) * (isOnline ? 1 : 1.5) * scale,
      colour: isHeard ? (isOnline ? online : offline)[band] : unheard,
    };
  });
  return { id: 'videoPoints', version, shapes, stems: [] };
}
