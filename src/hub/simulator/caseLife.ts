/** How simulated cases get on: when each takes its next step, until it is closed. */
import type { CaseState } from '../../model/domain/cases.ts';
import { SeededRandom } from '../../model/geometry/seededRandom.ts';

const line: readonly CaseState[] = ['filed', 'dispatched', 'handling', 'handled', 'closed'];
const MINUTE = 60_000;
/** A case in this share is left lying: those are the ones that burn in the end. */
const NEGLECTED_SHARE = 0.04;
const SHARE_OF_STEP: readonly number[] = [0.06, 0.12, 0.2, 0.5, 0.12];

type Step = { readonly to: CaseState; readonly atMillis: number };

export interface DueStep extends Step {
  readonly caseId: string;
}

export class CaseLives {
  readonly #seed: string;
  /** Steps to come by case. */
  readonly #steps = new Map<string, readonly Step[]>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /**
   * Plans a case's life: closed after half an hour to three, most of them; a few are left lying after the first steps.
   * The plan is the case's own: whoever picks it up after a restart goes on as if nothing had happened. What happened
   * `longAgo` was not left lying.
   */
  begin(caseId: string, reportedMillis: number, lastState: CaseState = 'reported', longAgo = false): void {
    const random = new SeededRandom(`${this.#seed}/${caseId}`);
    const wholeMillis = random.between(30, 170) * MINUTE;
    const isNeglected = random.chance(NEGLECTED_SHARE) && !longAgo;
    let atMillis = reportedMillis;
    const steps = line.map((to, index): Step => {
      atMillis += wholeMillis * SHARE_OF_STEP[index]! * random.between(0.5, 1.5);
      return { to, atMillis };
    });
    const rest = steps.slice(line.indexOf(lastState) + 1, isNeglected ? 3 : line.length);
    if (rest.length > 0) this.#steps.set(caseId, rest);
  }

  /** The next step of each case whose time has come: at most one per case, so that each is judged after the one before. */
  due(nowMillis: number): DueStep[] {
    return [...this.#steps].flatMap(([caseId, [step]]) =>
      step && step.atMillis <= nowMillis ? [{ caseId, ...step }] : [],
    );
  }

  /** The case took its next step. */
  took(caseId: string): void {
    const rest = this.#steps.get(caseId)?.slice(1) ?? [];
    if (rest.length > 0) this.#steps.set(caseId, rest);
    else this.#steps.delete(caseId);
  }

  /** Somebody else leads the case now. */
  leave(caseId: string): void {
    this.#steps.delete(caseId);
  }
}
