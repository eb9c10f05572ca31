/** One tile of buildings, from what a thread can be handed. */
import { decodeFootprints, encodeFootprints, footprintOf } from '../../model/contract/footprintsFile.ts';
import type { BuildingProperties } from '../../model/contract/tileAttributes.ts';
import type { Building } from '../../model/domain/buildings.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { HeightField } from '../../model/geometry/heightField.ts';
import type { MultiPolygon } from '../../model/geometry/polygon.ts';
import { addBuilding } from './buildingMesh.ts';
import { encodeGlb, type GlbOptions, stepFor } from './encodeGlb.ts';
import { type Box, boxOfMesh, emptyMesh, grownBox } from './mesh.ts';
import { type PackageFile, tileFile } from './packageFile.ts';

/** Fine enough for walls, and no wall may part from the ground: tiles too wide for whole numbers in it keep floats. */
const STEP_METERS = 1 / 16;

export type TiledBuilding = Building & { readonly footprintCm: MultiPolygon };

/** What a tile needs of a building, besides its footprint. */
type DrawnBuilding = Pick<
  Building,
  | ('buildingIndex' | 'buildingId' | 'code' | 'use' | 'roof' | 'floors' | 'yearBuilt')
  | ('heightGroundMeters' | 'gridId' | 'households')
>;

export interface BuildingTileJob {
  readonly kind: 'building';
  readonly name: string;
  readonly buildings: readonly DrawnBuilding[];
  /** Of these buildings, packed as in footprints.bin: thousands of small lists would have to be copied one by one. */
  readonly footprints: Uint8Array<ArrayBuffer>;
  readonly field: HeightField;
  /** Buildings of the whole district. */
  readonly featureCount: number;
}

/** @param buildings in the order in which the tile draws them. */
export function buildingTileJob(
  name: string,
  buildings: readonly TiledBuilding[],
  field: HeightField,
  featureCount: number,
): BuildingTileJob {
  const drawn = buildings.map((building): DrawnBuilding => {
    const { buildingIndex, buildingId, code, use, roof, floors, yearBuilt, heightGroundMeters, gridId, households } =
      building;
    return { buildingIndex, buildingId, code, use, roof, floors, yearBuilt, heightGroundMeters, gridId, households };
  });
  const footprints = encodeFootprints(
    buildings.map(({ heightGroundMeters, footprintCm }) => {
      return { heightGroundMeters, polygonsCm: footprintCm, areaRow: 0, windowColumns: 0, floors: 0 };
    }),
  );
  return { kind: 'building', name, buildings: drawn, footprints, field, featureCount };
}

export async function makeBuildingTile(job: BuildingTileJob): Promise<{ file: PackageFile; box: Box }> {
  const { name, buildings, field, featureCount } = job;
  const footprints = decodeFootprints(job.footprints);
  invariant(footprints !== null, 'a job holds whole footprints');
  const mesh = emptyMesh();
  const table = buildings.map((building, row): BuildingProperties => {
    const stood = { ...building, footprintCm: footprintOf(footprints, row) };
    const { baseUpMeters, topUpMeters } = addBuilding(mesh, stood, field, row);
    const { buildingId, code, use, floors, yearBuilt, gridId, households } = building;
    const [baseUp, height] = [baseUpMeters, topUpMeters - baseUpMeters];
    return { id: buildingId, code, use, floors, height, baseUp, year: yearBuilt, grid: gridId, households };
  });
  const { min, max } = boxOfMesh(mesh);
  const isFine = stepFor(Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2 + 1) <= STEP_METERS;
  const positions: GlbOptions['positions'] = isFine
    ? { kind: 'quantised', stepMeters: STEP_METERS }
    : { kind: 'float' };
  const encoded = await encodeGlb(mesh, { name, featureCount, positions, unlit: false, table });
  return { file: tileFile('buildings', name, encoded), box: grownBox({ min, max }, encoded.roundingMeters) };
}
