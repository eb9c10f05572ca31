import { expect, it } from 'vitest';
import type { CityLayer } from '../../src/picture/cityView.ts';
import { isPartShown } from '../../src/picture/layerRows.ts';

it('the lines in the middle of roads come with the roads, whether or not their names are on show', () => {
  const isWanted = (...layers: CityLayer[]): boolean => isPartShown('namedRoads', new Set(layers));
  expect([isWanted('roads'), isWanted('labels'), isWanted('buildings', 'boundaries')]).toEqual([true, true, false]);
});
