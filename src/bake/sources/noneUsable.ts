/** A source of which nothing can be used is no source: what its owner asked for would silently be left out or invented. */
import type { RecipeSource } from '../../model/contract/recipeSources.ts';
import { type FaultCode, FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';

/**
 * Throws FaultError BAKE-210 where a source has records and not one is used, with the first of each fault that dropped
 * some. A file without a record is no reason to refuse a district.
 */
export function refuseUnused(
  { key, role, path }: Pick<RecipeSource, 'key' | 'role' | 'path'>,
  recordCount: number,
  usedCount: number,
  faults: FaultLog,
): void {
  if (recordCount === 0 || usedCount > 0) return;
  const told = new Set<FaultCode>();
  const reasons = faults.kept().filter(({ code, record }) => {
    if (record?.source !== key || record.fate !== 'dropped' || told.has(code)) return false;
    told.add(code);
    return true;
  });
  throw new FaultError(fault('BAKE-210', { source: key, role }, path), reasons);
}
