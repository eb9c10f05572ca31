/** The city's scene around an engine that only keeps account: what it does before and after its tilesets come. */
import { expect, it, vi } from 'vitest';
import { CityScene, type CitySceneOptions } from '../../src/picture/engines/cesium/cityScene.ts';
import { cityLightAt } from '../../src/picture/light/cityLight.ts';
import { tiers } from '../../src/picture/quality/tiers.ts';

const coming = vi.hoisted(() => [] as { name: string; resolve: (tileset: unknown) => void }[]);

vi.mock('@cesium/engine', () => ({
  Cartesian3: class {},
  Color: { BLACK: { clone: () => ({}) } },
  JulianDate: class {},
  Matrix4: { fromArray: () => ({}) },
  RequestScheduler: {},
  Scene: class {
    readonly fog = {};
    readonly camera = {};
    readonly postProcessStages = { fxaa: {} };
    readonly primitives = { add: (item: unknown) => item };
  },
}));
vi.mock('../../src/picture/engines/cesium/cesiumBase.ts', () => ({ setCesiumBase: () => {} }));
vi.mock('../../src/picture/engines/cesium/directDrawing.ts', () => ({ DirectDrawing: class {} }));
vi.mock('../../src/picture/engines/cesium/groundLines.ts', () => ({ GroundLineSheet: class {} }));
vi.mock('../../src/picture/engines/cesium/groundPrimitive.ts', () => ({}));
vi.mock('../../src/picture/engines/cesium/groundShading.ts', () => ({ GroundShading: class {} }));
vi.mock('../../src/picture/engines/cesium/skyDome.ts', () => ({ SkyDome: class {} }));
vi.mock('../../src/picture/engines/cesium/sunShadows.ts', () => ({
  SunShadows: class {
    setQuality(): void {}
  },
  shadowModeOf: () => 0,
}));
vi.mock('../../src/picture/engines/cesium/tangentFrustum.ts', () => ({ TangentFrustum: class {} }));
vi.mock('../../src/picture/engines/cesium/cityTiles.ts', () => ({
  buildingShader: () => ({}),
  groundShader: () => ({}),
  openTileset: (_base: string, name: string) => new Promise((resolve) => coming.push({ name, resolve })),
}));

it('gives the detail asked for to tilesets that open later, and to those that stand', async () => {
  vi.stubGlobal('document', { createElement: () => ({ attachShadow: () => ({ append: () => {} }) }) });
  const scene = new CityScene({
    canvas: {},
    base: '/',
    manifest: { enuOrigin: { lonLatDeg: [120.37, 36.09], heightEllipsoidMeters: 0 } },
    quality: tiers.software,
    light: cityLightAt('night', 0, [120.365, 36.1]),
    onFault: () => {},
    onChange: () => {},
  } as unknown as CitySceneOptions);
  scene.setDetail(4);
  const tilesets = coming.map(({ resolve }) => {
    const tileset = {
      maximumScreenSpaceError: 16,
      tileFailed: { addEventListener: () => {} },
      tileLoad: { addEventListener: () => {} },
    };
    resolve(tileset);
    return tileset;
  });
  await vi.waitFor(() =>
    expect(tilesets.map(({ maximumScreenSpaceError }) => maximumScreenSpaceError)).toEqual([4, 4]),
  );
  scene.setDetail(8);
  expect(tilesets.map(({ maximumScreenSpaceError }) => maximumScreenSpaceError)).toEqual([8, 8]);
  vi.unstubAllGlobals();
});
