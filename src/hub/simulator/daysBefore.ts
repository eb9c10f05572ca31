/**
 * The month before the first day: matters that were reported and resolved, so that a fresh city has lit windows. Ids are
 * the same whenever it is told: told twice, it is known already.
 */
import type { EventEnvelope } from '../../model/contract/event.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { SimulatedDistrict } from './simulatedDistrict.ts';
import { SimulatedEvents } from './simulatedEvents.ts';

const DAY = 86_400_000;
const DAYS = 30;
/** Near days are told whole, those before the week by one in so many: they are looked at from further away. */
const [WHOLE_DAYS, FAR_DAYS_ONE_OF] = [7, 8];
/** As many as a district of a million people reports. */
const MOST_A_DAY = 1800;
const A_DAY_PER_BUILDING = 0.036;
/** Told and resolved at once: small, so that a screen that is already open sees lights go on, not a cloud of open cases. */
const LOT = 60;
const RUN = 'before';

/** Matters from the oldest on, all in front of the last 24 hours; so many at a time that each lot is soon resolved. */
export function daysBefore(district: SimulatedDistrict, seed: string, nowMillis: number): EventEnvelope[][] {
  const random = new SeededRandom(`${seed}/days before`);
  const events = new SimulatedEvents(district, random.fork('events'), RUN);
  const buildings = district.grids.reduce((sum, { buildingEnuMeters }) => sum + buildingEnuMeters.length, 0);
  const whole = Math.min(MOST_A_DAY, Math.ceil(buildings * A_DAY_PER_BUILDING));
  const times: number[] = [];
  for (let day = DAYS - 1; day >= 1; day--) {
    const count = day < WHOLE_DAYS ? whole : Math.ceil(whole / FAR_DAYS_ONE_OF);
    for (let matter = 0; matter < count; matter++) times.push(nowMillis - day * DAY - random.between(0, DAY));
  }
  const matters = times.sort((a, b) => a - b).flatMap((timeMillis) => events.matter(timeMillis) ?? []);
  return Array.from({ length: Math.ceil(matters.length / LOT) }, (_, lot) => matters.slice(lot * LOT, (lot + 1) * LOT));
}

export function isOfDaysBefore({ id }: Pick<EventEnvelope, 'id'>): boolean {
  return id.startsWith(`${RUN}-`);
}
