import type { Point2 } from '../../model/geometry/polygon.ts';
import { addGable, addRoofFace, type BuildingLook, type Place } from './buildingVertex.ts';
import type { Mesh } from './mesh.ts';
import type { Quad, RoofShape } from './roofShapes.ts';

/** One tooth of a hall's roof lights about this much of it. */
const TOOTH_METERS = 9;
const MOST_TEETH = 14;

const between = (a: Point2, b: Point2, share: number): Point2 => [
  a[0] + share * (b[0] - a[0]),
  a[1] + share * (b[1] - a[1]),
];
const distance = (a: Point2, b: Point2): number => Math.hypot(b[0] - a[0], b[1] - a[1]);
const lifted = ([x, y]: Point2, up: number): Place => [x, y, up];

/** What rises over one side of an outline: from its eaves to one or two points, nearest to the side's end first. */
export interface SideRoof {
  readonly tops: readonly Place[];
  /** A gable goes on with the wall below it; a slope is roof. */
  readonly isGable: boolean;
}

/** Roofs over the four sides of a quad: slopes over the longer ones, gables or hips over the others. */
export function sideRoofs([a, b, c, d]: Quad, ridgeUpMeters: number, isHip: boolean): SideRoof[] {
  const [west, east] = [between(a, d, 0.5), between(b, c, 0.5)];
  const halfWidth = (distance(b, c) + distance(d, a)) / 4;
  const inset = isHip ? Math.min(0.5, halfWidth / Math.max(distance(west, east), halfWidth)) : 0;
  const from = lifted(between(west, east, inset), ridgeUpMeters);
  const to = lifted(between(west, east, 1 - inset), ridgeUpMeters);
  const slope = (tops: readonly Place[]): SideRoof => ({
    tops: inset === 0.5 ? tops.slice(0, 1) : tops,
    isGable: false,
  });
  const end = (top: Place): SideRoof => ({ tops: [top], isGable: !isHip });
  return [slope([to, from]), end(to), slope([from, to]), end(from)];
}

/** A hip or gable roof on a quad that is only part of an outline. */
function addRidged(mesh: Mesh, quad: Quad, eaves: number, ridge: number, isHip: boolean, look: BuildingLook): void {
  sideRoofs(quad, ridge, isHip).forEach(({ tops, isGable }, side) => {
    const [a, b] = [lifted(quad[side]!, eaves), lifted(quad[(side + 1) % 4]!, eaves)];
    if (isGable) addGable(mesh, a, b, tops[0]!, look);
    else addRoofFace(mesh, [a, b, ...tops], look);
  });
}

/** Teeth along the longer sides, their glass to the north as far as the hall's direction lets it. */
function addSawtooth(mesh: Mesh, quad: Quad, eaves: number, ridge: number, look: BuildingLook): void {
  const [a, b, c, d]: Quad = quad[1][1] >= quad[0][1] ? [quad[2], quad[3], quad[0], quad[1]] : quad;
  // From a and d, where north is, to b and c: each tooth stands up at its northern edge.
  const teeth = Math.max(2, Math.min(MOST_TEETH, Math.round(distance(a, b) / TOOTH_METERS)));
  for (let tooth = 0; tooth < teeth; tooth++) {
    const [from, to] = [tooth / teeth, (tooth + 1) / teeth];
    const [nearA, nearD, farB, farC] = [between(a, b, from), between(d, c, from), between(a, b, to), between(d, c, to)];
    const [topA, topD] = [lifted(nearA, ridge), lifted(nearD, ridge)];
    const [lowA, lowD] = [lifted(nearA, eaves), lifted(nearD, eaves)];
    const [lowB, lowC] = [lifted(farB, eaves), lifted(farC, eaves)];
    addRoofFace(mesh, [topA, lowB, lowC, topD], look);
    addRoofFace(mesh, [lowD, lowA, topA, topD], look);
    addRoofFace(mesh, [lowA, lowB, topA], look);
    addRoofFace(mesh, [lowC, lowD, topD], look);
  }
}

/** Adds a pitched roof of several quads or of teeth, from `eavesUpMeters` up; its widest part reaches `topUpMeters`, the others are as steep. */
export function addPitchedRoof(
  mesh: Mesh,
  shape: RoofShape,
  eavesUpMeters: number,
  topUpMeters: number,
  look: BuildingLook,
): void {
  for (const quad of shape.quads) {
    if (shape.type === 'sawtooth') {
      addSawtooth(mesh, quad, eavesUpMeters, topUpMeters, look);
    } else {
      const share = (distance(quad[1], quad[2]) + distance(quad[3], quad[0])) / 4 / shape.halfWidthMeters;
      const ridge = eavesUpMeters + (topUpMeters - eavesUpMeters) * Math.min(1, share);
      addRidged(mesh, quad, eavesUpMeters, ridge, shape.type === 'hip', look);
    }
  }
}
