/** Video points on poles along roads, thicker on the larger ones, and at the doors of what many people visit. */
import type { Facility, FacilityKind } from '../../model/domain/facilities.ts';
import { gb28181Code } from '../../model/domain/videoPoints.ts';
import { invariant } from '../../model/faults/invariant.ts';
import { outlineCentroid, type Point2 } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode, PlacedBuilding, PlacedVideoPoint, Road, RoadRank } from '../districtModel.ts';
import { LeafLocator } from '../topology/leafLocator.ts';
import type { VideoPointsSpec } from './specs.ts';

export interface VideoPointsInput {
  readonly areas: readonly AreaNode[];
  /** At least one, unless the count is 0. */
  readonly roads: readonly Road[];
  readonly facilities: readonly Facility[];
  readonly buildings: readonly PlacedBuilding[];
}

/** Points per kilometre against each other. */
const DENSITY: Readonly<Record<RoadRank, number>> = { 1: 3.2, 2: 2.2, 3: 1.3, 4: 0.7 };
/** Share of points that are domes, which turn all around. */
const DOME_CHANCE = 0.22;
/** At most this share of all points watches doors. */
const DOORS_SHARE = 0.14;
/** Cameras at the doors of one facility. */
const AT_DOORS: Readonly<Record<FacilityKind, number>> = {
  school: 2,
  kindergarten: 2,
  hospital: 4,
  clinic: 1,
  market: 3,
  petrolStation: 2,
  metroEntrance: 1,
  policeStation: 1,
  fireStation: 1,
  park: 1,
  cruiseTerminal: 6,
};
const OFF_THE_WALL_CM = 120;

/** Where a camera hangs and looks. */
interface Mount {
  readonly place: string;
  readonly at: Point2;
  readonly gridId: string;
  readonly bearingDeg: number;
}

interface Stretch {
  readonly road: Road;
  readonly from: Point2;
  readonly to: Point2;
  readonly lengthCm: number;
  readonly startWeight: number;
}

const bearingDegOf = (dx: number, dy: number): number => (Math.atan2(dx, dy) * 180) / Math.PI;

function stretchesOf(roads: readonly Road[]): { stretches: Stretch[]; weight: number } {
  const stretches: Stretch[] = [];
  let weight = 0;
  for (const road of roads) {
    if (road.kind === 'rail') continue;
    for (let index = 0; index + 1 < road.centrelineCm.length; index++) {
      const [from, to] = [road.centrelineCm[index]!, road.centrelineCm[index + 1]!];
      const lengthCm = Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (lengthCm === 0) continue;
      stretches.push({ road, from, to, lengthCm, startWeight: weight });
      weight += lengthCm * DENSITY[road.rank];
    }
  }
  return { stretches, weight };
}

/** Corners of a facility's house, a little off the wall and looking along its front; or the place itself. */
function doorMounts({ facilities, buildings }: VideoPointsInput, locator: LeafLocator, most: number): Mount[] {
  const byId = new Map(buildings.map((building) => [building.buildingId, building]));
  const mounts = facilities.flatMap(({ kind, name, enuMeters, buildingId }): Mount[] => {
    const outline = byId.get(buildingId ?? '')?.footprintCm[0]?.[0];
    const centre: Point2 = outline ? outlineCentroid(outline) : [enuMeters[0] * 100, enuMeters[1] * 100];
    return Array.from({ length: AT_DOORS[kind] }, (_, index): Mount[] => {
      const corner = outline ? outline[index % outline.length]! : centre;
      const [dx, dy] = [corner[0] - centre[0], corner[1] - centre[1]];
      const out = Math.hypot(dx, dy) > 0 ? OFF_THE_WALL_CM / Math.hypot(dx, dy) : 0;
      const at: Point2 = [Math.round(corner[0] + dx * out), Math.round(corner[1] + dy * out)];
      const grid = locator.find(...at);
      const next = outline ? outline[(index + 1) % outline.length]! : ([at[0], at[1] + 1] as const);
      const bearingDeg = bearingDegOf(next[0] - at[0], next[1] - at[1]);
      return grid ? [{ place: name, at, gridId: grid.id, bearingDeg }] : [];
    }).flat();
  });
  // Too many doors for the count: every n-th, evenly over their kinds.
  const every = Math.max(1, Math.ceil(mounts.length / Math.max(1, most)));
  return most === 0 ? [] : mounts.filter((_, index) => index % every === 0);
}

/** Evenly along the roads by density, on the kerb. */
function roadMounts(roads: readonly Road[], locator: LeafLocator, count: number, random: SeededRandom): Mount[] {
  const { stretches, weight } = stretchesOf(roads);
  const mounts: Mount[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    const target = ((index + random.between(0.25, 0.75)) / count) * weight;
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
    const bearingDeg = bearingDegOf(ux, uy) + (random.chance(0.5) ? 180 : 0) + random.between(-12, 12);
    mounts.push({ place: road.name ?? placed.grid.name, at: placed.point, gridId: placed.grid.id, bearingDeg });
  }
  return mounts;
}

/**
 * Exactly `spec.count` points, 4 to 8 m above the ground. Codes follow GB/T 28181-2016 annex D where the district has a
 * division code: 08 city management, 131 camera, 6 government extranet.
 * @returns in the order of their ids.
 */
export function generateVideoPoints(input: VideoPointsInput, spec: VideoPointsSpec): PlacedVideoPoint[] {
  const random = new SeededRandom(`${spec.seed}/video`);
  const locator = new LeafLocator(input.areas);
  const doors = doorMounts(input, locator, Math.floor(spec.count * DOORS_SHARE));
  const mounts = [...roadMounts(input.roads, locator, spec.count - doors.length, random), ...doors];
  const points = mounts.map(({ place, at, gridId, bearingDeg }, index): PlacedVideoPoint => {
    const isDome = random.chance(DOME_CHANCE);
    const up = random.between(4, 8);
    const number = index + 1;
    const code = spec.divisionCode ? gb28181Code(`${spec.divisionCode}00`, '08', '131', '6', number) : null;
    return {
      videoPointId: code ?? `${spec.districtKey}:video:${number}`,
      name: `${place} 示例视频点 ${number}`,
      gb28181Code: code,
      enuMeters: [at[0] / 100, at[1] / 100, Math.round(up * 100) / 100],
      gridId,
      azimuthDeg: Math.round((((bearingDeg % 360) + 360) % 360) * 10) / 10,
      horizontalFovDeg: isDome ? 360 : random.pick([60, 75, 90]),
      rangeMeters: isDome ? random.pick([60, 80, 100]) : random.pick([30, 50, 80]),
    };
  });
  return points.sort((a, b) => (a.videoPointId < b.videoPointId ? -1 : 1));
}
