/** What the hub answers on duty about windows after a week of a district's life: seeded, synthetic, of the bench alone. */
import type { DutyWindows } from '../../../src/model/contract/windows.ts';
import { SeededRandom } from '../../../src/model/geometry/seededRandom.ts';

export const WINDOWS_PATH = '/api/v1/windows';

const DAY = 86_400_000;
/** Matters resolved per building in seven days: 1,800 a day among 50,000 buildings, as the simulator tells. */
const PER_BUILDING = 0.252;

export function weekOfMatters(buildings: number): DutyWindows {
  const random = new SeededRandom('bench/windows');
  const total = Math.round(buildings * PER_BUILDING);
  const closed = new Uint32Array(buildings);
  for (let matter = 0; matter < total; matter++) closed[Math.floor(random.between(0, buildings))]!++;
  const buildingIndex = [...closed.keys()].filter((row) => closed[row]! > 0);
  const atMillis = Date.now();
  return {
    audience: 'duty',
    period: '7d',
    sinceMillis: atMillis - 7 * DAY,
    untilMillis: atMillis + DAY,
    atMillis,
    seq: 0,
    total,
    spread: 0,
    unplaced: 0,
    origins: { live: 0, simulated: total, replayed: 0 },
    buildingIndex,
    closed: buildingIndex.map((row) => closed[row]!),
  };
}
