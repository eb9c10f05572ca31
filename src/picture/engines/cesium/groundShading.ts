/** Keeps the map of what buildings take of the ground's light (layers/ground/groundShade.ts) in the ground's shader. */
import { type CustomShader, Matrix3 } from '@cesium/engine';
import type { Vec3 } from '../../../model/frames/ecef.ts';
import { axesOf, type Pose } from '../../camera/pose.ts';
import { groundShadeOf, type ShadeCasters, shadeDirection } from '../../layers/ground/groundShade.ts';
import { shadeUniforms, vector } from './cityTiles.ts';

export class GroundShading {
  readonly #shader: CustomShader;
  readonly #enuFromView = new Matrix3();
  #casters: ShadeCasters | null = null;
  #isShown = true;
  #towardSunEnu: Vec3 | null;

  constructor(shader: CustomShader, towardSunEnu: Vec3 | null) {
    this.#shader = shader;
    this.#towardSunEnu = towardSunEnu && shadeDirection(towardSunEnu);
  }

  setCasters(casters: ShadeCasters | null): void {
    this.#casters = casters;
    this.#put();
  }

  /** Houses that are not shown take no light. */
  setShown(isShown: boolean): void {
    if (isShown === this.#isShown) return;
    this.#isShown = isShown;
    this.#put();
  }

  /** Null where no light throws shadows. */
  setSun(towardSunEnu: Vec3 | null): void {
    const toward = towardSunEnu && shadeDirection(towardSunEnu);
    if (`${toward}` === `${this.#towardSunEnu}`) return;
    this.#towardSunEnu = toward;
    this.#put();
  }

  #put(): void {
    const casters = this.#isShown ? this.#casters : null;
    const { map, texture } = shadeUniforms(casters && groundShadeOf(casters, this.#towardSunEnu));
    this.#shader.setUniform('u_shadeMap', map);
    this.#shader.setUniform('u_groundShade', texture);
  }

  /** Before a frame. @param sharpReachMeters up to where the engine throws sharp shadows; 0 where it throws none. */
  place(pose: Pose, sharpReachMeters: number): void {
    const { right, up, forward } = axesOf(pose);
    const back = forward.map((part) => -part);
    this.#shader.setUniform('u_enuFromView', Matrix3.fromArray([...right, ...up, ...back], 0, this.#enuFromView));
    this.#shader.setUniform('u_eyeEnu', vector(pose.eyeEnuMeters));
    this.#shader.setUniform('u_sharpReach', sharpReachMeters);
  }
}
