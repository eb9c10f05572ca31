import type { EventLog } from '../journal/eventLog.ts';
import { type DistrictRows, DistrictState } from './districtState.ts';

const PAGE_ENTRIES = 10_000;

/** Folds the whole journal, page by page, so that memory holds state and not history. */
export function rebuildState(log: EventLog, rows: DistrictRows): DistrictState {
  const state = new DistrictState(rows);
  while (state.seq < log.head.seq) {
    const page = log.read(state.seq + 1, PAGE_ENTRIES);
    for (const entry of page) state.fold(entry);
    state.forget(page.at(-1)!.acceptedMillis);
  }
  return state;
}
