/** Lines of the ground (layers/ground/groundLines.ts) as one draw command each, blended over what lies there. */
import {
  BoundingSphere,
  Cartesian3,
  type CustomShader,
  DrawCommand,
  type FrameState,
  Matrix4,
  Pass,
  PrimitiveType,
  type ShaderProgram,
  type VertexArray,
} from '@cesium/engine';
import type { GroundLines } from '../../layers/ground/groundLines.ts';
import { blendedState, OwnVertices, ownProgram } from './ownDrawing.ts';
import { uniformMapOf } from './sharedUniforms.ts';

export type GroundLineKind = 'roads' | 'shore';

interface Drawn {
  readonly vertices: OwnVertices;
  readonly vertexArray: VertexArray;
  readonly program: ShaderProgram;
  readonly command: DrawCommand;
}

export class GroundLineSheet {
  show = true;
  readonly #kind: GroundLineKind;
  readonly #ecefFromEnu: Matrix4;
  readonly #shader: CustomShader;
  #lines: GroundLines | null = null;
  #drawn: Drawn | null = null;
  #destroyed = false;

  /** @param shader the ground's, whose uniforms are shared: what is set there holds here. */
  constructor(kind: GroundLineKind, ecefFromEnu: Matrix4, shader: CustomShader) {
    this.#kind = kind;
    this.#ecefFromEnu = ecefFromEnu;
    this.#shader = shader;
  }

  set(lines: GroundLines | null): void {
    this.#free();
    this.#lines = lines;
  }

  /** Called by the scene before each frame. */
  update(frame: FrameState): void {
    if (!this.show || !this.#lines || !frame.passes.render) return;
    this.#drawn ??= this.#upload(this.#lines, frame);
    frame.commandList.push(this.#drawn.command);
  }

  #upload({ places, courses, indices, radiusMeters }: GroundLines, { context }: FrameState): Drawn {
    const vertices = new OwnVertices(context, [
      { name: 'place', values: places, components: 4 },
      { name: 'course', values: courses, components: 4 },
    ]);
    const vertexArray = vertices.arrayOf(indices);
    const before = this.#kind === 'shore' ? '#define SHORE\n' : '';
    const program = ownProgram(context, 'groundLines', this.#shader, ['place', 'course'], before);
    const command = new DrawCommand({
      owner: this,
      primitiveType: PrimitiveType.TRIANGLES,
      vertexArray,
      shaderProgram: program,
      uniformMap: uniformMapOf(this.#shader),
      renderState: blendedState(),
      // After tiles and sky, before marks.
      pass: Pass.OPAQUE,
      modelMatrix: this.#ecefFromEnu,
      boundingVolume: new BoundingSphere(Matrix4.getTranslation(this.#ecefFromEnu, new Cartesian3()), radiusMeters),
    });
    command.offset = 0;
    command.count = indices.length;
    return { vertices, vertexArray, program, command };
  }

  #free(): void {
    this.#drawn?.vertexArray.destroy();
    this.#drawn?.vertices.destroy();
    this.#drawn?.program.destroy();
    this.#drawn = null;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Called by the scene when it goes. */
  destroy(): void {
    this.#destroyed = true;
    this.#free();
  }
}
