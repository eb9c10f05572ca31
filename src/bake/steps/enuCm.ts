/** Degrees → whole centimetres in the district's plane: where everything is placed, proved and drawn. */
import type { LonLatDeg } from '../../model/frames/ecef.ts';
import type { EnuFrame } from '../../model/frames/enu.ts';
import type { MultiPolygon, Point2 } from '../../model/geometry/polygon.ts';

/** So far below the plane lies what is 300 km away: no district is so large, and whole centimetres stay exact in it. */
const LOWEST_UP_METERS = -7_000;

/**
 * Null far behind the horizon. The plane alone would not tell: a place on the other side of the Earth has the same east
 * and north as one in the district.
 */
export function enuCmFromLonLat(frame: EnuFrame, lonLatDeg: LonLatDeg): Point2 | null {
  const [east, north, up] = frame.enuFromLonLat(lonLatDeg);
  return up < LOWEST_UP_METERS ? null : [Math.round(east * 100), Math.round(north * 100)];
}

/** Vertex by vertex, nothing else; null where any vertex lies far behind the horizon. */
export function quantisedPolygons(frame: EnuFrame, polygons: MultiPolygon): MultiPolygon | null {
  let isBehind = false;
  const quantised = polygons.map((polygon) =>
    polygon.map((outline) =>
      outline.map((lonLatDeg) => {
        const pointCm = enuCmFromLonLat(frame, lonLatDeg);
        if (!pointCm) isBehind = true;
        return pointCm ?? ([0, 0] as const);
      }),
    ),
  );
  return isBehind ? null : quantised;
}

/** The first place that lies far behind the horizon; null where none does. */
export function farPlace(frame: EnuFrame, polygons: MultiPolygon): Point2 | null {
  for (const polygon of polygons) {
    for (const outline of polygon) {
      for (const lonLatDeg of outline) if (!enuCmFromLonLat(frame, lonLatDeg)) return lonLatDeg;
    }
  }
  return null;
}
