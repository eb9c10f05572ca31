/**
 * Every file that a tileset needs (3D Tiles 1.0 and 1.1): contents, nested tilesets, subtrees, schemas, and what models
 * refer to. What is missing or damaged is counted; what leads elsewhere refuses the whole tileset.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { FaultError, fault } from '../../model/faults/fault.ts';
import type { FaultLog } from '../../model/faults/faultLog.ts';
import { fileBytes } from './byteSource.ts';
import { decodeText } from './decodeText.ts';
import { localReference, sizeOfFile } from './localReference.ts';
import {
  expandTemplate,
  type ImplicitTiling,
  implicitTilingOf,
  subtreeHead,
  subtreeTiles,
  type TileAddress,
} from './subtree.ts';
import { tileContent } from './tileContents.ts';

const MIB = 1024 * 1024;
const LARGEST_FILE_MIB = 256;
const MOST_FILES = 100_000;
const LARGEST_TOTAL_MIB = 8192;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const objectsOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

export interface TilesetFiles {
  readonly folder: string;
  /** The tileset itself, from the folder. */
  readonly entry: string;
  /** All files that are there and whole, from the folder, sorted. */
  readonly files: readonly string[];
  readonly tileset: Json;
}

/** How a reference is used: that decides how its file is looked into. */
type Use = 'content' | 'subtree' | 'schema' | 'resource';

/** A tile whose descendants stand in subtrees. */
interface ImplicitTile {
  readonly tile: Json;
  readonly tiling: ImplicitTiling;
  readonly subtreesUri: string;
  readonly tilesetPath: string;
}

interface Pending {
  readonly use: Use;
  /** The file that refers, and what it says. */
  readonly from: string;
  readonly uri: string;
  readonly subtree?: ImplicitTile & { readonly at: TileAddress };
}

function extensionOf(json: Json, name: string): unknown {
  return isObject(json.extensions) ? json.extensions[name] : undefined;
}

/** Of one tile: 1.0 knows several only by its extension. */
function contentsOf(tile: Json): readonly Json[] {
  const multiple = extensionOf(tile, '3DTILES_multiple_contents');
  const listed = isObject(multiple) ? (multiple.contents ?? multiple.content) : tile.contents;
  return [tile.content, ...objectsOf(listed)].filter(isObject);
}

function schemaUriOf(tileset: Json): string | null {
  const metadata = extensionOf(tileset, '3DTILES_metadata');
  const uri = tileset.schemaUri ?? (isObject(metadata) ? metadata.schemaUri : undefined);
  return typeof uri === 'string' ? uri : null;
}

/** `url` is what the drafts before 1.0 wrote, and some tools still do. */
const uriOf = (content: Json): unknown => content.uri ?? content.url;

class Walk {
  readonly #folder: string;
  readonly #source: string;
  readonly #faults: FaultLog;
  readonly #found = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #pending: Pending[] = [];
  #bytes = 0;
  contentCount = 0;

  constructor(folder: string, source: string, faults: FaultLog) {
    this.#folder = folder;
    this.#source = source;
    this.#faults = faults;
  }

