/** Video points, hazards, and an owner's past requests. */
import type { DistrictModel, PlacedBuilding } from '../districtModel.ts';
import { generateHazards, generateVideoPoints } from '../synthetic/generate.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { MadeGround } from './makeGround.ts';
import type { MadePeople } from './makePeople.ts';
import { byId, countInto, type ModelInput } from './modelInput.ts';
import type { FindGrid } from './placeBuildings.ts';
import { placeEvents, placeVideoPoints } from './placePoints.ts';

/** Who and what stands where the points are. */
export interface Standing {
  readonly buildings: readonly PlacedBuilding[];
  readonly facilities: MadePeople['facilities'];
}

export function makePoints(
  { recipe, official, sources, placed, faults }: ModelInput,
  { areas }: MadeAreas,
  { blocks, roads }: MadeGround,
  { buildings, facilities }: Standing,
  findGrid: FindGrid,
  accepted: Map<string, number>,
): Pick<DistrictModel, 'videoPoints' | 'hazards' | 'replayEvents'> {
  const { generate, district } = recipe;
  const videoSources = sources.of('videoPoints');
  const realVideo = placeVideoPoints(videoSources, placed.frame, findGrid, faults);
  countInto(accepted, realVideo);
  const naming = { seed: generate.seed, districtKey: district.key };
  const videoSpec = { ...naming, divisionCode: district.code ?? null, count: generate.videoPoints ?? 0 };
  const videoPoints =
    videoSources.length > 0
      ? [...realVideo.values()].flat()
      : generateVideoPoints({ areas, roads, facilities, buildings }, videoSpec);
  const facilityKinds = new Map(facilities.map(({ buildingId, kind }) => [buildingId ?? '', kind]));
  const hazards = generateHazards(
    { blocks, buildings, facilityKinds, findGrid },
    { ...naming, count: generate.hazards },
  );
  const matterCodes = new Set(official.matters.map(({ code }) => code));
  const events = placeEvents(sources.of('events'), placed.frame, findGrid, matterCodes, faults);
  countInto(accepted, events);
  return {
    videoPoints: [...videoPoints].sort(byId((item) => item.videoPointId)),
    hazards: [...hazards].sort(byId((item) => item.hazardId)),
    replayEvents: [...events.values()].flat(),
  };
}
