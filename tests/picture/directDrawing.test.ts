/** Cesium's own buffers are set aside only where they do nothing, and are there again when it wants to destroy them. */
import type { Scene } from '@cesium/engine';
import { expect, it } from 'vitest';
import { DirectDrawing } from '../../src/picture/engines/cesium/directDrawing.ts';

it('draws straight onto the canvas with one sample a pixel, and smooths edges with several', () => {
  const buffers = {};
  const scene = { msaaSamples: 1, _defaultView: { globeDepth: buffers as object | undefined } };
  const direct = new DirectDrawing(scene as unknown as Scene);
  direct.fit();
  expect(scene._defaultView.globeDepth).toBeUndefined();
  // A tier may ask for smoother edges while the picture stands.
  scene.msaaSamples = 4;
  direct.fit();
  expect(scene._defaultView.globeDepth).toBe(buffers);
  scene.msaaSamples = 1;
  direct.fit();
  direct.dispose();
  expect(scene._defaultView.globeDepth).toBe(buffers);
});
