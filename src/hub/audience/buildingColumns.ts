/** One attribute of every building, as an audience may know it: what the city is coloured by. */
import type { DatabaseSync } from 'node:sqlite';
import {
  type BuildingAttribute,
  type BuildingColumn,
  type ClassColumn,
  type NumberColumn,
  type PackagedAttribute,
  resolvedBands,
} from '../../model/contract/buildingColumns.ts';
import { householdsBandOf, householdsBands } from '../../model/contract/tileAttributes.ts';
import type { Audience } from '../../model/domain/audiences.ts';
import { type BuildingUse, buildingUses } from '../../model/domain/buildings.ts';
import { isOpen } from '../../model/domain/cases.ts';
import { USUAL_WINDOW_PERIOD } from '../../model/domain/litWindows.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';
import { dutyWindows } from './dutyWindows.ts';
import type { PublicWindowBands } from './publicWindows.ts';

/** Null: not for this audience. */
export type BuildingColumns = (
  attribute: BuildingAttribute,
  audience: Audience,
  nowMillis: number,
) => BuildingColumn | null;

const indexColumns = { floors: 'floors', height: 'heightGroundMeters', year: 'yearBuilt' } as const;

function numbers(attribute: BuildingAttribute, atMillis: number, values: NumberColumn['values']): NumberColumn {
  return { attribute, atMillis, kind: 'number', values };
}

/** What the package says of its buildings, the same for everybody. @param index its index.sqlite. */
export function packagedColumn(index: DatabaseSync, attribute: PackagedAttribute, nowMillis: number): BuildingColumn {
  /** `column` is one of our own names. */
  const ofIndex = <T extends string | number | null>(column: string): T[] =>
    index
      .prepare(`SELECT "${column}" AS value FROM buildings ORDER BY buildingIndex`)
      .all()
      .map((row) => row.value as T);
  switch (attribute) {
    case 'use': {
      const values = ofIndex<BuildingUse>('use').map((use) => buildingUses.indexOf(use));
      return { attribute, atMillis: nowMillis, kind: 'class', classes: buildingUses, ordered: false, values };
    }
    case 'households': {
      // The same bands for everybody: duty's exact counts stand on the card of the one building.
      const values = ofIndex<number>('households').map((count) => householdsBands.indexOf(householdsBandOf(count)));
      return { attribute, atMillis: nowMillis, kind: 'class', classes: householdsBands, ordered: true, values };
    }
    default:
      return numbers(attribute, nowMillis, ofIndex<number | null>(indexColumns[attribute]));
  }
}

export function buildingColumns(district: District, state: DistrictState, windows: PublicWindowBands): BuildingColumns {
  const { index, footprints, areas } = district;
  const gridIdOf = (row: number): string => areas[footprints.areaRow[row]!]!.id;
  const perBuilding = <T>(of: (row: number) => T): T[] => Array.from({ length: footprints.count }, (_, row) => of(row));
  const onDutyWindows = dutyWindows(district, state);

  const resolvedPublic = (nowMillis: number): ClassColumn => {
    const { gridIds, bands } = windows.answer(USUAL_WINDOW_PERIOD, null, nowMillis);
    const bandOfGrid = new Map(gridIds.map((gridId, at) => [gridId, bands[at]!]));
    const values = perBuilding((row) => bandOfGrid.get(gridIdOf(row)) ?? 0);
    return { attribute: 'resolved', atMillis: nowMillis, kind: 'class', classes: resolvedBands, ordered: true, values };
  };
  const resolvedOnDuty = (nowMillis: number): NumberColumn => {
    const { buildingIndex, closed } = onDutyWindows(USUAL_WINDOW_PERIOD, null, nowMillis);
    const values = new Array<number>(footprints.count).fill(0);
    buildingIndex.forEach((row, at) => {
      values[row] = closed[at]!;
    });
    return numbers('resolved', nowMillis, values);
  };
  const openOnDuty = (nowMillis: number): NumberColumn => {
    const openOfGrid = new Map<string, number>();
    for (const item of state.cases.values()) {
      if (isOpen(item.state)) openOfGrid.set(item.gridId, (openOfGrid.get(item.gridId) ?? 0) + 1);
    }
    return numbers(
      'open',
      nowMillis,
      perBuilding((row) => openOfGrid.get(gridIdOf(row)) ?? 0),
    );
  };

  return (attribute, audience, nowMillis) => {
    switch (attribute) {
      case 'open':
        return audience === 'duty' ? openOnDuty(nowMillis) : null;
      case 'resolved':
        return audience === 'duty' ? resolvedOnDuty(nowMillis) : resolvedPublic(nowMillis);
      default:
        return packagedColumn(index, attribute, nowMillis);
    }
  };
}
