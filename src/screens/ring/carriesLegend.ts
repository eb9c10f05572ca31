/** Every so many segments: whoever looks anywhere in the hall has one in view, and nobody reads it seven times. */
const EVERY = 3;

/** True where the legend of windows stands in this segment (0…6). Pure: pages of one segment and of all agree. */
export function carriesLegend(segment: number): boolean {
  return segment % EVERY === 0;
}
