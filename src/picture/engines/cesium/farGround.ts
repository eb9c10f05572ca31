/** The ground from afar (layers/ground/farGround.ts) as two draw commands, shaded by the ground's own values. */
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
import type { Tangents } from '../../camera/pose.ts';
import type { FarGround } from '../../layers/ground/farGround.ts';
import { OwnVertices, ownProgram, solidState } from './ownDrawing.ts';
import { uniformMapOf } from './sharedUniforms.ts';

interface Drawn {
  readonly vertices: OwnVertices;
  readonly vertexArray: VertexArray;
  readonly programs: readonly ShaderProgram[];
  readonly commands: readonly DrawCommand[];
}

export class FarGroundSheet {
  show = false;
  readonly #ecefFromEnu: Matrix4;
  readonly #shader: CustomShader;
  #ground: FarGround | null = null;
  readonly #sight = { x: 0, y: 0, z: 0, w: 0 };
  #drawn: Drawn | null = null;
  #destroyed = false;

  /** @param shader whose uniforms are shared: what is set there holds here. */
  constructor(ecefFromEnu: Matrix4, shader: CustomShader) {
    this.#ecefFromEnu = ecefFromEnu;
    this.#shader = shader;
  }

  get isEmpty(): boolean {
    return this.#ground === null;
  }

  set(ground: FarGround): void {
    this.#free();
    this.#ground = ground;
  }

  place({ left, right, top, bottom }: Tangents, widthPx: number, heightPx: number): void {
    Object.assign(this.#sight, { x: (right - left) / widthPx, y: (top - bottom) / heightPx, z: left, w: bottom });
  }

  /** Called by the scene before each frame. */
  update(frame: FrameState): void {
    if (!this.show || !this.#ground || !frame.passes.render) return;
    // Its textures are uploaded here; no tile may be there to do it.
    (this.#shader as unknown as { update(frame: FrameState): void }).update(frame);
    this.#drawn ??= this.#upload(this.#ground, frame);
    frame.commandList.push(...this.#drawn.commands);
  }

  #upload({ enuMeters, faces, indices, wideAt, radiusMeters }: FarGround, { context }: FrameState): Drawn {
    const vertices = new OwnVertices(context, [
      { name: 'place', values: enuMeters, components: 3 },
      { name: 'face', values: faces, components: 4 },
    ]);
    const vertexArray = vertices.arrayOf(indices);
    const uniformMap = { ...uniformMapOf(this.#shader), u_sight: () => this.#sight };
    const boundingVolume = new BoundingSphere(
      Matrix4.getTranslation(this.#ecefFromEnu, new Cartesian3()),
      radiusMeters,
    );
    const parts = [
      { before: '', offset: 0, count: wideAt },
      { before: '#define WIDE\n', offset: wideAt, count: indices.length - wideAt },
    ].filter(({ count }) => count > 0);
    const programs = parts.map(({ before }) =>
      ownProgram(context, 'farGround', this.#shader, ['place', 'face'], before),
    );
    const commands = parts.map(({ offset, count }, part) => {
      const command = new DrawCommand({
        owner: this,
        primitiveType: PrimitiveType.TRIANGLES,
        vertexArray,
        shaderProgram: programs[part]!,
        uniformMap,
        renderState: solidState(),
        // After the buildings, which hide much of it.
        pass: Pass.CESIUM_3D_TILE,
        modelMatrix: this.#ecefFromEnu,
        boundingVolume,
      });
      command.offset = offset;
      command.count = count;
      return command;
    });
    return { vertices, vertexArray, programs, commands };
  }

  #free(): void {
    this.#drawn?.vertexArray.destroy();
    this.#drawn?.vertices.destroy();
    for (const program of this.#drawn?.programs ?? []) program.destroy();
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
