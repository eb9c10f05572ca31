/** What a reader hands on: the file's own names and coordinates, before fields, units and CRS have been looked at. */
import type { FaultLog } from '../../model/faults/faultLog.ts';
import type { Bounds2, MultiPolygon, Point2 } from '../../model/geometry/polygon.ts';

export type Geometry =
  | { readonly kind: 'point'; readonly at: readonly [number, number] }
  /** One at least has two points; shorter ones are handed on, for the repair to count that it leaves them out (BAKE-339). */
  | { readonly kind: 'lines'; readonly lines: readonly (readonly Point2[])[] }
  /** Open outlines, outer first. `unclosedRings`: how many of them did not end where they began; absent for none. */
  | { readonly kind: 'polygons'; readonly polygons: MultiPolygon; readonly unclosedRings?: number };

export interface RawRecord {
  /** Position in the file, from 1: how faults name a record that has no id. */
  readonly number: number;
  /** By the file's own names; names that begin with @ are made by the reader and documented there. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry | null;
  /** Where a reader saw without its geometry, which is then null, that it lies outside `near`. */
  readonly farKind?: Geometry['kind'];
}

/** The encoding of a file's texts, and what said so. */
export interface ChosenEncoding {
  readonly name: string;
  readonly from: 'recipe' | 'cpg' | 'language byte' | 'byte order mark' | 'XML declaration' | 'trial';
}

/** An opened file. Records are read as they are asked for, so that a large file never stands whole in memory. */
export interface RawFile {
  /** Null where only the records tell (GeoJSON, OSM). */
  readonly fieldNames: readonly string[] | null;
  /** Null where only reading tells. */
  readonly recordCount: number | null;
  /** Tables, sheets or folders to choose from by `layer`; empty for formats that have none. */
  readonly layers: readonly string[];
  /** What the file itself says of its system (.prj, gpkg_spatial_ref_sys, srsName, …), in its own words. */
  readonly declaredCrs: string | null;
  /** Where a reader has to choose one; absent for formats that say it themselves. */
  readonly encoding?: ChosenEncoding;
  /** How much of the work of reading the file its opening was, 0 … 1; absent for hardly any. */
  readonly openedShare?: number;
  /** How much of the file `records` has read, 0 … 1; absent where that is told by the count, or by nothing. */
  readonly readShare?: () => number;
  /** From the first record again at each call. Throws FaultError where the file turns out to be damaged. */
  records(): AsyncIterable<RawRecord>;
}

/** What every reader is told. It throws FaultError BAKE-2xx for a file that it cannot use at all. */
export interface OpenOptions {
  /** The source's key, for faults. */
  readonly source: string;
  readonly encoding: string | undefined;
  readonly layer: string | undefined;
  /** In the file's own coordinates: a reader that can tell early what lies wholly outside need not say where it lies. */
  readonly near?: Bounds2 | undefined;
  /** Where a single record is dropped by the reader itself (a CSV row of the wrong width). */
  readonly faults: FaultLog;
}
export type OpenFile = (file: string, options: OpenOptions) => Promise<RawFile>;

/** Of a file that had to be read whole. */
export function rawFileOf(
  fieldNames: readonly string[] | null,
  records: readonly RawRecord[],
  about: Partial<Pick<RawFile, 'layers' | 'declaredCrs'>> = {},
): RawFile {
  async function* all(): AsyncIterable<RawRecord> {
    yield* records;
  }
  return { fieldNames, recordCount: records.length, layers: [], declaredCrs: null, ...about, records: all };
}
