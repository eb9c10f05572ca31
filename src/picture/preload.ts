/**
 * Fetches what the first picture of a district is made of while the engine's code is still on its way. Answers stay in
 * the browser's cache, where the picture finds them under the same addresses. Imports no engine.
 */
import type { Manifest } from '../model/contract/manifest.ts';
import { AREAS_FILE, FOOTPRINTS_FILE } from '../model/contract/packageFiles.ts';
import { coarseContents, type GroundTile } from './layers/ground/farGround.ts';

export function preloadPackage(base: string, { districtHash, heights }: Manifest): void {
  const ask = async (file: string): Promise<ArrayBuffer> => {
    const answer = await fetch(`${base}package/${file}?h=${districtHash}`);
    return answer.arrayBuffer();
  };
  const askGround = async (): Promise<void> => {
    const bytes = await ask('ground/tileset.json');
    const { root } = JSON.parse(new TextDecoder().decode(bytes)) as { root?: GroundTile };
    if (root) await Promise.all(coarseContents(root).map((uri) => ask(`ground/${uri}`)));
  };
  const files = [FOOTPRINTS_FILE, ...(heights ? [heights.file] : []), AREAS_FILE];
  for (const asked of [askGround(), ...files.map(ask)]) {
    // Whatever is missing the picture asks for again, and tells.
    asked.catch(() => null);
  }
}
