import { describe, expect, it } from 'vitest';
import { type Fate, type Fault, type FaultCode, fault, recordFault } from '../../src/model/faults/fault.ts';
import { FaultLog } from '../../src/model/faults/faultLog.ts';
import { IdList } from '../../src/model/faults/idList.ts';

const codes: readonly FaultCode[] = ['BAKE-303', 'BAKE-307', 'BAKE-344'];
const fates: readonly Fate[] = ['dropped', 'repaired', 'derived'];

/** Of three codes and fates in turn, and some of the log's own. */
function faultsOf(source: string, count: number): Fault[] {
  return Array.from({ length: count }, (_, index) => {
    if (index % 7 === 0) return fault('BAKE-210', { source });
    const fate = { source, id: `${source}${index}`, fate: fates[index % 3]! };
    return recordFault(codes[index % 3]!, fate, { number: index });
  });
}

function logOf(faults: readonly Fault[]): FaultLog {
  const log = new FaultLog();
  for (const item of faults) log.add(item);
  return log;
}

/** The log's tally, with its ids as they are read. */
function toldBy(log: FaultLog) {
  const tally = log.tally();
  return { ...tally, fates: tally.fates.map((fate) => ({ ...fate, ids: [...IdList.from(fate.ids)] })) };
}

const idsOf = (fate: ReturnType<FaultLog['fatesOf']>[number]) => ({ ...fate, ids: [...fate.ids] });

describe('a log that absorbs another', () => {
  it.each([
    [0, 40],
    [40, 0],
    [300, 900],
    [900, 300],
    [2000, 2000],
  ])('says what it would if it had been told all: %i and %i faults', (here, there) => {
    const [first, second] = [faultsOf('a', here), [...faultsOf('b', there), ...faultsOf('a', there)]];
    const log = logOf(first);
    log.absorb(structuredClone(logOf(second).tally()));
    const whole = logOf([...first, ...second]);
    expect(toldBy(log)).toEqual(toldBy(whole));
    for (const fate of fates) {
      expect(log.fatesOf('a', fate).map(idsOf)).toEqual(whole.fatesOf('a', fate).map(idsOf));
    }
    // And goes on so.
    for (const item of faultsOf('c', 500)) for (const each of [log, whole]) each.add(item);
    expect(toldBy(log)).toEqual(toldBy(whole));
  });

  it('leaves the other as it was', () => {
    const other = logOf(faultsOf('a', 30));
    const before = structuredClone(other.tally());
    const log = new FaultLog();
    log.absorb(other.tally());
    for (const item of faultsOf('a', 30)) log.add(item);
    expect(other.tally()).toEqual(before);
  });
});
