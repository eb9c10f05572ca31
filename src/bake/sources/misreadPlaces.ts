/**
 * Numbers that the declared system does not allow: why not? A file of which most places fail and fail together has its
 * axes swapped, carries a zone's number that its system has not, or is not in that system at all. Never corrected: named.
 */
import type { AxisOrder, RecipeSource, SourceCrs } from '../../model/contract/recipeSources.ts';
import { type Fault, fault } from '../../model/faults/fault.ts';
import { crsName, isInDegrees, lonLatConverter } from './lonLatFromCrs.ts';
import type { Geometry } from './rawFile.ts';

/** Enough to see what most of a file is. */
const MOST_SAMPLES = 2_000;
/** More than half of a file is no slip of single records. */
const MOST = 0.5;

/** More than twice around the Earth is no place in any system. */
const FARTHEST_METERS = 1e8;

/** The other spelling of the same zone. */
const otherZone: Readonly<Record<string, SourceCrs>> = { 'EPSG:4549': 'EPSG:4528', 'EPSG:4528': 'EPSG:4549' };

/** The first vertex of a geometry; null for one without vertices. */
export function firstPlace(geometry: Geometry): readonly [number, number] | null {
  if (geometry.kind === 'point') return geometry.at;
  return (geometry.kind === 'lines' ? geometry.lines[0]?.[0] : geometry.polygons[0]?.[0]?.[0]) ?? null;
}

export class MisreadPlaces {
  readonly #source: RecipeSource;
  readonly #wrong: (readonly [number, number])[] = [];
  #wrongCount = 0;
  #total = 0;

  constructor(source: RecipeSource) {
    this.#source = source;
  }

  /** One record with a geometry in the file's numbers: `wrong` is a vertex that the system does not allow. */
  add(geometry: Geometry, wrong: readonly [number, number] | null): void {
    this.#total++;
    if (!wrong) return;
    this.#wrongCount++;
    // A vertex can be wrong by itself; whether the whole file is shows in first vertices.
    if (this.#wrong.length < MOST_SAMPLES) this.#wrong.push(firstPlace(geometry) ?? wrong);
  }

  /** The one reason for most of the failures, if there is one: BAKE-262, 263, 264. */
  diagnosis(): Fault | null {
    if (this.#wrongCount === 0 || this.#wrongCount <= this.#total * MOST) return null;
    const { key, path, crs, axisOrder = 'east-north' } = this.#source;
    const samples = this.#wrong;
    const counts = { source: key, wrong: this.#wrongCount, total: this.#total };
    const allowedBy = (other: SourceCrs, order: AxisOrder): number => {
      const convert = lonLatConverter(other, order);
      return samples.filter(([x, y]) => convert(x, y) !== null).length;
    };
    const [x, y] = samples[0]!;
    const sample = `${x}, ${y}`;
    const swapped: AxisOrder = axisOrder === 'east-north' ? 'north-east' : 'east-north';
    const right = allowedBy(crs, swapped);
    if (right > samples.length * MOST) {
      const ofAll = Math.round((right / samples.length) * this.#wrongCount);
      return fault('BAKE-262', { ...counts, crs: crsName(crs), right: ofAll }, path);
    }
    const other = typeof crs === 'string' ? otherZone[crs] : undefined;
    if (other && typeof crs === 'string') {
      const fits = [axisOrder, swapped].some((order: AxisOrder) => allowedBy(other, order) > samples.length * MOST);
      if (fits) {
        return fault('BAKE-263', { ...counts, crs, other: crsName(other), sample }, path);
      }
    }
    const share = (holds: (value: number) => boolean): number =>
      samples.filter(([a, b]) => holds(Math.abs(a)) && holds(Math.abs(b))).length / samples.length;
    const areDegrees = share((value) => value <= 180) > MOST;
    const arePlaces = share((value) => value <= FARTHEST_METERS) > MOST;
    if (!arePlaces || areDegrees === isInDegrees(crs)) return null;
    const word = (degrees: boolean): string => (degrees ? '° (lon, lat)' : 'm (x, y)');
    const values = { ...counts, crs: crsName(crs), sample, found: word(areDegrees), expected: word(!areDegrees) };
    return fault('BAKE-264', values, path);
  }
}
