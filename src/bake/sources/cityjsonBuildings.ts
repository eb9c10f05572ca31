/** CityJSON objects → one record per Building, its parts joined to it wherever in the file they stand. */
import { fault, recordFault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { buildingShape } from './cityBuilding.ts';
import { type CityjsonSurfaces, cityjsonSurfaces, type VertexAt } from './cityjsonSurfaces.ts';
import { modelValues } from './modelValues.ts';
import type { RawRecord } from './rawFile.ts';

interface CityPart extends CityjsonSurfaces {
  readonly id: string;
  readonly attributes: unknown;
}

interface PendingBuilding extends CityPart {
  readonly number: number;
  /** Parts that are still to come, by id, in the building's order. */
  partIds: readonly string[];
  readonly parts: Map<string, CityPart>;
}

export interface BuildingsInput {
  readonly file: string;
  readonly source: string;
  readonly faults: FaultLog;
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** Building → its record, as soon as all its parts have come by. */
export class CityjsonBuildings {
  readonly #input: BuildingsInput;
  readonly #pending = new Map<string, PendingBuilding>();
  /** Parts that came before their building. */
  readonly #early = new Map<string, CityPart & { readonly buildingId: string }>();
  /** Children that are no parts. */
  readonly #others = new Set<string>();
  #number = 0;

  constructor(input: BuildingsInput) {
    this.#input = input;
  }

  *add(id: string, object: unknown, vertexAt: VertexAt): Generator<RawRecord> {
    const { type, attributes, geometry, children, parents } = (object ?? {}) as Record<string, unknown>;
    if (type !== 'Building' && type !== 'BuildingPart') {
      yield* this.#passOver(id, strings(parents));
      return;
    }
    const part: CityPart = { id, attributes, ...cityjsonSurfaces(geometry, vertexAt) };
    if (type === 'BuildingPart') {
      const buildingId = strings(parents)[0] ?? '';
      const building = this.#pending.get(buildingId);
      if (!building) this.#early.set(id, { ...part, buildingId });
      else if (building.partIds.includes(id)) {
        building.parts.set(id, part);
        yield* this.#settle(building);
      } else this.#lonely(buildingId, id);
      return;
    }
    const partIds = strings(children).filter((childId) => !this.#others.has(childId));
    const building: PendingBuilding = { ...part, number: ++this.#number, partIds, parts: new Map() };
    for (const partId of partIds) {
      const early = this.#early.get(partId);
      if (!early) continue;
      building.parts.set(partId, early);
      this.#early.delete(partId);
    }
    this.#pending.set(id, building);
    yield* this.#settle(building);
  }

  /** Installations and rooms are children of a building too, and no parts of it. */
  *#passOver(id: string, parentIds: readonly string[]): Generator<RawRecord> {
    if (parentIds.length === 0) return;
    this.#others.add(id);
    for (const parentId of parentIds) {
      const building = this.#pending.get(parentId);
      if (!building?.partIds.includes(id)) continue;
      building.partIds = building.partIds.filter((partId) => partId !== id);
      yield* this.#settle(building);
    }
  }

  #lonely(building: string, part: string): void {
    const { source, file, faults } = this.#input;
    faults.add(fault('BAKE-245', { source, building, part }, file));
  }

  *#settle(building: PendingBuilding): Generator<RawRecord> {
    if (building.parts.size < building.partIds.length) return;
    this.#pending.delete(building.id);
    yield this.#record(building);
  }

  /** What waits in vain: buildings go without the parts that are not there, parts alone are dropped. */
  *finish(): Generator<RawRecord> {
    for (const building of this.#pending.values()) {
      for (const partId of building.partIds) if (!building.parts.has(partId)) this.#lonely(building.id, partId);
      yield this.#record(building);
    }
    const { source, file, faults } = this.#input;
    for (const { id, buildingId } of this.#early.values()) {
      faults.add(recordFault('BAKE-245', { source, id, fate: 'dropped' }, { building: buildingId, part: id }, file));
    }
    this.#pending.clear();
    this.#early.clear();
  }

  #record(building: PendingBuilding): RawRecord {
    const { source, file, faults } = this.#input;
    const parts = building.partIds.flatMap((id) => building.parts.get(id) ?? []);
    const unusable = [building, ...parts].reduce((sum, part) => sum + part.unusable, 0);
    if (unusable > 0) faults.add(fault('BAKE-247', { source, id: building.id, count: unusable }, file));
    const shape = buildingShape([building, ...parts].map(({ surfaces }) => surfaces));
    const values = modelValues(building.id, building.attributes, parts, shape);
    return { number: building.number, values, geometry: shape && { kind: 'polygons', polygons: shape.polygons } };
  }
}
