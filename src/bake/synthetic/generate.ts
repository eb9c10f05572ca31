/**
 * Everything that the bake can invent for a district, in the order in which it is called:
 *
 *   generateAreas(spec: AreasSpec): AreasResult                                   throws FaultError BAKE-401 … 403
 *   planBlocks(areas, spec: BlocksSpec): Block[]                                  pieces of grids between lanes
 *   generateRoads(areas, blocks, plan, heightField): Road[]                       blocks may be [] : no lanes
 *   waterOf, riverbedsOf, quaysOf(spec: LandscapeSpec), greenOf(blocks, spec): MultiPolygon
 *   streetsBesideHouses(roads, houses): StreetsBesideHouses                        among an owner's buildings
 *   beyondOf(spec: BeyondSpec): BeyondSheet[]                                    land around the district
 *   bridgesOver(roads, riversThrough(plan, landCm)): Bridge[]
 *   reliefOf(plan, spec: ReliefSpec): HeightField                                 heights, where a plan gives hills
 *   generateBuildings(areas, blocks, spec, surroundings?): GeneratedBuildings      households and residents still 0
 *   populate(buildings, totalResidents, seed, crowding?): PlacedBuilding[]         also for real buildings
 *   generateFacilities(input: FacilitiesInput, spec: FacilitiesSpec): Facility[]  also among real buildings
 *   generateEnterprises(areas, buildings, spec: EnterprisesSpec): Enterprise[]
 *   generateStaff(areas, buildings, spec: StaffSpec): { staff, stewards, persons }
 *   shareAges(buildings, seed: string): Map<string, AgeCounts>                    by grid
 *   generateVideoPoints(input: VideoPointsInput, spec: VideoPointsSpec): PlacedVideoPoint[]
 *   generateHazards(input: HazardsInput, spec: HazardsSpec): Hazard[]
 *   generateComponents(input: ComponentsInput, spec: ComponentsSpec): ComponentRows
 *   buildingIdFromPlace(use, centroidEnuMeters): string                           also for real buildings without ids
 *   buildAreasFile(areas): AreasFile                       (../topology/sharedArcs.ts)
 *   proveTiling(areas): LevelProof[]                       (../prove/proveTiling.ts)
 *   new LeafLocator(areas).find(xCm, yCm): AreaNode | null (../topology/leafLocator.ts) lowest id on an edge
 *
 * Same input, same bytes. Nothing here is fact: what it makes is marked synthetic by whoever writes the manifest.
 */
export { beyondOf } from './beyond.ts';
export { buildingIdFromPlace } from './buildingId.ts';
export { generateAreas } from './generateAreas.ts';
export { type GeneratedBuildings, generateBuildings } from './generateBuildings.ts';
export { generateComponents } from './generateComponents.ts';
export { type EnterprisesSpec, generateEnterprises } from './generateEnterprises.ts';
export { type FacilitiesInput, type FacilitiesSpec, generateFacilities } from './generateFacilities.ts';
export { generateHazards, type HazardsInput } from './generateHazards.ts';
export { generateRoads } from './generateRoads.ts';
export { generateStaff, type StaffSpec } from './generateStaff.ts';
export { generateVideoPoints, type VideoPointsInput } from './generateVideoPoints.ts';
export { greenOf, type LandscapeSpec, quaysOf, riverbedsOf, seaOf, waterOf } from './landscape.ts';
export { planBlocks } from './planBlocks.ts';
export { populate } from './populate.ts';
export { type ReliefSpec, reliefOf } from './relief.ts';
export { bridgesOver, riversThrough } from './riverCrossings.ts';
export { shareAges } from './shareAges.ts';
export * from './specs.ts';
export { type StreetsBesideHouses, streetsBesideHouses } from './streetsBesideHouses.ts';
