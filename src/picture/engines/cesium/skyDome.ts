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
import { glslConstants, shaderText } from '../shaderText.ts';

export function skyDome(palette: Palette, radiusMeters: number): Primitive {
  return new Primitive({
    geometryInstances: new GeometryInstance({
      geometry: new EllipsoidGeometry({
        radii: new Cartesian3(radiusMeters, radiusMeters, radiusMeters),
        vertexFormat: VertexFormat.POSITION_ONLY,
        stackPartitions: 32,
        slicePartitions: 32,
      }),
    }),
    appearance: new Appearance({
      translucent: false,
      closed: false,
      vertexShaderSource: shaderText('layers/sky.vert.glsl'),
      fragmentShaderSource:
        glslConstants({
          HORIZON: palette.horizon,
          ZENITH: palette.zenith,
          HAZE: palette.haze,
          OUTSIDE: linearFromHex(palette.outside),
          HAZE_START: palette.hazeStartMeters,
          OUTSIDE_HAZE_SCALE: palette.outsideHazeScaleMeters,
        }) + shaderText('layers/sky.frag.glsl'),
      renderState: {
        depthTest: { enabled: true },
        depthMask: false,
        cull: { enabled: false, face: CullFace.BACK },
      },
    }),
    modelMatrix: Matrix4.clone(Matrix4.IDENTITY),
    asynchronous: false,
    allowPicking: false,
    compressVertices: false,
  });
}
