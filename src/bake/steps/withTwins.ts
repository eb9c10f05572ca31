import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { PackageFile } from './packageFile.ts';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** From here on a step of quality costs as much again and saves one part in two hundred. */
const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;
/** Smaller files fit into one packet either way. */
const LEAST_BYTES = 1024;
/** A twin that saves less is not worth its place. */
const LEAST_SAVING = 0.05;
async function twinsOf({ path, bytes }: PackageFile): Promise<PackageFile[]> {
  if (bytes.length < LEAST_BYTES) return [];
  const params = {
    [zlib.constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([brotli(bytes, { params }), gzip(bytes, { level: GZIP_LEVEL })]);
  return [
    { path: `${path}.br`, bytes: new Uint8Array(br), contentHash: null },
    { path: `${path}.gz`, bytes: new Uint8Array(gz), contentHash: null },
  ].filter((twin) => twin.bytes.length < bytes.length * (1 - LEAST_SAVING));
}

/**
 * Makes the precompressed twins of a package's files (manifest.ts says how they are served). Compression runs on other
 * threads, from the moment a file is added: the next tile is made meanwhile.
 */
export class Twins {
  readonly #made: Promise<PackageFile[]>[] = [];

  add(file: PackageFile): void {
    this.#made.push(twinsOf(file).then((twins) => [file, ...twins]));
  }

  /** The files in the order in which they were added, each with its twins after it. */
  async all(): Promise<PackageFile[]> {
    return (await Promise.all(this.#made)).flat();
  }
}

export function withTwins(files: readonly PackageFile[]): Promise<PackageFile[]> {
  const twins = new Twins();
  for (const file of files) twins.add(file);
  return twins.all();
}
