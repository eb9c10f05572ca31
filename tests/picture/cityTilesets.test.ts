/** When a hidden tileset may be shown: an engine's own word is of the last view that it was asked about. */
import type { Cesium3DTileset } from '@cesium/engine';
import { expect, it, vi } from 'vitest';
import type { Manifest } from '../../src/model/contract/manifest.ts';
import { CityTilesets } from '../../src/picture/engines/cesium/cityTilesets.ts';

vi.mock('../../src/picture/engines/cesium/cityTiles.ts', () => ({}));

it('has what a view needs only after it was asked for that view, whatever it has of another', () => {
  const tilesets = new CityTilesets({
    base: '/',
    manifest: {} as Manifest,
    onTileset: () => {},
    onFault: () => {},
    onChange: () => {},
  });
  const tileset = { tilesLoaded: true, preloadWhenHidden: false } as Cesium3DTileset;
  const frames = (wanted: readonly boolean[]): boolean[] =>
    wanted.map((isWanted) => {
      tilesets.preload(tileset, isWanted);
      return tilesets.isPreloaded(tileset);
    });
  // From afar, then near: the engine's first frame still asks for what was seen from afar.
  expect(frames([false, true, true])).toEqual([false, false, true]);
  expect(tileset.preloadWhenHidden).toBe(true);
  expect(frames([false, true, true])).toEqual([false, false, true]);
  Object.assign(tileset, { tilesLoaded: false });
  expect(frames([true])).toEqual([false]);
  tilesets.dispose();
});
