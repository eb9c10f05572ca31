/**
 * Names of streets along their courses. Where a name may stand is fixed in the world, not on screen: the middle of a course
 * first, then the quarters, then the eighths: coming nearer adds names between those that stand, and moves none.
 */
import { decodeArc } from '../../../model/contract/areasFile.ts';
import type { NamedRoadsFile } from '../../../model/contract/namedRoadsFile.ts';
import type { Vec3 } from '../../../model/frames/ecef.ts';
import { drapeLine, type Point3 } from '../../../model/geometry/drape.ts';
import type { HeightField } from '../../../model/geometry/heightField.ts';
import type { Point2 } from '../../../model/geometry/polygon.ts';

/** A place on a course where its street's name may stand. */
export interface RoadAnchor {
  readonly id: string;
  readonly alongMeters: number;
  readonly enuMeters: Vec3;
  /** Halvings of the course that lead to it. */
  readonly halvings: number;
  /** To the nearest place where the name stands already when it comes to stand here. */
  readonly spacingMeters: number;
}

export interface NamedCourse {
  readonly zh: string;
  readonly en: string;
  /** 1 main road … 4 lane. */
  readonly rank: number;
  /** On the ground. */
  readonly points: readonly Point3[];
  /** Way from the first point, on the map, to each. */
  readonly alongMeters: Float64Array;
  readonly anchors: readonly RoadAnchor[];
  /** A circle on the map that holds it. */
  readonly middle: Point2;
  readonly radiusMeters: number;
}

/** Nearer to each other no two places are. */
const LEAST_SPACING_METERS = 150;

/** Row of the last point at or before a place; at most the last but one. */
export function rowBefore(course: NamedCourse, along: number): number {
  let [low, high] = [0, course.alongMeters.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (course.alongMeters[middle]! <= along) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The place so far along a course. */
export function placeAlong(course: NamedCourse, along: number): Vec3 {
  const row = rowBefore(course, along);
  const [a, b] = [course.points[row]!, course.points[row + 1]!];
  const [from, to] = [course.alongMeters[row]!, course.alongMeters[row + 1]!];
  const share = Math.min(1, Math.max(0, (along - from) / (to - from)));
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function anchorsOf(course: NamedCourse, name: string): RoadAnchor[] {
  const length = course.alongMeters.at(-1)!;
  const anchors: RoadAnchor[] = [];
  for (let halvings = 0; ; halvings++) {
    const parts = 2 ** halvings;
    const spacingMeters = length / parts / 2;
    if (halvings > 0 && spacingMeters < LEAST_SPACING_METERS) return anchors;
    for (let part = 0; part < parts; part++) {
      const alongMeters = ((part + 0.5) * length) / parts;
      const id = `${name}/${halvings}.${part}`;
      anchors.push({ id, alongMeters, enuMeters: placeAlong(course, alongMeters), halvings, spacingMeters });
    }
  }
}

export function namedCourses(file: NamedRoadsFile, ground: HeightField): NamedCourse[] {
  return file.roads.flatMap(({ name, nameEn, rank, courses }, road) =>
    courses.map((arc, number): NamedCourse => {
      const line = decodeArc(arc).map(([x, y]): Point2 => [x / 100, y / 100]);
      const points = drapeLine(ground, line, 0);
      const alongMeters = new Float64Array(points.length);
      for (let row = 1; row < points.length; row++) {
        const [a, b] = [points[row - 1]!, points[row]!];
        alongMeters[row] = alongMeters[row - 1]! + Math.hypot(b[0] - a[0], b[1] - a[1]);
      }
      const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
      const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const course: NamedCourse = {
        ...{ zh: name, en: nameEn, rank, points, alongMeters, anchors: [] },
        middle: [(minX + maxX) / 2, (minY + maxY) / 2],
        radiusMeters: Math.hypot(maxX - minX, maxY - minY) / 2,
      };
      return { ...course, anchors: anchorsOf(course, `road ${road}.${number}`) };
    }),
  );
}

interface RankRule {
  readonly sizeCssPx: number;
  readonly priority: number;
  /** Up to this scale its name shows. */
  readonly toMetersPerCssPx: number;
}

/** By rank, 1 … 4. Main roads ask after communities, all others after grids. */
const rankRules: readonly RankRule[] = [
  { sizeCssPx: 14, priority: 1.7, toMetersPerCssPx: 5 },
  { sizeCssPx: 13, priority: 0.9, toMetersPerCssPx: 2.6 },
  { sizeCssPx: 12, priority: 0.7, toMetersPerCssPx: 1.3 },
  { sizeCssPx: 12, priority: 0.6, toMetersPerCssPx: 0.7 },
];

export const ruleOfRank = (rank: number): RankRule => rankRules[rank - 1]!;
