/** How a building stands on sloping ground: one rule for tiles, for picking and for the index. */
import { groundCreases } from './drape.ts';
import { groundUpMeters, type HeightField } from './heightField.ts';
import type { MultiPolygon, Outline, Point2 } from './polygon.ts';

/** However steep the ground is, so much of a building is seen above its highest side: a door's height and a lintel. */
const LEAST_SEEN_METERS = 2.5;

/** Corners of an outline in metres ENU, and the points between them at which the ground bends. */
export function outlineOnGround(field: HeightField, outlineCm: Outline): Point2[] {
  const corners = outlineCm.map((point): Point2 => [point[0] / 100, point[1] / 100]);
  const points: Point2[] = [];
  corners.forEach((corner, index) => {
    points.push(corner);
    for (const crease of groundCreases(field, corner, corners[(index + 1) % corners.length]!)) points.push(crease);
  });
  return points;
}

export interface Stand {
  /** Metre 0 of the facade: the lowest ground along the footprint's outer outlines. */
  readonly baseUpMeters: number;
  /** The highest ground along them. */
  readonly highestUpMeters: number;
  /**
   * The highest point of the roof, `heightGroundMeters` over the base. On ground so steep that the uphill side would
   * be buried the building is taller: `LEAST_SEEN_METERS`, or its own height if that is less, over the highest ground.
   */
  readonly topUpMeters: number;
}

/** @param polygonsCm whole centimetres ENU; all parts of a building share one base. */
export function standOnGround(field: HeightField, polygonsCm: MultiPolygon, heightGroundMeters: number): Stand {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const [outer] of polygonsCm) {
    for (const point of outlineOnGround(field, outer ?? [])) {
      const up = groundUpMeters(field, point[0], point[1]);
      lowest = Math.min(lowest, up);
      highest = Math.max(highest, up);
    }
  }
  if (lowest === Infinity) return { baseUpMeters: 0, highestUpMeters: 0, topUpMeters: heightGroundMeters };
  const least = highest + Math.min(LEAST_SEEN_METERS, heightGroundMeters);
  return {
    baseUpMeters: lowest,
    highestUpMeters: highest,
    topUpMeters: Math.max(lowest + heightGroundMeters, least),
  };
}
