/**
 * The accepted records of a source, in pages of columns: a district of millions of buildings stands in memory while it is
 * placed, and as nested objects it would take three times its file. Plain data, so that the cache of stages can keep it;
 * records are light objects that read their page when they are asked.
 */
import type { SourceValue } from './fieldValue.ts';
import { geometryFromWords, WordList } from './geometryWords.ts';
import type { Geometry } from './rawFile.ts';

const RECORDS_PER_PAGE = 4096;

export interface SourceRecord {
  /** The owner's id where the recipe names one, else `#<number>`: how faults name it. */
  readonly label: string;
  readonly hasOwnId: boolean;
  readonly values: Readonly<Record<string, SourceValue>>;
  /** In lon-lat degrees, whatever the file's system was. */
  readonly geometry: Geometry;
}

/** Numbers alone stand in eight bytes each, NaN where the file says nothing: no value of a source is NaN itself. */
type Column = Float64Array | readonly SourceValue[];

interface RecordPage {
  /** The owner's id; the record's number in the file where there is none. */
  readonly labels: readonly (string | number)[];
  /** By field, one value a record. */
  readonly columns: readonly Column[];
  /** Word of `words` at which a record's geometry begins. */
  readonly starts: Uint32Array;
  readonly words: Float64Array;
}

export interface PackedRecords {
  readonly fieldNames: readonly string[];
  readonly pages: readonly RecordPage[];
}

/** The column in as little room as it needs: a list that has grown keeps some for half as many again. */
function columnOf(values: readonly SourceValue[]): Column {
  if (values.some((value) => typeof value === 'string')) return values.slice();
  return Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
}

function valueAt(column: Column, index: number): SourceValue {
  const value = column[index]!;
  return Number.isNaN(value) ? null : value;
}

/** Takes records one by one. */
export class RecordPacker {
  readonly #fieldNames: readonly string[];
  readonly #pages: RecordPage[] = [];
  readonly #words = new WordList();
  #labels: (string | number)[] = [];
  #columns: SourceValue[][];
  #starts: number[] = [];
  #count = 0;
  /** Of pages that are full. */
  #pagedWords = 0;

  constructor(fieldNames: readonly string[]) {
    this.#fieldNames = fieldNames;
    this.#columns = fieldNames.map(() => []);
  }

  get count(): number {
    return this.#count;
  }

  /** Of all geometries so far. */
  get wordCount(): number {
    return this.#pagedWords + this.#words.length;
  }

  /** `values` in the order of the field names; `label` is the owner's id, or the record's number. */
  add(label: string | number, values: readonly SourceValue[], geometry: Geometry): void {
    this.#count++;
    this.#labels.push(label);
    for (const [index, column] of this.#columns.entries()) column.push(values[index] ?? null);
    this.#starts.push(this.#words.length);
    this.#words.addGeometry(geometry);
    if (this.#labels.length === RECORDS_PER_PAGE) this.#endPage();
  }

  #endPage(): void {
    if (this.#labels.length === 0) return;
    this.#pagedWords += this.#words.length;
    this.#pages.push({
      labels: this.#labels.slice(),
      columns: this.#columns.map(columnOf),
      starts: Uint32Array.from(this.#starts),
      words: this.#words.take(),
    });
    this.#labels = [];
    this.#columns = this.#fieldNames.map(() => []);
    this.#starts = [];
  }

  finish(): PackedRecords {
    this.#endPage();
    return { fieldNames: this.#fieldNames, pages: this.#pages };
  }
}

class PackedRecord implements SourceRecord {
  readonly #packed: PackedRecords;
  readonly #page: RecordPage;
  readonly #index: number;

  constructor(packed: PackedRecords, page: RecordPage, index: number) {
    this.#packed = packed;
    this.#page = page;
    this.#index = index;
  }

  get label(): string {
    const label = this.#page.labels[this.#index]!;
    return typeof label === 'string' ? label : `#${label}`;
  }

  get hasOwnId(): boolean {
    return typeof this.#page.labels[this.#index] === 'string';
  }

  get values(): Readonly<Record<string, SourceValue>> {
    const values: Record<string, SourceValue> = {};
    for (const [column, name] of this.#packed.fieldNames.entries()) {
      values[name] = valueAt(this.#page.columns[column]!, this.#index);
    }
    return values;
  }

  get geometry(): Geometry {
    return geometryFromWords(this.#page.words, this.#page.starts[this.#index]!);
  }
}

/** All records, in their order. Their values and geometries are made anew whenever they are read: keep what is used twice. */
export function recordsOf(packed: PackedRecords): SourceRecord[] {
  const records: SourceRecord[] = [];
  for (const page of packed.pages) {
    for (let index = 0; index < page.labels.length; index++) records.push(new PackedRecord(packed, page, index));
  }
  return records;
}

/** Those that `isKept` says, in pages of their own, so that the others' pages can go. Fields in the order of `fieldNames`. */
export function repacked(
  records: readonly SourceRecord[],
  fieldNames: readonly string[],
  isKept: (record: SourceRecord, geometry: Geometry) => boolean,
): SourceRecord[] {
  const packer = new RecordPacker(fieldNames);
  for (const record of records) {
    const { geometry } = record;
    if (!isKept(record, geometry)) continue;
    const { label, hasOwnId, values } = record;
    const named = fieldNames.map((name) => values[name] ?? null);
    packer.add(hasOwnId ? label : Number(label.slice(1)), named, geometry);
  }
  return recordsOf(packer.finish());
}
