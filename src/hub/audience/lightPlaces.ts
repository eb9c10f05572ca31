/** Which building's window shows that a matter was closed: its own, else one of its grid's, by the case's stable hash. */
import { windowCountOf } from '../../model/contract/footprintsFile.ts';
import { spreadRow } from '../../model/domain/litWindows.ts';
import type { ClosurePlace } from '../state/closures.ts';
import type { District } from '../state/districtPackage.ts';

export interface LightPlace {
  readonly buildingIndex: number;
  /** True: chosen for its grid, because no building of this package is known for the matter. */
  readonly isSpread: boolean;
}

export interface LightPlaces {
  /** Null where the matter's grid has no window. */
  of(place: ClosurePlace, lightHash: number): LightPlace | null;
}

interface GridWindows {
  readonly buildingIndexes: number[];
  readonly windowCounts: number[];
}

export function lightPlaces(district: District): LightPlaces {
  const { footprints, areas } = district;
  const rowOfBuilding = district.index.prepare('SELECT buildingIndex FROM buildings WHERE buildingId = ?');
  const indexById = new Map<string, number | null>();
  let windowsOfGrids: Map<string, GridWindows> | null = null;

  const indexOf = (buildingId: string): number | null => {
    let known = indexById.get(buildingId);
    if (known === undefined) {
      const row = rowOfBuilding.get(buildingId) as { buildingIndex: number } | undefined;
      known = row?.buildingIndex ?? null;
      indexById.set(buildingId, known);
    }
    return known;
  };
  const windowsOfGrid = (gridId: string): GridWindows | undefined => {
    if (!windowsOfGrids) {
      windowsOfGrids = new Map();
      for (let building = 0; building < footprints.count; building++) {
        const id = areas[footprints.areaRow[building]!]!.id;
        const grid = windowsOfGrids.get(id) ?? { buildingIndexes: [], windowCounts: [] };
        windowsOfGrids.set(id, grid);
        grid.buildingIndexes.push(building);
        grid.windowCounts.push(windowCountOf(footprints, building));
      }
    }
    return windowsOfGrids.get(gridId);
  };

  return {
    of({ gridId, buildingId }, lightHash) {
      const own = buildingId === null ? null : indexOf(buildingId);
      if (own !== null) return { buildingIndex: own, isSpread: false };
      const grid = windowsOfGrid(gridId);
      const row = grid ? spreadRow(lightHash, grid.windowCounts) : null;
      return row === null ? null : { buildingIndex: grid!.buildingIndexes[row]!, isSpread: true };
    },
  };
}
