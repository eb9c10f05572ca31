/**
 * `areas/areas.json`: all areas of all levels over one set of shared arcs, in whole centimetres ENU. Two neighbours
 * name the same arc, so what is drawn is what was proved: there is no second line that could differ.
 */
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import { areaLevels } from '../domain/areas.ts';
import type { MultiPolygon, Outline, Point2, Polygon } from '../geometry/polygon.ts';

export const AREAS_SCHEMA = 'areas/1';

const ArcRef = Type.Integer(); // ≥ 0: arc forward; ~index (< 0): the same arc backward

export const AreaSchema = Type.Object({
  id: Type.String({ minLength: 1 }),
  level: Type.Enum(areaLevels),
  /** Null for the district itself. A community grid's parent is its street. */
  parentId: Type.Union([Type.String(), Type.Null()]),
  /** Second parent: the community grid on duty for this community or grid. */
  communityGridId: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  nameEn: Type.String(),
  /** Extension grids: the one unit that answers for it. */
  ownerUnit: Type.Union([Type.String(), Type.Null()]),
  /** Polygons → outlines (outer first) → arc references. */
  polygons: Type.Array(Type.Array(Type.Array(ArcRef))),
  labelEnuMeters: Type.Tuple([Type.Number(), Type.Number()]),
  areaSquareMeters: Type.Number(),
});
export type Area = Static<typeof AreaSchema>;

export const AreasFileSchema = Type.Object({
  schema: Type.Literal(AREAS_SCHEMA),
  /** Each arc: [x0, y0, dx1, dy1, …] in whole centimetres ENU, deltas after the first point. */
  arcs: Type.Array(Type.Array(Type.Integer())),
  /** Per arc: the coarsest level it bounds, for drawing each line once. */
  arcLevels: Type.Array(Type.Enum(areaLevels)),
  areas: Type.Array(AreaSchema),
});
export type AreasFile = Static<typeof AreasFileSchema>;

/** No district is so large, and what is asked of whole centimetres stays exact in it: 300 km. */
const FARTHEST_CM = 3e7;

const isNear = (arc: readonly number[]): boolean =>
  decodeArc(arc).every((point) => point.every((cm) => Math.abs(cm) <= FARTHEST_CM));

/** Null where it is not a file of this version, or names arcs that are not there or lead far away. */
export function parseAreasFile(json: unknown): AreasFile | null {
  if (!Check(AreasFileSchema, json)) return null;
  const { arcs, arcLevels, areas } = json;
  const isArc = (ref: number): boolean => (ref >= 0 ? ref : ~ref) < arcs.length;
  const isWhole =
    arcLevels.length === arcs.length &&
    arcs.every((arc) => arc.length >= 4 && arc.length % 2 === 0 && isNear(arc)) &&
    areas.every(({ polygons }) => polygons.flat(2).every(isArc));
  return isWhole ? json : null;
}

/** An arc's vertices in whole centimetres ENU. */
export function decodeArc(arc: readonly number[]): Point2[] {
  const points: Point2[] = [];
  let [x, y] = [0, 0];
  for (let index = 0; index < arc.length; index += 2) {
    x += arc[index]!;
    y += arc[index + 1]!;
    points.push([x, y]);
  }
  return points;
}

export function encodeArc(points: readonly Point2[]): number[] {
  const arc: number[] = [];
  let [px, py] = [0, 0];
  for (const [x, y] of points) {
    arc.push(x - px, y - py);
    [px, py] = [x, y];
  }
  return arc;
}

/** Joins arcs head to tail into one open outline (each arc's last point is the next one's first). */
function outlineOf(refs: readonly number[], arcs: readonly (readonly Point2[])[]): Outline {
  const points: Point2[] = [];
  for (const ref of refs) {
    const arc = ref >= 0 ? arcs[ref]! : [...arcs[~ref]!].reverse();
    for (let index = 0; index + 1 < arc.length; index++) points.push(arc[index]!);
  }
  return points;
}

/** Outlines of every area in whole centimetres ENU, by id. */
export function decodeAreas(file: AreasFile): Map<string, MultiPolygon> {
  const arcs = file.arcs.map(decodeArc);
  return new Map(
    file.areas.map((area) => [
      area.id,
      area.polygons.map((polygon): Polygon => polygon.map((refs) => outlineOf(refs, arcs))),
    ]),
  );
}
