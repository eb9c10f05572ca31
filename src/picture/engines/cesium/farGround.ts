/** The ground from afar (layers/ground/farGround.ts) as a draw command for each square of the district and one for what lies wide, shaded by the ground's own values. */
import {
  BoundingSphere,
  Cartesian3,
  type CustomShader,
  DrawCommand,
  type FrameState,
  type Matrix4,
  Pass,
  PrimitiveType,
  type ShaderProgram,
  type VertexArray,
} from '@cesium/engine';
import type { Tangents } from '../../camera/pose.ts';
import type { FarGround } from '../../layers/ground/farGround.ts';
import { type TriangleSquare, triangleSquaresOf } from '../../layers/triangleSquares.ts';
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
    const { indices: ordered, squares } = triangleSquaresOf(enuMeters, indices.subarray(0, wideAt));
    const wide = indices.subarray(wideAt);
    const whole = new Uint32Array(indices.length);
    whole.set(ordered);
    whole.set(wide, wideAt);
    const vertexArray = vertices.arrayOf(whole);
    const uniformMap = { ...uniformMapOf(this.#shader), u_sight: () => this.#sight };
    const program = (before: string): ShaderProgram =>
      ownProgram(context, 'farGround', this.#shader, ['place', 'face'], before);
    const programs = { narrow: program(''), wide: program('#define WIDE\n') };
    const all: TriangleSquare = { offset: wideAt, count: wide.length, middleEnuMeters: [0, 0, 0], radiusMeters };
    const parts = [
      ...squares.map((square) => ({ square, shaderProgram: programs.narrow })),
      ...(wide.length > 0 ? [{ square: all, shaderProgram: programs.wide }] : []),
    ];
    const commands = parts.map(({ square, shaderProgram }) => {
      const sphere = new BoundingSphere(Cartesian3.fromElements(...square.middleEnuMeters), square.radiusMeters);
      const command = new DrawCommand({
        owner: this,
        primitiveType: PrimitiveType.TRIANGLES,
        vertexArray,
        shaderProgram,
        uniformMap,
        renderState: solidState(),
        // After the buildings, which hide much of it.
        pass: Pass.CESIUM_3D_TILE,
        modelMatrix: this.#ecefFromEnu,
        boundingVolume: BoundingSphere.transform(sphere, this.#ecefFromEnu, sphere),
      });
      command.offset = square.offset;
      command.count = square.count;
      return command;
    });
    return { vertices, vertexArray, programs: Object.values(programs), commands };
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
