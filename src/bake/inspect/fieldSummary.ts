/** What a column holds, from reading it once in bounded memory. */

export type FieldType = 'empty' | 'integer' | 'number' | 'boolean' | 'time' | 'text' | 'list';

export interface FieldSummary {
  readonly name: string;
  readonly type: FieldType;
  /** Share of the records in which it is not empty, 0 to 1. */
  readonly filledShare: number;
  readonly distinct: number;
  /** True where there are more than were counted. */
  readonly distinctIsMore: boolean;
  /** The first different values, shortened. */
  readonly samples: readonly string[];
  /** How many say NaN or infinity: a program wrote a number that it did not have. */
  readonly notNumbers: number;
  readonly min: number | null;
  readonly max: number | null;
}

const DISTINCT_LIMIT = 10_000;
const SAMPLE_COUNT = 5;
const SAMPLE_LENGTH = 40;
/** RFC 3339, and what spreadsheets and American open data write. */
const TIME = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}([T ]\d{1,2}:\d{2}|$)|^\d{1,2}\/\d{1,2}\/\d{4}/;

/** As programs write them: NaN, nan, -Infinity, inf, and C's 1.#IND and 1.#INF. */
const NOT_A_NUMBER = /^[+-]?(?:nan|inf|infinity|∞|1\.#(?:ind|qnan|inf)\d*)$/i;

export const saysNoNumber = (value: unknown): boolean => NOT_A_NUMBER.test(String(value).trim());

export class FieldReader {
  readonly #name: string;
  #filled = 0;
  #numbers = 0;
  #notNumbers = 0;
  #integers = 0;
  #booleans = 0;
  #times = 0;
  #lists = 0;
  #min = Infinity;
  #max = -Infinity;
  #isMore = false;
  readonly #seen = new Set<string>();

  constructor(name: string) {
    this.#name = name;
  }

  add(value: unknown): void {
    if (value === null || value === undefined) return;
    const isList = typeof value === 'object' && !(value instanceof Date);
    const text = isList ? JSON.stringify(value) : value instanceof Date ? value.toISOString() : String(value).trim();
    if (text === '') return;
    this.#filled++;
    if (isList) this.#lists++;
    else if (typeof value === 'boolean') this.#booleans++;
    else this.#addText(text);
    const short = text.length > SAMPLE_LENGTH ? `${text.slice(0, SAMPLE_LENGTH)}…` : text;
    if (this.#seen.size < DISTINCT_LIMIT) this.#seen.add(short);
    else if (!this.#seen.has(short)) this.#isMore = true;
  }

  #addText(text: string): void {
    const number = Number(text);
    if (Number.isFinite(number)) {
      this.#numbers++;
      if (Number.isInteger(number)) this.#integers++;
      this.#min = Math.min(this.#min, number);
      this.#max = Math.max(this.#max, number);
    } else if (saysNoNumber(text)) this.#notNumbers++;
    else if (TIME.test(text)) this.#times++;
  }

  #type(): FieldType {
    if (this.#filled === 0) return 'empty';
    if (this.#integers === this.#filled) return 'integer';
    // One of them alone says nothing of its column; beside numbers it is meant as one.
    if (this.#numbers > 0 && this.#numbers + this.#notNumbers === this.#filled) return 'number';
    if (this.#booleans === this.#filled) return 'boolean';
    if (this.#times === this.#filled) return 'time';
    return this.#lists === this.#filled ? 'list' : 'text';
  }

  summary(records: number): FieldSummary {
    const type = this.#type();
    const hasRange = type === 'integer' || type === 'number';
    return {
      name: this.#name,
      type,
      filledShare: records === 0 ? 0 : this.#filled / records,
      distinct: this.#seen.size,
      distinctIsMore: this.#isMore,
      samples: [...this.#seen].slice(0, SAMPLE_COUNT),
      notNumbers: this.#notNumbers,
      min: hasRange ? this.#min : null,
      max: hasRange ? this.#max : null,
    };
  }
}
