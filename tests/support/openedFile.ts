/** A reader's records, or the fault with which it refuses: what tests of bad files compare. */
import { expect } from 'vitest';
import type { OpenFile, RawRecord } from '../../src/bake/sources/rawFile.ts';
import { FaultError } from '../../src/model/faults/fault.ts';
import { FaultLog } from '../../src/model/faults/faultLog.ts';

export interface Opened {
  readonly records: readonly RawRecord[];
  readonly faults: FaultLog;
  readonly declaredCrs: string | null;
  readonly layers: readonly string[];
}

export async function opened(open: OpenFile, file: string, layer?: string): Promise<Opened> {
  const faults = new FaultLog();
  const raw = await open(file, { source: 's', encoding: undefined, layer, faults });
  const records: RawRecord[] = [];
  for await (const record of raw.records()) records.push(record);
  return { records, faults, declaredCrs: raw.declaredCrs, layers: raw.layers };
}

/** The code of the fault with which a file is refused; 'records' where it is read. Anything else thrown is a failure. */
export async function outcome(open: OpenFile, file: string, layer?: string): Promise<string> {
  try {
    await opened(open, file, layer);
    return 'records';
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    expect(error.fault.code).toMatch(/^BAKE-2\d\d$/);
    return error.fault.code;
  }
}

export function polygonsOf(record: RawRecord | undefined) {
  return record?.geometry?.kind === 'polygons' ? record.geometry.polygons : [];
}
