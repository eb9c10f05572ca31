/** Beacons as stems and heads: what the mark canvas draws, still without an engine. */
import { bytesFromHex, lampColour, type Theme } from '../../palette.ts';
import type { Callout } from '../../text/textWishes.ts';
import type { MarkSet, ShapeMark, StemMark } from '../marks.ts';
import type { Beacon } from './beacons.ts';

/** Side of a head at text scale 1: those within their limit stay small. */
export function headCssPx({ lamp }: Pick<Beacon, 'lamp'>): number {
  return lamp === 'green' ? 9 : 14;
}

const headShape = { green: 'disc', yellow: 'diamond', red: 'square' } as const;

export interface BeaconStyle {
  readonly theme: Theme;
  readonly scale: number;
  /** The ring colours by department, all else by lamp. */
  colourOf(beacon: Beacon): string;
}

/** Most urgent last, so that it lies on top. */
export function beaconMarks(beacons: readonly Beacon[], style: BeaconStyle, version: number): MarkSet {
  const shapes: ShapeMark[] = [];
  const stems: StemMark[] = [];
  for (const beacon of [...beacons].sort((a, b) => a.urgency - b.urgency)) {
    const [x, y] = beacon.enuMeters;
    const { footUpMeters: foot, headUpMeters: up } = beacon;
    const middle = foot + (up - foot) * 0.45;
    const colour = style.colourOf(beacon);
    const widthCssPx = (beacon.chosen ? 4 : 2) * style.scale;
    // Dim at the foot, full at the head.
    stems.push(
      { footEnuMeters: [x, y, foot], headEnuMeters: [x, y, middle], widthCssPx, colour: bytesFromHex(colour, 0.4) },
      { footEnuMeters: [x, y, middle], headEnuMeters: [x, y, up], widthCssPx, colour: bytesFromHex(colour, 0.9) },
    );
    const sizeCssPx = headCssPx(beacon) * style.scale;
    shapes.push({
      enuMeters: [x, y, up],
      shape: headShape[beacon.lamp],
      sizeCssPx,
      colour: bytesFromHex(colour),
    });
    if (beacon.chosen) {
      const ring = bytesFromHex(style.theme === 'night' ? '#F2F5F9' : '#16202C');
      shapes.push({ enuMeters: [x, y, up], shape: 'chosen', sizeCssPx: sizeCssPx * 2.1, colour: ring });
    }
  }
  return { id: 'cases', version, shapes, stems };
}

/** Every head stands in the way of texts; those that need eyes say what and how long. */
export function beaconCallouts(beacons: readonly Beacon[], theme: Theme): Callout[] {
  return beacons.map((beacon) => ({
    id: `case:${beacon.id}`,
    priority: 10 + (beacon.chosen ? 10 : 0) + Math.atan(beacon.urgency / 3_600_000),
    enuMeters: [...beacon.enuMeters, beacon.headUpMeters],
    markCssPx: headCssPx(beacon),
    text: beacon.text && {
      title: beacon.text.title,
      detail: beacon.text.time,
      detailColour: lampColour[beacon.lamp][theme],
    },
  }));
}
