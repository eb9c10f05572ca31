/**
 * The day before anybody listened: matters of the last 24 hours, a reading of each hazard and a status of each video
 * point that nobody has told. Ids are the same whenever it is told: told twice, it is known already.
 */
import { type EventEnvelope, SIMULATOR_SOURCE } from '../../model/contract/event.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { Present } from './readPresent.ts';
import type { SimulatedDistrict } from './simulatedDistrict.ts';
import { SimulatedEvents } from './simulatedEvents.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MATTERS = 500;

/**
 * Empty once all of it is told. Matters come first, in one batch, which the door takes whole or not at all: as long as a
 * hazard or a video point is silent, the telling was cut short, and nothing of it is lost by telling it again.
 */
export function firstDay(district: SimulatedDistrict, seed: string, present: Present): EventEnvelope[] {
  const hazardIds = district.hazardIds.filter((id) => !present.toldHazardIds.has(id));
  const videoPointIds = district.videoPointIds.filter((_, row) => !present.videoStatus[row]);
  const isTold = present.sources.has(SIMULATOR_SOURCE) && hazardIds.length + videoPointIds.length === 0;
  if (isTold) return [];
  const random = new SeededRandom(`${seed}/first day`);
  const events = new SimulatedEvents(district, random.fork('events'), 'first-day');
  const dawnMillis = present.nowMillis - DAY;
  const times = Array.from({ length: MATTERS }, () => present.nowMillis - random.between(MINUTE, DAY));
  return [
    ...times.sort((a, b) => a - b).flatMap((timeMillis) => events.matter(timeMillis) ?? []),
    ...hazardIds.map((id) => ({
      ...events.hazardReading(id, present.nowMillis - random.between(0, DAY)),
      id: `first-day/${id}`,
    })),
    ...videoPointIds.map((id) => ({
      ...events.videoStatus(id, events.anyVideoStatus(), dawnMillis),
      id: `first-day/${id}`,
    })),
  ];
}
