/** The tileset of some buildings as the bake makes it, without the twins. */

import type { TiledBuilding } from '../../../src/bake/steps/buildingTile.ts';
import type { PackageFile } from '../../../src/bake/steps/packageFile.ts';
import { TileWork } from '../../../src/bake/steps/tileWork.ts';
import type { EnuFrame } from '../../../src/model/frames/enu.ts';
import type { HeightField } from '../../../src/model/geometry/heightField.ts';

export async function plainTiles(
  buildings: readonly TiledBuilding[],
  heightField: HeightField,
  frame: EnuFrame,
): Promise<PackageFile[]> {
  const work = new TileWork(frame, 0);
  const files = await work.buildings({ buildings, heightField }, async () => {});
  await work.close();
  return files.filter(({ path }) => !/\.(br|gz)$/.test(path));
}
