/**
 * The matters resolved in a period as the public may know them: a band per grid. A façade must not be a small count, so
 * counts are rounded down by a secret of the grid's own before they are banded, and never leave here.
 */
import { createHmac } from 'node:crypto';
import type { Fact } from '../../model/contract/live.ts';
import type { PublicWindows } from '../../model/contract/windows.ts';
import { isResponsibilityGrid } from '../../model/domain/areas.ts';
import type { EventOrigin } from '../../model/domain/cases.ts';
import {
  BAND_BLUR,
  periodSpan,
  publicWindowTotal,
  type WindowPeriod,
  windowBandOf,
  windowPeriods,
} from '../../model/domain/litWindows.ts';
import type { District } from '../state/districtPackage.ts';
import type { DistrictState } from '../state/districtState.ts';

export interface PublicWindowBands {
  /** `atMillis` null: now. */
  answer(period: WindowPeriod, atMillis: number | null, nowMillis: number): PublicWindows;
  /** The grids of which a band of now changed since the last call, each with all its bands. */
  changed(nowMillis: number): Extract<Fact, { kind: 'windowBand' }>[];
}

/** Closings per grid of the running local day's periods, brought up to date from the tail of the journal's closings. */
interface RunningCounts {
  readonly untilMillis: number;
  readonly sinceMillis: readonly number[];
  readonly perGrid: readonly Uint32Array[];
  read: number;
}

export function publicWindowBands(district: District, state: DistrictState, secret: string): PublicWindowBands {
  const { timeZone } = district.manifest;
  const gridIds = district.areas.flatMap(({ id, level }) => (isResponsibilityGrid(level) ? [id] : [])).sort();
  const rowOfGrid = new Map(gridIds.map((id, row) => [id, row]));
  const blursOfPeriod = (period: WindowPeriod): number[] =>
    gridIds.map((id) => {
      const mac = createHmac('sha256', Buffer.from(secret, 'hex')).update(`window band ${period} ${id}`).digest();
      return mac.readUInt32LE(0) % BAND_BLUR;
    });
  // Not one for all periods: bands of two that change together must not tell that their counts are equal.
  const blursOf: Readonly<Record<WindowPeriod, readonly number[]>> = {
    today: blursOfPeriod('today'),
    '7d': blursOfPeriod('7d'),
    '30d': blursOfPeriod('30d'),
  };
  const { closures } = state;
  /** By row of `closures.places`; undefined for a grid that this package does not have. */
  const gridRowOf = (placeRow: number): number | undefined => rowOfGrid.get(closures.places[placeRow]!.gridId);
  const bandOf = (count: number, period: WindowPeriod, gridRow: number): number =>
    windowBandOf(count, blursOf[period][gridRow]!);

  let running: RunningCounts | null = null;
  const touched = new Set<number>();
  let told: string[] = [];
  const bandsOfGrid = ({ perGrid }: RunningCounts, gridRow: number): number[] =>
    windowPeriods.map((period, at) => bandOf(perGrid[at]![gridRow]!, period, gridRow));

  const readOn = (now: RunningCounts): void => {
    closures.read(now.read, now.sinceMillis.at(-1)!, Number.POSITIVE_INFINITY, (placeRow, _hash, _origin, closed) => {
      const gridRow = gridRowOf(placeRow);
      if (gridRow === undefined) return;
      touched.add(gridRow);
      now.sinceMillis.forEach((since, period) => {
        if (closed >= since) now.perGrid[period]![gridRow]!++;
      });
    });
    now.read = closures.count;
  };
  const upToDate = (nowMillis: number): RunningCounts => {
    if (running && nowMillis < running.untilMillis) {
      readOn(running);
      return running;
    }
    const spans = windowPeriods.map((period) => periodSpan(period, nowMillis, timeZone));
    const fresh: RunningCounts = {
      untilMillis: spans[0]!.untilMillis,
      sinceMillis: spans.map(({ sinceMillis }) => sinceMillis),
      perGrid: spans.map(() => new Uint32Array(gridIds.length)),
      read: 0,
    };
    running = fresh;
    readOn(fresh);
    // Another day is another question: screens ask it at midnight, and are told what changes from there on.
    touched.clear();
    told = gridIds.map((_, gridRow) => bandsOfGrid(fresh, gridRow).join());
    return fresh;
  };

  return {
    answer(period, atMillis, nowMillis) {
      if (atMillis === null) upToDate(nowMillis); // from this answer on, its asker is told what changes
      const span = periodSpan(period, atMillis ?? nowMillis, timeZone);
      const counts = new Uint32Array(gridIds.length);
      let total = 0;
      let origin: EventOrigin = 'live';
      closures.read(0, span.sinceMillis, atMillis ?? Number.POSITIVE_INFINITY, (placeRow, _hash, from) => {
        total++;
        if (from !== 'live') origin = from;
        const gridRow = gridRowOf(placeRow);
        if (gridRow !== undefined) counts[gridRow]!++;
      });
      const bands = gridIds.map((_, gridRow) => bandOf(counts[gridRow]!, period, gridRow));
      const shown = gridIds.flatMap((_, gridRow) => (bands[gridRow]! > 0 ? [gridRow] : []));
      return {
        audience: 'public',
        period,
        ...span,
        atMillis: atMillis ?? nowMillis,
        seq: state.seq,
        total: publicWindowTotal(total),
        origin,
        gridIds: shown.map((gridRow) => gridIds[gridRow]!),
        bands: shown.map((gridRow) => bands[gridRow]!),
      };
    },

    changed(nowMillis) {
      const now = upToDate(nowMillis);
      const rows = [...touched].sort((a, b) => a - b);
      touched.clear();
      return rows.flatMap((gridRow) => {
        const bands = bandsOfGrid(now, gridRow);
        if (told[gridRow] === bands.join()) return [];
        told[gridRow] = bands.join();
        return [{ kind: 'windowBand', seq: state.seq, gridId: gridIds[gridRow]!, bands } as const];
      });
    },
  };
}
