import type { SearchAnswer, SearchHit } from '../../model/contract/answers.ts';
import type { Audience } from '../../model/domain/audiences.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';

const MAX_HITS = 20;
const MAX_QUERY_CHARACTERS = 64;

export type Search = (query: string) => SearchAnswer;

/**
 * Finds by the beginning of a code or id and by any part of a name. Whole areas first, then buildings; cases, video
 * points and hazards for duty only.
 */
export function searchFor(district: District, state: DistrictState, audience: Audience): Search {
  // `ESCAPE` so that a query of `%` finds a percent sign and not everything.
  const buildings = district.index.prepare(
    `SELECT buildingId, name, nameEn, gridId, centroidEastMeters, centroidNorthMeters FROM buildings
     WHERE buildingId LIKE ? ESCAPE '\\' OR name LIKE ? ESCAPE '\\' OR nameEn LIKE ? ESCAPE '\\'
     ORDER BY buildingIndex LIMIT ?`,
  );
  return (query) => {
    const text = query.trim().slice(0, MAX_QUERY_CHARACTERS).toWellFormed().toLowerCase();
    if (text === '') return { hits: [] };
    const matches = (id: string, ...names: string[]): boolean =>
      id.toLowerCase().startsWith(text) || names.some((name) => name.toLowerCase().includes(text));
    const hits: SearchHit[] = [];
    const rest = (): number => MAX_HITS - hits.length;
    const add = (found: Iterable<SearchHit>): void => {
      for (const hit of found) {
        if (rest() <= 0) return;
        hits.push(hit);
      }
    };
    const detailOf = (areaId: string): Pick<SearchHit, 'detail' | 'detailEn'> => {
      const area = district.areaById.get(areaId);
      return { detail: area?.name ?? areaId, detailEn: area?.nameEn ?? areaId };
    };

    if (audience === 'duty') {
      add(
        [...state.cases.values()]
          .filter((item) => matches(item.caseId, item.title, item.titleEn))
          .reverse()
          .slice(0, MAX_HITS / 2)
          .map(({ caseId, title, titleEn, gridId, enuMeters }) => ({
            kind: 'case',
            id: caseId,
            name: title,
            nameEn: titleEn,
            ...detailOf(gridId),
            enuMeters,
          })),
      );
    }
    add(
      district.areas
        .filter((area) => matches(area.id, area.name, area.nameEn))
        .slice(0, MAX_HITS)
        .map(({ id, name, nameEn, labelEnuMeters }) => ({
          kind: 'area',
          id,
          name,
          nameEn,
          detail: id,
          detailEn: id,
          enuMeters: labelEnuMeters,
        })),
    );
    const escaped = text.replace(/[\\%_]/g, (character) => `\\${character}`);
    if (rest() > 0) {
      const rows = buildings.all(`${escaped}%`, `%${escaped}%`, `%${escaped}%`, rest()) as Record<
        string,
        string | number
      >[];
      add(
        rows.map((row) => ({
          kind: 'building',
          id: String(row.buildingId),
          name: String(row.name),
          nameEn: String(row.nameEn),
          ...detailOf(String(row.gridId)),
          enuMeters: [Number(row.centroidEastMeters), Number(row.centroidNorthMeters)],
        })),
      );
    }
    if (audience === 'public') return { hits };
    add(
      [...district.hazards.values()]
        .filter((hazard) => matches(hazard.hazardId, hazard.name, hazard.nameEn))
        .map(({ hazardId, name, nameEn, gridId, enuAboveGroundMeters: [east, north] }) => ({
          kind: 'hazard',
          id: hazardId,
          name,
          nameEn,
          ...detailOf(gridId),
          enuMeters: [east, north],
        })),
    );
    if (rest() > 0) {
      add(
        district.videoPoints
          .filter((point) => matches(point.videoPointId, point.name))
          .slice(0, rest())
          .map(({ videoPointId, name, gridId, enuAboveGroundMeters: [east, north] }) => ({
            kind: 'videoPoint',
            id: videoPointId,
            name,
            nameEn: name,
            ...detailOf(gridId),
            enuMeters: [east, north],
          })),
      );
    }
    return { hits };
  };
}
