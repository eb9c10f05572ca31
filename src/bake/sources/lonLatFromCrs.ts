/**
 * Declared coordinate systems → WGS84/CGCS2000 degrees. The one place where GCJ-02 and BD-09 exist; their inverses are
 * unofficial (0.007 m and 0.15 m round trip over the district): never for legal boundaries.
 */
import gcoord from 'gcoord';
import proj4 from 'proj4';
import type { SourceCrs } from '../../model/contract/recipe.ts';
import type { LonLatDeg } from '../../model/frames/ecef.ts';

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

function projected(definition: string, bounds: { west: number; east: number }): Conversion {
  const converter = proj4(definition, LON_LAT);
  return { convert: (x, y) => converter.forward([x, y]), ...bounds };
}

const conversions: Readonly<Record<SourceCrs, Conversion>> = {
  'EPSG:4326': { convert: (x, y) => [x, y], ...anywhere },
  'EPSG:4490': { convert: (x, y) => [x, y], ...anywhere },
  'EPSG:4549': projected(gaussKruger120(500_000), ZONE_120),
  'EPSG:4528': projected(gaussKruger120(40_500_000), ZONE_120),
  'EPSG:3857': { convert: (x, y) => gcoord.transform([x, y], gcoord.EPSG3857, gcoord.WGS84), ...anywhere },
  'GCJ-02': { convert: (x, y) => gcoord.transform([x, y], gcoord.GCJ02, gcoord.WGS84), ...anywhere },
  'BD-09': { convert: (x, y) => gcoord.transform([x, y], gcoord.BD09, gcoord.WGS84), ...anywhere },
};

/** Degrees, or null where the numbers cannot be coordinates of that system. */
export function lonLatFromCrs(crs: SourceCrs, x: number, y: number): LonLatDeg | null {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
  const { convert, west, east } = conversions[crs];
  const [lon, lat] = convert(x, y) as [number, number];
  if (!(lon >= west && lon <= east && lat >= -90 && lat <= 90)) return null;
  return [lon, lat];
}
