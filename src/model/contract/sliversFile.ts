/**
 * `proof/slivers.json`: the places where the coverage proof failed, as polygons that a screen can draw red. Duty only.
 * Empty `slivers` is the proof that there are none.
 */
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import { areaLevels } from '../domain/areas.ts';

export const SLIVERS_SCHEMA = 'slivers/1';
export const SLIVERS_FILE = 'proof/slivers.json';

/** gap: in no area; overlap: in several; crossing: of a grid beyond its community. */
export const sliverKinds = ['gap', 'overlap', 'crossing'] as const;

const SliverSchema = Type.Object({
  kind: Type.Enum(sliverKinds),
  /** Of the areas that should have tiled; unit and extension grids are reported as unitGrid. */
  level: Type.Enum(areaLevels),
  /** The area that they should have tiled. */
  parentId: Type.String(),
  /** Exact, of the outlines as they were given; the polygon below is of the joined ones, within the tolerance of them. */
  squareMeters: Type.Number(),
  buildings: Type.Integer({ minimum: 0 }),
  residents: Type.Integer({ minimum: 0 }),
  /** A gap's neighbours, an overlap's owners, a crossing's grid; sorted. */
  areaIds: Type.Array(Type.String()),
  /** A crossing: whose land it is. */
  hostId: Type.Optional(Type.String()),
  /** Areas of the level along its outline with the shared length, longest first. */
  neighbours: Type.Optional(Type.Array(Type.Object({ areaId: Type.String(), sharedMeters: Type.Number() }))),
  /** Outlines in centimetres ENU, outer first: [x, y, x, y, …]. Whole but where two lines cross: there 1/256. */
  polygonCm: Type.Array(Type.Array(Type.Number())),
});
export type Sliver = Static<typeof SliverSchema>;

const SliversSchema = Type.Object({
  schema: Type.Literal(SLIVERS_SCHEMA),
  slivers: Type.Array(SliverSchema),
});
export type SliversFile = Static<typeof SliversSchema>;

/** The file, or null where the text is not one of this version: the caller names its own fault. */
export function parseSliversFile(json: unknown): SliversFile | null {
  return Check(SliversSchema, json) ? json : null;
}
