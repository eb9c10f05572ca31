/**
 * Elevated roads: a deck over the ground with its sides and underside, and piers where it stands high enough. Bridges of
 * streets and railways over rivers: what is under their ribbon, and a parapet on either side.
 */
import { groundUpMeters, type HeightField } from '../../model/geometry/heightField.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { Bridge, Road } from '../districtModel.ts';
import type { Place } from './buildingVertex.ts';
import { addFlatQuad, type GroundSheets } from './groundSheets.ts';
import type { Mesh } from './mesh.ts';
import { ribbonSections } from './ribbon.ts';

/** The deck is a line of pieces about this long. */
const PIECE_METERS = 30;
const GIRDER_METERS = 1.6;
/** Lower than this a deck stands on an embankment: its sides go down to the ground, and there are no piers. */
const EMBANKMENT_METERS = 3.5;
/** Embankments reach below the land's sheet. */
const ROOT_METERS = 0.6;
/** Piers reach below the bed of any river. */
const PIER_ROOT_METERS = 4.5;
const PIER_HALF_METERS = 0.9;
/** A pier's width across the road, as a share of the deck's. */
const PIER_SHARE = 0.45;

interface DeckPoint {
  readonly at: Point2;
  readonly deckUpMeters: number;
}

/** Points along the road at most a piece apart, with the deck's height over the plane: smoothed, never in the ground. */
function deckPoints(field: HeightField, { centrelineCm, deckAboveGroundMeters }: Road): DeckPoint[] {
  const points: { at: Point2; above: number }[] = [];
  centrelineCm.forEach(([xCm, yCm], index) => {
    const to = { at: [xCm / 100, yCm / 100] as Point2, above: deckAboveGroundMeters?.[index] ?? 0 };
    const from = points.at(-1);
    if (from && from.at[0] === to.at[0] && from.at[1] === to.at[1]) return;
    if (from) {
      const pieces = Math.ceil(Math.hypot(to.at[0] - from.at[0], to.at[1] - from.at[1]) / PIECE_METERS);
      for (let piece = 1; piece < pieces; piece++) {
        const share = piece / pieces;
        const mix = (a: number, b: number): number => a + share * (b - a);
        points.push({ at: [mix(from.at[0], to.at[0]), mix(from.at[1], to.at[1])], above: mix(from.above, to.above) });
      }
    }
    points.push(to);
  });
  const ups = points.map(({ at, above }) => groundUpMeters(field, ...at) + above);
  return points.map(({ at, above }, index) => {
    // The ground bends from triangle to triangle, a deck does not.
    const near = [ups[index - 1] ?? ups[index]!, ups[index]!, ups[index + 1] ?? ups[index]!];
    const smooth = (near[0]! + 2 * near[1]! + near[2]!) / 4;
    return { at, deckUpMeters: Math.max(smooth, ups[index]! - above / 2) };
  });
}

const addQuad = (mesh: Mesh, corners: readonly [Place, Place, Place, Place]): void =>
  addFlatQuad(mesh, 'deck', corners);

/** A four-sided column, open above and below: both ends are hidden. */
function addPier(mesh: Mesh, [x, y]: Point2, along: Point2, halfAcross: number, low: number, high: number): void {
  const corner = (ahead: number, aside: number): Point2 => [
    x + along[0] * ahead * PIER_HALF_METERS - along[1] * aside * halfAcross,
    y + along[1] * ahead * PIER_HALF_METERS + along[0] * aside * halfAcross,
  ];
  const corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  corners.forEach((from, index) => {
    const to = corners[(index + 1) % 4]!;
    addQuad(mesh, [
      [...from, low],
      [...to, low],
      [...to, high],
      [...from, high],
    ]);
  });
}

