/** Video points on poles along roads, thicker on the larger ones, each looking along its road. */
import { gb28181Code } from '../../model/domain/videoPoints.ts';
import { invariant } from '../../model/faults/invariant.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode, PlacedVideoPoint, Road, RoadRank } from '../districtModel.ts';
import { LeafLocator } from '../topology/leafLocator.ts';
import type { VideoPointsSpec } from './specs.ts';

/** Points per kilometre against each other. */
const DENSITY: Readonly<Record<RoadRank, number>> = { 1: 3.2, 2: 2.2, 3: 1.3, 4: 0.7 };
/** Share of points that are domes, which turn all around. */
const DOME_CHANCE = 0.22;

interface Stretch {
  readonly road: Road;
  readonly from: Point2;
  readonly to: Point2;
  readonly lengthCm: number;
  readonly startWeight: number;
}

function stretchesOf(roads: readonly Road[]): { stretches: Stretch[]; weight: number } {
  const stretches: Stretch[] = [];
  let weight = 0;
  for (const road of roads) {
    for (let index = 0; index + 1 < road.centrelineCm.length; index++) {
      const [from, to] = [road.centrelineCm[index]!, road.centrelineCm[index + 1]!];
      const lengthCm = Math.hypot(to[0] - from[0], to[1] - from[1]);
      stretches.push({ road, from, to, lengthCm, startWeight: weight });
      weight += lengthCm * DENSITY[road.rank];
    }
  }
  return { stretches, weight };
}

/**
 * Exactly `spec.count` points, evenly along the roads by density, on the kerb, 4 to 8 m above the ground. Codes follow
 * GB/T 28181-2016 annex D where the district has a division code: 08 city management, 131 camera, 6 government extranet.
 * @param roads at least one, unless the count is 0.
 * @returns in the order of their ids.
 */
export function generateVideoPoints(
  areas: readonly AreaNode[],
  roads: readonly Road[],
  spec: VideoPointsSpec,
): PlacedVideoPoint[] {
  const random = new SeededRandom(`${spec.seed}/video`);
  const locator = new LeafLocator(areas);
  const { stretches, weight } = stretchesOf(roads);
  const points: PlacedVideoPoint[] = [];
  let at = 0;
  for (let index = 0; index < spec.count; index++) {
    const target = ((index + random.between(0.25, 0.75)) / spec.count) * weight;
    while (at + 1 < stretches.length && stretches[at + 1]!.startWeight <= target) at++;
    const { road, from, to, lengthCm, startWeight } = stretches[at]!;
    const along = (target - startWeight) / DENSITY[road.rank];
    const [ux, uy] = [(to[0] - from[0]) / lengthCm, (to[1] - from[1]) / lengthCm];
    const kerbCm = (road.halfWidthMeters + 0.6) * 100 * (random.chance(0.5) ? 1 : -1);
    const centre: Point2 = [from[0] + ux * along, from[1] + uy * along];
    const aside = (offCm: number): Point2 => [Math.round(centre[0] - uy * offCm), Math.round(centre[1] + ux * offCm)];
    // At a narrow edge of the land a kerb may lie outside: then the other one, then the middle of the road.
    const placed = [aside(kerbCm), aside(-kerbCm), aside(0), from]
      .map((point) => ({ point, grid: locator.find(...point) }))
      .find((candidate) => candidate.grid);
    invariant(placed?.grid, 'a road runs over the land');
    const { grid } = placed;
    const [x, y] = placed.point;
    const enuMeters = [x / 100, y / 100] as const;
    const bearingDeg = (Math.atan2(ux, uy) * 180) / Math.PI + (random.chance(0.5) ? 180 : 0) + random.between(-12, 12);
    const isDome = random.chance(DOME_CHANCE);
    const up = random.between(4, 8);
    const number = index + 1;
    const code = spec.divisionCode ? gb28181Code(`${spec.divisionCode}00`, '08', '131', '6', number) : null;
    points.push({
      videoPointId: code ?? `${spec.districtKey}:video:${number}`,
      name: `${road.name ?? grid.name} 示例视频点 ${number}`,
      gb28181Code: code,
      enuMeters: [...enuMeters, Math.round(up * 100) / 100],
      gridId: grid.id,
      azimuthDeg: Math.round((((bearingDeg % 360) + 360) % 360) * 10) / 10,
      horizontalFovDeg: isDome ? 360 : random.pick([60, 75, 90]),
      rangeMeters: isDome ? random.pick([60, 80, 100]) : random.pick([30, 50, 80]),
    });
  }
  return points.sort((a, b) => (a.videoPointId < b.videoPointId ? -1 : 1));
}
