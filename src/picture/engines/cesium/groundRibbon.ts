/**
 * Lines of one width on the picture as one draw command: tens of thousands of corners, which Cesium's own primitives would
 * turn, split and pack one by one while the first picture waits.
 */
import {
  BoundingSphere,
  Cartesian3,
  DrawCommand,
  type DrawContext,
  type FrameState,
  type Matrix4,
  Pass,
  PrimitiveType,
  type ShaderProgram,
  type VertexArray,
} from '@cesium/engine';
import type { GroundMesh, Ribbon } from '../../layers/groundMesh.ts';
import { blendedState, OwnVertices, ownProgram } from './ownDrawing.ts';

export type RibbonMesh = GroundMesh & { readonly ribbon: Ribbon };

interface Drawn {
  readonly vertices: OwnVertices;
  readonly vertexArray: VertexArray;
  readonly program: ShaderProgram;
  readonly command: DrawCommand;
}

export class GroundRibbon {
  show = true;
  readonly #ecefFromEnu: Matrix4;
  readonly #mesh: RibbonMesh;
  #drawn: Drawn | null = null;
  #destroyed = false;

  constructor(mesh: RibbonMesh, ecefFromEnu: Matrix4) {
    this.#mesh = mesh;
    this.#ecefFromEnu = ecefFromEnu;
  }

  /** Called by the scene before each frame. */
  update(frame: FrameState): void {
    if (!this.show || !frame.passes.render) return;
    this.#drawn ??= this.#upload(frame.context);
    frame.commandList.push(this.#drawn.command);
  }

  #upload(context: DrawContext): Drawn {
    const { enuMeters, rgba, indices, ribbon, fadeStartMeters, fadeScaleMeters } = this.#mesh;
    const vertices = new OwnVertices(context, [
      { name: 'place', values: Float32Array.from(enuMeters), components: 3 },
      { name: 'along', values: ribbon.alongEnu, components: 3 },
      { name: 'side', values: ribbon.side, components: 1 },
      { name: 'colour', values: rgba, components: 4 },
    ]);
    const vertexArray = vertices.arrayOf(indices);
    // Not constants of the text: all lines are one program, compiled once.
    const width = { x: ribbon.halfWidthTangent, y: ribbon.leastHalfMeters };
    const fade = { x: fadeStartMeters, y: fadeScaleMeters };
    const program = ownProgram(context, 'ribbon', null, ['place', 'along', 'side', 'colour']);
    const sphere = BoundingSphere.fromVertices(enuMeters as unknown as number[], Cartesian3.ZERO, 3);
    const command = new DrawCommand({
      owner: this,
      primitiveType: PrimitiveType.TRIANGLES,
      vertexArray,
      shaderProgram: program,
      uniformMap: { u_width: () => width, u_fade: () => fade },
      renderState: blendedState(),
      // Among the other marks, which lie over one another by their distance.
      pass: Pass.TRANSLUCENT,
      modelMatrix: this.#ecefFromEnu,
      boundingVolume: BoundingSphere.transform(sphere, this.#ecefFromEnu, sphere),
    });
    command.offset = 0;
    command.count = indices.length;
    return { vertices, vertexArray, program, command };
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Called by the scene when it goes, or when this is taken out of it. */
  destroy(): void {
    this.#destroyed = true;
    this.#drawn?.vertexArray.destroy();
    this.#drawn?.vertices.destroy();
    this.#drawn?.program.destroy();
    this.#drawn = null;
  }
}
