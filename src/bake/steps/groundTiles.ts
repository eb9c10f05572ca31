/** Ground as 3D Tiles 1.1: land, water, green and roads, as flat sheets in the district's plane. */
import { type GroundClass, groundClasses } from '../../model/contract/tileAttributes.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import type { DistrictModel, RoadRank } from '../districtModel.ts';
import type { PackageFile } from './buildingTiles.ts';
import { encodeGlb } from './encodeGlb.ts';
import { boundingVolumeOf, boxOfMesh, emptyMesh, type Mesh, unionOfBoxes } from './mesh.ts';
import { addFlatPolygon, addRibbon } from './ribbon.ts';

/**
 * Heights of the sheets. Seen at 12 km in a logarithmic depth buffer, sheets 5 cm apart flickered through each other;
 * these hold from 20 km. The highest stays below the lines that screens draw on the ground; walls reach down to the land.
 */
const UP_METERS: Readonly<Record<GroundClass, number>> = {
  water: -2,
  land: -0.8,
  green: -0.5,
  road4: -0.3,
  road3: -0.1,
  road2: 0.08,
  road1: 0.25,
  quay: -0.6,
  rail: -0.2,
  deck: 0.25,
};
const roadClasses: Readonly<Record<RoadRank, GroundClass>> = { 1: 'road1', 2: 'road2', 3: 'road3', 4: 'road4' };
/** Far above any view of a district: its ground is always whole. */
const ALWAYS_REFINED_METERS = 10_000;

/** `ground/tileset.json` and its tiles. */
export async function groundTiles(
  model: Pick<DistrictModel, 'roads' | 'waterCm' | 'greenCm'>,
  landCm: MultiPolygon,
  frame: EnuFrame,
): Promise<PackageFile[]> {
  const sheets = emptyMesh();
  for (const polygon of landCm) addFlatPolygon(sheets, polygon, UP_METERS.land, 'land');
  for (const polygon of model.waterCm) addFlatPolygon(sheets, polygon, UP_METERS.water, 'water');
  for (const polygon of model.greenCm) addFlatPolygon(sheets, polygon, UP_METERS.green, 'green');
  const roads = emptyMesh();
  // Lanes first, main roads last: where two ranks meet, the higher one stands on top.
  for (const road of [...model.roads].sort((a, b) => b.rank - a.rank)) {
    const kind = roadClasses[road.rank];
    addRibbon(roads, road.centrelineCm, road.halfWidthMeters, UP_METERS[kind], kind);
  }
  const meshes = [
    ['sheets', sheets],
    ['roads', roads],
  ].filter(([, mesh]) => (mesh as Mesh).indices.length > 0) as [string, Mesh][];
  const files = await Promise.all(
    meshes.map(async ([name, mesh]): Promise<PackageFile> => {
      const options = { name, featureCount: groundClasses.length, quantisePositions: false, unlit: true };
      return { path: `ground/${name}.glb`, bytes: await encodeGlb(mesh, options) };
    }),
  );
  const boxes = meshes.map(([, mesh]) => boxOfMesh(mesh));
  const tileset = {
    asset: { version: '1.1' },
    geometricError: ALWAYS_REFINED_METERS,
    root: {
      boundingVolume: boundingVolumeOf(unionOfBoxes(boxes)),
      geometricError: ALWAYS_REFINED_METERS,
      refine: 'ADD',
      transform: frame.ecefFromEnuMatrix(),
      children: meshes.map(([name], index) => ({
        boundingVolume: boundingVolumeOf(boxes[index]!),
        geometricError: 0,
        content: { uri: `${name}.glb` },
      })),
    },
  };
  files.push({ path: 'ground/tileset.json', bytes: new TextEncoder().encode(JSON.stringify(tileset)) });
  return files;
}
