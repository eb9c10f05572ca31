/** Buffers and programs of our own in Cesium's frame: for what is resident and drawn as it is, without tiles or models. */
import {
  Buffer,
  BufferUsage,
  ComponentDatatype,
  CullFace,
  type CustomShader,
  type DrawContext,
  IndexDatatype,
  RenderState,
  ShaderProgram,
  VertexArray,
} from '@cesium/engine';
import { shaderText } from '../shaderText.ts';
import { uniformDeclarations } from './sharedUniforms.ts';

export interface OwnAttribute {
  readonly name: string;
  readonly values: Int16Array | Uint8Array | Float32Array;
  readonly components: number;
}

const datatypeOf = (values: OwnAttribute['values']): ComponentDatatype => {
  if (values instanceof Int16Array) return ComponentDatatype.SHORT;
  return values instanceof Uint8Array ? ComponentDatatype.UNSIGNED_BYTE : ComponentDatatype.FLOAT;
};

/** Attributes take the locations of their order: give `locationsOf` the same. */
export function ownVertexArray(
  context: DrawContext,
  attributes: readonly OwnAttribute[],
  indices: Uint32Array,
): VertexArray {
  const usage = BufferUsage.STATIC_DRAW;
  return new VertexArray({
    context,
    attributes: attributes.map(({ values, components }, index) => ({
      index,
      vertexBuffer: Buffer.createVertexBuffer({ context, typedArray: values, usage }),
      componentsPerAttribute: components,
      componentDatatype: datatypeOf(values),
    })),
    indexBuffer: Buffer.createIndexBuffer({
      context,
      typedArray: indices,
      usage,
      indexDatatype: IndexDatatype.UNSIGNED_INT,
    }),
  });
}

/** The program of `layers/<entry>.{vert,frag}.glsl`; uniforms it names are those of `shader`. */
export function ownProgram(
  context: DrawContext,
  entry: string,
  shader: CustomShader,
  attributeNames: readonly string[],
  /** Constants and switches before both texts. */
  before = '',
): ShaderProgram {
  const [vertex, fragment] = [shaderText(`layers/${entry}.vert.glsl`), shaderText(`layers/${entry}.frag.glsl`)];
  return ShaderProgram.fromCache({
    context,
    vertexShaderSource: before + uniformDeclarations(shader, vertex) + vertex,
    fragmentShaderSource: before + uniformDeclarations(shader, fragment) + fragment,
    attributeLocations: Object.fromEntries(attributeNames.map((name, location) => [name, location])),
  });
}

export function solidState(): RenderState {
  return RenderState.fromCache({ depthTest: { enabled: true }, cull: { enabled: true, face: CullFace.BACK } });
}
