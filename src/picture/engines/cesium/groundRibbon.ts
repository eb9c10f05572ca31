/**
 * Lines of one width on the picture as a few draw commands, of the squares of the district that are seen: tens of thousands of corners, which Cesium's own primitives would
 * turn, split and pack one by one while the first picture waits.
 */
import {
  BoundingSphere,
  Cartesian3,
  DrawCommand,
  type DrawContext,
  type FrameState,
  Intersect,
  type Matrix4,
  Pass,
  PrimitiveType,
  type ShaderProgram,
  type VertexArray,
} from '@cesium/engine';
import type { GroundMesh, Ribbon } from '../../layers/groundMesh.ts';
import { rangesOf, type TriangleSquare, triangleSquaresOf } from '../../layers/triangleSquares.ts';
import { blendedState, OwnVertices, ownProgram } from './ownDrawing.ts';

export type RibbonMesh = GroundMesh & { readonly ribbon: Ribbon };

/** As layers/ribbon.vert.glsl has it. */
const GONE_SCALES = 5.3;
const scratch = new Cartesian3();

type SphereSquare = TriangleSquare & { readonly sphere: BoundingSphere };

interface Drawn {
  readonly vertices: OwnVertices;
  readonly vertexArray: VertexArray;
  readonly program: ShaderProgram;
  readonly squares: readonly SphereSquare[];
  /** Of the first range that is seen, the second, … */
  readonly commandOf: (at: number) => DrawCommand;
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
    const { squares, commandOf } = this.#drawn;
    const { positionWC, directionWC } = frame.camera;
    const goneMeters = this.#mesh.fadeStartMeters + GONE_SCALES * this.#mesh.fadeScaleMeters;
    const isSeen = (square: SphereSquare): boolean => {
      const toward = Cartesian3.subtract(square.sphere.center, positionWC, scratch);
      // All of it is so deep in the picture that nothing of it is left, or beside it.
      if (Cartesian3.dot(toward, directionWC) - square.sphere.radius > goneMeters) return false;
      return frame.cullingVolume.computeVisibility(square.sphere) !== Intersect.OUTSIDE;
    };
    rangesOf(squares, isSeen).forEach((range, at) => {
      frame.commandList.push(Object.assign(commandOf(at), range));
    });
  }

  #upload(context: DrawContext): Drawn {
    const { enuMeters, rgba, indices, ribbon, fadeStartMeters, fadeScaleMeters } = this.#mesh;
    const vertices = new OwnVertices(context, [
      { name: 'place', values: Float32Array.from(enuMeters), components: 3 },
      { name: 'along', values: ribbon.alongEnu, components: 3 },
      { name: 'side', values: ribbon.side, components: 1 },
      { name: 'colour', values: rgba, components: 4 },
    ]);
    const ordered = triangleSquaresOf(enuMeters, indices);
    const vertexArray = vertices.arrayOf(ordered.indices);
    // Not constants of the text: all lines are one program, compiled once.
    const width = { x: ribbon.halfWidthTangent, y: ribbon.leastHalfMeters };
    const fade = { x: fadeStartMeters, y: fadeScaleMeters };
    const program = ownProgram(context, 'ribbon', null, ['place', 'along', 'side', 'colour']);
    const uniformMap = { u_width: () => width, u_fade: () => fade };
    const inWorld = (sphere: BoundingSphere): BoundingSphere =>
      BoundingSphere.transform(sphere, this.#ecefFromEnu, new BoundingSphere());
    const squares = ordered.squares.map((square) => {
      const { middleEnuMeters, radiusMeters } = square;
      return {
        ...square,
        sphere: inWorld(new BoundingSphere(Cartesian3.fromElements(...middleEnuMeters), radiusMeters)),
      };
    });
    const boundingVolume = inWorld(BoundingSphere.fromVertices(enuMeters as unknown as number[], Cartesian3.ZERO, 3));
    const commands: DrawCommand[] = [];
    const commandOf = (at: number): DrawCommand => {
      commands[at] ??= new DrawCommand({
        owner: this,
        primitiveType: PrimitiveType.TRIANGLES,
        vertexArray,
        shaderProgram: program,
        uniformMap,
        renderState: blendedState(),
        // Among the other marks, which lie over one another by their distance.
        pass: Pass.TRANSLUCENT,
        modelMatrix: this.#ecefFromEnu,
        boundingVolume,
      });
      return commands[at];
    };
    return { vertices, vertexArray, program, squares, commandOf };
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
