/** City components of an owner's files. Whatever has no class of the table, or no grid, is refused and counted. */
import { hash } from 'node:crypto';
import type { ComponentClass } from '../../model/domain/components.ts';
import { type FaultCode, recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { nearestName } from '../../model/faults/nearestName.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { ComponentRows } from '../districtModel.ts';
import { refuseUnused } from '../sources/noneUsable.ts';
import type { ReadSource } from '../sources/readSource.ts';
import { byId } from './modelInput.ts';
import type { FindGrid } from './placeBuildings.ts';
import { placeOf } from './placePoints.ts';

export interface PlacedComponent {
  readonly id: string;
  readonly atCm: Point2;
  readonly classRow: number;
  readonly gridId: string;
  /** Null where the owner gives none. */
  readonly name: string | null;
  readonly ownerUnit: string | null;
}

/** Of a component whose owner gives no id: the same one keeps it from one bake to the next, to the square metre. */
function idFromPlace(classCode: string, [xCm, yCm]: Point2): string {
  return `h${hash('sha256', `${classCode}/${Math.round(xCm / 100)}/${Math.round(yCm / 100)}`, 'hex').slice(0, 12)}`;
}

const textOf = (value: unknown): string | null => {
  const text = String(value ?? '').trim();
  return text === '' ? null : text;
};

/** Throws FaultError BAKE-210 for a source of which nothing is left. */
export function placeComponents(
  sources: readonly ReadSource[],
  classes: readonly ComponentClass[],
  frame: EnuFrame,
  findGrid: FindGrid,
  faults: FaultLog,
): Map<string, PlacedComponent[]> {
  const rowOfClass = new Map(classes.map(({ code }, row) => [code, row]));
  const codes = classes.map(({ code }) => code);
  const idsOfPlaces = new Set<string>();
  return new Map(
    sources.map(({ source, records }) => {
      const placed = records.flatMap((record): PlacedComponent[] => {
        const drop = (code: FaultCode, values: Readonly<Record<string, string>>): [] => {
          const fate = { source: source.key, id: record.label, fate: 'dropped' } as const;
          faults.add(recordFault(code, fate, values, source.path));
          return [];
        };
        const value = String(record.values.class ?? '').trim();
        const classRow = rowOfClass.get(value);
        if (classRow === undefined) return drop('BAKE-361', { value, nearest: nearestName(value, codes) });
        const place = placeOf({ source, record }, frame, findGrid, { code: 'BAKE-360', values: {} }, faults);
        if (!place) return [];
        const isNamed = record.hasOwnId;
        const id = isNamed ? `${source.key}:${record.label}` : idFromPlace(value, place.atCm);
        if (!isNamed && idsOfPlaces.has(id)) return drop('BAKE-362', {});
        if (!isNamed) idsOfPlaces.add(id);
        const { name, ownerUnit } = record.values;
        const { atCm, gridId } = place;
        return [{ id, atCm, classRow, gridId, name: textOf(name), ownerUnit: textOf(ownerUnit) }];
      });
      refuseUnused(source, records.length, placed.length, faults);
      return [source.key, placed];
    }),
  );
}

/** In columns, in the order of their ids. */
export function componentRows(placed: readonly PlacedComponent[]): ComponentRows {
  const items = [...placed].sort(byId(({ id }) => id));
  const given = (textOf: (item: PlacedComponent) => string | null): Map<number, string> =>
    new Map(
      items.flatMap((item, row) => {
        const text = textOf(item);
        return text === null ? [] : [[row, text] as const];
      }),
    );
  return {
    ids: items.map(({ id }) => id),
    enuCm: Int32Array.from(items.flatMap(({ atCm }) => [...atCm])),
    classRow: Uint8Array.from(items, ({ classRow }) => classRow),
    gridIds: items.map(({ gridId }) => gridId),
    names: given(({ name }) => name),
    ownerUnits: given(({ ownerUnit }) => ownerUnit),
  };
}
