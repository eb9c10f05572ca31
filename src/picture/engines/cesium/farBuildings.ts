/** The city from afar (layers/buildings/farCity.ts) as a few draw commands in Cesium's frame, shaded by the buildings' own values. */
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
  type UniformMap,
  type VertexArray,
} from '@cesium/engine';
import type { Vec3 } from '../../../model/frames/ecef.ts';
import type { StateRows } from '../../layers/buildings/buildingStates.ts';
import {
  CELL_METERS,
  FAR_STEPS_PER_METER,
  type FarCell,
  type FarTier,
  facingRange,
  type IndexRange,
} from '../../layers/buildings/farCity.ts';
import { type CellLight, cellLightOf, type LitWalls, litWallsOf } from '../../layers/buildings/litWalls.ts';
import { roofRimsOf } from '../../layers/buildings/roofRims.ts';
import { glslConstants } from '../shaderText.ts';
import { blendedState, OwnVertices, ownProgram, solidState } from './ownDrawing.ts';
import { uniformMapOf } from './sharedUniforms.ts';

/** What is smaller on the screen is left out: nobody would miss it. */
const LEAST_PX = 1.8;
/** Floats of a building's state: the first counts its lit windows. */
const STATE_CHANNELS = 4;
/** From here on outlines are not told from boxes. */
const BOX_METERS_PER_PX = 4;
/** Edges of roofs are drawn up to here (FAR_METERS of layers/roofRims.vert.glsl). */
const RIM_METERS = 1500;
/** Of what is smaller only the roof is drawn, which then is most of what is seen of it. */
const LEAST_WALL_PX = 4;

interface DrawnTier {
  readonly tier: FarTier;
  readonly plain: DrawCommand;
  /** All of it, looking for windows. */
  readonly lit: DrawCommand;
}

interface DrawnCell {
  readonly cell: FarCell;
  readonly modelMatrix: Matrix4;
  readonly sphere: BoundingSphere;
  /** 1 for each building with a lit window, in the cell's order. */
  isLit: Uint8Array;
  light: CellLight;
  /** Null until its first frame. */
  drawn: {
    readonly vertices: OwnVertices;
    readonly vertexArray: VertexArray;
    readonly tiers: readonly DrawnTier[];
  } | null;
  /** Where some are lit: their walls, made when they are first drawn so. */
  walls: {
    readonly upToTier: LitWalls['upToTier'];
    readonly vertexArray: VertexArray;
    readonly command: DrawCommand;
  } | null;
  /** Edges of its flat roofs, from the first frame on in which they are near; a cell may have none. */
  rims: { readonly vertexArray: VertexArray | null; readonly command: DrawCommand | null } | null;
}

export class FarBuildings {
  show = true;
  /** Edges of roofs near by, also where tiles stand for the buildings. */
  showRims = true;
  #cells: DrawnCell[] = [];
  readonly #ecefFromEnu: Matrix4;
  readonly #shader: CustomShader;
  readonly #uniformMap: UniformMap;
  /** For cells without a lit window, which are spared what windows cost; and for the others. */
  #programs: { readonly plain: ShaderProgram; readonly lit: ShaderProgram; readonly rim: ShaderProgram } | null = null;
  #states = new Float32Array(0);
  #eyeEnuMeters: Vec3 = [0, 0, 0];
  /** Height of the picture at a metre before the eye. */
  #heightTangent = 1;
  #destroyed = false;

  /** @param shader whose uniforms are shared: what is set there holds here. */
  constructor(ecefFromEnu: Matrix4, shader: CustomShader) {
    this.#ecefFromEnu = ecefFromEnu;
    this.#shader = shader;
    this.#uniformMap = uniformMapOf(shader);
  }

