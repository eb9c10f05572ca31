/**
 * A frustum given by tangents at distance 1: off-centre windows that stay exact when Cesium moves its near plane per
 * frame and per slice. It is a PerspectiveFrustum only because Camera.update asks for one; nothing of its symmetry is used.
 */
import {
  type Cartesian2,
  type Cartesian3,
  type CullingVolume,
  PerspectiveFrustum,
  PerspectiveOffCenterFrustum,
} from '@cesium/engine';
import type { Tangents } from '../../camera/pose.ts';

export class TangentFrustum extends PerspectiveFrustum {
  tangents: Tangents;
  readonly #offCentre = new PerspectiveOffCenterFrustum();
  #twin: TangentFrustum | null = null;

  constructor(tangents: Tangents, near: number, far: number) {
    super({ fov: 1, aspectRatio: 1, near, far });
    this.tangents = tangents;
  }

  /** The off-centre frustum for the near and far of this moment. */
  placed(): PerspectiveOffCenterFrustum {
    const { left, right, bottom, top } = this.tangents;
    const frustum = this.#offCentre;
    frustum.left = left * this.near;
    frustum.right = right * this.near;
    frustum.bottom = bottom * this.near;
    frustum.top = top * this.near;
    frustum.near = this.near;
    frustum.far = this.far;
    return frustum;
  }

  override computeCullingVolume(position: Cartesian3, direction: Cartesian3, up: Cartesian3): CullingVolume {
    return this.placed().computeCullingVolume(position, direction, up);
  }

  override getPixelDimensions(
    widthPx: number,
    heightPx: number,
    distance: number,
    pixelRatio: number,
    result: Cartesian2,
  ): Cartesian2 {
    result.x = (pixelRatio * distance * (this.tangents.right - this.tangents.left)) / widthPx;
    result.y = (pixelRatio * distance * (this.tangents.top - this.tangents.bottom)) / heightPx;
    return result;
  }

  /** Scene clones its working frustum once and then into it: the copy must be of this kind, with these tangents. */
  override clone(): TangentFrustum {
    this.#twin ??= new TangentFrustum(this.tangents, this.near, this.far);
    this.#twin.tangents = this.tangents;
    this.#twin.near = this.near;
    this.#twin.far = this.far;
    return this.#twin;
  }

  override equals(other?: PerspectiveFrustum): boolean {
    return other === this;
  }
}

// Accessors of the base class's prototype; TypeScript knows them as fields, so they are set here and not overridden.
const accessors: Record<string, (this: TangentFrustum) => unknown> = {
  projectionMatrix() {
    return this.placed().projectionMatrix;
  },
  infiniteProjectionMatrix() {
    return this.placed().infiniteProjectionMatrix;
  },
  offCenterFrustum() {
    return this.placed();
  },
  fovy() {
    return 2 * Math.atan((this.tangents.top - this.tangents.bottom) / 2);
  },
  sseDenominator() {
    return this.tangents.top - this.tangents.bottom;
  },
};
for (const [name, get] of Object.entries(accessors)) Object.defineProperty(TangentFrustum.prototype, name, { get });
