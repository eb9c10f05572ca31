/** Who a projection is for. Data shape, not a right to act: acts are roles. */
export const audiences = ['public', 'duty'] as const;
export type Audience = (typeof audiences)[number];

export const stations = ['index', 'wall', 'ring', 'touch', 'plan', 'desk'] as const;
export type Station = (typeof stations)[number];

/**
 * Until people sign in: stations in a hall get the public projection wherever they stand; work stations get duty, and
 * only on the machine itself.
 */
export function audienceOf(station: Station, onLoopback: boolean): Audience {
  return onLoopback && (station === 'wall' || station === 'desk' || station === 'plan') ? 'duty' : 'public';
}
