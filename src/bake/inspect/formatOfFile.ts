/** Which format a file is in, by its name. */
import path from 'node:path';
import type { SourceFormat } from '../../model/contract/recipeSources.ts';
import { formats } from '../sources/formats.ts';

const others: Readonly<Record<string, SourceFormat>> = {
  '.tif': 'geotiff',
  '.tiff': 'geotiff',
  '.glb': 'gltf',
  '.gltf': 'gltf',
};

export function sniffFormat(file: string): SourceFormat | null {
  const name = path.basename(file).toLowerCase();
  if (name === 'tileset.json') return '3dtiles';
  const found = Object.entries(formats).find(([, { extensions }]) => extensions.some((end) => name.endsWith(end)));
  return (found?.[0] as SourceFormat | undefined) ?? others[path.extname(name)] ?? null;
}
