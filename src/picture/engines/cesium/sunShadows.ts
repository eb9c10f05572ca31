/** Shadows that the sun throws over the city, by the engine's own cascades, fitted to the view. */
import { Cartesian3, type CustomShader, DirectionalLight, type Scene, ShadowMode } from '@cesium/engine';
import type { Vec3 } from '../../../model/frames/ecef.ts';
import type { EnuFrame } from '../../../model/frames/enu.ts';
import type { ShadowQuality } from '../../light/shadowQuality.ts';
import type { TilesetName } from './cityTiles.ts';

/** What a shadow leaves of the encoded colour: sky alone against sky and sun. */
const LEFT_IN_SHADOW = 0.7;
/** Shadows reach as far as they can be told: some heights of the eye. */
const REACH_PER_EYE_HEIGHT = 5;
const [LEAST_REACH_METERS, MOST_REACH_METERS] = [1200, 9000];

/** Share of the light's depth, and metres along the normal, by which a surface may lie behind what shades it. */
const DEPTH_BIAS = 0.00015;
const NORMAL_OFFSET_METERS = 0.6;

/** Ground is too flat to throw any; what an owner's tileset throws is not asked. */
export const shadowModeOf = (name: TilesetName | string): ShadowMode =>
  name === 'buildings' ? ShadowMode.ENABLED : name === 'ground' ? ShadowMode.RECEIVE_ONLY : ShadowMode.DISABLED;

export class SunShadows {
  readonly #scene: Scene;
  readonly #frame: EnuFrame;
  readonly #buildings: CustomShader;
  #quality: ShadowQuality = 'off';
  #mapPx = 1024;
  #fromEnu: Vec3 | null = null;

  /** @param buildings shader of what is lit by us and shaded by the engine. */
  constructor(scene: Scene, frame: EnuFrame, buildings: CustomShader) {
    this.#scene = scene;
    this.#frame = frame;
    this.#buildings = buildings;
    const map = scene.shadowMap;
    map.darkness = LEFT_IN_SHADOW;
    // Faces turned away from the sun are dark by our own light: the engine must not darken them again.
    const bias = (map as unknown as ShadowBias)._primitiveBias;
    bias.normalShading = false;
    // A light from low down grazes roofs: they must not shade themselves.
    bias.depthBias = DEPTH_BIAS;
    bias.normalOffsetScale = NORMAL_OFFSET_METERS;
  }

  /** @param mapPx side of the map that shadows are looked up in. */
  setQuality(quality: ShadowQuality, mapPx: number): void {
    this.#quality = quality;
    this.#mapPx = mapPx;
    this.#apply();
  }

  /** Asked for, and the light throws some. */
  get areThrown(): boolean {
    return this.#scene.shadowMap.enabled;
  }

  /** Toward the sun, east, north, up; null where it throws none. */
  set fromEnu(fromEnu: Vec3 | null) {
    this.#fromEnu = fromEnu;
    this.#apply();
  }

  #apply(): void {
    const map = this.#scene.shadowMap;
    map.enabled = this.#quality !== 'off' && this.#fromEnu !== null;
    this.#buildings.setUniform('u_shadowLeft', map.enabled ? LEFT_IN_SHADOW : 1);
    if (!map.enabled || !this.#fromEnu) return;
    map.softShadows = this.#quality === 'soft';
    map.size = this.#mapPx;
    const [x, y, z] = this.#frame.ecefDirectionFromEnu(this.#fromEnu);
    this.#scene.light = new DirectionalLight({ direction: new Cartesian3(-x, -y, -z) });
  }

  /** Before a frame: from an eye so far above the district's level. */
  fit(eyeUpMeters: number): void {
    const reach = Math.min(MOST_REACH_METERS, Math.max(LEAST_REACH_METERS, REACH_PER_EYE_HEIGHT * eyeUpMeters));
    this.#scene.shadowMap.maximumDistance = reach;
    this.#buildings.setUniform('u_shadowReach', reach);
  }
}

/** The part of Cesium's shadow map that says how faces turned away are treated; not in its type declarations. */
interface ShadowBias {
  readonly _primitiveBias: { normalShading: boolean; depthBias: number; normalOffsetScale: number };
}
