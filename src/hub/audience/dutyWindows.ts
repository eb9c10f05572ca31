/** The matters resolved in a period, per building and exact: what duty sees in the windows. */
import type { DutyWindows } from '../../model/contract/windows.ts';
import type { EventOrigin } from '../../model/domain/cases.ts';
import { periodSpan, type WindowPeriod } from '../../model/domain/litWindows.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';
import { lightPlaces } from './lightPlaces.ts';

/** `atMillis` null: now, with everything known, also what a source's clock stamped a little ahead. */
export type DutyWindowsAnswer = (period: WindowPeriod, atMillis: number | null, nowMillis: number) => DutyWindows;

export function dutyWindows(district: District, state: DistrictState): DutyWindowsAnswer {
  const lights = lightPlaces(district);
  const { timeZone } = district.manifest;
  return (period, atMillis, nowMillis) => {
    const span = periodSpan(period, atMillis ?? nowMillis, timeZone);
    const { closures } = state;
    const closed = new Uint32Array(district.footprints.count);
    const origins: Record<EventOrigin, number> = { live: 0, simulated: 0, replayed: 0 };
    let [total, spread, unplaced] = [0, 0, 0];
    closures.read(0, span.sinceMillis, atMillis ?? Number.POSITIVE_INFINITY, (placeRow, lightHash, origin) => {
      const place = lights.of(closures.places[placeRow]!, lightHash);
      total++;
      origins[origin]++;
      if (!place) unplaced++;
      else {
        closed[place.buildingIndex]!++;
        if (place.isSpread) spread++;
      }
    });
    const buildingIndex: number[] = [];
    closed.forEach((count, row) => {
      if (count > 0) buildingIndex.push(row);
    });
    return {
      audience: 'duty',
      period,
      ...span,
      atMillis: atMillis ?? nowMillis,
      seq: state.seq,
      total,
      spread,
      unplaced,
      origins,
      buildingIndex,
      closed: buildingIndex.map((row) => closed[row]!),
    };
  };
}
