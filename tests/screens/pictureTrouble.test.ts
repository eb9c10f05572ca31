import { describe, expect, it } from 'vitest';
import { answerFault, type FaultAnswer, type FaultCode, fault } from '../../src/model/faults/fault.ts';
import { pictureTrouble } from '../../src/screens/pictureTrouble.ts';

const told = (code: FaultCode, path?: string): FaultAnswer => answerFault(fault(code, { count: 1 }, path));

function station() {
  let shown: FaultAnswer | null = null;
  const reloads = { asked: 0, calledOff: 0 };
  const trouble = pictureTrouble(
    (next) => {
      shown = typeof next === 'function' ? next(shown) : next;
    },
    () => {
      reloads.asked++;
      return () => reloads.calledOff++;
    },
  );
  return { trouble, reloads, shown: () => shown?.code ?? null };
}

describe('trouble of a picture', () => {
  it('is shown until it is over, and what came after it stays', () => {
    const { trouble, shown, reloads } = station();
    trouble.onFault(told('PICTURE-005'));
    expect(shown()).toBe('PICTURE-005');
    trouble.onFaultGone(told('PICTURE-002', 'a'));
    expect(shown()).toBe('PICTURE-005');
    trouble.onFault(told('PICTURE-002', 'a'));
    trouble.onFaultGone(told('PICTURE-005'));
    trouble.onFaultGone(told('PICTURE-002', 'b'));
    expect(shown()).toBe('PICTURE-002');
    trouble.onFaultGone(told('PICTURE-002', 'a'));
    expect(shown()).toBeNull();
    expect(reloads.asked).toBe(0);
  });

  it('loads the page anew where nothing else helps: once, and not when it is closed meanwhile', () => {
    const { trouble, reloads } = station();
    trouble.onFault(told('PICTURE-012'));
    trouble.onFault(told('PICTURE-009'));
    trouble.onFault(told('PICTURE-002', 'a'));
    expect(reloads).toEqual({ asked: 1, calledOff: 0 });
    trouble.close();
    expect(reloads.calledOff).toBe(1);
  });

  it('leaves a card alone that was no better after a reload', () => {
    const { trouble, reloads } = station();
    trouble.onFault(told('PICTURE-013'));
    expect(reloads.asked).toBe(0);
  });
});
