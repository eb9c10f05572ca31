/**
 * A deck.gl view that is the city's eye: matrices from the same pose and tangents, data in district ENU metres. Not
 * geospatial, no controller. focalDistance stays 1: sizes in pixels are kept constant by ConstantPixels.
 */
import { type Layer, LayerExtension, View, Viewport } from '@deck.gl/core';
import { type View as CityEye, projectionFromTangents, viewMatrixFromPose } from '../../camera/pose.ts';

const NEAR_METERS = 1;
const FAR_METERS = 100_000;

export interface MatchedViewState extends Record<string, unknown> {
  viewMatrix: number[];
  projectionMatrix: number[];
  focalDistance: number;
  position: number[];
}

export class MatchedView extends View {
  static displayName = 'MatchedView';

  override getViewportType(): typeof Viewport {
    return Viewport;
  }

  /** None: the eye is moved elsewhere. deck asks for the type even when `controller` is false. */
  protected override get ControllerType(): never {
    return null as never;
  }
}

export function viewStateOf(eye: CityEye): MatchedViewState {
  return {
    viewMatrix: viewMatrixFromPose(eye.pose),
    projectionMatrix: projectionFromTangents(eye.tangents, NEAR_METERS, FAR_METERS),
    focalDistance: 1,
    position: [0, 0, 0],
  };
}

/**
 * Pixel sizes that are pixels at every distance. deck adds offsets in clip space, where a perspective divides them by
 * the distance; this multiplies them by it first.
 */
export class ConstantPixels extends LayerExtension {
  static override extensionName = 'ConstantPixels';

  override getShaders(this: Layer): unknown {
    return {
      inject: { 'vs:DECKGL_FILTER_SIZE': 'size *= project_common_position_to_clipspace(geometry.position).w;' },
    };
  }
}
