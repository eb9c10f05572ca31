/** WKT whose degrees are not those of WGS84, CGCS2000 and their kin: another ellipsoid, meridian or unit. */

/** GRS80 and WGS84 (EPSG registry): the datums that share them agree within a metre or two. */
const SEMI_MAJOR_METERS = 6_378_137;
const INVERSE_FLATTENING = { least: 298.257_22, most: 298.257_23 };
const DEGREE = Math.PI / 180;

const numberAt = (text: string, pattern: RegExp): number | null => {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
};

/** The datum's own name where it is another than ours; null where it is ours, and for words that are no WKT. */
export function foreignDatumOf(words: string): string | null {
  const datum = /\b(?:DATUM|ENSEMBLE|TRF)\s*\[\s*"([^"]*)"/i.exec(words)?.[1];
  const ellipsoid = /\b(?:SPHEROID|ELLIPSOID)\s*\[\s*"[^"]*"\s*,\s*([\d.]+)\s*,\s*([\d.]+)/i.exec(words);
  if (datum === undefined || !ellipsoid) return null;
  const [semiMajor, inverseFlattening] = [Number(ellipsoid[1]), Number(ellipsoid[2])];
  const isOurs =
    semiMajor === SEMI_MAJOR_METERS &&
    inverseFlattening >= INVERSE_FLATTENING.least &&
    inverseFlattening <= INVERSE_FLATTENING.most;
  const meridian = numberAt(words, /\bPRIMEM\s*\[\s*"[^"]*"\s*,\s*(-?[\d.]+)/i) ?? 0;
  // Of the degrees: the first unit after the meridian; a plane's own metres come behind it.
  const unit = numberAt(words, /\bPRIMEM\b.*?\bUNIT\s*\[\s*"[^"]*"\s*,\s*([\d.eE+-]+)/is) ?? DEGREE;
  return isOurs && meridian === 0 && Math.abs(unit - DEGREE) < 1e-9 ? null : datum;
}
