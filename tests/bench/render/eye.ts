/** The one eye of the render bench: 4 km from the middle of the district, 30° down, 36.87° from top to bottom. */
export const WIDTH_PX = 960;
export const HEIGHT_PX = 540;
export const RANGE_METERS = 4000;
export const PITCH_DOWN_DEG = 30;
/** tan(36.87° / 2): what MapLibre and deck.gl draw with unless told otherwise. */
export const HALF_HEIGHT_TANGENT = 1 / 3;
export const FOVY_DEG = (2 * Math.atan(HALF_HEIGHT_TANGENT) * 180) / Math.PI;

const DEG = Math.PI / 180;
/** Equatorial circumference of WGS 84. */
const CIRCUMFERENCE_METERS = 2 * Math.PI * 6_378_137;
const TILE_PX = 512;

/** Zoom of a Web Mercator map on which the eye stands at that range: its distance in pixels is fixed by its opening. */
export function zoomAt(latDeg: number): number {
  const distancePx = HEIGHT_PX / 2 / HALF_HEIGHT_TANGENT;
  const metersPerPx = RANGE_METERS / distancePx;
  return Math.log2((CIRCUMFERENCE_METERS * Math.cos(latDeg * DEG)) / (TILE_PX * metersPerPx));
}

/** East, north, up of the eye, in metres from what it looks at. */
export function eyeEnuMeters(headingDeg: number): [number, number, number] {
  const away = RANGE_METERS * Math.cos(PITCH_DOWN_DEG * DEG);
  return [
    -away * Math.sin(headingDeg * DEG),
    -away * Math.cos(headingDeg * DEG),
    RANGE_METERS * Math.sin(PITCH_DOWN_DEG * DEG),
  ];
}
