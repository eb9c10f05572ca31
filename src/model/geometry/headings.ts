/** Headings in degrees, clockwise from north. */

/** Shortest signed turn from one heading to another, in [−180, 180): so that nobody sees the district spin. */
export function shortestTurnDeg(fromDeg: number, toDeg: number): number {
  const turned = (toDeg - fromDeg + 180) % 360;
  return (turned < 0 ? turned + 360 : turned) - 180;
}