  files(): string[] {
    return [...this.#found].sort();
  }

  #tooMuch(uri: string, limit: string): FaultError {
    return new FaultError(fault('BAKE-255', { source: this.#source, uri, limit }, this.#folder));
  }

  #damaged(relative: string, reason: string): void {
    const file = path.join(this.#folder, relative);
    this.#faults.add(fault('BAKE-254', { source: this.#source, uri: relative, reason }, file));
  }

  /** Bytes of a file within the folder, counted against the limits; null where it is not there, which is counted once. */
  #read(relative: string, uri: string, from: string): Buffer | null {
    const size = sizeOfFile(this.#folder, relative);
    if (size === null) {
      if (!this.#missing.has(relative)) {
        this.#faults.add(fault('BAKE-253', { source: this.#source, uri }, path.join(this.#folder, from)));
      }
      this.#missing.add(relative);
      if (this.#missing.size > MOST_FILES) throw this.#tooMuch(uri, `${MOST_FILES} files`);
      return null;
    }
    if (size > LARGEST_FILE_MIB * MIB) throw this.#tooMuch(uri, `${LARGEST_FILE_MIB} MiB`);
    this.#bytes += size;
    if (this.#bytes > LARGEST_TOTAL_MIB * MIB) throw this.#tooMuch(uri, `${LARGEST_TOTAL_MIB} MiB`);
    if (this.#found.size >= MOST_FILES) throw this.#tooMuch(uri, `${MOST_FILES} files`);
    return readFileSync(path.join(this.#folder, relative));
  }

  /** The tileset's JSON. Throws FaultError BAKE-202, BAKE-225, BAKE-244. */
  tileset(bytes: Uint8Array, relative: string): Json {
    const file = path.join(this.#folder, relative);
    const unusable = (reason: string): FaultError => new FaultError(fault('BAKE-202', { file, reason }, file));
    let json: unknown;
    try {
      json = JSON.parse(decodeText(bytes, 'utf-8', file));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw unusable(error.message);
    }
    if (!isObject(json) || !isObject(json.asset) || !isObject(json.root)) throw unusable('no tileset');
    const { version } = json.asset;
    if (version === '1.0' || version === '1.1') return json;
    throw new FaultError(
      fault('BAKE-244', { file, found: `3D Tiles ${String(version)}`, known: '3D Tiles 1.0, 1.1' }, file),
    );
  }

  addTileset(json: Json, relative: string): void {
    this.#found.add(relative);
    const schema = schemaUriOf(json);
    if (schema !== null) this.#pending.push({ use: 'schema', from: relative, uri: schema });
    const tiles = [json.root as Json];
    for (let tile = tiles.pop(); tile; tile = tiles.pop()) {
      for (const child of objectsOf(tile.children)) tiles.push(child);
      const implicit = implicitTilingOf(tile.implicitTiling ?? extensionOf(tile, '3DTILES_implicit_tiling'));
      if (implicit) {
        const at = { level: 0, x: 0, y: 0, z: 0 };
        const uri = expandTemplate(implicit.subtreesUri, at);
        this.#pending.push({
          use: 'subtree',
          from: relative,
          uri,
          subtree: { tile, at, tilesetPath: relative, ...implicit },
        });
        continue;
      }
      for (const content of contentsOf(tile)) this.#addContent(content, relative);
    }
  }

  #addContent(content: Json, from: string): void {
    const uri = uriOf(content);
    if (typeof uri === 'string') this.#pending.push({ use: 'content', from, uri });
    else this.#damaged(from, 'a content without uri');
  }

  run(): void {
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      const reference = localReference(this.#folder, next.from, next.uri, this.#source);
      if (reference.kind === 'inline' || this.#found.has(reference.path)) continue;
      const bytes = this.#read(reference.path, next.uri, next.from);
      if (bytes) this.#take(next, reference.path, bytes);
    }
  }

  #take(next: Pending, relative: string, bytes: Buffer): void {
    if (next.use === 'schema' || next.use === 'resource') this.#found.add(relative);
    else if (next.use === 'subtree') this.#takeSubtree(next, relative, bytes);
    else if (/^\s*\{/.test(bytes.subarray(0, 64).toString('latin1')) && bytes.includes('"root"')) {
      this.addTileset(this.tileset(bytes, relative), relative);
    } else {
      const content = tileContent(bytes, path.join(this.#folder, relative));
      if (!content.ok) {
        this.#damaged(relative, content.reason);
        return;
      }
      this.#found.add(relative);
      this.contentCount++;
      for (const uri of content.uris) this.#pending.push({ use: 'resource', from: relative, uri });
    }
  }

  #takeSubtree({ subtree }: Pending, relative: string, bytes: Buffer): void {
    const { tile, tiling, subtreesUri, at, tilesetPath } = subtree!;
    const head = subtreeHead(bytes);
    if (!head) {
      this.#damaged(relative, 'no subtree');
      return;
    }
    const buffers = head.bufferUris.map((uri) => {
      if (uri === null) return head.binary;
      const reference = localReference(this.#folder, relative, uri, this.#source);
      if (reference.kind === 'inline') return new Uint8Array();
      const buffer = this.#read(reference.path, uri, relative);
      if (buffer) this.#found.add(reference.path);
      return buffer ?? new Uint8Array();
    });
    const tiles = subtreeTiles(head, buffers, tiling, at);
    if (!tiles) {
      this.#damaged(relative, 'availability');
      return;
    }
    this.#found.add(relative);
    const templates = contentsOf(tile);
    tiles.contents.forEach((addresses, index) => {
      const template = templates[index] && uriOf(templates[index]);
      if (typeof template !== 'string') return;
      for (const address of addresses) this.#addContent({ uri: expandTemplate(template, address) }, tilesetPath);
    });
    for (const child of tiles.children) {
      const uri = expandTemplate(subtreesUri, child);
      this.#pending.push({ use: 'subtree', from: tilesetPath, uri, subtree: { ...subtree!, at: child } });
      if (this.#pending.length > MOST_FILES) throw this.#tooMuch(uri, `${MOST_FILES} files`);
    }
  }
}

/**
 * `file` is the tileset.json; all it needs must lie in its folder. Missing (BAKE-253) and damaged contents (BAKE-254) are
 * counted. Throws FaultError BAKE-202, BAKE-235, BAKE-244 for the tileset itself, BAKE-252 for references that lead
 * elsewhere, BAKE-254 where not one content is left, BAKE-255 for sizes.
 */
export function tilesetFiles(file: string, source: string, faults: FaultLog): TilesetFiles {
  const [folder, entry] = [path.dirname(file), path.basename(file)];
  if (fileBytes(file).sizeBytes > LARGEST_FILE_MIB * MIB) {
    throw new FaultError(fault('BAKE-255', { source, uri: entry, limit: `${LARGEST_FILE_MIB} MiB` }, file));
  }
  const walk = new Walk(folder, source, faults);
  const tileset = walk.tileset(readFileSync(file), entry);
  walk.addTileset(tileset, entry);
  walk.run();
  if (walk.contentCount === 0) {
    throw new FaultError(fault('BAKE-254', { source, uri: entry, reason: 'not one content' }, file));
  }
  return { folder, entry, files: walk.files(), tileset };
}
