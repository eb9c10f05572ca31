/** Hazards as plates on the mark canvas. Only a present warning has colour, and its numeral on it as text. */
import type { HazardView } from '../../../model/contract/live.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import { bytesFromHex, gradeColour, type Palette } from '../../palette.ts';
import type { PlateNumeral } from '../../text/textWishes.ts';
import type { MarkSet, ShapeMark } from '../marks.ts';
import { gradeNumerals, isWarned, shownGrade } from './hazards.ts';

const PLATE_UP_METERS = 30;
const WARNED_CSS_PX = 24;
const STANDING_CSS_PX = 6;

/** Standing ones first, so that a warning is never covered by them. */
export function hazardMarks(
  hazards: readonly HazardView[],
  ground: HeightField,
  scale: number,
  palette: Palette,
  version: number,
): MarkSet {
  const standing = bytesFromHex(palette.offline, 0.55);
  const shapes = [...hazards]
    .sort((a, b) => Number(isWarned(a)) - Number(isWarned(b)))
    .map(
      (hazard): ShapeMark => ({
        enuMeters: plateEnuMeters(hazard, ground),
        shape: 'plate',
        sizeCssPx: plateCssPx(hazard) * scale,
        colour: isWarned(hazard) ? bytesFromHex(gradeColour[shownGrade(hazard) - 1]!) : standing,
      }),
    );
  return { id: 'hazards', version, shapes, stems: [] };
}

export function plateEnuMeters(
  hazard: Pick<HazardView, 'enuAboveGroundMeters'>,
  ground: HeightField,
): [number, number, number] {
  const [east, north] = hazard.enuAboveGroundMeters;
  return [east, north, groundUpMeters(ground, east, north) + PLATE_UP_METERS];
}

export function plateCssPx(hazard: Pick<HazardView, 'warningLevel'>): number {
  return isWarned(hazard) ? WARNED_CSS_PX : STANDING_CSS_PX;
}

/** The numeral of each present warning, on its plate. */
export function hazardNumerals(hazards: readonly HazardView[], ground: HeightField): PlateNumeral[] {
  return hazards.filter(isWarned).map((hazard) => {
    const grade = shownGrade(hazard);
    return {
      enuMeters: plateEnuMeters(hazard, ground),
      plateCssPx: plateCssPx(hazard),
      text: gradeNumerals[grade - 1]!,
      colour: gradeColour[grade - 1]!,
    };
  });
}
