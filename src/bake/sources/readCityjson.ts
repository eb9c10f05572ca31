/**
 * CityJSON 1.1 and 2.0, whole files and sequences (one feature a line). A whole file is read twice: its vertices may
 * stand behind its buildings. Records: see cityBuilding.ts and modelValues.ts.
 */
import { FaultError, fault } from '../../model/faults/fault.ts';
import { fileBytes, headOf, unreadable } from './byteSource.ts';
import type { Point3 } from './cityBuilding.ts';
import { type BuildingsInput, CityjsonBuildings } from './cityjsonBuildings.ts';
import type { VertexAt } from './cityjsonSurfaces.ts';
import { decodeText, encodingOf } from './decodeText.ts';
import { type ModelCrs, modelCrsOf } from './epsgOfModel.ts';
import { jsonPieces } from './jsonPieces.ts';
import type { OpenFile, RawRecord } from './rawFile.ts';

const versions: readonly unknown[] = ['1.1', '2.0'];
const HEAD_BYTES = 64 * 1024;
const LONGEST_LINE_BYTES = 256 << 20;
const VERTICES_PER_CHUNK = 1 << 20;

const isTriple = (value: unknown): value is [number, number, number] =>
  Array.isArray(value) && value.length >= 3 && value.every((item) => typeof item === 'number');

interface Head {
  readonly scale: Point3;
  readonly translate: Point3;
  readonly crs: ModelCrs | null;
}

/** What a CityJSON object says before its buildings. Throws FaultError BAKE-202, BAKE-244. */
function sayingsOf(top: Readonly<Record<string, unknown>>, file: string): Head {
  if (top.type !== 'CityJSON') throw unreadable(file, 'no CityJSON');
  if (!versions.includes(top.version)) {
    const found = `CityJSON ${String(top.version)}`;
    throw new FaultError(fault('BAKE-244', { file, found, known: 'CityJSON 1.1, 2.0' }, file));
  }
  const { scale, translate } = (top.transform ?? {}) as { scale?: unknown; translate?: unknown };
  if (!isTriple(scale) || !isTriple(translate)) throw unreadable(file, 'no transform');
  const { referenceSystem } = (top.metadata ?? {}) as { referenceSystem?: unknown };
  return { scale, translate, crs: typeof referenceSystem === 'string' ? modelCrsOf(referenceSystem) : null };
}

/** Vertices in the file's own whole numbers: many buildings share the columns. */
class Vertices {
  readonly #chunks: Float64Array[] = [];
  readonly #perChunk: number;
  #count = 0;

  constructor(perChunk: number) {
    this.#perChunk = perChunk;
  }

  add(vertices: readonly unknown[]): void {
    for (const vertex of vertices) {
      const within = this.#count % this.#perChunk;
      if (within === 0) this.#chunks.push(new Float64Array(this.#perChunk * 3));
      // A vertex that is none keeps its number, so that all others keep theirs.
      this.#chunks.at(-1)!.set(isTriple(vertex) ? vertex.slice(0, 3) : [NaN, NaN, NaN], within * 3);
      this.#count++;
    }
  }

  accessor({ scale, translate }: Head): VertexAt {
    return (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= this.#count) return null;
      const chunk = this.#chunks[Math.floor(index / this.#perChunk)]!;
      const at = (index % this.#perChunk) * 3;
      const point: Point3 = [
        chunk[at]! * scale[0] + translate[0],
        chunk[at + 1]! * scale[1] + translate[1],
        chunk[at + 2]! * scale[2] + translate[2],
      ];
      return point.every(Number.isFinite) ? point : null;
    };
  }
}

async function readVertices(file: string): Promise<{ head: Head; vertices: Vertices }> {
  const top: Record<string, unknown> = {};
  const vertices = new Vertices(VERTICES_PER_CHUNK);
  const options = { opened: ['CityObjects', 'vertices'], skipped: ['CityObjects', 'appearance', 'geometry-templates'] };
  for await (const { within, value } of jsonPieces(file, options)) {
    if (within === 'vertices') vertices.add(value as readonly unknown[]);
    else Object.assign(top, value);
  }
  return { head: sayingsOf(top, file), vertices };
}

async function* recordsOfWhole(file: string, head: Head, vertices: Vertices, input: BuildingsInput) {
  const buildings = new CityjsonBuildings(input);
  const vertexAt = vertices.accessor(head);
  const options = { opened: ['CityObjects', 'vertices'], skipped: ['vertices', 'appearance', 'geometry-templates'] };
  for await (const { within, value } of jsonPieces(file, options)) {
    if (within !== 'CityObjects' || Array.isArray(value)) continue;
    for (const [id, object] of Object.entries(value)) yield* buildings.add(id, object, vertexAt);
  }
  yield* buildings.finish();
}

/** Lines that are not empty, strictly UTF-8. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  const keep = (bytes: Uint8Array): void => {
    kept.push(bytes);
    keptBytes += bytes.length;
    if (keptBytes > LONGEST_LINE_BYTES) throw unreadable(file, 'a line without end');
  };
  const take = (): string => {
    const text = decodeText(Buffer.concat(kept), 'utf-8', file).trim();
    [kept, keptBytes] = [[], 0];
    return text;
  };
  for await (const chunk of fileBytes(file).chunks()) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, end));
      from = end + 1;
      const line = take();
      if (line !== '') yield line;
    }
    keep(chunk.subarray(from));
  }
  const line = take();
  if (line !== '') yield line;
}

function objectOf(line: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unreadable(file, error.message);
  }
  throw unreadable(file, 'a line that is no object');
}

async function* recordsOfSequence(file: string, head: Head, input: BuildingsInput): AsyncGenerator<RawRecord> {
  const buildings = new CityjsonBuildings(input);
  for await (const line of linesOf(file)) {
    const { CityObjects: objects, vertices: listed } = objectOf(line, file);
    const own: readonly unknown[] = Array.isArray(listed) ? listed : [];
    // A feature brings a few of its own: memory for a whole city's would take longer to clear than to read it.
    const vertices = new Vertices(own.length);
    vertices.add(own);
    const vertexAt = vertices.accessor(head);
    if (typeof objects !== 'object' || objects === null) continue;
    for (const [id, object] of Object.entries(objects)) yield* buildings.add(id, object, vertexAt);
  }
  yield* buildings.finish();
}

/** A sequence says what it is within its first line or two. */
async function isSequence(file: string): Promise<boolean> {
  const head = await headOf(fileBytes(file), HEAD_BYTES);
  return /\.jsonl$/i.test(file) || Buffer.from(head).includes('"CityJSONFeature"');
}

async function firstLine(file: string): Promise<Record<string, unknown>> {
  for await (const line of linesOf(file)) return objectOf(line, file);
  throw unreadable(file, 'no line');
}

/** Throws FaultError BAKE-202, BAKE-225, BAKE-235, BAKE-244. Buildings and parts that do not fit are counted. */
export const openCityjson: OpenFile = async (file, { source, faults }) => {
  const input: BuildingsInput = { file, source, faults };
  const encoding = await encodingOf(fileBytes(file), undefined);
  const about = { fieldNames: null, recordCount: null, layers: [], encoding };
  if (await isSequence(file)) {
    const head = sayingsOf(await firstLine(file), file);
    const records = () => recordsOfSequence(file, head, input);
    return { ...about, declaredCrs: head.crs?.declared ?? null, records };
  }
  const { head, vertices } = await readVertices(file);
  const records = () => recordsOfWhole(file, head, vertices, input);
  return { ...about, declaredCrs: head.crs?.declared ?? null, records };
};
