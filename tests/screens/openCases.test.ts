import { expect, it } from 'vitest';
import type { CaseView } from '../../src/model/contract/answers.ts';
import { openCasesOf } from '../../src/screens/plan/openCases.ts';

it('a building’s open cases are those of now: closed and voided ones are gone, new ones are there', () => {
  const item = (openedSeq: number, buildingId: string | null, state: CaseView['state']): CaseView =>
    ({ caseId: String(openedSeq), openedSeq, buildingId, state }) as CaseView;
  const cases = [
    item(5, 'b1', 'reported'),
    item(1, 'b1', 'closed'),
    item(2, 'b2', 'handling'),
    item(3, 'b1', 'handling'),
    item(4, 'b1', 'voided'),
    item(6, null, 'reported'),
  ];
  expect(openCasesOf(cases, 'b1').map(({ caseId }) => caseId)).toEqual(['3', '5']);
});
