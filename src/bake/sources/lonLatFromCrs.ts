/**
 * Declared coordinate systems → WGS84/CGCS2000 degrees. The one place where GCJ-02 and BD-09 exist; their inverses are
 * unofficial (0.007 m and 0.15 m round trip over the district): never for legal boundaries.
 */
import gcoord from 'gcoord';
import proj4 from 'proj4';
import type { AxisOrder, LocalFrame, NamedCrs, RecipeSource, SourceCrs } from '../../model/contract/recipeSources.ts';
import { type Fault, fault } from '../../model/faults/fault.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import { centralMeridianOf, hasProjAxis, isGeographicProj, projStringProblem } from './projString.ts';

/** CGCS2000 and WGS84 agree to about a decimetre; degrees of both are stored alike. */
const LON_LAT = '+proj=longlat +ellps=GRS80 +no_defs';
/** EPSG registry: CGCS2000 / 3-degree Gauss-Kruger CM 120E, without and with the zone's prefix. */
const gaussKruger120 = (falseEasting: number): string =>
  `+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;
/** A 3-degree zone with room for its neighbours' edges; outside it the axes or the system are wrong. */
const ZONE_120 = { west: 116.5, east: 123.5 };

interface Conversion {
  convert(x: number, y: number): readonly number[];
  readonly west: number;
  readonly east: number;
}

const anywhere = { west: -180, east: 180 };
/** Beyond this from its meridian a transverse cylinder is of no use to anybody, and its numbers are another system's. */
const WIDEST_DEG = 10;

function projected(definition: string, bounds: { west: number; east: number }): Conversion {
  const converter = proj4(definition, LON_LAT);
  // True: keep to +axis, which proj4 passes over otherwise.
  return { convert: (x, y) => converter.forward([x, y], true), ...bounds };
}

function boundsOfProj(definition: string): { west: number; east: number } {
  const meridian = centralMeridianOf(definition);
  return meridian === null ? anywhere : { west: meridian - WIDEST_DEG, east: meridian + WIDEST_DEG };
}

const named: Readonly<Record<NamedCrs, Conversion>> = {
  'EPSG:4326': { convert: (x, y) => [x, y], ...anywhere },
  'EPSG:4490': { convert: (x, y) => [x, y], ...anywhere },
  'EPSG:4549': projected(gaussKruger120(500_000), ZONE_120),
  'EPSG:4528': projected(gaussKruger120(40_500_000), ZONE_120),
  'EPSG:3857': { convert: (x, y) => gcoord.transform([x, y], gcoord.EPSG3857, gcoord.WGS84), ...anywhere },
  'GCJ-02': { convert: (x, y) => gcoord.transform([x, y], gcoord.GCJ02, gcoord.WGS84), ...anywhere },
  'BD-09': { convert: (x, y) => gcoord.transform([x, y], gcoord.BD09, gcoord.WGS84), ...anywhere },
};

function conversionOf(crs: string): Conversion {
  return named[crs as NamedCrs] ?? projected(crs, boundsOfProj(crs));
}

/** base = scale · R(rotation) · local + offset, then the base's own conversion. */
function local(frame: LocalFrame): Conversion {
  const base = conversionOf(frame.base);
  const turn = (frame.rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn) * frame.scale, Math.sin(turn) * frame.scale];
  const convert = (x: number, y: number): readonly number[] =>
    base.convert(cos * x - sin * y + frame.offsetEastMeters, sin * x + cos * y + frame.offsetNorthMeters);
  return { ...base, convert };
}

const inDegrees: ReadonlySet<string> = new Set<NamedCrs>(['EPSG:4326', 'EPSG:4490', 'GCJ-02', 'BD-09']);

/** Are its numbers degrees? Those of a local frame never are. */
export function isInDegrees(crs: SourceCrs): boolean {
  return typeof crs === 'string' && (inDegrees.has(crs) || (crs.startsWith('+') && isGeographicProj(crs)));
}

/** What of a source's coordinate system cannot be used: BAKE-260, BAKE-261. Found before its file is opened. */
export function crsFaults({ key, crs, axisOrder }: RecipeSource, path: string): Fault[] {
  const definition = typeof crs === 'string' ? crs : crs.base;
  const refuse = (reason: string): Fault[] => [fault('BAKE-260', { source: key, crs: definition, reason }, path)];
  if (definition.startsWith('+')) {
    const problem = projStringProblem(definition);
    if (problem) return refuse(problem);
    if (axisOrder === 'north-east' && hasProjAxis(definition)) return refuse('+axis, axisOrder');
  } else if (!Object.hasOwn(named, definition)) return refuse(Object.keys(named).join(', '));
  if (typeof crs !== 'string' && isInDegrees(definition as SourceCrs)) {
    return [fault('BAKE-261', { source: key, base: definition }, path)];
  }
  return [];
}

/** The system's name as manifests and faults write it. */
export function crsName(crs: SourceCrs): string {
  return typeof crs === 'string' ? crs : `local (${crs.base})`;
}

/** Degrees, or null where the numbers cannot be coordinates of that system. */
export type LonLatConverter = (x: number, y: number) => LonLatDeg | null;

/** The conversion of one source. `crs` must have passed `crsFaults`; else it throws what proj4 throws. */
export function lonLatConverter(crs: SourceCrs, axisOrder: AxisOrder = 'east-north'): LonLatConverter {
  const { convert, west, east } = typeof crs === 'string' ? conversionOf(crs) : local(crs);
  return (first, second) => {
    const [x, y] = axisOrder === 'north-east' ? [second, first] : [first, second];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    const [lon, lat] = convert(x, y) as [number, number];
    return lon >= west && lon <= east && lat >= -90 && lat <= 90 ? [lon, lat] : null;
  };
}
