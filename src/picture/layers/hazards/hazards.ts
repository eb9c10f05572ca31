/**
 * Hazards on the ground: a disc, in the warning's statutory colour where there is one now, else grey; with a warning the
 * isolation circle where the substance has one, and the square downwind within which people are protected.
 */
import { type Downwind, downwindMeters, downwindSquare } from '../../../model/analysis/hazardZones.ts';
import type { HazardView } from '../../../model/contract/live.ts';
import type { Vec3 } from '../../../model/frames/ecef.ts';
import { groundUpMeters, type HeightField } from '../../../model/geometry/heightField.ts';
import { gradeColour, type Palette, rgbaFromHex } from '../../palette.ts';
import { circleOutline, type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';

const STANDING_WITHIN_METERS = 3_000;
const FEW_STANDING = 12;
const CORE_METERS = 26;
const RING_METERS = 5;
const EDGE_METERS = 6;
/** Parts of the dashed circle; every other pair is drawn. */
const DASHES = 60;

/** In letters, which the product's own face has: the signs Ⅰ to Ⅳ would come from whatever face a machine happens to have. */
export const gradeNumerals = ['I', 'II', 'III', 'IV', '–'] as const;

/** The level that a hazard shows: its present warning where there is one, else its standing grade. */
export function shownGrade(hazard: Pick<HazardView, 'grade' | 'warningLevel'>): 1 | 2 | 3 | 4 | 5 {
  return hazard.warningLevel === 0 ? hazard.grade : hazard.warningLevel;
}

export function isWarned({ warningLevel }: Pick<HazardView, 'warningLevel'>): boolean {
  return warningLevel > 0;
}

/**
 * The hazards that a view marks: every present warning and the chosen one; standing ones only near the eye, or where they are so few that
 * they do not crowd the picture. From afar two hundred quiet places would bury the one that is not.
 */
export function shownHazards(
  hazards: Iterable<HazardView>,
  eyeEnuMeters: Vec3,
  ground: HeightField,
  chosenId: string | null = null,
): HazardView[] {
  const all = [...hazards];
  const few = all.filter((hazard) => !isWarned(hazard)).length <= FEW_STANDING;
  const isNear = ({ enuAboveGroundMeters: [x, y, aboveGround] }: HazardView): boolean => {
    const up = groundUpMeters(ground, x, y) + aboveGround;
    return Math.hypot(x - eyeEnuMeters[0], y - eyeEnuMeters[1], up - eyeEnuMeters[2]) < STANDING_WITHIN_METERS;
  };
  return all.filter((hazard) => few || isWarned(hazard) || hazard.hazardId === chosenId || isNear(hazard));
}

export interface HazardMeshes {
  readonly warned: GroundMesh;
  /** Grey, and gone beyond the distance to which standing hazards are marked. */
  readonly standing: GroundMesh;
}

/** @param chosenId its distances are drawn without a warning too: how far it would reach. */
export function hazardMeshes(
  hazards: Iterable<HazardView>,
  ground: HeightField,
  palette: Palette,
  downwind: Downwind,
  chosenId: string | null = null,
): HazardMeshes {
  const warned = new GroundMeshBuilder('triangles', ground);
  const standing = new GroundMeshBuilder('triangles', ground);
  for (const hazard of hazards) {
    const [x, y] = hazard.enuAboveGroundMeters;
    const core = circleOutline(x, y, CORE_METERS, 32);
    if (!isWarned(hazard)) {
      standing.fill([core], 0.5, rgbaFromHex(palette.offline, 0.12));
      standing.strip(core, RING_METERS, 0.6, rgbaFromHex(palette.offline, 0.3));
      if (hazard.hazardId === chosenId) addZones(warned, hazard, downwind, palette.focusLine, palette);
      continue;
    }
    const colour = gradeColour[shownGrade(hazard) - 1]!;
    warned.fill([core], 0.5, rgbaFromHex(colour, 0.5));
    warned.strip(core, RING_METERS, 0.6, rgbaFromHex(colour, 0.95));
    addZones(warned, hazard, downwind, colour, palette);
  }
  return { warned: warned.mesh(12_000, 20_000), standing: standing.mesh(2_000, 700) };
}

function addZones(
  builder: GroundMeshBuilder,
  hazard: HazardView,
  { wind, isNight }: Downwind,
  colour: string,
  palette: Palette,
): void {
  const [x, y] = hazard.enuAboveGroundMeters;
  if (hazard.isolationMeters !== null) {
    builder.fill([circleOutline(x, y, hazard.isolationMeters)], 0.3, rgbaFromHex(colour, 0.05));
    dashedCircle(builder, x, y, hazard.isolationMeters, colour);
  }
  const side = downwindMeters(hazard, isNight);
  if (side === null) return;
  if (wind) {
    const square = downwindSquare([x, y], side, wind.fromDeg);
    builder.fill([square], 0.3, rgbaFromHex(colour, 0.05));
    builder.strip(square, EDGE_METERS, 0.6, rgbaFromHex(colour, 0.8));
  } else {
    // Nobody knows where it goes: it may go anywhere.
    builder.strip(circleOutline(x, y, side), EDGE_METERS, 0.6, rgbaFromHex(palette.offline, 0.6));
  }
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
