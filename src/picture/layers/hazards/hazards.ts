/**
 * Hazards on the ground: a disc, in the warning's statutory colour where there is one now, else grey; with a warning the
 * isolation circle where the substance has one, and the square downwind within which people are protected.
 */
import type { HazardView, WindView } from '../../../model/contract/live.ts';
import type { Vec3 } from '../../../model/frames/ecef.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import type { Outline, Point2 } from '../../../model/geometry/polygon.ts';
import { gradeColour, type Palette, rgbaFromHex } from '../../palette.ts';
import { circleOutline, type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';

const STANDING_WITHIN_METERS = 3_000;
const FEW_STANDING = 12;
const CORE_METERS = 26;
const RING_METERS = 5;
const EDGE_METERS = 6;
/** Parts of the dashed circle; every other pair is drawn. */
const DASHES = 60;

export const gradeNumerals = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', '–'] as const;

/** The level that a hazard shows: its present warning where there is one, else its standing grade. */
export function shownGrade(hazard: Pick<HazardView, 'grade' | 'warningLevel'>): 1 | 2 | 3 | 4 | 5 {
  return hazard.warningLevel === 0 ? hazard.grade : hazard.warningLevel;
}

export function isWarned({ warningLevel }: Pick<HazardView, 'warningLevel'>): boolean {
  return warningLevel > 0;
}

/**
 * The hazards that a view marks: every present warning; standing ones only near the eye, or where they are so few that
 * they do not crowd the picture. From afar two hundred quiet places would bury the one that is not.
 */
export function shownHazards(hazards: Iterable<HazardView>, eyeEnuMeters: Vec3, ground: HeightField): HazardView[] {
  const all = [...hazards];
  const few = all.filter((hazard) => !isWarned(hazard)).length <= FEW_STANDING;
  const isNear = ({ enuAboveGroundMeters: [x, y, aboveGround] }: HazardView): boolean => {
    const up = groundUpMeters(ground, x, y) + aboveGround;
    return Math.hypot(x - eyeEnuMeters[0], y - eyeEnuMeters[1], up - eyeEnuMeters[2]) < STANDING_WITHIN_METERS;
  };
  return all.filter((hazard) => few || isWarned(hazard) || isNear(hazard));
}

/** Where the wind carries what escapes: known and of now, or not. */
export interface Downwind {
  /** Null: nobody knows the wind, or what is known is too old. */
  readonly wind: Pick<WindView, 'fromDeg' | 'metersPerSec' | 'observedMillis'> | null;
  /** Sunset to sunrise: other distances hold. */
  readonly isNight: boolean;
}

/** Side of the square within which people are protected; null where the substance has none. */
export function downwindMeters(
  { downwindDayMeters, downwindNightMeters }: Pick<HazardView, 'downwindDayMeters' | 'downwindNightMeters'>,
  isNight: boolean,
): number | null {
  return isNight ? downwindNightMeters : downwindDayMeters;
}

/**
 * The square of protective action: its side as given, beginning at the place, its axis where the wind goes; corners
 * counter-clockwise. Emergency Response Guidebook, "How to use table 1".
 */
export function downwindSquare([east, north]: Point2, sideMeters: number, windFromDeg: number): Outline {
  const turn = ((windFromDeg + 180) * Math.PI) / 180;
  const [dx, dy] = [Math.sin(turn), Math.cos(turn)];
  const at = (along: number, right: number): Point2 => [
    east + dx * along + dy * right,
    north + dy * along - dx * right,
  ];
  const half = sideMeters / 2;
  return [at(0, half), at(sideMeters, half), at(sideMeters, -half), at(0, -half)];
}

export interface HazardMeshes {
  readonly warned: GroundMesh;
  /** Grey, and gone beyond the distance to which standing hazards are marked. */
  readonly standing: GroundMesh;
}

export function hazardMeshes(
  hazards: Iterable<HazardView>,
  ground: HeightField,
  palette: Palette,
  { wind, isNight }: Downwind,
): HazardMeshes {
  const warned = new GroundMeshBuilder('triangles', ground);
  const standing = new GroundMeshBuilder('triangles', ground);
  for (const hazard of hazards) {
    const [x, y] = hazard.enuAboveGroundMeters;
    const core = circleOutline(x, y, CORE_METERS, 32);
    if (!isWarned(hazard)) {
      standing.fill([core], 0.5, rgbaFromHex(palette.offline, 0.12));
      standing.strip(core, RING_METERS, 0.6, rgbaFromHex(palette.offline, 0.3));
      continue;
    }
    const colour = gradeColour[shownGrade(hazard) - 1]!;
    warned.fill([core], 0.5, rgbaFromHex(colour, 0.5));
    warned.strip(core, RING_METERS, 0.6, rgbaFromHex(colour, 0.95));
    if (hazard.isolationMeters !== null) {
      warned.fill([circleOutline(x, y, hazard.isolationMeters)], 0.3, rgbaFromHex(colour, 0.05));
      dashedCircle(warned, x, y, hazard.isolationMeters, colour);
    }
    const side = downwindMeters(hazard, isNight);
    if (side === null) continue;
    if (wind) {
      const square = downwindSquare([x, y], side, wind.fromDeg);
      warned.fill([square], 0.3, rgbaFromHex(colour, 0.05));
      warned.strip(square, EDGE_METERS, 0.6, rgbaFromHex(colour, 0.8));
    } else {
      // Nobody knows where it goes: it may go anywhere.
      warned.strip(circleOutline(x, y, side), EDGE_METERS, 0.6, rgbaFromHex(palette.offline, 0.6));
    }
  }
  return { warned: warned.mesh(12_000, 20_000), standing: standing.mesh(2_000, 700) };
}

function dashedCircle(builder: GroundMeshBuilder, x: number, y: number, radiusMeters: number, colour: string): void {
  const halfWidth = 2.5;
  const rgba = rgbaFromHex(colour, 0.85);
  const inner = circleOutline(x, y, radiusMeters - halfWidth, DASHES * 2);
  const outer = circleOutline(x, y, radiusMeters + halfWidth, DASHES * 2);
  for (let dash = 0; dash < DASHES * 2; dash += 2) {
    const next = dash + 1;
    builder.fill([[inner[dash]!, outer[dash]!, outer[next]!, inner[next]!]], 0.6, rgba);
  }
}
