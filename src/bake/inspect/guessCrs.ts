/**
 * Which coordinate system a file's numbers may be in, with the reasons. A guess is never used: the recipe's owner
 * declares the system (BAKE-104), and this says what to ask him.
 */
import type { AxisOrder } from '../../model/contract/recipeSources.ts';
import type { Bounds2 } from '../../model/geometry/polygon.ts';
import { foreignDatumOf } from '../sources/foreignDatum.ts';

export interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface CrsGuess {
  /** Most likely first; empty where the numbers fit no system that we know. */
  readonly candidates: readonly string[];
  readonly axisOrder: AxisOrder;
  /** declared: the file itself says so in words that we know. */
  readonly certainty: 'declared' | 'guessed' | 'unknown';
  readonly reasons: readonly Words[];
}

/** China with its seas, in degrees and in metres of the projections that its surveys use. */
const CHINA = { west: 73, east: 136, south: 3, north: 54 };
const NORTHING = { least: 300_000, most: 6_000_000 };
/** A Gauss-Krüger easting lies within 350 km of the 500 km of its central meridian. */
const EASTING = { least: 150_000, most: 850_000 };
const MERCATOR = { west: 8_100_000, east: 15_200_000, south: 330_000, north: 7_200_000 };
const ZONE = 1_000_000;

const DATUM_REASON: Words = {
  zh: '度数在中国境内：WGS84/CGCS2000 与 GCJ-02、BD-09 只差几百米，单看一个文件分不出来；烘焙时会用道路或边界核对偏移量。',
  en: 'Degrees in China: WGS84/CGCS2000, GCJ-02 and BD-09 differ by some hundred metres, which no single file can tell; the bake checks the offset against roads or boundaries.',
};

