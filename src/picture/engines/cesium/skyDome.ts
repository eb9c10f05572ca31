/** The sky as a dome around the eye, drawn last among the solid things: only where nothing else is. */
import {
  Appearance,
  Cartesian3,
  CullFace,
  EllipsoidGeometry,
  GeometryInstance,
  Matrix4,
  Primitive,
  VertexFormat,
} from '@cesium/engine';
import { linearFromHex, type Palette } from '../../palette.ts';
import { shaderText } from '../shaderText.ts';

interface SkyUniforms {
  u_horizon: Cartesian3;
  u_zenith: Cartesian3;
  u_haze: Cartesian3;
  u_outside: Cartesian3;
  u_hazeStart: number;
  u_outsideHazeScale: number;
}

function uniformsOf(palette: Palette): SkyUniforms {
  return {
    u_horizon: new Cartesian3(...palette.horizon),
    u_zenith: new Cartesian3(...palette.zenith),
    u_haze: new Cartesian3(...palette.haze),
    u_outside: new Cartesian3(...linearFromHex(palette.outside)),
    u_hazeStart: palette.hazeStartMeters,
    u_outsideHazeScale: palette.outsideHazeScaleMeters,
  };
}

export class SkyDome {
  readonly primitive: Primitive;
  readonly #uniforms: SkyUniforms;

  constructor(palette: Palette, radiusMeters: number) {
    const appearance = new Appearance({
      translucent: false,
      closed: false,
      vertexShaderSource: shaderText('layers/sky.vert.glsl'),
      fragmentShaderSource: shaderText('layers/sky.frag.glsl'),
      renderState: {
        depthTest: { enabled: true },
        depthMask: false,
        cull: { enabled: false, face: CullFace.BACK },
      },
    });
    this.#uniforms = uniformsOf(palette);
    (appearance as unknown as { uniforms: SkyUniforms }).uniforms = this.#uniforms; // not in the type declarations
    this.primitive = new Primitive({
      geometryInstances: new GeometryInstance({
        geometry: new EllipsoidGeometry({
          radii: new Cartesian3(radiusMeters, radiusMeters, radiusMeters),
          vertexFormat: VertexFormat.POSITION_ONLY,
          stackPartitions: 10,
          slicePartitions: 16,
        }),
      }),
      appearance,
      modelMatrix: Matrix4.clone(Matrix4.IDENTITY),
      asynchronous: false,
      allowPicking: false,
      compressVertices: false,
    });
  }

  /** The colours of another light. */
  light(palette: Palette): void {
    Object.assign(this.#uniforms, uniformsOf(palette));
  }
}
