/** Which of the eight sides a direction is, from north on clockwise. Pure. @param deg clockwise from north. */
export function sideOf(deg: number): 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const turned = ((deg % 360) + 360) % 360;
  return (Math.round(turned / 45) % 8) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;
}
