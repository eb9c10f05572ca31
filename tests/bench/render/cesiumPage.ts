/** Plain Cesium: the package's 3D Tiles with their PBR materials, on its own globe. */

import {
  Cartesian3,
  Cesium3DTileset,
  Math as CesiumMath,
  CesiumWidget,
  Color,
  EllipsoidTerrainProvider,
  Matrix4,
  type PerspectiveFrustum,
  Transforms,
} from '@cesium/engine';
import type { Manifest } from '../../../src/model/contract/manifest.ts';
import { offer } from './benchPage.ts';
import { HALF_HEIGHT_TANGENT, HEIGHT_PX, PITCH_DOWN_DEG, RANGE_METERS, WIDTH_PX } from './eye.ts';

(window as { CESIUM_BASE_URL?: string }).CESIUM_BASE_URL = '/cesium/';
const manifest = (await (await fetch('/package/district.json')).json()) as Manifest;
const { lonLatDeg, heightEllipsoidMeters } = manifest.enuOrigin;
const origin = Cartesian3.fromDegrees(lonLatDeg[0], lonLatDeg[1], heightEllipsoidMeters);
const enu = Transforms.eastNorthUpToFixedFrame(origin);
const widget = new CesiumWidget('city', {
  baseLayer: false,
  terrainProvider: new EllipsoidTerrainProvider(),
  skyBox: false,
  msaaSamples: 1,
  creditContainer: document.createElement('div'),
  contextOptions: { webgl: { antialias: false } },
});
const { scene } = widget;
scene.globe.baseColor = Color.fromCssColorString('#1b1f24');
scene.postProcessStages.fxaa.enabled = false;
(scene.camera.frustum as PerspectiveFrustum).fov = 2 * Math.atan((HALF_HEIGHT_TANGENT * WIDTH_PX) / HEIGHT_PX);
const turn = (headingDeg: number): void => {
  const [heading, pitch] = [CesiumMath.toRadians(headingDeg), CesiumMath.toRadians(-PITCH_DOWN_DEG)];
  scene.camera.lookAtTransform(enu, { heading, pitch, range: RANGE_METERS } as never);
  scene.camera.lookAtTransform(Matrix4.IDENTITY);
};
turn(0);
const tileset = scene.primitives.add(
  await Cesium3DTileset.fromUrl('/package/buildings/tileset.json'),
) as Cesium3DTileset;
const ready = new Promise<void>((resolve) => {
  const stop = scene.postRender.addEventListener(() => {
    if (!tileset.tilesLoaded || !scene.globe.tilesLoaded) return;
    stop();
    resolve();
  });
});
await offer({ ready, turn });
