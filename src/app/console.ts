/** What the command line says: progress on one line of a terminal, plain lines in a pipe, faults in both languages. */

import { describeFault, type Fault } from '../model/faults/fault.ts';
import type { FaultLog } from '../model/faults/faultLog.ts';

export function printFault(item: Fault): void {
  for (const language of ['zh', 'en'] as const) {
    const { code, message, tip } = describeFault(item, language);
    console.error(`${code}  ${message}\n         ${tip}`);
  }
}

/** One line per code: how often, what it means, what to do. */
export function printFaultSummary(faults: FaultLog): void {
  const firstByCode = new Map<string, Fault>();
  for (const item of faults.kept()) if (!firstByCode.has(item.code)) firstByCode.set(item.code, item);
  for (const { code, count } of faults.counts()) {
    const { message } = describeFault(firstByCode.get(code)!, 'zh');
    console.log(`  ${code} × ${count}  ${message}`);
  }
}

/** Rewrites one terminal line; in a pipe, prints a line when the step changes and then at most every two seconds. */
export class ProgressLine {
  #lastStep = '';
  #lastPrintMillis = 0;

  show(step: string, text: string): void {
    if (process.stdout.isTTY) {
      process.stdout.write(`\r\x1b[2K${text}`);
      return;
    }
    const now = Date.now();
    if (step === this.#lastStep && now - this.#lastPrintMillis < 2000) return;
    this.#lastStep = step;
    this.#lastPrintMillis = now;
    console.log(text);
  }

  end(): void {
    if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
  }
}
