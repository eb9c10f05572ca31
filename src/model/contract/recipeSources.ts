/**
 * What a recipe says about one file of an owner: its format, its coordinate system, what it is for, and which column is
 * which. Roles and formats are lists here, so that `inspect`, the recipe's faults and the readers agree.
 */
import Type, { type Static } from 'typebox';
import { closed, Text } from './closedSchema.ts';

export const sourceFormats = [
  'geojson',
  'shapefile',
  'geopackage',
  'flatgeobuf',
  'csv',
  'xlsx',
  'json',
  'osm-pbf',
  'osm-xml',
  'cityjson',
  'citygml',
  'kml',
  'geotiff',
  'gltf',
  '3dtiles',
] as const;
export type SourceFormat = (typeof sourceFormats)[number];

/** Formats of plain rows: x and y are columns, named under `fields`. */
export const tableFormats: readonly SourceFormat[] = ['csv', 'xlsx', 'json'];

/** Coordinate systems with a name of their own. Any other may be given as a PROJ string, beginning with `+proj=`. */
export const namedCrs = ['EPSG:4326', 'EPSG:4490', 'EPSG:4549', 'EPSG:4528', 'EPSG:3857', 'GCJ-02', 'BD-09'] as const;
export type NamedCrs = (typeof namedCrs)[number];

/**
 * A city's own plane, as its survey institute gives it: base = scale · R(rotation) · local + offset,
 * rotation anticlockwise from the local to the base axes.
 */
export const LocalFrameSchema = closed({
  /** A named system or a PROJ string, in metres. */
  base: Text,
  offsetEastMeters: Type.Number(),
  offsetNorthMeters: Type.Number(),
  rotationDeg: Type.Number(),
  scale: Type.Number({ exclusiveMinimum: 0 }),
});
export type LocalFrame = Static<typeof LocalFrameSchema>;

export type SourceCrs = NamedCrs | `+proj=${string}` | LocalFrame;

/** Order of a record's two numbers. Survey files write X = north, Y = east; some GML writes latitude first. */
export const axisOrders = ['east-north', 'north-east'] as const;
export type AxisOrder = (typeof axisOrders)[number];

export const sourceRoles = [
  'districtBoundary',
  'streetBoundaries',
  'communityBoundaries',
  'communityGridBoundaries',
  'gridBoundaries',
  'buildings',
  'roads',
  'water',
  'green',
  'videoPoints',
  'components',
  'events',
  'elevation',
  'landmarks',
  'extraTiles',
] as const;
export type SourceRole = (typeof sourceRoles)[number];

/** Of outlines that tile each other, the coarsest first. */
export const areaRoles: readonly SourceRole[] = [
  'districtBoundary',
  'streetBoundaries',
  'communityBoundaries',
  'communityGridBoundaries',
  'gridBoundaries',
];

/** Fields of ours that a role understands. Tables without a geometry column need `x` and `y` besides. */
export const fieldsOfRole: Readonly<Record<SourceRole, { readonly needed: string[]; readonly known: string[] }>> = {
  districtBoundary: { needed: [], known: ['code'] },
  streetBoundaries: { needed: ['name'], known: ['code', 'name', 'nameEn'] },
  communityBoundaries: { needed: ['code', 'name'], known: ['code', 'name', 'nameEn'] },
  communityGridBoundaries: { needed: ['code'], known: ['code', 'name', 'nameEn'] },
  /** Unit and extension grids together; `kind` is unitGrid or extensionGrid, by default as the code's sequence says. */
  gridBoundaries: { needed: ['code'], known: ['code', 'name', 'nameEn', 'kind', 'ownerUnit', 'gridHead'] },
  buildings: {
    needed: [],
    known: [
      ...[
        'id',
        'name',
        'nameEn',
        'heightGroundMeters',
        'floors',
        'use',
        'yearBuilt',
        'code',
        'households',
        'residents',
      ],
      ...['ownerName', 'ownerPhone'],
    ],
  },
  roads: { needed: [], known: ['id', 'name', 'nameEn', 'rank', 'widthMeters'] },
  water: { needed: [], known: ['id', 'name'] },
  green: { needed: [], known: ['id', 'name'] },
  videoPoints: { needed: ['id', 'name'], known: ['id', 'name', 'gb28181Code', 'azimuthDeg', 'x', 'y'] },
  /** `class` is a code of `official.componentClasses`; `ownerUnit` is 权属单位, told to duty alone. */
  components: { needed: ['class'], known: ['id', 'class', 'name', 'ownerUnit', 'x', 'y'] },
  events: {
    needed: ['id', 'time', 'matterCode'],
    known: ['id', 'time', 'matterCode', 'title', 'description', 'x', 'y'],
  },
  elevation: { needed: [], known: [] },
  landmarks: { needed: [], known: [] },
  extraTiles: { needed: [], known: [] },
};

