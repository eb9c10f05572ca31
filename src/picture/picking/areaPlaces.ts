/** Which area a place on the ground lies in: the finest level there, edges to the lowest id. */
import Flatbush from 'flatbush';
import { type Area, type AreasFile, decodeAreas } from '../../model/contract/areasFile.ts';
import { areaLevels } from '../../model/domain/areas.ts';
import type { Language } from '../../model/faults/fault.ts';
import { boundsOf, type MultiPolygon, type Point2, sideOfMultiPolygon } from '../../model/geometry/polygon.ts';

export class AreaPlaces {
  readonly #areas: readonly Area[];
  readonly #byId: ReadonlyMap<string, Area>;
  readonly #outlines: Map<string, MultiPolygon>;
  readonly #index: Flatbush | null;
  /** The district itself; null in a file without one. */
  readonly districtId: string | null;

  constructor(file: AreasFile) {
    this.#byId = new Map(file.areas.map((area) => [area.id, area]));
    this.#outlines = decodeAreas(file);
    this.districtId = file.areas.find((area) => area.level === 'district')?.id ?? null;
    const parents = new Set(file.areas.map((area) => area.parentId));
    // Leaves of the responsibility tree; community grids are a second parent and never a leaf.
    this.#areas = file.areas.filter((area) => !parents.has(area.id) && area.level !== 'communityGrid');
    this.#index = this.#areas.length > 0 ? new Flatbush(this.#areas.length) : null;
    for (const area of this.#areas) {
      const bounds = boundsOf(this.#outlines.get(area.id)!.flat());
      this.#index!.add(bounds.minX, bounds.minY, bounds.maxX, bounds.maxY);
    }
    this.#index?.finish();
  }

  /** Null for an unknown id. */
  areaOf(areaId: string): Area | null {
    return this.#byId.get(areaId) ?? null;
  }

  /** Null for an unknown id. */
  nameOf(areaId: string, language: Language): string | null {
    const area = this.#byId.get(areaId);
    return area ? (language === 'zh' ? area.name : area.nameEn) : null;
  }

  /** Outlines in whole centimetres; undefined for an unknown id. */
  outlinesCm(areaId: string): MultiPolygon | undefined {
    return this.#outlines.get(areaId);
  }

  /** Corners of an area's outer outlines in ENU metres: what a look at the area must hold. Null for an unknown id. */
  cornersMeters(areaId: string): Point2[] | null {
    const corners = this.#outlines
      .get(areaId)
      ?.flatMap(([outer]) => outer!.map(([x, y]): Point2 => [x / 100, y / 100]));
    return corners && corners.length > 0 ? corners : null;
  }

  areaAt(eastMeters: number, northMeters: number): Area | null {
    const [x, y] = [eastMeters * 100, northMeters * 100];
    const hits = (this.#index?.search(x, y, x, y) ?? [])
      .map((row) => this.#areas[row]!)
      .filter((area) => sideOfMultiPolygon(this.#outlines.get(area.id)!, x, y) !== 'outside');
    return hits.sort((a, b) => levelOf(b) - levelOf(a) || (a.id < b.id ? -1 : 1))[0] ?? null;
  }
}

const levelOf = (area: Area): number => areaLevels.indexOf(area.level);
