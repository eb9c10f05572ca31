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
/** Files compressed at once: the work itself runs on other threads. */
const AT_ONCE = 8;

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

/** The files, and beside each its precompressed twins for the hub to serve in its place (manifest.ts says how). */
export async function withTwins(files: readonly PackageFile[]): Promise<PackageFile[]> {
  const result: PackageFile[] = [];
  for (let first = 0; first < files.length; first += AT_ONCE) {
    const some = files.slice(first, first + AT_ONCE);
    const twins = await Promise.all(some.map(twinsOf));
    for (const [index, file] of some.entries()) result.push(file, ...twins[index]!);
  }
  return result;
}
