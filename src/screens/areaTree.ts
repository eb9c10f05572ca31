/** The tree of areas as the map's picks need it: who lies in whom. Pure, from the package's areas file. */
import { type Area, type AreasFile, decodeAreas } from '../model/contract/areasFile.ts';
import type { Direct } from '../model/contract/stage.ts';
import { type Bounds2, boundsOf } from '../model/geometry/polygon.ts';

export class AreaTree {
  readonly #byId: ReadonlyMap<string, Area>;
  readonly #boundsById = new Map<string, Bounds2>();

  constructor(file: AreasFile) {
    this.#byId = new Map(file.areas.map((area) => [area.id, area]));
    for (const [id, polygons] of decodeAreas(file)) {
      const cm = boundsOf(polygons.flat());
      this.#boundsById.set(id, { minX: cm.minX / 100, minY: cm.minY / 100, maxX: cm.maxX / 100, maxY: cm.maxY / 100 });
    }
  }

  area(id: string): Area | null {
    return this.#byId.get(id) ?? null;
  }

  /** The areas of one level, in order of their ids. */
  ofLevel(level: Area['level']): Area[] {
    return [...this.#byId.values()].filter((area) => area.level === level).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** From an area up to the district, itself first. */
  wayUp(id: string): string[] {
    const way: string[] = [];
    for (let at = this.area(id); at; at = at.parentId === null ? null : this.area(at.parentId)) way.push(at.id);
    return way;
  }

  /**
   * Where a tap on `pickedId` leads from `currentId`: one level down inside the current area; outside it, to the
   * neighbour of the current area's own level. Null where the tap names nothing new.
   */
  drillTo(currentId: string, pickedId: string): string | null {
    const way = this.wayUp(pickedId);
    const inside = way.indexOf(currentId);
    if (inside > 0) return way[inside - 1]!;
    if (inside === 0) return null;
    const depth = this.wayUp(currentId).length;
    return way.length >= depth ? (way[way.length - depth] ?? null) : (way[0] ?? null);
  }

  /** Bounds in ENU metres; null for an unknown area. */
  boundsEnuMeters(id: string): Bounds2 | null {
    return this.#boundsById.get(id) ?? null;
  }
}

/** How far the eye stands off to see a place of this size whole, at the stations' usual field of view. */
const STAND_OFF = 1.4;
const NEAREST_METERS = 500;
/** Near enough to count a building's storeys. */
const BUILDING_METERS = 320;

/** A look that shows the bounds whole, from the south, at a calm pitch. */
export function lookAtBounds(bounds: Bounds2): NonNullable<Direct['look']> {
  const size = Math.hypot(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  return {
    targetEnuMeters: [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2],
    rangeMeters: Math.min(60_000, Math.max(NEAREST_METERS, size * STAND_OFF)),
    headingDeg: 0,
    pitchDeg: -42,
  };
}

export function lookAtPoint(enuMeters: readonly [number, number]): NonNullable<Direct['look']> {
  return {
    targetEnuMeters: [enuMeters[0], enuMeters[1]],
    rangeMeters: BUILDING_METERS,
    headingDeg: 0,
    pitchDeg: -38,
  };
}
