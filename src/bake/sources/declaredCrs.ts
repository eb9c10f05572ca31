/** What a file says of its own system against what the recipe says: by where both put the same numbers. */
import proj4 from 'proj4';
import type { SourceCrs } from '../../model/contract/recipeSources.ts';
import { type LonLatConverter, lonLatConverter } from './lonLatFromCrs.ts';
import { projStringProblem } from './projString.ts';

/** CGCS2000, WGS84 and their kin differ by less; a wrong zone or datum by more. */
const AGREE_METERS = 5;
const METERS_PER_DEGREE = 111_320;

const lonLat = '+proj=longlat +ellps=GRS80 +no_defs';
const gaussKruger = (meridian: number, falseEasting: number): string =>
  `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;

/** EPSG registry, as far as owners here use it; null for other codes. */
function definitionOfEpsg(code: number): string | null {
  if ([4326, 4490, 4979, 4480, 6668, 4612, 4269, 4258].includes(code)) return lonLat;
  if ([3857, 900913, 3785, 102100, 102113].includes(code)) return 'EPSG:3857';
  // CGCS2000 in zones of three degrees, with and without the zone's number; then in zones of six.
  if (code >= 4513 && code <= 4533) return gaussKruger((code - 4513 + 25) * 3, (code - 4513 + 25) * 1e6 + 500_000);
  if (code >= 4534 && code <= 4554) return gaussKruger((code - 4534 + 25) * 3, 500_000);
  if (code >= 4491 && code <= 4501) return gaussKruger((code - 4491 + 13) * 6 - 3, (code - 4491 + 13) * 1e6 + 500_000);
  if (code >= 4502 && code <= 4512) return gaussKruger((code - 4502 + 13) * 6 - 3, 500_000);
  const zone = code % 100;
  if (zone < 1 || zone > 60) return null;
  if (code > 32600 && code <= 32660) return `+proj=utm +zone=${zone} +datum=WGS84 +units=m +no_defs`;
  if (code > 32700 && code <= 32760) return `+proj=utm +zone=${zone} +south +datum=WGS84 +units=m +no_defs`;
  return null;
}

type Declared = { readonly definition: string; readonly isGeographic: boolean };

/** Null for words that are not understood: no verdict is better than a wrong one. */
function declaredOf(words: string): Declared | null {
  const text = words.trim();
  const isWkt = /^\s*(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|COMPD_CS|BOUNDCRS)\s*\[/i.test(text);
  if (isWkt) {
    const isWhole = text.split('[').length === text.split(']').length;
    if (!isWhole || /^\s*COMPD_CS/i.test(text)) return null;
    return { definition: text, isGeographic: /^\s*GEOG/i.test(text) };
  }
  if (text.startsWith('+proj=')) {
    if (projStringProblem(text)) return null;
    return { definition: text, isGeographic: text.startsWith('+proj=longlat') };
  }
  if (/CRS:?84\b/i.test(text)) return { definition: lonLat, isGeographic: true };
  // The first code is the horizontal one, in compound names too.
  const code = /EPSG(?:\/[\d.]+\/|\.xml#|:[\d.]*:|:|\s)(\d{4,6})/i.exec(text)?.[1];
  const definition = code === undefined ? null : definitionOfEpsg(Number(code));
  return definition === null ? null : { definition, isGeographic: definition === lonLat };
}

function converterOf({ definition, isGeographic }: Declared): LonLatConverter | null {
  if (isGeographic) return (x, y) => (Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null);
  try {
    const converter = proj4(definition, lonLat);
    return (x, y) => {
      const [lon, lat] = converter.forward([x, y]);
      return Number.isFinite(lon) && Number.isFinite(lat) ? [lon!, lat!] : null;
    };
  } catch {
    return null; // proj4 throws plain words for a WKT that it does not know: no verdict
  }
}

/**
 * Metres between where the recipe and the file itself put one place of it; 0 where they agree, Infinity where only one of
 * them allows its numbers, null where nothing can be said (unknown words; GCJ-02 and BD-09, which no file can declare).
 */
export function metersFromDeclared(
  declaredCrs: string,
  crs: SourceCrs,
  axisOrder: 'east-north' | 'north-east',
  place: readonly [number, number],
): number | null {
  const declared = declaredOf(declaredCrs);
  if (!declared || typeof crs !== 'string') return null;
  if ((crs === 'GCJ-02' || crs === 'BD-09') && declared.isGeographic) return null;
  const converter = converterOf(declared);
  if (!converter) return null;
  const [east, north] = axisOrder === 'north-east' ? [place[1], place[0]] : place;
  const said = converter(east, north);
  const taken = lonLatConverter(crs, axisOrder)(place[0], place[1]);
  if (!said && !taken) return null;
  if (!said || !taken) return Infinity;
  const perLon = METERS_PER_DEGREE * Math.cos((taken[1] * Math.PI) / 180);
  const meters = Math.hypot((said[0] - taken[0]) * perLon, (said[1] - taken[1]) * METERS_PER_DEGREE);
  return meters <= AGREE_METERS ? 0 : Math.round(meters);
}
