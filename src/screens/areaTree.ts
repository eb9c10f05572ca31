/** The tree of areas as the map's picks need it: who lies in whom. Pure, from the package's areas file. */
import type { Area, AreasFile } from '../model/contract/areasFile.ts';

export class AreaTree {
  readonly #byId: ReadonlyMap<string, Area>;

  constructor(file: AreasFile) {
    this.#byId = new Map(file.areas.map((area) => [area.id, area]));
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
}
