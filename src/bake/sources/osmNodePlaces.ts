/** Places of the few nodes that are needed, out of the many that a file holds: two columns beside a sorted list of ids. */
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { OsmPass } from './osmElements.ts';
import type { PlacedWay } from './osmRings.ts';

export class NodePlaces {
  readonly #ids: Float64Array;
  readonly #lonLatDeg: Float64Array;

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

  #indexOf(id: number): number {
    let [low, high] = [0, this.#ids.length - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#ids[middle]!;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #put(id: number, lon: number, lat: number): void {
    const index = this.#indexOf(id);
    if (index >= 0) this.#lonLatDeg.set([lon, lat], index * 2);
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
