/**
 * What kind of city stands where: an invented plan for any district. An old centre by the water, a business core, works
 * and port along the shore, housing of two ages in between, and some hills; all placed by the district's own size.
 */
import {
  boundsOf,
  distanceToSegment,
  type MultiPolygon,
  multiPolygonArea,
  type Point2,
} from '../../model/geometry/polygon.ts';
import { fnv1a32 } from '../../model/geometry/seededRandom.ts';
import { westShore } from './coast.ts';
import type { SeaSide, ZoneKind } from './specs.ts';

/** Place in the district's bounds (0 = west and south, 1 = east and north), radius in units of √area. */
interface Disc {
  readonly at: Point2;
  readonly radius: number;
}

const OLD_TOWNS: readonly Disc[] = [
  { at: [0.2, 0.12], radius: 0.17 },
  { at: [0.34, 0.18], radius: 0.14 },
  { at: [0.33, 0.56], radius: 0.06 },
];
const BUSINESS_CORES: readonly Disc[] = [
  { at: [0.56, 0.31], radius: 0.085 },
  { at: [0.42, 0.19], radius: 0.045 },
  { at: [0.74, 0.62], radius: 0.04 },
];
const HILLS: readonly Disc[] = [
  { at: [0.86, 0.3], radius: 0.062 },
  { at: [0.6, 0.5], radius: 0.04 },
  { at: [0.72, 0.78], radius: 0.036 },
  { at: [0.285, 0.115], radius: 0.026 },
  { at: [0.45, 0.36], radius: 0.03 },
  { at: [0.5, 0.72], radius: 0.024 },
];
const PORT_DEPTH = 0.075;
const INDUSTRY_DEPTH = 0.135;

export class ZonePlan {
  readonly #bounds: ReturnType<typeof boundsOf>;
  readonly #unit: number;
  readonly #shore: readonly Point2[];
  readonly #seed: string;

  constructor(outlineCm: MultiPolygon, seaSide: SeaSide, seed: string) {
    this.#bounds = boundsOf(outlineCm.flat());
    this.#unit = Math.sqrt(multiPolygonArea(outlineCm));
    this.#shore = seaSide === 'west' ? westShore(outlineCm) : [];
    this.#seed = seed;
  }

  /** The zone of a place in centimetres ENU. */
  zoneAt(xCm: number, yCm: number): ZoneKind {
    const ragged = 1 + 0.5 * (this.#noise(xCm, yCm, 0.05, 'edge') - 0.5);
    const isIn = (discs: readonly Disc[]): boolean =>
      discs.some(({ at, radius }) => this.#distance(at, xCm, yCm) < radius * ragged);
    if (isIn(HILLS)) return 'hill';
    const fromShore = this.#fromShore(xCm, yCm) / ragged;
    const northward = (yCm - this.#bounds.minY) / (this.#bounds.maxY - this.#bounds.minY);
    if (fromShore < PORT_DEPTH && northward < 0.62) return 'port';
    if (fromShore < INDUSTRY_DEPTH && northward > 0.38) return 'industry';
    if (isIn(BUSINESS_CORES)) return 'business';
    if (isIn(OLD_TOWNS)) return 'oldTown';
    const eastward = (xCm - this.#bounds.minX) / (this.#bounds.maxX - this.#bounds.minX);
    const newness = 0.55 * this.#noise(xCm, yCm, 0.09, 'age') + 0.35 * eastward + 0.2 * northward;
    return newness > 0.63 ? 'newCompound' : 'workersHousing';
  }

  #distance([u, v]: Point2, xCm: number, yCm: number): number {
    const { minX, minY, maxX, maxY } = this.#bounds;
    return Math.hypot(xCm - minX - u * (maxX - minX), yCm - minY - v * (maxY - minY)) / this.#unit;
  }

  #fromShore(xCm: number, yCm: number): number {
    let nearest = Infinity;
    for (let index = 0; index + 1 < this.#shore.length; index++) {
      nearest = Math.min(nearest, distanceToSegment(xCm, yCm, this.#shore[index]!, this.#shore[index + 1]!));
    }
    return nearest / this.#unit;
  }

  /** Value noise in [0, 1) on a lattice of `cell` √area, smoothed between its corners. */
  #noise(xCm: number, yCm: number, cell: number, name: string): number {
    const [x, y] = [xCm / (cell * this.#unit), yCm / (cell * this.#unit)];
    const [column, row] = [Math.floor(x), Math.floor(y)];
    const smooth = (t: number): number => t * t * (3 - 2 * t);
    const [tx, ty] = [smooth(x - column), smooth(y - row)];
    const corner = (dx: number, dy: number): number =>
      fnv1a32(`${this.#seed}/${name}/${column + dx}/${row + dy}`) / 4294967296;
    const low = corner(0, 0) + tx * (corner(1, 0) - corner(0, 0));
    const high = corner(0, 1) + tx * (corner(1, 1) - corner(0, 1));
    return low + ty * (high - low);
  }
}
