import { expect, it } from 'vitest';
import { TileWork } from '../../../src/bake/steps/tileWork.ts';
import { EnuFrame } from '../../../src/model/frames/enu.ts';
import { flatHeightField } from '../../../src/model/geometry/heightField.ts';

it('the areas file is not waited for behind the ground: this thread makes it', async () => {
  const frame = new EnuFrame({ lonLatDeg: [120.365, 36.1], heightEllipsoidMeters: 0 });
  const order: string[] = [];
  const work = new TileWork(frame, 1, (part, share) => {
    if (share === 1) order.push(part);
  });
  const nothing = { roads: [], bridges: [], beyond: [], waterCm: [], sunkWater: [], greenCm: [], quaysCm: [] };
  const ground = { ...nothing, heightField: flatHeightField() };
  // The only thread is still loading its libraries.
  work.beginGround(ground, []);
  await work.areas([]);
  order.push('areas');
  await work.ground(ground, []);
  expect(order).toEqual(['areas', 'groundTiles']);
  await work.close();
});
