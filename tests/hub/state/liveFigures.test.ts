import { expect, it } from 'vitest';
import { DistrictState } from '../../../src/hub/state/districtState.ts';
import { liveFigures } from '../../../src/hub/state/liveFigures.ts';
import { millisFromZoned } from '../../../src/model/frames/instant.ts';

const zone = 'America/New_York';
const local = (text: string): number => millisFromZoned(Date.parse(`${text}Z`), zone);

/** A state of open cases with these deadlines. */
function stateOf(deadlines: readonly number[]): DistrictState {
  const state = new DistrictState({ videoPointById: new Map(), staffById: new Map() });
  deadlines.forEach((deadlineMillis, index) => {
    const body = JSON.stringify({ kind: 'matter', timeMillis: deadlineMillis - 3_600_000, deadlineMillis });
    state.fold({ seq: index + 1, source: 's', id: `${index}`, acceptedMillis: deadlineMillis, body });
  });
  return state;
}

it.each([
  ['an ordinary day', '2026-11-24', '2026-11-25'],
  ['the day of 23 hours', '2026-03-08', '2026-03-09'],
  ['the day of 25 hours', '2026-11-01', '2026-11-02'],
])('what is due on %s ends at the next local midnight', (_, day, next) => {
  const state = stateOf([
    local(`${day}T00:00:00`) - 1,
    local(`${day}T00:00:00`),
    local(`${next}T00:00:00`) - 1,
    local(`${next}T00:00:00`),
  ]);
  expect(liveFigures(state, local(`${day}T12:00:00`), zone, 0).dueCases).toBe(2);
});
