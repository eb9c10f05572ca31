/** What the command line says: progress on one line of a terminal, plain lines in a pipe, faults in both languages. */
import type { BakeProgress } from '../bake/bake.ts';
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

/** Per code: how often, then what it means and what to do in both languages, by the first of its kind. */
export function printFaultTable(faults: FaultLog): void {
  for (const { code, count } of faults.counts()) {
    const first = faults.kept().find((item) => item.code === code)!;
    for (const language of ['zh', 'en'] as const) {
      const { message, tip } = describeFault(first, language);
      const head = language === 'zh' ? `${code} ${`× ${count}`.padEnd(8)}` : ' '.repeat(17);
      console.log(`  ${head} ${message} ${tip}`);
    }
  }
}

/** 建筑瓦片 / tiles: 3 / 81 · 4.2 s · 还需约 / about 5 s to go */
export function bakeProgressText(now: BakeProgress): string {
  const { step, stepZh, done, total, share, seconds, remainingSeconds } = now;
  const count = total > 1 ? `: ${done} / ${total}` : share > 0 ? `: ${Math.floor(share * 100)} %` : '';
  const left = `还需约 ${Math.ceil(remainingSeconds)} 秒 / about ${Math.ceil(remainingSeconds)} s to go`;
  return `${stepZh} / ${step}${count} · ${seconds.toFixed(1)} s · ${left}`;
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
