/** Answers about one hazard: how it stands, and who lives within its distances as the wind is now. Duty only. */
import {
  downwindAt,
  hazardZones,
  isWindStale,
  type Zone,
  zoneBounds,
  zoneHolds,
  zoneMeets,
} from '../../model/analysis/hazardZones.ts';
import type { HazardAnswer, PeopleWithin } from '../../model/contract/answers.ts';
import { footprintOf } from '../../model/contract/footprintsFile.ts';
import type { Facility, FacilityKind } from '../../model/domain/facilities.ts';
import { DUTY_THRESHOLD, roundToStep, type ShownCount, showRounded } from '../../model/domain/suppression.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';
import { upwardPath } from './caseView.ts';
import { hazardView, windView } from './projections.ts';

/** Where people need help to leave. */
const sensitiveKinds: readonly FacilityKind[] = ['school', 'kindergarten', 'hospital', 'clinic'];

/** Null for no hazard of the district. */
export type HazardAnswers = (hazardId: string, nowMillis: number) => HazardAnswer | null;

export function hazardAnswers(district: District, state: DistrictState): HazardAnswers {
  const { manifest } = district;
  /** Made by the first question: most hubs are asked for other things first. */
  let houses: Houses | null = null;
  let sensitive: readonly PlacedFacility[] | null = null;

  return (hazardId, nowMillis) => {
    const hazard = district.hazards.get(hazardId);
    if (!hazard) return null;
    houses ??= housesOf(district);
    sensitive ??= sensitiveOf(district);
    const { lonLatDeg } = manifest.enuOrigin;
    const downwind = downwindAt(state.wind, nowMillis, lonLatDeg);
    const zones = hazardZones(hazard, downwind);
    const isolation = zones.isolation && within(houses, zones.isolation);
    const protectedOnes = zones.downwind && within(houses, zones.downwind);
    const both = [zones.isolation, zones.downwind].filter((zone) => zone !== null);
    const together = new Set([...(isolation ?? []), ...(protectedOnes ?? [])]);
    const peopleIn = (rows: Iterable<number> | null): PeopleWithin | null => rows && peopleOf(houses!, rows);
    const path = upwardPath(district, hazard.gridId);
    const [east, north] = hazard.enuAboveGroundMeters;
    return {
      hazard: hazardView(hazard, state),
      levelSinceMillis: state.hazards.get(hazardId)?.levelSinceMillis ?? null,
      path: path.map(({ id, level, name, nameEn }) => ({ id, level, name, nameEn })).reverse(),
      lonLatDeg: district.frame.lonLatFromEnu([east, north, 0]).lonLatDeg,
      wind: state.wind && windView(state.wind),
      isWindStale: state.wind !== null && isWindStale(state.wind, nowMillis),
      isNight: downwind.isNight,
      isolation: peopleIn(isolation),
      downwind: peopleIn(protectedOnes),
      together: both.length === 0 ? null : peopleIn(together),
      sensitive: sensitive
        .filter(({ enuMeters, buildingIndex }) =>
          buildingIndex === null ? both.some((zone) => zoneHolds(zone, enuMeters)) : together.has(buildingIndex),
        )
        .map(({ enuMeters, buildingIndex: _, ...facility }) => ({
          ...facility,
          awayMeters: Math.round(Math.hypot(enuMeters[0] - east, enuMeters[1] - north)),
        }))
        .sort((a, b) => a.awayMeters - b.awayMeters || (a.facilityId < b.facilityId ? -1 : 1)),
      provenance: {
        name: manifest.name,
        nameEn: manifest.nameEn,
        asOfMillis: nowMillis,
        synthetic: manifest.synthetic.hazards || manifest.synthetic.buildings || manifest.synthetic.residents,
      },
    };
  };
}

interface Houses {
  readonly district: District;
  /** By buildingIndex. Bounds in metres ENU: least east, least north, most east, most north. */
  readonly bounds: Float64Array;
  readonly households: Uint32Array;
  readonly residents: Uint32Array;
}

function housesOf(district: District): Houses {
  const { footprints } = district;
  const { partStart, outlineStart, vertexStart, enuCm } = footprints;
  const bounds = new Float64Array(footprints.count * 4);
  for (let row = 0; row < footprints.count; row++) {
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
    const end = vertexStart[outlineStart[partStart[row + 1]!]!]!;
    for (let vertex = vertexStart[outlineStart[partStart[row]!]!]!; vertex < end; vertex++) {
      const [x, y] = [enuCm[vertex * 2]!, enuCm[vertex * 2 + 1]!];
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    bounds.set([minX / 100, minY / 100, maxX / 100, maxY / 100], row * 4);
  }
  const people = district.index.prepare('SELECT households, residents FROM buildings ORDER BY buildingIndex').all();
  return {
    ...{ district, bounds },
    households: Uint32Array.from(people, ({ households }) => households as number),
    residents: Uint32Array.from(people, ({ residents }) => residents as number),
  };
}

/** Rows of the buildings that a zone touches, ascending. */
function within({ district, bounds }: Houses, zone: Zone): number[] {
  const { minX, minY, maxX, maxY } = zoneBounds(zone);
  const rows: number[] = [];
  for (let row = 0; row < district.footprints.count; row++) {
    const at = row * 4;
    if (bounds[at]! > maxX || bounds[at + 1]! > maxY || bounds[at + 2]! < minX || bounds[at + 3]! < minY) continue;
    if (zoneMeets(zone, footprintOf(district.footprints, row))) rows.push(row);
  }
  return rows;
}

function peopleOf({ households, residents }: Houses, rows: Iterable<number>): PeopleWithin {
  const total = { buildings: 0, households: 0, residents: 0 };
  for (const row of rows) {
    total.buildings++;
    total.households += households[row]!;
    total.residents += residents[row]!;
  }
  const shown = (count: number): ShownCount => showRounded(count, roundToStep(count), DUTY_THRESHOLD);
  return { buildings: total.buildings, households: shown(total.households), residents: shown(total.residents) };
}

/** With the row of its building: null for what stands in none. */
type PlacedFacility = Pick<Facility, 'facilityId' | 'kind' | 'name' | 'nameEn' | 'enuMeters'> & {
  readonly buildingIndex: number | null;
};

function sensitiveOf({ index }: District): PlacedFacility[] {
  const marks = sensitiveKinds.map(() => '?').join(', ');
  return index
    .prepare(
      `SELECT f.facilityId, f.kind, f.name, f.nameEn, f.eastMeters, f.northMeters, b.buildingIndex FROM facilities f
       LEFT JOIN buildings b USING (buildingId) WHERE f.kind IN (${marks}) ORDER BY f.facilityId`,
    )
    .all(...sensitiveKinds)
    .map((row) => ({
      facilityId: row.facilityId as string,
      kind: row.kind as FacilityKind,
      name: row.name as string,
      nameEn: row.nameEn as string,
      enuMeters: [row.eastMeters as number, row.northMeters as number] as const,
      buildingIndex: row.buildingIndex as number | null,
    }));
}
