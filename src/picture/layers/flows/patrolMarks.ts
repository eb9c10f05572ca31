/** Officers on patrol: where each was last, and the way there, fading with its age. What is old says how old it is. */
import { PATROL_KEPT_MILLIS, type PatrolPoint } from '../../../model/domain/patrols.ts';
import type { Language } from '../../../model/faults/fault.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import type { Callout } from '../../text/textWishes.ts';
import type { Bytes4, MarkSet, ShapeMark, StemMark } from '../marks.ts';

const MINUTE = 60_000;
/** Of those not heard of for this long, nobody can say where they are. */
const FORGOTTEN_MILLIS = 60 * MINUTE;
const WAY_UP_METERS = 1.5;
const OFFICER_UP_METERS = 3;
export const OFFICER_CSS_PX = 14;
const WAY_CSS_PX = 2;
const OLD_ALPHA = 0.4;

export interface PatrolStyle {
  readonly ground: HeightField;
  readonly colour: Bytes4;
  readonly scale: number;
  readonly language: Language;
}

export interface ShownPatrol {
  readonly row: number;
  readonly place: readonly [number, number, number];
  readonly ageMillis: number;
  readonly way: readonly PatrolPoint[];
}

export function shownPatrols(
  ways: ReadonlyMap<number, readonly PatrolPoint[]>,
  ground: HeightField,
  atMillis: number,
): ShownPatrol[] {
  return [...ways]
    .sort(([a], [b]) => a - b)
    .flatMap(([row, way]): ShownPatrol[] => {
      const last = way.at(-1);
      const ageMillis = last ? Math.max(0, atMillis - last.eventMillis) : Number.POSITIVE_INFINITY;
      if (!last || ageMillis > FORGOTTEN_MILLIS) return [];
      const { eastMeters, northMeters } = last;
      const up = groundUpMeters(ground, eastMeters, northMeters) + OFFICER_UP_METERS;
      return [{ row, place: [eastMeters, northMeters, up], ageMillis, way }];
    });
}

const isOld = ({ ageMillis }: ShownPatrol): boolean => ageMillis > PATROL_KEPT_MILLIS;

export function patrolMarks(
  patrols: readonly ShownPatrol[],
  atMillis: number,
  { ground, colour, scale }: PatrolStyle,
  version: number,
): MarkSet {
  const [red, green, blue] = colour;
  const onWay = ({ eastMeters, northMeters }: PatrolPoint): [number, number, number] => [
    eastMeters,
    northMeters,
    groundUpMeters(ground, eastMeters, northMeters) + WAY_UP_METERS,
  ];
  const stems = patrols.flatMap(({ way }): StemMark[] =>
    way.slice(1).flatMap((point, index): StemMark[] => {
      const before = way[index]!;
      const left = 1 - (atMillis - before.eventMillis) / PATROL_KEPT_MILLIS;
      if (left <= 0) return [];
      const faded: Bytes4 = [red, green, blue, Math.round(220 * Math.min(1, left))];
      return [
        { footEnuMeters: onWay(before), headEnuMeters: onWay(point), widthCssPx: WAY_CSS_PX * scale, colour: faded },
      ];
    }),
  );
  const shapes = patrols.map((patrol): ShapeMark => {
    const alpha = isOld(patrol) ? Math.round(255 * OLD_ALPHA) : 255;
    const sizeCssPx = OFFICER_CSS_PX * scale;
    return { enuMeters: patrol.place, shape: 'officer', sizeCssPx, colour: [red, green, blue, alpha] };
  });
  return { id: 'flows-patrols', version, shapes, stems };
}

/** Only of old positions: how old they are. */
export function patrolCallouts(patrols: readonly ShownPatrol[], language: Language, colour: string): Callout[] {
  return patrols.filter(isOld).map(({ row, place, ageMillis }) => {
    const minutes = Math.floor(ageMillis / MINUTE);
    const [title, detail] =
      language === 'zh' ? ['最后位置', `${minutes} 分钟前`] : ['Last position', `${minutes} min ago`];
    return {
      id: `patrol:${row}`,
      priority: 1,
      enuMeters: place,
      markCssPx: OFFICER_CSS_PX,
      text: { title, detail, detailColour: colour },
    };
  });
}
