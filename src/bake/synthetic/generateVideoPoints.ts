/** Video points on poles along roads, thicker on the larger ones, and at the doors of what many people visit. */
import type { Facility, FacilityKind } from '../../model/domain/facilities.ts';
import { gb28181Code } from '../../model/domain/videoPoints.ts';
import { outlineCentroid, type Point2 } from '../../model/geometry/polygon.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';
import type { AreaNode, PlacedBuilding, PlacedVideoPoint, Road, RoadRank } from '../districtModel.ts';
import { type Beside, besideRoad, lengthCm, slides } from './besideRoad.ts';
import type { VideoPointsSpec } from './specs.ts';

export interface VideoPointsInput {
  readonly areas: readonly AreaNode[];
  /** Without any there are points at doors only. */
  readonly roads: readonly Road[];
  readonly facilities: readonly Facility[];
  readonly buildings: readonly PlacedBuilding[];
  /** The grid at a place in whole centimetres; null outside. */
  findGrid(xCm: number, yCm: number): { readonly id: string } | null;
  /** Is there room for a pole: no carriageway, no rails, no water, no house? See openPlaces.ts. */
  isOpen(xCm: number, yCm: number): boolean;
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
/** Where a pole may stand beside its road: at the kerb, a little along, at last behind what lies beside it. */
const POLE: Omit<Beside, 'sides'> = { offKerbCm: [60, 200, 450, 800], slidesCm: slides(500, 3_500) };
/** How many other places of the network are tried for a pole that has no room where it should stand. */
const OTHER_PLACES = 40;

/** Where a camera hangs and looks. */
interface Mount {
  readonly place: string;
  readonly at: Point2;
  readonly gridId: string;
  readonly bearingDeg: number;
}

interface Watched {
  readonly road: Road;
  readonly startWeight: number;
}

const bearingDegOf = (dx: number, dy: number): number => (Math.atan2(dx, dy) * 180) / Math.PI;

/** Roads one behind the other, each as long as it is watched. */
function watchedRoads(roads: readonly Road[]): { watched: Watched[]; weight: number } {
  const watched: Watched[] = [];
  let weight = 0;
  for (const road of roads) {
    const own = road.kind === 'rail' ? 0 : lengthCm(road.centrelineCm) * DENSITY[road.rank];
    if (own === 0) continue;
    watched.push({ road, startWeight: weight });
    weight += own;
  }
  return { watched, weight };
}

/** The road that a weight falls on: the last that starts at or before it. */
function roadAt(watched: readonly Watched[], target: number): Watched {
  let [low, high] = [0, watched.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (watched[middle]!.startWeight <= target) low = middle;
    else high = middle - 1;
  }
  return watched[low]!;
}

/** Corners of a facility's house, a little off the wall and looking along its front; or the place itself. */
function doorMounts({ facilities, buildings, findGrid, isOpen }: VideoPointsInput, most: number): Mount[] {
  const byId = new Map(buildings.map((building) => [building.buildingId, building]));
  const mounts = facilities.flatMap(({ kind, name, enuMeters, buildingId }): Mount[] => {
    const place: Point2 = [Math.round(enuMeters[0] * 100), Math.round(enuMeters[1] * 100)];
    const outline = byId.get(buildingId ?? '')?.footprintCm[0]?.[0] ?? [place];
    const centre = outlineCentroid(outline);
    return outline
      .flatMap((corner, index): Mount[] => {
        const [dx, dy] = [corner[0] - centre[0], corner[1] - centre[1]];
        const out = outline.length > 1 && Math.hypot(dx, dy) > 0 ? OFF_THE_WALL_CM / Math.hypot(dx, dy) : 0;
        const at: Point2 = [Math.round(corner[0] + dx * out), Math.round(corner[1] + dy * out)];
        const grid = isOpen(...at) ? findGrid(...at) : null;
        const next = outline.length > 1 ? outline[(index + 1) % outline.length]! : ([at[0], at[1] + 1] as const);
        const bearingDeg = bearingDegOf(next[0] - at[0], next[1] - at[1]);
        return grid ? [{ place: name, at, gridId: grid.id, bearingDeg }] : [];
      })
      .slice(0, AT_DOORS[kind]);
  });
  // Too many doors for the count: every n-th, evenly over their kinds.
  const every = Math.max(1, Math.ceil(mounts.length / Math.max(1, most)));
  return most === 0 ? [] : mounts.filter((_, index) => index % every === 0);
}

/** Evenly along the roads by density, beside the kerb. Fewer where there is no room for more. */
function roadMounts(input: VideoPointsInput, count: number, random: SeededRandom): Mount[] {
  const { areas, roads, findGrid, isOpen } = input;
  const nameOf = new Map(areas.map(({ id, name }) => [id, name]));
  const { watched, weight } = watchedRoads(roads);
  if (watched.length === 0) return [];
  const accept = (x: number, y: number): { readonly id: string } | null => (isOpen(x, y) ? findGrid(x, y) : null);
  const mountAt = (target: number, side: 1 | -1, turnDeg: number): Mount | null => {
    const { road, startWeight } = roadAt(watched, target);
    const alongCm = (target - startWeight) / DENSITY[road.rank];
    const pole = besideRoad(road, alongCm, { ...POLE, sides: [side, side === 1 ? -1 : 1] }, accept);
    if (!pole) return null;
    const gridId = pole.found.id;
    const bearingDeg = bearingDegOf(...pole.direction) + turnDeg;
    return { place: road.name ?? nameOf.get(gridId) ?? gridId, at: pole.at, gridId, bearingDeg };
  };
  return Array.from({ length: count }, (_, index): Mount[] => {
    const usual = ((index + random.between(0.25, 0.75)) / count) * weight;
    const [side, turnDeg] = [random.pick([1, -1] as const), random.pick([0, 180]) + random.between(-12, 12)];
    let mount = mountAt(usual, side, turnDeg);
    for (let other = 0; !mount && other < OTHER_PLACES; other++) {
      mount = mountAt(random.ratio() * weight, side, turnDeg);
    }
    return mount ? [mount] : [];
  }).flat();
}

/**
 * `spec.count` points, fewer only where there is no room for more; 4 to 8 m above the ground. Codes follow GB/T 28181-2016 annex D where the district has a
 * division code: 08 city management, 131 camera, 6 government extranet.
 * @returns in the order of their ids.
 */
export function generateVideoPoints(input: VideoPointsInput, spec: VideoPointsSpec): PlacedVideoPoint[] {
  const random = new SeededRandom(`${spec.seed}/video`);
  const doors = doorMounts(input, Math.floor(spec.count * DOORS_SHARE));
  const mounts = [...roadMounts(input, spec.count - doors.length, random), ...doors];
  const points = mounts.map(({ place, at, gridId, bearingDeg }, index): PlacedVideoPoint => {
    const isDome = random.chance(DOME_CHANCE);
    const aboveGround = random.between(4, 8);
    const number = index + 1;
    const code = spec.divisionCode ? gb28181Code(`${spec.divisionCode}00`, '08', '131', '6', number) : null;
    return {
      videoPointId: code ?? `${spec.districtKey}:video:${number}`,
      name: `${place} 示例视频点 ${number}`,
      gb28181Code: code,
      enuAboveGroundMeters: [at[0] / 100, at[1] / 100, Math.round(aboveGround * 100) / 100],
      gridId,
      azimuthDeg: Math.round((((bearingDeg % 360) + 360) % 360) * 10) / 10,
      horizontalFovDeg: isDome ? 360 : random.pick([60, 75, 90]),
      rangeMeters: isDome ? random.pick([60, 80, 100]) : random.pick([30, 50, 80]),
    };
  });
  return points.sort((a, b) => (a.videoPointId < b.videoPointId ? -1 : 1));
}
