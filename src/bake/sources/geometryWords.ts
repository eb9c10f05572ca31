/**
 * Geometries as plain numbers, one after another in a Float64Array: a vertex takes 16 bytes there, and five times as much
 * as an array of its own. Layout: head (kind, unclosed rings), then x, y of a point; or lines, points of each, their
 * x, y …; or polygons, rings of each, points of each, their x, y ….
 */
import { invariant } from '../../model/faults/invariant.ts';
import type { Point2 } from '../../model/geometry/polygon.ts';
import type { Geometry } from './rawFile.ts';

const [POINT, LINES, POLYGONS, KINDS] = [0, 1, 2, 4];

/** Numbers that grow as they are written. */
export class WordList {
  #words = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  #add(word: number): void {
    if (this.#length === this.#words.length) {
      const larger = new Float64Array(2 * this.#words.length);
      larger.set(this.#words);
      this.#words = larger;
    }
    this.#words[this.#length++] = word;
  }

  #addRuns(runs: readonly (readonly Point2[])[]): void {
    this.#add(runs.length);
    for (const run of runs) {
      this.#add(run.length);
      for (const [x, y] of run) {
        this.#add(x);
        this.#add(y);
      }
    }
  }

  addGeometry(geometry: Geometry): void {
    if (geometry.kind === 'point') {
      for (const word of [POINT, geometry.at[0], geometry.at[1]]) this.#add(word);
    } else if (geometry.kind === 'lines') {
      this.#add(LINES);
      this.#addRuns(geometry.lines);
    } else {
      this.#add(POLYGONS + KINDS * (geometry.unclosedRings ?? 0));
      this.#add(geometry.polygons.length);
      for (const rings of geometry.polygons) this.#addRuns(rings);
    }
  }

  /** What was written since the last time, in an array of just that size; the list is empty then. */
  take(): Float64Array {
    const taken = this.#words.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

/** The geometry that was written at word `start`, made anew at each call. */
export function geometryFromWords(words: Float64Array, start: number): Geometry {
  let at = start;
  const next = (): number => {
    invariant(at < words.length, 'a geometry ends within its words');
    return words[at++]!;
  };
  const point = (): Point2 => [next(), next()];
  const runs = (): Point2[][] => Array.from({ length: next() }, () => Array.from({ length: next() }, point));
  const head = next();
  const unclosedRings = Math.floor(head / KINDS);
  if (head === POINT) return { kind: 'point', at: point() };
  if (head === LINES) return { kind: 'lines', lines: runs() };
  invariant(head % KINDS === POLYGONS, 'a geometry is a point, lines or polygons');
  const polygons = Array.from({ length: next() }, runs);
  return { kind: 'polygons', polygons, ...(unclosedRings > 0 && { unclosedRings }) };
}
