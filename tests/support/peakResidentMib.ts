import { readFileSync } from 'node:fs';

/**
 * The most memory this process has ever had in use, in MiB.
 *
 * Linux hands the peak of `getrusage` (`resourceUsage().maxRSS`) on through fork and exec: a child of a process of
 * 400 MiB says 400 of itself, however small it is (proc_pid_status(5): VmHWM is of the address space, which exec makes
 * anew).
 */
export function peakResidentMib(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  if (kib === undefined) throw new Error('this kernel does not say VmHWM');
  return Number(kib) / 1024;
}
