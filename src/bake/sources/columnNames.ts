import { fault } from '../../model/faults/fault.ts';
import type { OpenOptions } from './rawFile.ts';

/**
 * Names of a table's columns, each its own: a repeated one gets a number (name, name_2, …) and is counted. An empty one
 * is called @<its place>.
 */
export function columnNames(head: readonly string[], { source, faults }: Pick<OpenOptions, 'source' | 'faults'>) {
  const taken = new Set<string>();
  return head.map((cell, column) => {
    const name = cell.trim() || `@${column + 1}`;
    let renamed = name;
    for (let copy = 2; taken.has(renamed); copy++) renamed = `${name}_${copy}`;
    taken.add(renamed);
    if (renamed !== name) faults.add(fault('BAKE-234', { source, name, renamed }));
    return renamed;
  });
}
