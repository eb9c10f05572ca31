/** Where a ray meets the ground, exactly: between two creases of the height field both are straight. */
import { groundCreases } from './drape.ts';
import { groundUpMeters, type HeightField } from './heightField.ts';

type Vec3 = readonly [number, number, number];

/** Metres of ray looked at in one go: a look across the city must not make creases of all of it before it asks. */
const PIECE_METERS = 400;

/**
 * First point of the ground along a ray, or null up to `farMeters`. An eye below the ground meets it at once.
 * @param direction unit vector, ENU.
 */
export function groundHitOf(field: HeightField, eyeEnuMeters: Vec3, direction: Vec3, farMeters: number): Vec3 | null {
  const at = (along: number): Vec3 => [
    eyeEnuMeters[0] + direction[0] * along,
    eyeEnuMeters[1] + direction[1] * along,
    eyeEnuMeters[2] + direction[2] * along,
  ];
  const above = ([x, y, z]: Vec3): number => z - groundUpMeters(field, x, y);
  const horizontal = Math.hypot(direction[0], direction[1]);
  if (above(eyeEnuMeters) <= 0) return [eyeEnuMeters[0], eyeEnuMeters[1], eyeEnuMeters[2] - above(eyeEnuMeters)];
  if (horizontal < 1e-9) {
    if (direction[2] >= 0) return null;
    const up = groundUpMeters(field, eyeEnuMeters[0], eyeEnuMeters[1]);
    return eyeEnuMeters[2] - up > farMeters ? null : [eyeEnuMeters[0], eyeEnuMeters[1], up];
  }
  let from = 0;
  let fromAbove = above(eyeEnuMeters);
  while (from < farMeters) {
    const end = Math.min(farMeters, from + PIECE_METERS / horizontal);
    const [a, b] = [at(from), at(end)];
    const stops = groundCreases(field, [a[0], a[1]], [b[0], b[1]]).map(
      ([x, y]) => Math.hypot(x - eyeEnuMeters[0], y - eyeEnuMeters[1]) / horizontal,
    );
    for (const to of [...stops, end]) {
      const toAbove = above(at(to));
      if (toAbove <= 0) {
        const [x, y] = at(from + ((to - from) * fromAbove) / (fromAbove - toAbove));
        return [x, y, groundUpMeters(field, x, y)];
      }
      from = to;
      fromAbove = toAbove;
    }
    from = end;
  }
  return null;
}