/** Fields of ours that are lengths: only their columns have a `unit`. */
export const lengthFields: readonly string[] = ['heightGroundMeters', 'widthMeters'];
/** Fields of ours that are numbers: what `map` and `default` give for them must be one, in our unit. */
export const numberFields: readonly string[] = [
  ...lengthFields,
  ...['floors', 'yearBuilt', 'households', 'residents', 'azimuthDeg', 'x', 'y'],
];

export const timeFormats = ['rfc3339', 'M/D/YYYY H:mm'] as const;
export type TimeFormat = (typeof timeFormats)[number];

export const FieldSchema = closed({
  /** Column or property of the file. Names that begin with @ are made by the reader, such as @heightMeters of CityGML. */
  from: Text,
  /** Of the file's numbers; ours are metres. */
  unit: Type.Optional(Type.Enum(['meters', 'feet'] as const)),
  /** The file's value → ours, in our unit; a value that is not in it takes `default`. */
  map: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** Where the file says nothing. */
  default: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  timeFormat: Type.Optional(Type.Enum(timeFormats)),
});
export type RecipeField = Static<typeof FieldSchema>;

const WhereSchema = closed({
  from: Text,
  is: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
  isNot: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
});
export type RecipeWhere = Static<typeof WhereSchema>;

/** Where a glTF landmark stands; its own file has no place on Earth. */
const PlacementSchema = closed({
  lonLatDeg: Type.Tuple([Type.Number(), Type.Number()]),
  /** Of the model's origin above the ground there. */
  upMeters: Type.Number(),
  /** Clockwise from north, of the model's +z axis turned to face there. */
  headingDeg: Type.Number(),
  scale: Type.Number({ exclusiveMinimum: 0 }),
});
export type LandmarkPlacement = Static<typeof PlacementSchema>;

export const SourceSchema = closed({
  /** Short and stable: ids of buildings and events carry it. */
  key: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,31}$' }),
  path: Text,
  format: Type.Enum(sourceFormats),
  /** Checked by hand, so that a missing one gets its own fault and tip. */
  crs: Type.Optional(Type.Union([Type.String(), LocalFrameSchema])),
  /** Where the file's numbers do not stand as east, north. */
  axisOrder: Type.Optional(Type.Enum(axisOrders)),
  encoding: Type.Optional(Text),
  /** JSON: where the records stand, as names joined by dots. GeoPackage, XLSX, KML, OSM: the table, sheet, folder or tag. */
  layer: Type.Optional(Text),
  role: Type.Enum(sourceRoles),
  /** Of times without an offset; the district's own where it is not given. */
  timeZone: Type.Optional(Text),
  fields: Type.Record(Type.String(), FieldSchema),
  /** Only records that fulfil every one. */
  where: Type.Optional(Type.Array(WhereSchema)),
  /** Heights of this file in words, where they are not above local ground. */
  heightDatum: Type.Optional(Text),
  placement: Type.Optional(PlacementSchema),
});
export type RecipeSource = Omit<Static<typeof SourceSchema>, 'crs'> & { readonly crs: SourceCrs };
