/**
 * What lies far from the district is told and let go as soon as it is read: a city's file holds twenty districts, and only
 * one of them is baked. What is near is kept: its grids decide what lies in the district, and a file in another datum than
 * it says lies beside it.
 */
import type { RecipeSource, SourceRole } from '../../model/contract/recipeSources.ts';
import { type Fault, recordFault } from '../../model/faults/fault.ts';
import { type Bounds2, boundsOf, type MultiPolygon, type Outline } from '../../model/geometry/polygon.ts';
import type { SourceRecord } from './packedRecords.ts';
import type { Geometry } from './rawFile.ts';

/** Two kilometres to the north, half of that to the east at 60°: no datum's offset is larger. */
const NEAR_DEG = 0.02;

/** Of a file without one of these near it, nobody asks what it was for: a district without a lawn is one all the same. */
const mayBeElsewhere: readonly SourceRole[] = ['roads', 'water', 'green'];

const runsOf = (geometry: Geometry): readonly Outline[] => {
  if (geometry.kind === 'point') return [[geometry.at]];
  return geometry.kind === 'lines' ? geometry.lines : geometry.polygons.flat();
};

/**
 * Around all boundaries that a recipe gives, and what is near them, in degrees; null where it gives none.
 * @param outlineLonLatDeg the district's, where it stands beside the recipe.
 */
export function boundsNear(
  boundaries: readonly SourceRecord[],
  outlineLonLatDeg: MultiPolygon | null,
  nearDeg = NEAR_DEG,
): Bounds2 | null {
  const runs = [...boundaries.flatMap(({ geometry }) => runsOf(geometry)), ...(outlineLonLatDeg ?? []).flat()];
  if (!runs.some((run) => run.length > 0)) return null;
  const { minX, minY, maxX, maxY } = boundsOf(runs);
  return { minX: minX - nearDeg, minY: minY - nearDeg, maxX: maxX + nearDeg, maxY: maxY + nearDeg };
}

/** A record's name and kind, as the fault of its role says them. */
interface Far {
  readonly label: string;
  readonly name: string;
  readonly kind: Geometry['kind'];
}

/** Says which records of one source are far, in the words of the step that would have dropped them. */
export class FarRecords {
  readonly #source: RecipeSource;
  readonly #near: Bounds2 | null;
  #told = 0;

  /** `near` is null where everything is. */
  constructor(source: RecipeSource, near: Bounds2 | null) {
    this.#source = source;
    this.#near = near;
  }

  get toldCount(): number {
    return this.#told;
  }

  /** Of those that were told; for roles of which a district needs none. */
  get harmlessCount(): number {
    return mayBeElsewhere.includes(this.#source.role) ? this.#told : 0;
  }

  /** A geometry without a vertex is nowhere, and so not far. */
  isFar(geometry: Geometry): boolean {
    const near = this.#near;
    if (!near) return false;
    const { minX, minY, maxX, maxY } = boundsOf(runsOf(geometry));
    return minX <= maxX && (minX > near.maxX || maxX < near.minX || minY > near.maxY || maxY < near.minY);
  }

  /** BAKE-303 of buildings, 301 of video points, 302 of events, 360 of components, 269 of what lies on the ground. */
  fault({ label, name, kind }: Far): Fault {
    this.#told++;
    const { key, role, path } = this.#source;
    const fate = { source: key, id: label, fate: 'dropped' } as const;
    if (role === 'buildings') return recordFault('BAKE-303', fate, { id: `${key}:${label}` }, path);
    if (role === 'videoPoints') return recordFault('BAKE-301', fate, { name }, path);
    if (role === 'components') return recordFault('BAKE-360', fate, {}, path);
    if (role === 'events') return recordFault('BAKE-302', fate, {}, path);
    return recordFault('BAKE-269', fate, { role, kind }, path);
  }
}