export function addViaduct(sheets: GroundSheets, field: HeightField, road: Road, aboveMeters: number): void {
  const points = deckPoints(field, road);
  const sections = ribbonSections(
    points.map(({ at }) => at),
    road.halfWidthMeters,
  );
  const upAt = (index: number): number => points[index]!.deckUpMeters + aboveMeters;
  for (let index = 1; index < sections.length; index++) {
    const [from, to] = [sections[index - 1]!, sections[index]!];
    const [fromUp, toUp] = [upAt(index - 1), upAt(index)];
    const mesh = sheets.meshAt(from.middle);
    const [fromGround, toGround] = [groundUpMeters(field, ...from.middle), groundUpMeters(field, ...to.middle)];
    const isLow = Math.min(fromUp - fromGround, toUp - toGround) < EMBANKMENT_METERS;
    // Under an embankment's edge the ground may lie lower than in its middle.
    const rootAt = (at: Point2): number => groundUpMeters(field, ...at) - ROOT_METERS;
    const under = (at: Point2, up: number): number => (isLow ? Math.min(rootAt(at), up) : up - GIRDER_METERS);
    const corner = (at: Point2, up: number): Place => [at[0], at[1], up];
    addQuad(mesh, [
      corner(from.right, fromUp),
      corner(to.right, toUp),
      corner(to.left, toUp),
      corner(from.left, fromUp),
    ]);
    addQuad(mesh, [
      corner(from.right, under(from.right, fromUp)),
      corner(to.right, under(to.right, toUp)),
      corner(to.right, toUp),
      corner(from.right, fromUp),
    ]);
    addQuad(mesh, [
      corner(to.left, under(to.left, toUp)),
      corner(from.left, under(from.left, fromUp)),
      corner(from.left, fromUp),
      corner(to.left, toUp),
    ]);
    if (isLow) continue;
    addQuad(mesh, [
      corner(from.left, fromUp - GIRDER_METERS),
      corner(to.left, toUp - GIRDER_METERS),
      corner(to.right, toUp - GIRDER_METERS),
      corner(from.right, fromUp - GIRDER_METERS),
    ]);
    const length = Math.hypot(to.middle[0] - from.middle[0], to.middle[1] - from.middle[1]);
    const along: Point2 = [(to.middle[0] - from.middle[0]) / length, (to.middle[1] - from.middle[1]) / length];
    const root = fromGround - PIER_ROOT_METERS;
    addPier(mesh, from.middle, along, road.halfWidthMeters * PIER_SHARE, root, fromUp - GIRDER_METERS / 2);
  }
}

/** Over a river a deck is this thick, its piers stand at most so far apart, and nobody falls off it. */
const [SLAB_METERS, SPAN_METERS, PARAPET_METERS, PARAPET_WIDE_METERS] = [0.9, 18, 1.05, 0.3];

/** The line with points at most a span apart. Metres. */
function inSpans(line: readonly Point2[]): Point2[] {
  return line.flatMap((to, index): Point2[] => {
    const from = line[index - 1];
    if (!from) return [to];
    const spans = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / SPAN_METERS));
    return Array.from({ length: spans }, (_, span): Point2 => {
      const share = (span + 1) / spans;
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    });
  });
}

/** Under the ribbon of a street or railway, which is its upper side and lies `aboveMeters` over the ground or higher. */
export function addBridge(sheets: GroundSheets, field: HeightField, bridge: Bridge, aboveMeters: number): void {
  const line = bridge.centrelineCm.map(([x, y]): Point2 => [x / 100, y / 100]);
  const spans = inSpans(line);
  const outer = ribbonSections(spans, bridge.halfWidthMeters + PARAPET_WIDE_METERS);
  const inner = ribbonSections(spans, bridge.halfWidthMeters);
  const ups = outer.map(({ middle }) => groundUpMeters(field, ...middle) + aboveMeters);
  for (let index = 1; index < outer.length; index++) {
    const [from, to] = [outer[index - 1]!, outer[index]!];
    const [fromIn, toIn] = [inner[index - 1]!, inner[index]!];
    const [fromUp, toUp] = [ups[index - 1]!, ups[index]!];
    const mesh = sheets.meshAt(from.middle);
    const at = (place: Point2, up: number, over: number): Place => [place[0], place[1], up + over];
    const side = (a: Point2, aUp: number, b: Point2, bUp: number, low: number, high: number): void =>
      addQuad(mesh, [at(a, aUp, low), at(b, bUp, low), at(b, bUp, high), at(a, aUp, high)]);
    side(from.right, fromUp, to.right, toUp, -SLAB_METERS, PARAPET_METERS);
    side(to.left, toUp, from.left, fromUp, -SLAB_METERS, PARAPET_METERS);
    side(toIn.right, toUp, fromIn.right, fromUp, 0, PARAPET_METERS);
    side(fromIn.left, fromUp, toIn.left, toUp, 0, PARAPET_METERS);
    const flat = (a: Point2, b: Point2, c: Point2, d: Point2, over: number): void =>
      addQuad(mesh, [at(a, fromUp, over), at(b, toUp, over), at(c, toUp, over), at(d, fromUp, over)]);
    flat(from.right, to.right, toIn.right, fromIn.right, PARAPET_METERS);
    flat(fromIn.left, toIn.left, to.left, from.left, PARAPET_METERS);
    const under = (place: Point2, up: number): Place => at(place, up, -SLAB_METERS);
    addQuad(mesh, [under(from.left, fromUp), under(to.left, toUp), under(to.right, toUp), under(from.right, fromUp)]);
    if (index === 1) continue;
    const length = Math.hypot(to.middle[0] - from.middle[0], to.middle[1] - from.middle[1]);
    const along: Point2 = [(to.middle[0] - from.middle[0]) / length, (to.middle[1] - from.middle[1]) / length];
    const halfAcross = bridge.halfWidthMeters * PIER_SHARE * 2;
    addPier(mesh, from.middle, along, halfAcross, fromUp - PIER_ROOT_METERS, fromUp - SLAB_METERS / 2);
  }
}
