/** Hazards on the ground: a disc in the grade's statutory colour, the isolation circle where the kind has one, the numeral. */
import type { HazardView } from '../../../model/contract/live.ts';
import { gradeColour, rgbaFromHex } from '../../palette.ts';
import { circleOutline, type GroundMesh, GroundMeshBuilder } from '../groundMesh.ts';

const CORE_METERS = 26;
const RING_METERS = 5;
/** Parts of the dashed circle; every other pair is drawn. */
const DASHES = 60;

export const gradeNumerals = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', '–'] as const;

/** The level that a hazard shows: its present warning where there is one, else its standing grade. */
export function shownGrade(hazard: Pick<HazardView, 'grade' | 'warningLevel'>): 1 | 2 | 3 | 4 | 5 {
  return hazard.warningLevel === 0 ? hazard.grade : hazard.warningLevel;
}

export function hazardMesh(hazards: Iterable<HazardView>): GroundMesh {
  const builder = new GroundMeshBuilder('triangles');
  for (const hazard of hazards) {
    const colour = gradeColour[shownGrade(hazard) - 1]!;
    const warned = hazard.warningLevel > 0;
    const [x, y] = hazard.enuMeters;
    builder.fill([circleOutline(x, y, CORE_METERS, 32)], 0.5, rgbaFromHex(colour, warned ? 0.5 : 0.16));
    builder.strip(circleOutline(x, y, CORE_METERS, 32), RING_METERS, 0.6, rgbaFromHex(colour, warned ? 0.95 : 0.4));
    if (warned && hazard.isolationMeters !== null) {
      builder.fill([circleOutline(x, y, hazard.isolationMeters)], 0.3, rgbaFromHex(colour, 0.05));
      dashedCircle(builder, x, y, hazard.isolationMeters, colour);
    }
  }
  return builder.mesh(12_000, 20_000);
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
