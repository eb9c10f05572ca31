import { answerFault, describeFault, type Fault, type FaultAnswer, type FaultCode } from '../../model/faults/fault.ts';
import { FaultLog } from '../../model/faults/faultLog.ts';

/** The part of a socket that refusing needs, whatever its other events are. */
export interface Refusable {
  emit(event: 'refused', item: FaultAnswer): unknown;
  disconnect(): unknown;
}

/** What was refused on sockets: each told to its screen with its number, counted, and logged without flooding the log. */
export class Refusals {
  readonly #log = new FaultLog();
  readonly #tell: (line: string) => void;

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  counts(): { code: FaultCode; count: number }[] {
    return this.#log.counts();
  }

  /** Counts a fault; the log hears of the 1st, 10th, 100th, … of each code. */
  note(item: Fault): void {
    this.#log.add(item);
    const count = this.#log.count(item.code);
    if (/^10*$/.test(String(count))) this.#tell(`${item.code} ×${count} ${describeFault(item, 'en').message}`);
  }

  /** Tells one screen why, and lets it go from this namespace. */
  refuse(socket: Refusable, item: Fault): void {
    this.note(item);
    socket.emit('refused', answerFault(item));
    socket.disconnect();
  }
}
