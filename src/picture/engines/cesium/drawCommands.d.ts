/**
 * The part of Cesium's renderer that draws buffers of our own in its frame. Exported by the engine, but not in its
 * declarations: pinned with its version, and used by ownDrawing.ts and what draws by it alone.
 */
import type {
  BoundingSphere,
  Cartesian3,
  ComponentDatatype,
  CullingVolume,
  Matrix4,
  PrimitiveType,
} from '@cesium/engine';

declare module '@cesium/engine' {
  interface DrawContext {
    readonly drawingBufferHeight: number;
  }
  interface FrameState {
    readonly context: DrawContext;
    readonly commandList: DrawCommand[];
    readonly cullingVolume: CullingVolume;
    readonly camera: { readonly positionWC: Cartesian3; readonly directionWC: Cartesian3 };
    readonly passes: { readonly render: boolean };
  }
  interface UniformMap {
    [name: string]: () => unknown;
  }
  class Buffer {
    static createVertexBuffer(options: { context: DrawContext; typedArray: ArrayBufferView; usage: number }): Buffer;
    static createIndexBuffer(options: {
      context: DrawContext;
      typedArray: Uint16Array | Uint32Array;
      usage: number;
      indexDatatype: number;
    }): Buffer;
    /** Never by a vertex array: buffers may be shared. */
    vertexArrayDestroyable: boolean;
    destroy(): void;
  }
  const BufferUsage: { readonly STATIC_DRAW: number };
  class VertexArray {
    constructor(options: {
      context: DrawContext;
      attributes: readonly {
        index: number;
        vertexBuffer: Buffer;
        componentsPerAttribute: number;
        componentDatatype: ComponentDatatype;
        normalize?: boolean;
      }[];
      indexBuffer: Buffer;
    });
    destroy(): void;
  }
  class ShaderProgram {
    static fromCache(options: {
      context: DrawContext;
      vertexShaderSource: string;
      fragmentShaderSource: string;
      attributeLocations: Readonly<Record<string, number>>;
    }): ShaderProgram;
    destroy(): void;
  }
  interface RenderState {
    readonly id: number;
  }
  const RenderState: { fromCache(state: object): RenderState };
  const Pass: {
    readonly GLOBE: number;
    readonly CESIUM_3D_TILE: number;
    readonly OPAQUE: number;
    readonly TRANSLUCENT: number;
  };
  class DrawCommand {
    constructor(options: {
      owner: object;
      primitiveType: PrimitiveType;
      vertexArray: VertexArray;
      shaderProgram: ShaderProgram;
      uniformMap: UniformMap;
      renderState: RenderState;
      pass: number;
      modelMatrix: Matrix4;
      boundingVolume: BoundingSphere;
      cull?: boolean;
    });
    shaderProgram: ShaderProgram;
    readonly boundingVolume: BoundingSphere;
    offset: number;
    count: number;
  }
}
