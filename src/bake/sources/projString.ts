/**
 * PROJ strings as recipes may give them. proj4 passes over what it does not know (a unit, a datum, an axis) and would put
 * a district a block away; here every such word is a reason to refuse.
 */
import proj4 from 'proj4';
import { nearestName } from '../../model/faults/nearestName.ts';

/** Units that proj4 converts, as PROJ writes them. */
const units: ReadonlySet<string> = new Set(
  'm mm cm dm km in ft yd mi fath ch link us-in us-ft us-yd us-ch us-mi ind-yd ind-ft ind-ch kmi'.split(' '),
);
const datums: ReadonlySet<string> = new Set(
  'WGS84 NAD83 GGRS87 potsdam carthage hermannskogel ire65 nzgd49 OSGB36 ch1903'.toLowerCase().split(' '),
);
/** Ellipsoids that proj4 knows, as PROJ writes them; it would take WGS84 for any other name. */
const ellipsoids: readonly string[] = [
  ...['MERIT', 'SGS85', 'GRS80', 'IAU76', 'airy', 'APL4', 'NWL9D', 'mod_airy', 'andrae', 'aust_SA', 'GRS67', 'bessel'],
  ...['bess_nam', 'clrk66', 'clrk80', 'clrk80ign', 'clrk58', 'CPM', 'delmbr', 'engelis', 'evrst30', 'evrst48'],
  ...['evrst56', 'evrst69', 'evrstSS', 'fschr60', 'fschr60m', 'fschr68', 'helmert', 'hough', 'intl', 'kaula', 'lerch'],
  ...['mprts', 'new_intl', 'plessis', 'krass', 'SEasia', 'walbeck', 'WGS60', 'WGS66', 'WGS7', 'WGS84', 'sphere'],
];
/** Of WGS84, CGCS2000, ITRF and NAD83: no shift is needed to take one for another. */
const ourEllipsoids: ReadonlySet<string> = new Set(['wgs84', 'grs80']);
/** Semi-major axis of GRS80 and of WGS84. */
const OUR_RADIUS_METERS = 6_378_137;
const meridians: readonly string[] = [
  ...['greenwich', 'lisbon', 'paris', 'bogota', 'madrid', 'rome', 'bern', 'jakarta', 'ferro', 'brussels', 'stockholm'],
  ...['athens', 'oslo'],
];
const numberKeys: readonly string[] = [
  ...['lat_0', 'lat_1', 'lat_2', 'lat_ts', 'lon_0', 'lon_1', 'lon_2', 'lonc', 'lon_wrap', 'alpha', 'gamma'],
  ...['x_0', 'y_0', 'k', 'k_0', 'a', 'b', 'rf', 'r', 'zone', 'to_meter', 'from_greenwich', 'h', 'vto_meter'],
];
const wordKeys: readonly string[] = [
  ...['proj', 'ellps', 'datum', 'units', 'axis', 'pm', 'towgs84', 'nadgrids', 'title', 'sweep'],
  ...['vunits', 'geoidgrids', 'geoid_crs'],
];
const flagKeys: readonly string[] = [
  'south',
  'no_defs',
  'wktext',
  'over',
  'approx',
  'no_uoff',
  'no_off',
  'r_a',
  'type',
];
const knownKeys: readonly string[] = [...numberKeys, ...wordKeys, ...flagKeys];
/** Bounds of numbers that could be written wrong and still make a projection. */
const ranges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  ...{ lat_0: [-90, 90], lat_1: [-90, 90], lat_2: [-90, 90], lat_ts: [-90, 90] },
  ...{ lon_0: [-180, 360], lon_1: [-180, 360], lon_2: [-180, 360], lonc: [-180, 360] },
  // A scale of the meridian: all in use lie within a percent of one.
  ...{ k: [0.9, 1.1], k_0: [0.9, 1.1], zone: [1, 60] },
};
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

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

/** The first key that proj4 would pass over, or value that it would misread. */
function keyProblem(given: ReadonlyMap<string, string>): string | null {
  for (const [key, value] of given) {
    if (!knownKeys.includes(key)) return `+${key} → +${nearestName(key, knownKeys)}?`;
    if (!numberKeys.includes(key)) continue;
    if (!isNumber(value)) return `+${key}=${value}`;
    const [least, most] = ranges[key] ?? [-Infinity, Infinity];
    if (Number(value) < least || Number(value) > most) return `+${key}=${value}, ${least} … ${most}`;
  }
  const zone = given.get('zone');
  if (given.get('proj') === 'utm' && zone === undefined) return '+proj=utm: +zone, 1 … 60';
  return zone === undefined || Number.isInteger(Number(zone)) ? null : `+zone=${zone}`;
}

/** What is wrong with the Earth that the places stand on. */
function datumProblem(given: ReadonlyMap<string, string>): string | null {
  const [ellipsoid, meridian, shift] = [given.get('ellps'), given.get('pm'), given.get('towgs84')];
  const isKnown = (names: readonly string[], name: string): boolean =>
    names.some((known) => known.toLowerCase() === name.toLowerCase());
  if (ellipsoid !== undefined && !isKnown(ellipsoids, ellipsoid)) {
    return `+ellps=${ellipsoid} → ${nearestName(ellipsoid, ellipsoids)}?`;
  }
  if (meridian !== undefined && !isNumber(meridian) && !isKnown(meridians, meridian)) {
    return `+pm=${meridian} → ${nearestName(meridian, meridians)}?`;
  }
  const parts = shift?.split(',');
  if (parts && !([3, 7].includes(parts.length) && parts.every((part) => isNumber(part.trim())))) {
    return `+towgs84=${shift}: 3, 7`;
  }
  const isOurs = ellipsoid === undefined || ourEllipsoids.has(ellipsoid.toLowerCase());
  const radius = given.get('a') ?? given.get('r');
  const isOwnEarth = radius !== undefined && Number(radius) !== OUR_RADIUS_METERS;
  // Such a datum lies some hundred metres off, and nothing in the string says how far.
  if ((!isOurs || isOwnEarth) && !given.has('towgs84') && !given.has('datum') && !given.has('nadgrids')) {
    return `${isOurs ? `+a=${radius}` : `+ellps=${ellipsoid}`}: +towgs84`;
  }
  return null;
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
  const problem = keyProblem(given) ?? datumProblem(given);
  if (problem) return problem;
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
