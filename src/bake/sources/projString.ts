/**
 * PROJ strings as recipes may give them. proj4 passes over what it does not know (a unit, a datum, an axis) and would put
 * a district a block away; here every such word is a reason to refuse.
 */
import proj4 from 'proj4';

/** Units that proj4 converts, as PROJ writes them. */
const units: ReadonlySet<string> = new Set(
  'm mm cm dm km in ft yd mi fath ch link us-in us-ft us-yd us-ch us-mi ind-yd ind-ft ind-ch kmi'.split(' '),
);
const datums: ReadonlySet<string> = new Set(
  'WGS84 NAD83 GGRS87 potsdam carthage hermannskogel ire65 nzgd49 OSGB36 ch1903'.toLowerCase().split(' '),
);
const VERTICAL = ['vunits', 'vto_meter', 'geoidgrids', 'geoid_crs'];
const geographic: ReadonlySet<string> = new Set(['longlat', 'latlong', 'lonlat', 'latlon']);

function parametersOf(text: string): Map<string, string> {
  const words = text.split('+').flatMap((word) => word.trim() || []);
  return new Map(
    words.map((word) => {
      const at = word.indexOf('=');
      return at < 0 ? [word.toLowerCase(), ''] : [word.slice(0, at).trim().toLowerCase(), word.slice(at + 1).trim()];
    }),
  );
}

/** Why the string cannot be used, in a few words of PROJ; null where it can. */
export function projStringProblem(text: string): string | null {
  const given = parametersOf(text);
  const projection = given.get('proj') ?? '';
  if (projection === 'geocent' || projection === 'cart') return `+proj=${projection}: x, y, z`;
  const unit = given.get('units');
  if (unit !== undefined && !units.has(unit)) return `+units=${unit}`;
  const toMeter = given.get('to_meter');
  if (toMeter !== undefined && !(Number(toMeter) > 0)) return `+to_meter=${toMeter}`;
  const axis = given.get('axis');
  if (axis !== undefined && !/^(?:[ew][ns]|[ns][ew])[ud]$/.test(axis)) return `+axis=${axis}`;
  const datum = given.get('datum');
  if (datum !== undefined && !datums.has(datum.toLowerCase())) return `+datum=${datum}`;
  const grids = given.get('nadgrids');
  if (grids !== undefined && grids !== '@null') return `+nadgrids=${grids}`;
  for (const [name, value] of given) {
    const isNumber = /^(?:(?:lat|lon|x|y|k)_[0-9]|lat_ts|lonc|alpha|gamma|k|a|b|rf|r|zone)$/.test(name);
    if (isNumber && (value === '' || !Number.isFinite(Number(value)))) return `+${name}=${value}`;
  }
  try {
    proj4(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return null;
}

export const isGeographicProj = (text: string): boolean => geographic.has(parametersOf(text).get('proj') ?? '');

/** Does it say itself in which order and direction its numbers stand? */
export const hasProjAxis = (text: string): boolean => parametersOf(text).has('axis');

/** The words about heights, which places do not need; null where there are none. */
export function verticalPartOf(text: string): string | null {
  const given = parametersOf(text);
  const words = VERTICAL.flatMap((name) => (given.has(name) ? [`+${name}=${given.get(name)}`] : []));
  return words.length > 0 ? words.join(' ') : null;
}

/** Longitude of a cylinder's own meridian, in degrees; null for projections without one. */
export function centralMeridianOf(text: string): number | null {
  const given = parametersOf(text);
  const projection = given.get('proj');
  if (projection === 'utm' && given.has('zone')) return Number(given.get('zone')) * 6 - 183;
  if (projection !== 'tmerc' && projection !== 'etmerc') return null;
  return given.has('pm') ? null : Number(given.get('lon_0') ?? 0);
}
