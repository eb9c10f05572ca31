/** What `inspect` tells of one file; the same object is its `--json`. */
import type { SourceFormat, SourceRole } from '../../model/contract/recipeSources.ts';
import type { FaultAnswer } from '../../model/faults/fault.ts';
import type { Bounds2 } from '../../model/geometry/polygon.ts';
import type { ChosenEncoding } from '../sources/rawFile.ts';
import type { FieldSummary } from './fieldSummary.ts';
import type { CrsGuess, Words } from './guessCrs.ts';

export const INSPECTION_SCHEMA = 'inspection/1';

/** How records stand in space; `none` have no geometry of their own. */
export type GeometryCounts = Readonly<Record<'point' | 'lines' | 'polygons' | 'none', number>>;

/** `view`: nothing says it and UTF-8 it is not; read so to be shown, for its owner to decide. */
export interface ShownEncoding {
  readonly name: string;
  readonly from: ChosenEncoding['from'] | 'view';
}

export interface RecordsInspection {
  readonly layers: readonly string[];
  readonly layer: string | null;
  readonly recordCount: number;
  readonly geometry: GeometryCounts;
  readonly vertexCount: number;
  /** In the file's own numbers: first and second as they stand. */
  readonly bounds: Bounds2 | null;
  /** The columns from which bounds were taken, for tables. */
  readonly coordinateColumns: readonly [string, string] | null;
  readonly fields: readonly FieldSummary[];
  readonly declaredCrs: string | null;
  readonly crs: CrsGuess;
  /** Likeliest first. */
  readonly roles: readonly SourceRole[];
  /** Our field → the file's column, for the likeliest role. */
  readonly mapping: Readonly<Record<string, string>>;
}

export interface Inspection {
  readonly schema: typeof INSPECTION_SCHEMA;
  readonly file: string;
  readonly bytes: number;
  readonly format: SourceFormat;
  /** As asked for; null where the reader chose. */
  readonly encoding: string | null;
  /** What its texts were read as, and what said so; null for formats that leave no choice. */
  readonly textEncoding: ShownEncoding | null;
  /** Null for rasters, models and tilesets: `facts` tell of those. */
  readonly records: RecordsInspection | null;
  readonly facts: readonly { readonly label: Words; readonly value: string }[];
  /** Of single records and of the encoding; the file as a whole is usable. */
  readonly faults: readonly (FaultAnswer & { readonly count: number })[];
}
