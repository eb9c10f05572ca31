/** Where texts stand so that none covers another: greedy by priority, and who stands already has the older right. */

export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** What a text would cover: a slanting one several small boxes; none where it cannot stand. */
export type Spot = readonly Box[];

export interface Candidate {
  readonly id: string;
  /** Higher goes first. */
  readonly priority: number;
  /** Tried in order. */
  readonly spots: readonly Spot[];
  /** No other text of this name stands so near. */
  readonly alike?: { readonly name: string; readonly clearCssPx: number };
}

/** Added to the priority of what stood in the last picture, so that equals do not take turns. */
const STANDING_BONUS = 0.5;
const CELL_PX = 96;

const overlaps = (a: Box, b: Box): boolean => a.minX < b.maxX && a.maxX > b.minX && a.minY < b.maxY && a.maxY > b.minY;

/** Boxes in coarse cells, so that a check looks only near by. */
class TakenBoxes {
  readonly #cells = new Map<number, Box[]>();

  #forCells(box: Box, each: (cell: number) => boolean): boolean {
    for (let x = Math.floor(box.minX / CELL_PX); x <= Math.floor(box.maxX / CELL_PX); x++) {
      for (let y = Math.floor(box.minY / CELL_PX); y <= Math.floor(box.maxY / CELL_PX); y++) {
        if (each(x * 4096 + y)) return true;
      }
    }
    return false;
  }

  isFree(box: Box): boolean {
    return !this.#forCells(box, (cell) => this.#cells.get(cell)?.some((other) => overlaps(box, other)) ?? false);
  }

  take(box: Box): void {
    this.#forCells(box, (cell) => {
      const list = this.#cells.get(cell);
      if (list) list.push(box);
      else this.#cells.set(cell, [box]);
      return false;
    });
  }
}

const grown = ({ minX, minY, maxX, maxY }: Box, byPx: number): Box => ({
  minX: minX - byPx,
  minY: minY - byPx,
  maxX: maxX + byPx,
  maxY: maxY + byPx,
});

/**
 * Chosen spot's number per id that found room. `standing` holds the last picture's result; a standing text keeps its
 * spot. `obstacles` are never covered.
 */
export function placeTexts(
  candidates: readonly Candidate[],
  obstacles: readonly Box[],
  standing: ReadonlyMap<string, number>,
): Map<string, number> {
  const taken = new TakenBoxes();
  const aroundAlike = new Map<string, TakenBoxes>();
  for (const box of obstacles) taken.take(box);
  const rank = (item: Candidate): number => item.priority + (standing.has(item.id) ? STANDING_BONUS : 0);
  const ordered = [...candidates].sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1));
  const placed = new Map<string, number>();
  for (const { id, spots, alike } of ordered) {
    const before = standing.get(id);
    const numbers = [...spots.keys()];
    if (before !== undefined && before < spots.length) numbers.unshift(before);
    const around = alike && aroundAlike.get(alike.name);
    const isFree = (box: Box): boolean => taken.isFree(box) && (around?.isFree(box) ?? true);
    const chosen = numbers.find((number) => spots[number]!.length > 0 && spots[number]!.every(isFree));
    if (chosen === undefined) continue;
    placed.set(id, chosen);
    for (const box of spots[chosen]!) taken.take(box);
    if (!alike) continue;
    const own = around ?? new TakenBoxes();
    aroundAlike.set(alike.name, own);
    for (const box of spots[chosen]!) own.take(grown(box, alike.clearCssPx));
  }
  return placed;
}
