/**
 * Every closing of the journal, 17 bytes each, in order of acceptance. Whoever wants a span of time reads all of them (a
 * million in some ten milliseconds): late closings need no sorting in, and what came since the last look is the tail.
 */
import { type CaseRecord, type EventOrigin, eventOrigins } from '../../model/domain/cases.ts';
import { lightHashOf } from '../../model/domain/litWindows.ts';

/** Where matters were closed, without a package: ids as the journal keeps them. */
export interface ClosurePlace {
  readonly gridId: string;
  readonly buildingId: string | null;
}

/** Gets one closing: row in `places`, the case's stable hash, where the case comes from in truth. No object a closing. */
export type TakeClosure = (placeRow: number, lightHash: number, origin: EventOrigin, closedMillis: number) => void;

const FIRST_ROOM = 1024;

export class Closures {
  #count = 0;
  #closedMillis = new Float64Array(FIRST_ROOM);
  #placeRow = new Uint32Array(FIRST_ROOM);
  #lightHash = new Uint32Array(FIRST_ROOM);
  #origin = new Uint8Array(FIRST_ROOM);
  readonly #places: ClosurePlace[] = [];
  readonly #rowByPlace = new Map<string, number>();

  get count(): number {
    return this.#count;
  }

  /** Grows; a row once given stays. */
  get places(): readonly ClosurePlace[] {
    return this.#places;
  }

  /** Notes a case that was just closed. A closed case stays closed (domain/cases.ts): no closing is ever taken back. */
  add({
    caseId,
    gridId,
    buildingId,
    origin,
    closedMillis,
  }: Pick<CaseRecord, 'caseId' | 'gridId' | 'buildingId' | 'origin'> & { readonly closedMillis: number }): void {
    if (this.#count === this.#closedMillis.length) this.#grow();
    const at = this.#count++;
    this.#closedMillis[at] = closedMillis;
    this.#placeRow[at] = this.#rowOf(gridId, buildingId);
    this.#lightHash[at] = lightHashOf(caseId);
    this.#origin[at] = eventOrigins.indexOf(origin);
  }

  /** Reads those from `from` on in order of acceptance, of `sinceMillis` ≤ closed ≤ `atMillis`. */
  read(from: number, sinceMillis: number, atMillis: number, take: TakeClosure): void {
    for (let at = from; at < this.#count; at++) {
      const closedMillis = this.#closedMillis[at]!;
      if (closedMillis < sinceMillis || closedMillis > atMillis) continue;
      take(this.#placeRow[at]!, this.#lightHash[at]!, eventOrigins[this.#origin[at]!]!, closedMillis);
    }
  }

  #rowOf(gridId: string, buildingId: string | null): number {
    const key = JSON.stringify([gridId, buildingId]);
    const known = this.#rowByPlace.get(key);
    if (known !== undefined) return known;
    const row = this.#places.push({ gridId, buildingId }) - 1;
    this.#rowByPlace.set(key, row);
    return row;
  }

  #grow(): void {
    const room = this.#closedMillis.length * 2;
    const larger = <T extends { set(from: T): void }>(next: T, from: T): T => {
      next.set(from);
      return next;
    };
    this.#closedMillis = larger(new Float64Array(room), this.#closedMillis);
    this.#placeRow = larger(new Uint32Array(room), this.#placeRow);
    this.#lightHash = larger(new Uint32Array(room), this.#lightHash);
    this.#origin = larger(new Uint8Array(room), this.#origin);
  }
}
