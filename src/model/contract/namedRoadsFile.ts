/**
 * `ground/named-roads.json`: names of streets and where their middle lines run, in whole centimetres ENU: what a map
 * letters along its roads. Public. A package without named streets has no such file (its manifest does not list it).
 */
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';

export const NAMED_ROADS_FILE = 'ground/named-roads.json';
export const NAMED_ROADS_SCHEMA = 'namedRoads/1';

const NamedRoadSchema = Type.Object({
  name: Type.String({ minLength: 1 }),
  nameEn: Type.String({ minLength: 1 }),
  /** Of its most important piece: 1 main road … 4 lane inside a grid. */
  rank: Type.Integer({ minimum: 1, maximum: 4 }),
  /** Each as an arc of areas.json: [x0, y0, dx1, dy1, …]. */
  courses: Type.Array(Type.Array(Type.Integer(), { minItems: 4 }), { minItems: 1 }),
});
export type NamedRoad = Static<typeof NamedRoadSchema>;

const NamedRoadsSchema = Type.Object({
  schema: Type.Literal(NAMED_ROADS_SCHEMA),
  roads: Type.Array(NamedRoadSchema),
});
export type NamedRoadsFile = Static<typeof NamedRoadsSchema>;

/** The file, or null where the text is not one of this version: the caller names its own fault. */
export function parseNamedRoadsFile(json: unknown): NamedRoadsFile | null {
  if (!Check(NamedRoadsSchema, json)) return null;
  const isWhole = json.roads.every(({ courses }) => courses.every((course) => course.length % 2 === 0));
  return isWhole ? json : null;
}
