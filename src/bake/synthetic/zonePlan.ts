/**
 * What kind of city stands where: as its plan says, or by an invented one for any district. An old centre by the water, a business core, works
 * and port along the shore, housing of two ages in between, and some hills; all placed by the district's own size.
 */
import {
  boundsOf,
  distanceToSegment,
  type MultiPolygon,
  multiPolygonArea,
  type Outline,
  outlineCentroid,
  type Point2,
  sideOfOutline,
} from '../../model/geometry/polygon.ts';
import { westShore } from './coast.ts';
import { hillRatio, WOODED_RATIO } from './hills.ts';
import type { PlacedPlan } from './placedPlan.ts';
import type { SeaSide, ZoneKind } from './specs.ts';
import { valueNoise } from './valueNoise.ts';

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
/** Old estates of which the noise says more than this have been torn down for new compounds. */
const REBUILT_ABOVE = 0.7;
/** Points across an outline that are asked what stands there. */
const SAMPLES_ACROSS = 9;
const PORT_DEPTH = 0.075;
const INDUSTRY_DEPTH = 0.135;

export class ZonePlan {
  readonly #bounds: ReturnType<typeof boundsOf>;
  readonly #unit: number;
  readonly #shore: readonly Point2[];
  readonly #seed: string;
  readonly #plan: PlacedPlan | null;

  /** @param plan null for a district that has none: then everything is placed by its own size. */
  constructor(outlineCm: MultiPolygon, seaSide: SeaSide, seed: string, plan: PlacedPlan | null = null) {
    this.#plan = plan;
    this.#bounds = boundsOf(outlineCm.flat());
    this.#unit = Math.sqrt(multiPolygonArea(outlineCm));
    this.#shore = seaSide === 'west' ? westShore(outlineCm) : [];
    this.#seed = seed;
  }

  /** The zone of a place in centimetres ENU. */
  zoneAt(xCm: number, yCm: number): ZoneKind {
    return this.#plan ? this.#planned(this.#plan, xCm, yCm) : this.#invented(xCm, yCm);
  }

  /** The zone of most of an outline's land, by points spread evenly over it; of equals the one met first from its south-west. */
  mostlyOf(outlineCm: Outline): ZoneKind {
    const { minX, minY, maxX, maxY } = boundsOf([outlineCm]);
    const counts = new Map<ZoneKind, number>();
    for (let row = 0; row < SAMPLES_ACROSS; row++) {
      for (let column = 0; column < SAMPLES_ACROSS; column++) {
        const x = minX + ((column + 0.5) / SAMPLES_ACROSS) * (maxX - minX);
        const y = minY + ((row + 0.5) / SAMPLES_ACROSS) * (maxY - minY);
        if (sideOfOutline(outlineCm, x, y) === 'outside') continue;
        const zone = this.zoneAt(x, y);
        counts.set(zone, (counts.get(zone) ?? 0) + 1);
      }
    }
    const most = Math.max(...counts.values());
    // A sliver that no point met is what its centre is.
    return [...counts].find(([, count]) => count === most)?.[0] ?? this.zoneAt(...outlineCentroid(outlineCm));
  }

  /** Woods on its hills and its parks come first, then the quarters as listed. */
  #planned({ hills, parks, quarters, elsewhere }: PlacedPlan, xCm: number, yCm: number): ZoneKind {
    if (hills.some((hill) => hillRatio(hill, xCm, yCm, this.#seed) < WOODED_RATIO)) return 'hill';
    const isIn = ({ atCm, radiusMeters }: PlacedPlan['parks'][number]): boolean =>
      Math.hypot(atCm[0] - xCm, atCm[1] - yCm) < radiusMeters * 100;
    if (parks.some(isIn)) return 'hill';
    const quarter = quarters.find(({ outlineCm }) => sideOfOutline(outlineCm, xCm, yCm) !== 'outside');
    if (quarter) return quarter.zone;
    const isRebuilt = elsewhere === 'workersHousing' && this.#noise(xCm, yCm, 0.05, 'age') > REBUILT_ABOVE;
    return isRebuilt ? 'newCompound' : elsewhere;
  }

  #invented(xCm: number, yCm: number): ZoneKind {
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

  /** Seeded noise in [0, 1) that changes over `cell` √area. */
  #noise(xCm: number, yCm: number, cell: number, name: string): number {
    return valueNoise(`${this.#seed}/${name}`, xCm / (cell * this.#unit), yCm / (cell * this.#unit));
  }
}
