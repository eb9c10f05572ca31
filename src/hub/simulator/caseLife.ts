/** How simulated cases get on: when each takes its next step, until it is closed. */
import type { CaseState } from '../../model/domain/cases.ts';
import type { SeededRandom } from '../../model/geometry/seededRandom.ts';

const line: readonly CaseState[] = ['filed', 'dispatched', 'handling', 'handled', 'closed'];
const MINUTE = 60_000;
/** A case in this share is left lying: those are the ones that burn in the end. */
const NEGLECTED_SHARE = 0.04;
const SHARE_OF_STEP: readonly number[] = [0.06, 0.12, 0.2, 0.5, 0.12];

interface Life {
  readonly caseId: string;
  readonly steps: readonly { readonly to: CaseState; readonly atMillis: number }[];
  done: number;
}

export interface DueStep {
  readonly caseId: string;
  readonly to: CaseState;
  readonly atMillis: number;
}

export class CaseLives {
  readonly #random: SeededRandom;
  readonly #lives: Life[] = [];

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  /** Plans a case's life: closed after half an hour to three, most of them; a few are left lying after the first steps. */
  begin(caseId: string, reportedMillis: number, lastState: CaseState = 'reported'): void {
    const wholeMillis = this.#random.between(30, 170) * MINUTE;
    const isNeglected = this.#random.chance(NEGLECTED_SHARE);
    let atMillis = reportedMillis;
    const steps = line.map((to, index) => {
      atMillis += wholeMillis * SHARE_OF_STEP[index]! * this.#random.between(0.5, 1.5);
      return { to, atMillis };
    });
    const first = line.indexOf(lastState) + 1;
    this.#lives.push({ caseId, steps: steps.slice(first, isNeglected ? 3 : line.length), done: 0 });
  }

  /** The next step of each case whose time has come: at most one per case, so that each is judged after the one before. */
  due(nowMillis: number): DueStep[] {
    return this.#lives.flatMap((life) => {
      const step = life.steps[life.done];
      return step && step.atMillis <= nowMillis ? [{ caseId: life.caseId, ...step }] : [];
    });
  }

  /** Marks the steps as taken and lets go of lives that are over. */
  taken(steps: readonly DueStep[]): void {
    const caseIds = new Set(steps.map(({ caseId }) => caseId));
    for (const life of this.#lives) if (caseIds.has(life.caseId)) life.done++;
    for (let index = this.#lives.length - 1; index >= 0; index--) {
      const life = this.#lives[index]!;
      if (life.done >= life.steps.length) this.#lives.splice(index, 1);
    }
  }
}
