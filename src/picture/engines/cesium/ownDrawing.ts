/** Buffers and programs of our own in Cesium's frame: for what is resident and drawn as it is, without tiles or models. */
import {
  BlendingState,
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

/** Attributes on the card, for as many vertex arrays as like: whoever made them destroys them. */
export class OwnVertices {
  readonly #context: DrawContext;
  readonly #attributes: ConstructorParameters<typeof VertexArray>[0]['attributes'];

  /** Attributes take the locations of their order: give `ownProgram` the same. */
  constructor(context: DrawContext, attributes: readonly OwnAttribute[]) {
    this.#context = context;
    this.#attributes = attributes.map(({ values, components }, index) => {
      const vertexBuffer = Buffer.createVertexBuffer({ context, typedArray: values, usage: BufferUsage.STATIC_DRAW });
      vertexBuffer.vertexArrayDestroyable = false;
      return {
        index,
        vertexBuffer,
        componentsPerAttribute: components,
        componentDatatype: datatypeOf(values),
      };
    });
  }

  /** Its indices go with it, the vertices stay. */
  arrayOf(indices: Uint32Array): VertexArray {
    return new VertexArray({
      context: this.#context,
      attributes: this.#attributes,
      indexBuffer: Buffer.createIndexBuffer({
        context: this.#context,
        typedArray: indices,
        usage: BufferUsage.STATIC_DRAW,
        indexDatatype: IndexDatatype.UNSIGNED_INT,
      }),
    });
  }

  destroy(): void {
    for (const { vertexBuffer } of this.#attributes) vertexBuffer.destroy();
  }
}

/** The program of `layers/<entry>.{vert,frag}.glsl`; uniforms it names are those of `shader`, where it has any. */
export function ownProgram(
  context: DrawContext,
  entry: string,
  shader: CustomShader | null,
  attributeNames: readonly string[],
  /** Constants and switches before both texts. */
  before = '',
): ShaderProgram {
  const [vertex, fragment] = [shaderText(`layers/${entry}.vert.glsl`), shaderText(`layers/${entry}.frag.glsl`)];
  const declared = (text: string): string => (shader ? uniformDeclarations(shader, text) : '');
  return ShaderProgram.fromCache({
    context,
    vertexShaderSource: before + declared(vertex) + vertex,
    fragmentShaderSource: before + declared(fragment) + fragment,
    attributeLocations: Object.fromEntries(attributeNames.map((name, location) => [name, location])),
  });
}

/** Over what is there, hidden by what stands before it. */
export function blendedState(): RenderState {
  return RenderState.fromCache({
    depthTest: { enabled: true },
    depthMask: false,
    cull: { enabled: false },
    blending: BlendingState.ALPHA_BLEND,
  });
}

export function solidState(): RenderState {
  return RenderState.fromCache({ depthTest: { enabled: true }, cull: { enabled: true, face: CullFace.BACK } });
}
