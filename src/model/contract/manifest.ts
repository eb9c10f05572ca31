/** `district.json`: what a district package says of itself. Public. */
import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import { areaLevels, standardRefs } from '../domain/areas.ts';
import { componentShapes } from '../domain/components.ts';

export const MANIFEST_SCHEMA = 'district/1';
export const MANIFEST_FILE = 'district.json';

const Count = Type.Integer({ minimum: 0 });
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

export const ManifestSchema = Type.Object({
  schema: Type.Literal(MANIFEST_SCHEMA),
  /**
   * Which district this is: hex SHA-256 over lines `<name> <hex SHA-256 of what it says>\n`. First `district.json`: its
   * keys but `districtHash`, `filesHash` and `publicFiles`, sorted, as JSON [key, value] pairs. Then every other file,
   * sorted by name: our tiles (`buildings/*.glb`, `ground/*.glb`) by their uncompressed attributes, triangles and tables
   * (bake/steps/tileContentHash.ts), `index.sqlite` by its rows as sorted JSON lines, all others by their bytes. Left
   * out: precompressed twins, `report.json`, `personal.sqlite`. The same input gives the same hash on any machine,
   * whatever version of zlib, SQLite or meshopt packed it; any change of content changes it.
   */
  districtHash: Hash,
  /**
   * Is the package whole? Hex SHA-256 over `publicFiles` as one line of JSON with its line break, then name, NUL and bytes
   * of every file but this one and `personal.sqlite`, sorted, twins too. The store may lie elsewhere, and says itself
   * whether it is whole (personalTables.ts).
   */
  filesHash: Hash,
  key: Type.String({ minLength: 1 }),
  /** Official code, null where the district has none. */
  code: Type.Union([Type.String(), Type.Null()]),
  name: Type.String(),
  nameEn: Type.String(),
  timeZone: Type.String(),
  standardRef: Type.Enum(standardRefs),
  levels: Type.Array(Type.Enum(areaLevels)),
  enuOrigin: Type.Object({
    lonLatDeg: Type.Tuple([Type.Number(), Type.Number()]),
    heightEllipsoidMeters: Type.Number(),
  }),
  /** A word, never a silent number. */
  heightDatum: Type.String(),
  /** The ground's height field (heightFieldFile.ts); a package without one is level. */
  heights: Type.Optional(Type.Object({ file: Type.String(), minUpMeters: Type.Number(), maxUpMeters: Type.Number() })),
  /** City components (componentsFile.ts) and their classes, which its rows point at; absent where there are none. */
  components: Type.Optional(
    Type.Object({
      file: Type.String(),
      classes: Type.Array(
        Type.Object({
          code: Type.String(),
          name: Type.String(),
          nameEn: Type.String(),
          departmentKey: Type.String(),
          shape: Type.Enum(componentShapes),
          reachMeters: Type.Number(),
          count: Count,
        }),
      ),
    }),
  ),
  /** Bounds of the land in ENU metres. */
  boundsEnuMeters: Type.Object({
    minX: Type.Number(),
    minY: Type.Number(),
    maxX: Type.Number(),
    maxY: Type.Number(),
  }),
  counts: Type.Object({
    streets: Count,
    communities: Count,
    communityGrids: Count,
    unitGrids: Count,
    extensionGrids: Count,
    buildings: Count,
    videoPoints: Count,
    hazards: Count,
    /** Absent in a package without them. */
    components: Type.Optional(Count),
    residents: Count,
  }),
  /** Per layer: was it invented? Screens show it. */
  synthetic: Type.Object({
    boundary: Type.Boolean(),
    streets: Type.Boolean(),
    communities: Type.Boolean(),
    grids: Type.Boolean(),
    buildings: Type.Boolean(),
    /** True where any household or resident is no owner's count. */
    residents: Type.Boolean(),
    videoPoints: Type.Boolean(),
    hazards: Type.Boolean(),
    components: Type.Optional(Type.Boolean()),
    roads: Type.Boolean(),
    /** Land, coast and hills around the district; absent in older packages, which have none. */
    surroundings: Type.Optional(Type.Boolean()),
  }),
  sources: Type.Array(
    Type.Object({
      key: Type.String(),
      role: Type.String(),
      format: Type.String(),
      crs: Type.String(),
      records: Count,
      accepted: Count,
    }),
  ),
  /** Whose data this is, one line a source, in both languages: footers and exports carry it. */
  attribution: Type.Array(Type.Object({ zh: Type.String(), en: Type.String() })),
  mapApprovalNumber: Type.Union([Type.String(), Type.Null()]),
  /** Tilesets besides buildings and ground: landmarks placed by the recipe, tiles that the owner had already. */
  layers: Type.Optional(
    Type.Array(
      Type.Object({
        key: Type.String(),
        kind: Type.Enum(['landmarks', 'extraTiles'] as const),
        /** Package-relative. */
        tileset: Type.String(),
        synthetic: Type.Boolean(),
      }),
    ),
  ),
  /**
   * Package-relative files that any audience may fetch; everything else stays in the hub, and so does a listed name that
   * may not be public (`mayBePublic` of packageFiles.ts). Beside a file may lie its
   * precompressed twins, `<file>.br` and `<file>.gz`: the hub serves them in its place to who accepts them, under the
   * file's own name, and they are not listed. Tiles carry a part of their content's hash in their name and never change.
   */
  publicFiles: Type.Array(Type.String()),
  /** Area of the district that lies in no street (harbour basins), in square metres; details in report.json. */
  uncoveredSquareMeters: Type.Number(),
});

export type Manifest = Static<typeof ManifestSchema>;
export type ManifestLayer = NonNullable<Manifest['layers']>[number];

/** The manifest, or null where the text is not one of this version: the caller names its own fault. */
export function parseManifest(json: unknown): Manifest | null {
  return Check(ManifestSchema, json) ? json : null;
}

/** True when anything on screen was invented: then every screen says so. */
export function isSynthetic(manifest: Manifest): boolean {
  return Object.values(manifest.synthetic).some(Boolean);
}