/** Systems by what .prj, GeoPackage, srsName and crs members call them. */
const declaredNames: readonly (readonly [RegExp, string])[] = [
  [/GCJ[-_ ]?02/i, 'GCJ-02'],
  [/BD[-_ ]?09/i, 'BD-09'],
  [/\b4549\b|CGCS_?2000.*(CM_?120E|CM 120E)/i, 'EPSG:4549'],
  [/\b4528\b|CGCS_?2000.*Zone_?\s?40\b/i, 'EPSG:4528'],
  [/\b(3857|900913)\b|Web_Mercator|Pseudo-Mercator/i, 'EPSG:3857'],
  [/^(?!.*PROJ(CS|CRS)\[).*(\b4490\b|China[_ ]Geodetic[_ ]Coordinate[_ ]System[_ ]2000|CGCS_?2000)/is, 'EPSG:4490'],
  [/^(?!.*PROJ(CS|CRS)\[).*(\b4326\b|CRS:?84|GCS_WGS_1984|^WGS[ _]?84)/is, 'EPSG:4326'],
];

/** Our name for what a file declares, or null: then the declaration is only shown. */
export function crsFromDeclared(declared: string | null): string | null {
  // Beijing 1954 or Tokyo in degrees are no system of ours, however their WKT goes on.
  if (declared === null || foreignDatumOf(declared) !== null) return null;
  return declaredNames.find(([pattern]) => pattern.test(declared))?.[1] ?? null;
}

const within = (low: number, high: number, least: number, most: number): boolean => low >= least && high <= most;

/** The 3-degree zone (25 … 45) or 6-degree zone (13 … 23) written before an easting, or null. */
function zoneOf(low: number, high: number): number | null {
  const zone = Math.floor(low / ZONE);
  const isZone = (zone >= 13 && zone <= 23) || (zone >= 25 && zone <= 45);
  return isZone && within(low - zone * ZONE, high - zone * ZONE, EASTING.least, EASTING.most) ? zone : null;
}

interface Axes {
  readonly lowFirst: number;
  readonly highFirst: number;
  readonly lowSecond: number;
  readonly highSecond: number;
}

function degrees({ lowFirst, highFirst, lowSecond, highSecond }: Axes): Omit<CrsGuess, 'certainty'> | null {
  const { west, east, south, north } = CHINA;
  if (within(lowFirst, highFirst, west, east) && within(lowSecond, highSecond, south, north)) {
    const candidates = ['EPSG:4490', 'EPSG:4326', 'GCJ-02', 'BD-09'];
    return { candidates, axisOrder: 'east-north', reasons: [DATUM_REASON] };
  }
  if (within(lowFirst, highFirst, south, north) && within(lowSecond, highSecond, west, east)) {
    const swapped = {
      zh: '第一个数像纬度，第二个像经度：次序是北、东。',
      en: 'The first number looks like a latitude, the second like a longitude: north comes first.',
    };
    return {
      candidates: ['EPSG:4490', 'EPSG:4326', 'GCJ-02', 'BD-09'],
      axisOrder: 'north-east',
      reasons: [swapped, DATUM_REASON],
    };
  }
  if (!within(lowFirst, highFirst, -180, 180) || !within(lowSecond, highSecond, -90, 90)) return null;
  const reason = { zh: '数值是经纬度的范围，不在中国境内。', en: 'The numbers are within degrees, and not in China.' };
  return { candidates: ['EPSG:4326'], axisOrder: 'east-north', reasons: [reason] };
}

/** Metres with the easting given; `null` where they are none of a Chinese survey. */
function gaussKrueger(
  lowE: number,
  highE: number,
  lowN: number,
  highN: number,
): { crs: string[]; reason: Words } | null {
  if (!within(lowN, highN, NORTHING.least, NORTHING.most)) return null;
  const zone = zoneOf(lowE, highE);
  if (zone !== null) {
    const width = zone >= 25 ? 3 : 6;
    const meridian = zone >= 25 ? zone * 3 : zone * 6 - 3;
    const proj = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${zone}500000 +y_0=0 +ellps=GRS80 +units=m +no_defs`;
    return {
      crs: zone === 40 ? ['EPSG:4528'] : [proj],
      reason: {
        zh: `东坐标八位，前两位 ${zone} 是高斯-克吕格 ${width} 度带的带号（中央经线 ${meridian}°）。`,
        en: `Eastings have eight digits, of which ${zone} is a Gauss-Krüger zone of ${width} degrees (central meridian ${meridian}°).`,
      },
    };
  }
  if (!within(lowE, highE, EASTING.least, EASTING.most)) return null;
  return {
    crs: ['EPSG:4549'],
    reason: {
      zh: '东坐标六位、没有带号：高斯-克吕格投影，中央经线从数值看不出来，请问提供方：120° 是 EPSG:4549，其余写成 +proj=tmerc … +lon_0=<中央经线>；也可能是城市独立坐标系。',
      en: 'Eastings have six digits and no zone: Gauss-Krüger, but the numbers do not tell the central meridian: ask the owner. 120° is EPSG:4549, others are +proj=tmerc … +lon_0=<meridian>. It may also be the city’s own plane.',
    },
  };
}

function metres({ lowFirst, highFirst, lowSecond, highSecond }: Axes): Omit<CrsGuess, 'certainty'> | null {
  const straight = gaussKrueger(lowFirst, highFirst, lowSecond, highSecond);
  const { west, east, south, north } = MERCATOR;
  if (within(lowFirst, highFirst, west, east) && within(lowSecond, highSecond, south, north)) {
    const reason = { zh: '数值是网络墨卡托在中国的范围。', en: 'The numbers are those of Web Mercator in China.' };
    // Zones 13 to 15 lie in the far west; their eastings begin like Mercator's in the east.
    const others = straight ? [straight.reason] : [];
    const candidates = ['EPSG:3857', ...(straight?.crs ?? [])];
    return { candidates, axisOrder: 'east-north', reasons: [reason, ...others] };
  }
  if (straight) return { candidates: straight.crs, axisOrder: 'east-north', reasons: [straight.reason] };
  const turned = gaussKrueger(lowSecond, highSecond, lowFirst, highFirst);
  if (!turned) return null;
  const order = {
    zh: '第一个数像北坐标：测绘成果里 X 是北、Y 是东。',
    en: 'The first number looks like a northing: surveys write X = north, Y = east.',
  };
  return { candidates: turned.crs, axisOrder: 'north-east', reasons: [order, turned.reason] };
}

/** `bounds` in the file's own numbers, first and second as they stand; null for files without coordinates. */
export function guessCrs(bounds: Bounds2 | null, declared: string | null): CrsGuess {
  const known = crsFromDeclared(declared);
  const axes = bounds && {
    lowFirst: bounds.minX,
    highFirst: bounds.maxX,
    lowSecond: bounds.minY,
    highSecond: bounds.maxY,
  };
  const guess = axes && (degrees(axes) ?? metres(axes));
  if (known !== null) {
    const reason = { zh: `文件自己声明为 ${known}。`, en: `The file itself declares ${known}.` };
    const others = guess?.reasons ?? [];
    return {
      candidates: [known],
      axisOrder: guess?.axisOrder ?? 'east-north',
      certainty: 'declared',
      reasons: [reason, ...others],
    };
  }
  if (guess) return { ...guess, certainty: 'guessed' };
  const reason = axes
    ? {
        zh: '数值不像经纬度，也不像国家测绘用的投影：多半是城市独立坐标系，请向提供方要转换参数。',
        en: 'The numbers are neither degrees nor those of a national projection: most likely a city’s own plane; ask its owner for the parameters.',
      }
    : { zh: '没有读到坐标。', en: 'No coordinates were found.' };
  return { candidates: [], axisOrder: 'east-north', certainty: 'unknown', reasons: [reason] };
}
