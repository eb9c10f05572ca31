/** Components as small signs: a shape a class, quiet colours; never one of those that mean a time limit. */
import type { ComponentShape } from '../../../model/domain/components.ts';
import { bytesFromHex, type Theme } from '../../palette.ts';
import type { Bytes4, MarkSet, ShapeMark } from '../marks.ts';
import type { ComponentPlaces, ShownComponents } from './components.ts';

const NEAR_METERS = 150;
const FAR_METERS = 600;
const sizeCssPx = { near: 15, middle: 12, far: 9.5 } as const;
const opacity = { near: 0.95, middle: 0.85, far: 0.65 } as const;
type Band = keyof typeof sizeCssPx;

const bandOf = (awayMeters: number): Band =>
  awayMeters < NEAR_METERS ? 'near' : awayMeters < FAR_METERS ? 'middle' : 'far';

const hues: Readonly<Record<ComponentShape, Readonly<Record<Theme, string>>>> = {
  lamp: { night: '#D8C9A0', day: '#6B5A2C' },
  tree: { night: '#8FBFA0', day: '#2F6B48' },
  hydrant: { night: '#E0A08C', day: '#9A4630' },
  cover: { night: '#9FB0C4', day: '#4F5D6E' },
  grate: { night: '#8FA5BE', day: '#4F5D6E' },
  bin: { night: '#B5BE8C', day: '#5A6330' },
  cabinet: { night: '#B9AFDA', day: '#55488F' },
  charger: { night: '#86CFC4', day: '#1D6B61' },
  stop: { night: '#8FBDF0', day: '#235C9E' },
  signal: { night: '#C7D08A', day: '#4E5A1E' },
  stand: { night: '#A9C0D8', day: '#3B566F' },
};

/** Of what is chosen: a wide ring around it. */
const CHOSEN_CSS_PX = 26;

export interface ComponentStyle {
  readonly theme: Theme;
  readonly scale: number;
  /** Of the ring. */
  readonly chosenColour: string;
}

export function componentMarks(
  places: ComponentPlaces,
  { rows, awayMeters }: ShownComponents,
  chosen: number | null,
  { theme, scale, chosenColour }: ComponentStyle,
  version: number,
): MarkSet {
  const colours = places.classes.map(({ shape }): Readonly<Record<Band, Bytes4>> => {
    const hue = hues[shape][theme];
    const of = (band: Band): Bytes4 => bytesFromHex(hue, opacity[band]);
    return { near: of('near'), middle: of('middle'), far: of('far') };
  });
  const placeOf = (row: number): [number, number, number] => [
    places.enuMeters[row * 3]!,
    places.enuMeters[row * 3 + 1]!,
    places.enuMeters[row * 3 + 2]!,
  ];
  const shapes = Array.from(rows, (row, at): ShapeMark => {
    const classRow = places.classRow[row]!;
    const band = bandOf(awayMeters[at]!);
    return {
      enuMeters: placeOf(row),
      shape: places.classes[classRow]!.shape,
      sizeCssPx: sizeCssPx[band] * scale,
      colour: colours[classRow]![band],
    };
  });
  if (chosen !== null && chosen < places.count) {
    const ring = { shape: 'chosen', sizeCssPx: CHOSEN_CSS_PX * scale, colour: bytesFromHex(chosenColour) } as const;
    shapes.push({ enuMeters: placeOf(chosen), ...ring });
  }
  return { id: 'components', version, shapes, stems: [] };
}
