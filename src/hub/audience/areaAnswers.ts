/** Answers about areas and buildings, per audience. */
import type {
  AreaAnswer,
  AreaSummary,
  BuildingAnswer,
  BuildingSummary,
  Provenance,
} from '../../model/contract/answers.ts';
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import type { Audience } from '../../model/domain/audiences.ts';
import type { BuildingUse } from '../../model/domain/buildings.ts';
import { type CaseRecord, isOpen } from '../../model/domain/cases.ts';
import { bandOf, type CountBand, roundParts, type ShownCount, showRounded } from '../../model/domain/suppression.ts';
import type { AreaFacts, District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';
import { buildingTenants } from './buildingTenants.ts';
import { caseViews, upwardPath } from './caseView.ts';
import { componentCounts } from './componentCounts.ts';
import { partsOfArea, roundedCounts, shownCounts, thresholdOf } from './shownCounts.ts';

interface BuildingRow {
  readonly buildingIndex: number;
  readonly buildingId: string;
  readonly name: string;
  readonly nameEn: string;
  readonly use: BuildingUse;
  readonly floors: number;
  readonly yearBuilt: number | null;
  readonly heightGroundMeters: number;
  readonly footprintSquareMeters: number;
  readonly floorAreaSquareMeters: number;
  readonly households: number;
  readonly residents: number;
  readonly gridId: string;
  readonly centroidEastMeters: number;
  readonly centroidNorthMeters: number;
}

export interface AreaAnswers {
  area(areaId: string, nowMillis: number): AreaAnswer | null;
  /** By id, or by `@` and buildingIndex. */
  building(idOrIndex: string, nowMillis: number): BuildingAnswer | null;
}

export function areaAnswers(district: District, state: DistrictState, audience: Audience): AreaAnswers {
  const shown = shownCounts(district, audience);
  const roundedByCount = {
    households: roundedCounts(district, 'households'),
    residents: roundedCounts(district, 'residents'),
  };
  const viewOf = caseViews(district);
  const tenantsOf = buildingTenants(district, audience);
  const componentsOf = componentCounts(district);
  const buildingsOfGrid = district.index.prepare('SELECT * FROM buildings WHERE gridId = ? ORDER BY buildingIndex');
  const buildingById = district.index.prepare('SELECT * FROM buildings WHERE buildingId = ?');
  const buildingByIndex = district.index.prepare('SELECT * FROM buildings WHERE buildingIndex = ?');
  const rowsOfGrid = (gridId: string): BuildingRow[] => buildingsOfGrid.all(gridId) as unknown as BuildingRow[];
  const { synthetic } = district.manifest;

  const provenance = (nowMillis: number): Provenance => ({
    name: district.manifest.name,
    nameEn: district.manifest.nameEn,
    asOfMillis: nowMillis,
    synthetic: synthetic.buildings || synthetic.residents || synthetic.grids,
  });
  const pathOf = (areaId: string): AreaAnswer['path'] =>
    upwardPath(district, areaId)
      .map(({ id, level, name, nameEn }) => ({ id, level, name, nameEn }))
      .reverse();
  const summaryOf = (area: AreaFacts): AreaSummary => {
    const { buildings, residentialBuildings, footprintSquareMeters, floorAreaSquareMeters } = area.rollUp;
    return {
      id: area.id,
      level: area.level,
      name: area.name,
      nameEn: area.nameEn,
      figures: {
        buildings,
        residentialBuildings,
        footprintSquareMeters,
        floorAreaSquareMeters,
        households: shown(area, 'households'),
        residents: shown(area, 'residents'),
      },
    };
  };

  /** Public: bands, for a façade must not be a small count. Duty: rounded so that a grid's buildings add up to it. */
  const peopleOf = (
    rows: readonly BuildingRow[],
    gridId: string,
    counted: 'households' | 'residents',
  ): (CountBand | ShownCount)[] => {
    const counts = rows.map((row) => row[counted]);
    if (audience === 'public') return counts.map(bandOf);
    const rounded = roundParts(counts, roundedByCount[counted].get(gridId) ?? 0);
    return counts.map((count, index) => showRounded(count, rounded[index]!, thresholdOf[audience]));
  };
  const summaryOfBuilding = (row: BuildingRow, residents: CountBand | ShownCount): BuildingSummary => {
    const { buildingId, buildingIndex, name, nameEn, use, floors } = row;
    return { buildingId, buildingIndex, name, nameEn, use, floors, residents };
  };
  const openCasesWhere = (isHere: (item: CaseRecord) => boolean): CaseRecord[] =>
    [...state.cases.values()].filter((item) => isOpen(item.state) && isHere(item));

  return {
    area(areaId, nowMillis) {
      const area = district.areaById.get(areaId);
      if (!area) return null;
      const rows = isResponsibilityGrid(area.level) ? rowsOfGrid(area.id) : [];
      const residents = peopleOf(rows, area.id, 'residents');
      const answer: AreaAnswer = {
        ...summaryOf(area),
        path: pathOf(area.id),
        areaSquareMeters: area.areaSquareMeters,
        ownerUnit: area.ownerUnit,
        children: partsOfArea(district, area).map(summaryOf),
        components: componentsOf(area.id),
        buildings: rows.map((row, index) => summaryOfBuilding(row, residents[index]!)),
        provenance: provenance(nowMillis),
      };
      if (audience === 'public') return answer;
      const isBelow = (gridId: string): boolean =>
        upwardPath(district, gridId).some((above) => above.id === area.id || above.communityGridId === area.id);
      return {
        ...answer,
        gridHead: area.gridHeadMasked,
        openCases: openCasesWhere(({ gridId }) => isBelow(gridId)).length,
      };
    },

    building(idOrIndex, nowMillis) {
      const index = /^@(\d{1,9})$/.exec(idOrIndex)?.[1];
      const row = (index === undefined ? buildingById.get(idOrIndex) : buildingByIndex.get(Number(index))) as
        | BuildingRow
        | undefined;
      if (!row) return null;
      const neighbours = rowsOfGrid(row.gridId);
      const place = neighbours.findIndex(({ buildingIndex }) => buildingIndex === row.buildingIndex);
      const centroidEnuMeters = [row.centroidEastMeters, row.centroidNorthMeters] as const;
      const answer: BuildingAnswer = {
        ...summaryOfBuilding(row, peopleOf(neighbours, row.gridId, 'residents')[place]!),
        yearBuilt: row.yearBuilt,
        heightGroundMeters: row.heightGroundMeters,
        footprintSquareMeters: row.footprintSquareMeters,
        floorAreaSquareMeters: row.floorAreaSquareMeters,
        households: peopleOf(neighbours, row.gridId, 'households')[place]!,
        gridId: row.gridId,
        path: pathOf(row.gridId),
        centroidEnuMeters,
        lonLatDeg: district.frame.lonLatFromEnu([...centroidEnuMeters, 0]).lonLatDeg,
        ...tenantsOf(row),
        provenance: provenance(nowMillis),
      };
      if (audience === 'public') return answer;
      return { ...answer, openCases: openCasesWhere(({ buildingId }) => buildingId === row.buildingId).map(viewOf) };
    },
  };
}
