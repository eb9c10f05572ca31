/** The proof of the areas, with the buildings and residents that its pieces hold, and the buildings across grids. */
import { FaultLog } from '../../model/faults/faultLog.ts';
import { type MultiPolygon, outlineCentroid } from '../../model/geometry/polygon.ts';
import type { DistrictModel } from '../districtModel.ts';
import type { Proof, ProofBuilding } from '../prove/proof.ts';
import { withBuildings } from '../prove/proveDistrict.ts';
import { splitBuildings } from '../prove/splitBuildings.ts';
import { givenBuildings } from './givenAreas.ts';
import type { MadeAreas } from './makeAreas.ts';
import type { ModelInput } from './modelInput.ts';
import type { FindGrid } from './placeBuildings.ts';
import { tellSplitBuildings } from './tellProof.ts';

/** Given buildings that stand in a gap are in no grid and so not in the model: the gap holds them all the same. */
function inNoGrid({ sources, placed }: ModelInput, findGrid: FindGrid): ProofBuilding[] {
  // Placing them has counted what was wrong with each: not a second time.
  return givenBuildings(sources.of('buildings'), placed.frame, new FaultLog()).filter(({ footprintCm }) => {
    const [x, y] = outlineCentroid(footprintCm[0]![0]!);
    return findGrid(x, y) === null;
  });
}

/** Land of the district that lies in no street; every piece of every level stands in the package's slivers. */
export function uncoveredOf({ pieces }: Proof): { squareMeters: number; polygonCm: MultiPolygon[number] }[] {
  return pieces
    .filter(({ kind, level }) => kind === 'gap' && level === 'street')
    .map(({ squareMeters, polygonCm }) => ({ squareMeters: Math.round(squareMeters), polygonCm }));
}

export function finishProof(
  input: ModelInput,
  { areas, proof, gridsAreGiven }: MadeAreas,
  model: Pick<DistrictModel, 'buildings'>,
  findGrid: FindGrid,
): Proof {
  if (proof.pieces.length === 0 && !gridsAreGiven) return proof;
  const standing = model.buildings.map(({ buildingId, residents, footprintCm }): ProofBuilding => {
    return { id: buildingId, residents, footprintCm };
  });
  const pieces = withBuildings(proof.pieces, [...standing, ...inNoGrid(input, findGrid)]);
  if (!gridsAreGiven) return { ...proof, pieces };
  const split = splitBuildings(
    areas,
    areas.map(({ polygonsCm }) => polygonsCm),
    standing,
  );
  tellSplitBuildings(split, input.faults);
  return { ...proof, pieces, splitBuildings: split };
}
