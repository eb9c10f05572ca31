/** Video points as small quiet dots: filled = online, hollow = not; a faint ring where nothing was ever heard. */
import type { VideoPointColumns } from '../../../live/links.ts';
import { videoStatuses } from '../../../model/domain/videoPoints.ts';
import { bytesFromHex, type Palette } from '../../palette.ts';
import type { Bytes4, MarkSet, ShapeMark } from '../marks.ts';
import type { VideoPointPlaces } from './videoPoints.ts';

const ONLINE = videoStatuses.indexOf('online');
const NEAR_METERS = 1_500;
const FAR_METERS = 6_000;

type Band = 'near' | 'middle' | 'far';
const opacity: Readonly<Record<Band, number>> = { near: 0.92, middle: 0.6, far: 0.38 };
export const NEAR_POINT_CSS_PX = 7;
const sizeCssPx: Readonly<Record<Band, number>> = { near: NEAR_POINT_CSS_PX, middle: 4.5, far: 3.2 };

function bandOf(awayMeters: number): Band {
  return awayMeters < NEAR_METERS ? 'near' : awayMeters < FAR_METERS ? 'middle' : 'far';
}

function bandColours(hex: string): Record<Band, Bytes4> {
  return {
    near: bytesFromHex(hex, opacity.near),
    middle: bytesFromHex(hex, opacity.middle),
    far: bytesFromHex(hex, opacity.far),
  };
}

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
  const online = bandColours(palette.online);
  const offline = bandColours(palette.offline);
  const unheard = bytesFromHex(palette.offline, 0.35);
  const shapes = Array.from(rows, (row): ShapeMark => {
    const x = places.enuMeters[row * 3]!;
    const y = places.enuMeters[row * 3 + 1]!;
    const z = places.enuMeters[row * 3 + 2]!;
    const isHeard = (columns.eventMillis[row] ?? 0) > 0;
    const isOnline = isHeard && columns.status[row] === ONLINE;
    const band = bandOf(Math.hypot(x - eyeEnuMeters[0], y - eyeEnuMeters[1], z - eyeEnuMeters[2]));
    return {
      enuMeters: [x, y, z],
      shape: isOnline ? 'disc' : 'ring',
      sizeCssPx: sizeCssPx[band] * (isOnline ? 1 : 1.5) * scale,
      colour: isHeard ? (isOnline ? online : offline)[band] : unheard,
    };
  });
  return { id: 'videoPoints', version, shapes, stems: [] };
}