  add(cell: FarCell): void {
    const middle = Cartesian3.fromElements(...cell.middleEnuMeters);
    const modelMatrix = Matrix4.multiplyByTranslation(this.#ecefFromEnu, middle, new Matrix4());
    const centre = Matrix4.getTranslation(modelMatrix, new Cartesian3());
    const sphere = new BoundingSphere(centre, cell.radiusMeters);
    const isLit = this.#litOf(cell);
    const light = cellLightOf(isLit);
    this.#cells.push({ cell, modelMatrix, sphere, isLit, light, drawn: null, walls: null, rims: null });
  }

  /** What changed of the buildings' states: most changes light no window, and every building is walked for one that does. */
  setStates({ texels, isLitChanged }: StateRows): void {
    if (texels === this.#states && !isLitChanged) return;
    this.#states = texels;
    for (const drawn of this.#cells) {
      const isLit = this.#litOf(drawn.cell);
      if (isLit.every((one, at) => one === drawn.isLit[at])) continue;
      drawn.isLit = isLit;
      drawn.light = cellLightOf(isLit);
      this.#dropWalls(drawn);
    }
  }

  #litOf({ buildingRows }: FarCell): Uint8Array {
    return Uint8Array.from(buildingRows, (row) => Number(this.#states[row * STATE_CHANNELS]! > 0));
  }

  #dropWalls(drawn: DrawnCell): void {
    drawn.walls?.vertexArray.destroy();
    drawn.walls = null;
  }

  clear(): void {
    for (const cell of this.#cells) {
      this.#dropWalls(cell);
      cell.rims?.vertexArray?.destroy();
      cell.drawn?.vertexArray.destroy();
      cell.drawn?.vertices.destroy();
    }
    this.#cells = [];
  }

  get isEmpty(): boolean {
    return this.#cells.length === 0;
  }

  place(eyeEnuMeters: Vec3, heightTangent: number): void {
    this.#eyeEnuMeters = eyeEnuMeters;
    this.#heightTangent = heightTangent;
  }

  /** Called by the scene before each frame. */
  update(frame: FrameState): void {
    if (!(this.show || this.showRims) || !frame.passes.render) return;
    // Its textures are uploaded here; no tile may be there to do it.
    (this.#shader as unknown as { update(frame: FrameState): void }).update(frame);
    for (const drawn of this.#cells) this.#draw(drawn, frame);
  }

  #draw(drawn: DrawnCell, frame: FrameState): void {
    const { cell } = drawn;
    const [east, north, up] = this.#eyeEnuMeters;
    const [x, y, z] = cell.middleEnuMeters;
    const level = Math.hypot(east - x, north - y);
    const beside = (meters: number): number => Math.max(0, Math.abs(meters) - CELL_METERS / 2);
    const away = Math.max(1, Math.hypot(beside(east - x), beside(north - y), up - z));
    const metersPerPx = (away * this.#heightTangent) / frame.context.drawingBufferHeight;
    const towardEye = Math.atan2(north - y, east - x) / (2 * Math.PI);
    const spread = level <= cell.radiusMeters ? 0.5 : Math.asin(cell.radiusMeters / level) / (2 * Math.PI);
    const hasRims = this.showRims && away < RIM_METERS;
    if (!this.show && !hasRims) return;
    drawn.drawn ??= this.#upload(drawn, frame);
    if (hasRims) {
      drawn.rims ??= this.#uploadRims(drawn, drawn.drawn.vertices);
      if (drawn.rims.command) frame.commandList.push(drawn.rims.command);
    }
    if (!this.show) return;
    const shapesOf = metersPerPx < BOX_METERS_PER_PX ? 'prisms' : 'boxes';
    const push = (command: DrawCommand, { offset, count }: IndexRange): void => {
      if (count === 0) return;
      command.offset = offset;
      command.count = count;
      frame.commandList.push(command);
    };
    const isDrawn = ({ tier }: DrawnTier, rank: number): boolean =>
      rank === 0 || tier.sizeMeters >= LEAST_PX * metersPerPx;
    const tiers = drawn.drawn.tiers.filter(isDrawn);
    if (drawn.light === 'some') {
      drawn.walls ??= this.#uploadWalls(drawn, drawn.drawn.vertices);
      // First, so that no wall behind them is drawn twice.
      push(drawn.walls.command, drawn.walls.upToTier[tiers.length - 1]![shapesOf]);
    }
    tiers.forEach(({ tier, plain, lit }, rank) => {
      // The largest keep their walls: they are the skyline.
      const isFlat = rank > 0 && Math.min(tier.sizeMeters, tier.heightMeters) < LEAST_WALL_PX * metersPerPx;
      const shapes = tier[shapesOf];
      push(drawn.light === 'most' ? lit : plain, isFlat ? shapes.roofs : facingRange(shapes, towardEye, spread));
    });
  }

  #command({ modelMatrix, sphere }: DrawnCell, shaderProgram: ShaderProgram, vertexArray: VertexArray): DrawCommand {
    return new DrawCommand({
      owner: this,
      primitiveType: PrimitiveType.TRIANGLES,
      vertexArray,
      shaderProgram,
      uniformMap: this.#uniformMap,
      renderState: solidState(),
      // Before all else: what stands on the ground hides most of it.
      pass: Pass.GLOBE,
      modelMatrix,
      boundingVolume: sphere,
    });
  }

  #upload(drawn: DrawnCell, { context }: FrameState): NonNullable<DrawnCell['drawn']> {
    const { cell } = drawn;
    const vertices = new OwnVertices(context, [
      { name: 'place', values: cell.places, components: 4 },
      { name: 'look', values: cell.looks, components: 4 },
      { name: 'fact', values: cell.facts, components: 3 },
    ]);
    const vertexArray = vertices.arrayOf(cell.indices);
    const constants = glslConstants({ STEPS_PER_METER: FAR_STEPS_PER_METER });
    const program = (entry: string, before = ''): ShaderProgram =>
      ownProgram(context, entry, this.#shader, ['place', 'look', 'fact'], before + constants);
    this.#programs ??= {
      plain: program('farBuildings'),
      lit: program('farBuildings', '#define LIT\n'),
      rim: program('roofRims'),
    };
    const { plain, lit } = this.#programs;
    const command = (shaderProgram: ShaderProgram): DrawCommand => this.#command(drawn, shaderProgram, vertexArray);
    const tiers = cell.tiers.map((tier) => ({ tier, plain: command(plain), lit: command(lit) }));
    return { vertices, vertexArray, tiers };
  }

  #uploadWalls(drawn: DrawnCell, vertices: OwnVertices): NonNullable<DrawnCell['walls']> {
    const { indices, upToTier } = litWallsOf(drawn.cell, drawn.isLit);
    const vertexArray = vertices.arrayOf(indices);
    return { upToTier, vertexArray, command: this.#command(drawn, this.#programs!.lit, vertexArray) };
  }

  #uploadRims({ cell, modelMatrix, sphere }: DrawnCell, vertices: OwnVertices): NonNullable<DrawnCell['rims']> {
    const indices = roofRimsOf(cell);
    if (indices.length === 0) return { vertexArray: null, command: null };
    const vertexArray = vertices.arrayOf(indices);
    const command = new DrawCommand({
      owner: this,
      primitiveType: PrimitiveType.LINES,
      vertexArray,
      shaderProgram: this.#programs!.rim,
      uniformMap: this.#uniformMap,
      renderState: blendedState(),
      pass: Pass.OPAQUE,
      modelMatrix,
      boundingVolume: sphere,
    });
    command.offset = 0;
    command.count = indices.length;
    return { vertexArray, command };
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** Called by the scene when it goes, or when this is taken out of it. */
  destroy(): void {
    this.#destroyed = true;
    this.clear();
    this.#programs?.plain.destroy();
    this.#programs?.lit.destroy();
    this.#programs?.rim.destroy();
  }
}
