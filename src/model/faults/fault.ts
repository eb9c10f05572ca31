/**
 * Faults are what the world does wrong (a bad file, a hostile event, a port in use). They are values: numbered,
 * counted, shown with a tip, and never thrown across a boundary. Our own bugs throw: see invariant.ts.
 */
import { type FaultCode, faultCatalog } from './catalog/index.ts';

export type { FaultCode };

export type Language = 'zh' | 'en';

/**
 * What became of a record that a fault is about. dropped: it is not in the district; repaired: it is, changed; derived: a
 * value that it does not give was made by a rule, which is nothing wrong with it.
 */
export type Fate = 'dropped' | 'repaired' | 'derived';

/** A record of an owner's file, by the source's key and the record's id (`#<number>` where it has none). */
export interface RecordFate {
  readonly source: string;
  readonly id: string;
  readonly fate: Fate;
}

/** One fault of the world. `path` points at what it hit: a file, a recipe key, an event field. */
export interface Fault {
  readonly code: FaultCode;
  readonly values: Readonly<Record<string, string | number>>;
  readonly path?: string;
  /** Only where it is about one record of a source. */
  readonly record?: RecordFate;
}

/** A fault in words, as answers and screens carry it. */
export interface FaultText {
  readonly code: string;
  readonly message: string;
  readonly tip: string;
}

/** A fault as it crosses the wire: both languages, so that the reader chooses and nobody translates twice. */
export interface FaultAnswer {
  readonly code: string;
  readonly path?: string;
  readonly zh: { readonly message: string; readonly tip: string };
  readonly en: { readonly message: string; readonly tip: string };
}

export function fault(code: FaultCode, values: Fault['values'] = {}, path?: string): Fault {
  return path === undefined ? { code, values } : { code, values, path };
}

/** A fault about one record: `source` and `id` become values of the message too. */
export function recordFault(code: FaultCode, record: RecordFate, values: Fault['values'] = {}, path?: string): Fault {
  const { source, id } = record;
  return { ...fault(code, { source, id, ...values }, path), record };
}

function fill(template: string, values: Fault['values']): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The fault's message and tip in one language, placeholders filled. */
export function describeFault(item: Fault, language: Language): FaultText {
  const entry = faultCatalog[item.code][language];
  return { code: item.code, message: fill(entry.message, item.values), tip: fill(entry.tip, item.values) };
}

export function answerFault(item: Fault): FaultAnswer {
  const { message: zhMessage, tip: zhTip } = describeFault(item, 'zh');
  const { message, tip } = describeFault(item, 'en');
  const answer = { code: item.code, zh: { message: zhMessage, tip: zhTip }, en: { message, tip } };
  return item.path === undefined ? answer : { ...answer, path: item.path };
}

/** Carries a fault out of a deep call to the one place that shows it (a command's top level, a door). */
export class FaultError extends Error {
  readonly fault: Fault;
  /** It and what led to it: whoever shows it shows them all. */
  readonly faults: readonly Fault[];
  constructor(item: Fault, others: readonly Fault[] = []) {
    const text = describeFault(item, 'en');
    super(`${text.code} ${text.message} ${text.tip}`);
    this.name = 'FaultError';
    this.fault = item;
    this.faults = [item, ...others];
  }
}
