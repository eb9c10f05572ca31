/** What lies on the ground: its heights, water, quays, green, roads; and the blocks between them. */
import { roundedHeightField } from '../../model/contract/heightFieldFile.ts';
import type { SourceRole } from '../../model/contract/recipeSources.ts';
import { flatHeightField } from '../../model/geometry/heightField.ts';
import { boundsOf, type MultiPolygon } from '../../model/geometry/polygon.ts';
import type { DistrictModel } from '../districtModel.ts';
import { type OnPart, unheard } from '../progress.ts';
import { AreaClearance } from '../synthetic/clearOfAreas.ts';
import { westShore } from '../synthetic/coast.ts';
import {
  type Block,
  bridgesOver,
  generateRoads,
  greenOf,
  type LandscapeSpec,
  planBlocks,
  reliefOf,
  riversThrough,
  seaOf,
  streetsBesideHouses,
} from '../synthetic/generate.ts';
import { quantisedPolygons } from './enuCm.ts';
import { givenGround } from './givenGround.ts';
import type { GivenHeights } from './givenHeightField.ts';
import type { MadeAreas } from './makeAreas.ts';
import { type LandSpec, type MadeLand, makeLand } from './makeLand.ts';
import type { ModelInput } from './modelInput.ts';
import { planOfInput } from './planOfInput.ts';

export interface MadeGround
  extends Pick<
    DistrictModel,
    'roads' | 'streetsAtHouses' | 'bridges' | 'beyond' | 'waterCm' | 'sunkWater' | 'greenCm' | 'quaysCm' | 'heightField'
  > {
  readonly blocks: readonly Block[];
  /** Sources whose heights the ground has; none where they are invented or level. */
  readonly elevationKeys: readonly string[];
  /** Given roads, water and green that lie here, by source key. */
  readonly acceptedOnGround: ReadonlyMap<string, number>;
}

/** Footprints of an owner's buildings as they were handed over, so far as they can be placed: repair is another stage's. */
function givenHouses({ sources, placed }: ModelInput, landCm: MultiPolygon): AreaClearance {
  const footprints = sources
    .of('buildings')
    .flatMap(({ records }) =>
      records.flatMap(({ geometry }) => (geometry.kind === 'polygons' ? [geometry.polygons] : [])),
    );
  const polygonsCm = footprints.flatMap((polygons) => quantisedPolygons(placed.frame, polygons) ?? []);
  return new AreaClearance(polygonsCm, boundsOf(landCm.flat()));
}

/** Whoever makes the land; it is asked for before blocks and roads are planned, and waited for after them. */
export type LandMaker = (spec: LandSpec) => Promise<MadeLand>;

/** Rejects with FaultError BAKE-122 for a plan of another place. */
export async function makeGround(
  input: ModelInput,
  { areas, landCm }: MadeAreas,
  given: GivenHeights | null = null,
  onPart: OnPart = unheard,
  landOf: LandMaker = async (spec) => makeLand(spec),
): Promise<MadeGround> {
  const { generate } = input.recipe;
  const [plan, seaSide] = [planOfInput(input), generate.sea ?? null];
  const landscape: LandscapeSpec = {
    seed: generate.seed,
    plan,
    seaSide,
    landCm,
    shoreCm: seaSide ? westShore(landCm) : [],
  };
  onPart('relief', 0);
  const seaCm = seaOf(landscape);
  const relief = plan ? reliefOf(plan, { ...landscape, seaCm }) : flatHeightField();
  const heightField = roundedHeightField(given?.heightField ?? relief);
  const drawn = givenGround(input, landCm);
  const land = landOf({ ...landscape, seaCm, givenWaterCm: drawn.waterCm, heightField });
  land.catch(() => null); // told below, where it is waited for
  onPart('blocks', 0);
  const blocks = planBlocks(areas, { seed: generate.seed, seaSide, plan, heightField }, (share) =>
    onPart('blocks', share),
  );
  onPart('roads', 0);
  const isGiven = (role: SourceRole): boolean => input.sources.of(role).length > 0;
  const invented =
    generate.roads && !isGiven('roads')
      ? generateRoads(areas, isGiven('buildings') ? [] : blocks, plan, heightField)
      : [];
  const { roads: beside, ...streetsAtHouses } =
    isGiven('buildings') && invented.length > 0
      ? streetsBesideHouses(invented, givenHouses(input, landCm))
      : { roads: invented, narrowedMeters: 0, leftOutMeters: 0 };
  const roads = isGiven('roads') ? drawn.roads : beside;
  onPart('land', 0);
  // Invented lawns would lie across real houses.
  const greenCm = isGiven('green') ? drawn.greenCm : isGiven('buildings') ? [] : greenOf(blocks, landscape);
  const { waterCm, riverbeds, quaysCm, beyond } = await land;
  return {
    blocks,
    roads,
    streetsAtHouses,
    bridges: bridgesOver(roads, riversThrough(plan, landCm)),
    beyond,
    waterCm,
    // A bed below real houses would leave those without ground that were built beside another river.
    sunkWater: isGiven('buildings') ? [] : [...riverbeds],
    greenCm,
    quaysCm,
    heightField,
    elevationKeys: given?.sourceKeys ?? [],
    acceptedOnGround: drawn.accepted,
  };
}
