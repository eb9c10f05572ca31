/** Places of the few nodes that are needed, out of the many that a file holds: two columns beside a sorted list of ids. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { OsmPass } from './osmElements.ts';
import type { PlacedWay } from './osmRings.ts';

/** Farther than so many, halving is faster. */
const MOST_STEPS = 8;

export class NodePlaces {
  readonly #ids: Float64Array;
  readonly #lonLatDeg: Float64Array;
  /** Where the next node is looked for. */
  #next = 0;

  private constructor(ids: Float64Array) {
    this.#ids = ids;
    this.#lonLatDeg = new Float64Array(ids.length * 2).fill(Number.NaN);
  }

  /** Reads the file's nodes once. */
  static async of(refs: Iterable<readonly number[]>, refCount: number, pass: OsmPass): Promise<NodePlaces> {
    const all = new Float64Array(refCount);
    let at = 0;
    for (const some of refs) {
      all.set(some, at);
      at += some.length;
    }
    all.sort();
    let kept = 0;
    for (const id of all) if (kept === 0 || all[kept - 1] !== id) all[kept++] = id;
    const places = new NodePlaces(all.slice(0, kept));
    for await (const elements of pass(['node'])) {
      for (const element of elements) if (element.type === 'node') places.#put(element.id, element.lon, element.lat);
    }
    return places;
  }

  /** Of the first wanted id that is not smaller. */
  #firstFrom(id: number): number {
    let [low, high] = [0, this.#ids.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ids[middle]! < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #indexOf(id: number): number {
    const index = this.#firstFrom(id);
    return this.#ids[index] === id ? index : -1;
  }

  /** Files list their nodes by growing id: then the wanted one is at most some steps from the last. */
  #put(id: number, lon: number, lat: number): void {
    const ids = this.#ids;
    let index = this.#next;
    const isBehind = index > 0 && ids[index - 1]! >= id;
    if (isBehind || ids[index + MOST_STEPS]! < id) index = this.#firstFrom(id);
    while (ids[index]! < id) index++;
    this.#next = index;
    if (ids[index] !== id) return;
    this.#lonLatDeg[index * 2] = lon;
    this.#lonLatDeg[index * 2 + 1] = lat;
  }

  /** Null where the file does not hold the node, or holds no place for it. */
  at(id: number): Point2 | null {
    const index = this.#indexOf(id);
    if (index < 0 || Number.isNaN(this.#lonLatDeg[index * 2]!)) return null;
    return [this.#lonLatDeg[index * 2]!, this.#lonLatDeg[index * 2 + 1]!];
  }

  /** The runs of a way that the file holds, each of two nodes or more; one run, as long as the way, where it holds all. */
  runsOf(refs: readonly number[]): PlacedWay[] {
    const runs: { refs: number[]; lonLatDeg: Point2[] }[] = [];
    let run: (typeof runs)[number] | null = null;
    for (const ref of refs) {
      const lonLatDeg = this.at(ref);
      if (!lonLatDeg) {
        run = null;
        continue;
      }
      if (!run) {
        run = { refs: [], lonLatDeg: [] };
        runs.push(run);
      }
      run.refs.push(ref);
      run.lonLatDeg.push(lonLatDeg);
    }
    return runs.filter((found) => found.refs.length >= 2);
  }
}
