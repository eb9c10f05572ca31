/** What the hub answers to duty only: asked for when a layer shows it, and refused by number to all others. */
import type { LiveLink } from '../live/links.ts';
import { answerFault, type FaultCode, fault } from '../model/faults/fault.ts';
import type { CityLayer } from './cityView.ts';
import { isPartShown, type LayerRows } from './layerRows.ts';
import type { PackageParts } from './packageParts.ts';

const refusals = [
  ['videoPoints', 'PICTURE-008'],
  ['slivers', 'PICTURE-011'],
] as const satisfies readonly (readonly [string, FaultCode])[];
type DutyPart = (typeof refusals)[number][0];

export class DutyParts {
  readonly #parts: PackageParts;
  readonly #rows: LayerRows;
  readonly #asked = new Set<DutyPart>();
  readonly #refused = new Set<DutyPart>();

  constructor(parts: PackageParts, rows: LayerRows) {
    this.#parts = parts;
    this.#rows = rows;
  }

  /** Once a frame: who looks is known when the hub has said so, and may change. */
  ask({ facts, station }: LiveLink, shown: ReadonlySet<CityLayer>): void {
    const { audience } = facts.getState();
    if (audience === null) return;
    for (const [part, refusal] of refusals) {
      if (this.#asked.has(part)) continue;
      if (audience === 'public') {
        if (!this.#refused.has(part)) this.#rows.partIs(part, answerFault(fault(refusal)));
        this.#refused.add(part);
        continue;
      }
      // Whoever comes to be on duty later is no longer refused.
      if (this.#refused.delete(part)) this.#rows.partIs(part, null);
      // A million bytes of video points are not fetched for a picture without any.
      if (!isPartShown(part, shown)) continue;
      this.#asked.add(part);
      this.#parts.loadDutyPart(part, station);
    }
  }
}
