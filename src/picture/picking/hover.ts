/**
 * What the pointer is over. Asked at most once a frame, and told only when it is another thing: whoever listens may
 * render. A finger has no hover; and while a button is down the pointer moves the city and points at nothing.
 */
import type { Pick } from '../cityView.ts';

export interface HoverOptions {
  readonly element: HTMLElement;
  pick(xCssPx: number, yCssPx: number): Pick | null;
  onHover(pick: Pick | null): void;
}

export class Hover {
  readonly #options: HoverOptions;
  #at: readonly [xCssPx: number, yCssPx: number] | null = null;
  #moved = false;
  #over: Pick | null = null;

  constructor(options: HoverOptions) {
    this.#options = options;
    options.element.addEventListener('pointermove', this.#move);
    options.element.addEventListener('pointerdown', this.#leave);
    options.element.addEventListener('pointerleave', this.#leave);
  }

  readonly #move = ({ clientX, clientY, pointerType, buttons }: PointerEvent): void => {
    if (pointerType === 'touch' || buttons !== 0) return;
    const bounds = this.#options.element.getBoundingClientRect();
    this.#at = [clientX - bounds.left, clientY - bounds.top];
    this.#moved = true;
  };

  readonly #leave = (): void => {
    this.#at = null;
    this.#moved = true;
  };

  /** Once a frame. `cityMoved`: another thing may have come under a pointer that stands still. */
  frame(cityMoved: boolean): void {
    if (!this.#moved && !(cityMoved && this.#at)) return;
    this.#moved = false;
    const over = this.#at && this.#options.pick(...this.#at);
    if (isSamePick(over, this.#over)) return;
    this.#over = over;
    this.#options.onHover(over);
  }

  dispose(): void {
    const { element } = this.#options;
    element.removeEventListener('pointermove', this.#move);
    element.removeEventListener('pointerdown', this.#leave);
    element.removeEventListener('pointerleave', this.#leave);
  }
}

/** The same thing, wherever on it the pointer is. */
export function isSamePick(a: Pick | null, b: Pick | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === b.kind && idOf(a) === idOf(b);
}

function idOf(pick: Pick): string | number {
  if (pick.kind === 'case') return pick.caseId;
  if (pick.kind === 'hazard') return pick.hazardId;
  if (pick.kind === 'videoPoint') return pick.videoPointIndex;
  if (pick.kind === 'component') return pick.componentIndex;
  return pick.kind === 'building' ? pick.buildingIndex : pick.areaId;
}
