/** The open cases of one building, by the facts of now. Pure. */
import type { CaseView } from '../../model/contract/answers.ts';
import { isOpen } from '../../model/domain/cases.ts';

/** The oldest first. `cases` may hold closed ones: they stay facts for a while. */
export function openCasesOf(cases: Iterable<CaseView>, buildingId: string): CaseView[] {
  return [...cases]
    .filter((item) => item.buildingId === buildingId && isOpen(item.state))
    .sort((a, b) => a.openedSeq - b.openedSeq);
}
