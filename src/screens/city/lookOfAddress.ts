import type { Look } from '../../picture/cityView.ts';

/**
 * The look that a station's address asks for (`?look=east,north,range,heading,pitch`; metres in the district's frame, then
 * degrees): for a picture that is taken again. Null for none, and for what is no such list.
 */
export function lookOfAddress(search: string): Look | null {
  const asked = new URLSearchParams(search).get('look')?.split(',') ?? [];
  const [east, north, rangeMeters, headingDeg, pitchDeg, ...rest] = asked.map((part) =>
    part.trim() === '' ? Number.NaN : Number(part),
  );
  const numbers = [east, north, rangeMeters, headingDeg, pitchDeg];
  if (rest.length > 0 || !numbers.every((value) => value !== undefined && Number.isFinite(value))) return null;
  if (rangeMeters! <= 0) return null;
  return {
    targetEnuMeters: [east!, north!],
    rangeMeters: rangeMeters!,
    headingDeg: headingDeg!,
    pitchDeg: pitchDeg!,
  };
}
