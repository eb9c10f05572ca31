/** Triangles, lines or points in ENU with a colour per vertex, as one primitive of the scene that buildings hide. */
import {
  Appearance,
  BlendingState,
  BoundingSphere,
  Cartesian3,
  ComponentDatatype,
  CullFace,
  Geometry,
  GeometryAttribute,
  GeometryAttributes,
  GeometryInstance,
  Matrix4,
  Primitive,
  PrimitiveType,
} from '@cesium/engine';
import type { GroundMesh } from '../../layers/groundMesh.ts';
import { glslConstants, shaderText } from '../shaderText.ts';
import { GroundRibbon } from './groundRibbon.ts';

const primitiveTypes = {
  lines: PrimitiveType.LINES,
  triangles: PrimitiveType.TRIANGLES,
  points: PrimitiveType.POINTS,
} as const;

export function isEmptyMesh(mesh: GroundMesh): boolean {
  return mesh.indices.length === 0;
}

/** The mesh must not be empty: Cesium takes no geometry without vertices. */
export function groundPrimitive(mesh: GroundMesh, ecefFromEnu: Matrix4): Primitive | GroundRibbon {
  const { ribbon } = mesh;
  if (ribbon) return new GroundRibbon({ ...mesh, ribbon }, ecefFromEnu);
  const attributes = new GeometryAttributes();
  attributes.position = new GeometryAttribute({
    componentDatatype: ComponentDatatype.DOUBLE,
    componentsPerAttribute: 3,
    values: mesh.enuMeters as unknown as number[],
  });
  attributes.color = new GeometryAttribute({
    componentDatatype: ComponentDatatype.FLOAT,
    componentsPerAttribute: 4,
    values: mesh.rgba as unknown as number[],
  });
  const shape = mesh.kind === 'points' ? 'points' : 'flat';
  const widths = mesh.pointPx === undefined ? '' : glslConstants({ POINT_PX: mesh.pointPx });
  const geometry = new Geometry({
    attributes,
    indices: mesh.indices as unknown as Uint16Array,
    primitiveType: primitiveTypes[mesh.kind],
    boundingSphere: BoundingSphere.fromVertices(mesh.enuMeters as unknown as number[], Cartesian3.ZERO, 3),
  });
  return new Primitive({
    geometryInstances: new GeometryInstance({ geometry, modelMatrix: Matrix4.clone(ecefFromEnu) }),
    appearance: new Appearance({
      translucent: true,
      closed: false,
      vertexShaderSource: widths + shaderText(`layers/${shape}.vert.glsl`),
      fragmentShaderSource:
        glslConstants({ FADE_START: mesh.fadeStartMeters, FADE_SCALE: mesh.fadeScaleMeters }) +
        shaderText(`layers/${shape}.frag.glsl`),
      renderState: {
        depthTest: { enabled: true },
        depthMask: false,
        cull: { enabled: false, face: CullFace.BACK },
        blending: BlendingState.ALPHA_BLEND,
      },
    }),
    asynchronous: false,
    allowPicking: false,
    compressVertices: false,
    releaseGeometryInstances: true,
  });
}
