/** What lies on the ground: its heights, water, quays, green, roads; and the blocks between them. */
import { roundedHeightField } from '../../model/contract/heightFieldFile.ts';
import { flatHeightField } from '../../model/geometry/heightField.ts';
import type { DistrictModel } from '../districtModel.ts';
import { westShore } from '../synthetic/coast.ts';
import { type Block, generateGreen, generateRoads, generateWater, planBlocks } from '../synthetic/generate.ts';
import { placePlan } from '../synthetic/placedPlan.ts';
import { reliefOf } from '../synthetic/relief.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { ModelInput } from './modelInput.ts';

export interface MadeGround extends Pick<DistrictModel, 'roads' | 'waterCm' | 'greenCm' | 'quaysCm' | 'heightField'> {
  readonly blocks: readonly Block[];
}

export function makeGround(
  { recipe, sources, official, placed }: ModelInput,
  { areas, landCm }: MadeAreas,
): MadeGround {
  const { generate } = recipe;
  const plan = official.plan && placePlan(official.plan, placed.frame, generate.plan!);
  const waterCm = generate.sea ? generateWater(landCm, generate.sea) : [];
  const shoreCm = generate.sea ? westShore(landCm) : [];
  const relief = plan ? reliefOf(plan, { seed: generate.seed, landCm, waterCm, shoreCm }) : flatHeightField();
  const blocks = planBlocks(areas, { seed: generate.seed, seaSide: generate.sea ?? null });
  return {
    blocks,
    roads: generate.roads ? generateRoads(areas, blocks) : [],
    waterCm,
    // Invented lawns would lie across real houses.
    greenCm: sources.of('buildings').length > 0 ? [] : generateGreen(blocks),
    quaysCm: [],
    heightField: roundedHeightField(relief),
  };
}
