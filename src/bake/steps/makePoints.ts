/** Video points, hazards, city components, and an owner's past requests. */
import { boundsOf } from '../../model/geometry/polygon.ts';
import type { DistrictModel, PlacedBuilding } from '../districtModel.ts';
import { type OnPart, unheard } from '../progress.ts';
import { generateComponents, generateHazards, generateVideoPoints } from '../synthetic/generate.ts';
import { KnownPlaces } from '../synthetic/openPlaces.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { MadeGround } from './makeGround.ts';
import type { MadePeople } from './makePeople.ts';
import { byId, countInto, type ModelInput, tellShort } from './modelInput.ts';
import type { FindGrid } from './placeBuildings.ts';
import { componentRows, placeComponents } from './placeComponents.ts';
import { placeEvents, placeVideoPoints } from './placePoints.ts';

/** Who and what stands where the points are. */
export interface Standing {
  readonly buildings: readonly PlacedBuilding[];
  readonly facilities: MadePeople['facilities'];
}

/** How much of the time has passed when that is there. */
const [VIDEO_SHARE, HAZARDS_SHARE, COMPONENTS_SHARE] = [0.6, 0.65, 0.95];

export function makePoints(
  { recipe, official, sources, placed, faults }: ModelInput,
  { areas, landCm }: MadeAreas,
  { blocks, roads, waterCm }: MadeGround,
  { buildings, facilities }: Standing,
  findGrid: FindGrid,
  accepted: Map<string, number>,
  known: KnownPlaces = new KnownPlaces(),
  onPart: OnPart = unheard,
): Pick<DistrictModel, 'videoPoints' | 'hazards' | 'components' | 'replayEvents'> {
  const { generate, district } = recipe;
  const videoSources = sources.of('videoPoints');
  const realVideo = placeVideoPoints(videoSources, placed.frame, findGrid, faults);
  countInto(accepted, realVideo);
  const naming = { seed: generate.seed, districtKey: district.key };
  const videoSpec = { ...naming, divisionCode: district.code ?? null, count: generate.videoPoints ?? 0 };
  const open = known.around({ roads, waterCm, buildings }, boundsOf(landCm.flat()));
  const places = { findGrid, isOpen: (xCm: number, yCm: number): boolean => open.isOpen(xCm, yCm) };
  const videoPoints =
    videoSources.length > 0
      ? [...realVideo.values()].flat()
      : generateVideoPoints({ areas, roads, facilities, buildings, ...places }, videoSpec);
  if (videoSources.length === 0 && videoPoints.length < videoSpec.count) {
    tellShort('videoPoints', videoSpec.count, videoPoints.length, faults);
  }
  onPart('points', VIDEO_SHARE);
  const facilityKinds = new Map(facilities.map(({ buildingId, kind }) => [buildingId ?? '', kind]));
  const hazards = generateHazards(
    { blocks, buildings, facilityKinds, ...places },
    { ...naming, count: generate.hazards },
  );
  if (hazards.length < generate.hazards) tellShort('hazards', generate.hazards, hazards.length, faults);
  onPart('points', HAZARDS_SHARE);
  const classes = official.componentClasses;
  const givenComponents = placeComponents(sources.of('components'), classes, placed.frame, findGrid, faults);
  countInto(accepted, givenComponents);
  const components =
    givenComponents.size === 0 && generate.components
      ? generateComponents({ roads, buildings, ...places }, { ...naming, divisionCode: district.code ?? null, classes })
      : componentRows([...givenComponents.values()].flat());
  onPart('points', COMPONENTS_SHARE);
  const matterCodes = new Set(official.matters.map(({ code }) => code));
  const events = placeEvents(sources.of('events'), placed.frame, findGrid, matterCodes, faults);
  countInto(accepted, events);
  return {
    videoPoints: [...videoPoints].sort(byId((item) => item.videoPointId)),
    hazards: [...hazards].sort(byId((item) => item.hazardId)),
    components,
    replayEvents: [...events.values()].flat(),
  };
}
