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
  type RenderState,
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
import {
  BAY_STEPS_PER_METER,
  type CellLight,
  cellLightOf,
  type FarWindows,
  farWindowsOf,
  type WindowCounts,
} from '../../layers/buildings/farWindows.ts';
import { roofRimsOf } from '../../layers/buildings/roofRims.ts';
import { glslConstants } from '../shaderText.ts';
import { blendedState, OwnVertices, ownProgram, solidState } from './ownDrawing.ts';
import { uniformMapOf } from './sharedUniforms.ts';

/** What is smaller on the screen is left out: nobody would miss it. */
const LEAST_PX = 1.8;
/** Floats of a building's state: windows lit, columns of windows, the step of their order. */
const STATE_CHANNELS = 4;
/** From here on outlines are not told from boxes. */
const BOX_METERS_PER_PX = 4;
/** Edges of roofs are drawn up to here (FAR_METERS of layers/roofRims.vert.glsl). */
const RIM_METERS = 1500;
/** Of what is smaller only the roof is drawn, which then is most of what is seen of it. */
const LEAST_WALL_PX = 4;

interface DrawnTier {
  readonly tier: FarTier;
  readonly command: DrawCommand;
}

/**
 * Of cells where nothing is told of a building, and where classes or flags are; the same of cells that are searched for lit
 * windows; windows and rims by themselves. Each is compiled when it is first drawn with.
 */
type ProgramName = 'plain' | 'told' | 'lit' | 'litTold' | 'windows' | 'rim';

/** What parts one command from another; the rest is as for solid walls. */
interface CommandParts {
  readonly shaderProgram: ShaderProgram;
  readonly vertexArray: VertexArray;
  readonly primitiveType?: PrimitiveType;
  readonly renderState?: RenderState;
  readonly pass?: number;
}

/** A cell may have none. */
interface DrawnWindows {
  readonly upToTier: FarWindows['upToTier'];
  readonly vertices?: OwnVertices;
  readonly vertexArray?: VertexArray;
  readonly command?: DrawCommand;
}

interface DrawnCell {
  readonly cell: FarCell;
  readonly modelMatrix: Matrix4;
  readonly sphere: BoundingSphere;
  /** Windows with any light of each building, in the cell's order. */
  litCounts: Uint32Array;
  light: CellLight;
  /** Null until its first frame. */
  drawn: {
    readonly vertices: OwnVertices;
    readonly vertexArray: VertexArray;
    readonly tiers: readonly DrawnTier[];
  } | null;
  /** Where some are lit: those of buildings with few and with many, each made when they are first drawn so. */
  windows: Partial<Record<'few' | 'many', DrawnWindows>>;
  /** Edges of its flat roofs, from the first frame on in which they are near; a cell may have none. */
  rims: { readonly vertexArray: VertexArray | null; readonly command: DrawCommand | null } | null;
}

export class FarBuildings {
  show = true;
  /** Edges of roofs near by, also where tiles stand for the buildings. */
  showRims = true;
  /** A light over the roof stands for what few windows of a building are lit: windows are but parts of a pixel. */
  hasLights = false;
  #cells: DrawnCell[] = [];
  readonly #ecefFromEnu: Matrix4;
  readonly #shader: CustomShader;
  readonly #uniformMap: UniformMap;
  #programs: Readonly<Record<ProgramName, ShaderProgram>> | null = null;
  #states = new Float32Array(0);
  #isTold = false;
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
    const litCounts = this.#litOf(cell);
    const light = cellLightOf(litCounts);
    this.#cells.push({ cell, modelMatrix, sphere, litCounts, light, drawn: null, windows: {}, rims: null });
  }

  /** What changed of the buildings' states: most changes light no window, and every building is walked for one that does. */
  setStates({ texels, isLitChanged, isTold }: StateRows): void {
    this.#isTold = isTold;
    if (texels === this.#states && !isLitChanged) return;
    this.#states = texels;
    for (const drawn of this.#cells) {
      const litCounts = this.#litOf(drawn.cell);
      if (litCounts.every((count, at) => count === drawn.litCounts[at])) continue;
      drawn.litCounts = litCounts;
      drawn.light = cellLightOf(litCounts);
      this.#dropWindows(drawn);
    }
  }

  /** Of a list without such a building, before it came, nothing. */
  readonly #counts: WindowCounts = {
    litOf: (row) => Math.ceil(this.#states[row * STATE_CHANNELS] ?? 0),
    columnsOf: (row) => this.#states[row * STATE_CHANNELS + 1] ?? 0,
    stepOf: (row) => this.#states[row * STATE_CHANNELS + 2] ?? 0,
  };

  #litOf({ buildingRows }: FarCell): Uint32Array {
    return Uint32Array.from(buildingRows, (row) => this.#counts.litOf(row));
  }

  #dropWindows(drawn: DrawnCell): void {
    for (const { vertexArray, vertices } of Object.values(drawn.windows)) {
      vertexArray?.destroy();
      vertices?.destroy();
    }
    drawn.windows = {};
  }

  clear(): void {
    for (const cell of this.#cells) {
      this.#dropWindows(cell);
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
    // The nearest first: what it hides is not coloured for nothing.
    const byDistance = this.#cells.map((drawn) => ({ drawn, awayMeters: this.#awayMeters(drawn.cell) }));
    byDistance.sort((a, b) => a.awayMeters - b.awayMeters);
    for (const { drawn, awayMeters } of byDistance) this.#draw(drawn, awayMeters, frame);
  }

  /** From the eye to the nearest place above a cell's square. */
  #awayMeters({ middleEnuMeters: [x, y, z] }: FarCell): number {
    const [east, north, up] = this.#eyeEnuMeters;
    const beside = (meters: number): number => Math.max(0, Math.abs(meters) - CELL_METERS / 2);
    return Math.max(1, Math.hypot(beside(east - x), beside(north - y), up - z));
  }

  #draw(drawn: DrawnCell, awayMeters: number, frame: FrameState): void {
    const { cell } = drawn;
    const [east, north] = this.#eyeEnuMeters;
    const [x, y] = cell.middleEnuMeters;
    const level = Math.hypot(east - x, north - y);
    const metersPerPx = (awayMeters * this.#heightTangent) / frame.context.drawingBufferHeight;
    const towardEye = Math.atan2(north - y, east - x) / (2 * Math.PI);
    const spread = level <= cell.radiusMeters ? 0.5 : Math.asin(cell.radiusMeters / level) / (2 * Math.PI);
    const hasRims = this.showRims && awayMeters < RIM_METERS;
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
    const [quiet, told] = drawn.light === 'most' ? (['lit', 'litTold'] as const) : (['plain', 'told'] as const);
    const shaderProgram = this.#programs![this.#isTold ? told : quiet];
    tiers.forEach(({ tier, command }, rank) => {
      // The largest keep their walls: they are the skyline.
      const isFlat = rank > 0 && Math.min(tier.sizeMeters, tier.heightMeters) < LEAST_WALL_PX * metersPerPx;
      const shapes = tier[shapesOf];
      command.shaderProgram = shaderProgram;
      push(command, isFlat ? shapes.roofs : facingRange(shapes, towardEye, spread));
    });
    if (drawn.light !== 'some') return;
    for (const howMany of this.hasLights ? (['many'] as const) : (['few', 'many'] as const)) {
      drawn.windows[howMany] ??= this.#uploadWindows(drawn, howMany, frame);
      const { command, upToTier } = drawn.windows[howMany];
      if (command) push(command, upToTier[shapesOf][tiers.length - 1]!);
    }
  }

  #command({ modelMatrix, sphere }: DrawnCell, parts: CommandParts): DrawCommand {
    return new DrawCommand({
      owner: this,
      primitiveType: PrimitiveType.TRIANGLES,
      uniformMap: this.#uniformMap,
      renderState: solidState(),
      // Before all else: what stands on the ground hides most of it.
      pass: Pass.GLOBE,
      modelMatrix,
      boundingVolume: sphere,
      ...parts,
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
    const constants = glslConstants({ STEPS_PER_METER: FAR_STEPS_PER_METER, BAY_STEPS_PER_METER });
    const program = (entry: string, before = '', more: readonly string[] = []): ShaderProgram =>
      ownProgram(context, entry, this.#shader, ['place', 'look', 'fact', ...more], before + constants);
    this.#programs ??= {
      plain: program('farBuildings'),
      told: program('farBuildings', '#define TOLD\n'),
      lit: program('farBuildings', '#define LIT\n'),
      litTold: program('farBuildings', '#define LIT\n#define TOLD\n'),
      windows: program('farWindows', '', ['window']),
      rim: program('roofRims'),
    };
    const parts = { shaderProgram: this.#programs.plain, vertexArray };
    const tiers = cell.tiers.map((tier) => ({ tier, command: this.#command(drawn, parts) }));
    return { vertices, vertexArray, tiers };
  }

  #uploadWindows(drawn: DrawnCell, howMany: 'few' | 'many', { context }: FrameState): DrawnWindows {
    const { places, looks, facts, windows, indices, upToTier } = farWindowsOf(drawn.cell, this.#counts, howMany);
    if (indices.length === 0) return { upToTier };
    const vertices = new OwnVertices(context, [
      { name: 'place', values: places, components: 4 },
      { name: 'look', values: looks, components: 4 },
      { name: 'fact', values: facts, components: 3 },
      { name: 'window', values: windows, components: 4 },
    ]);
    const vertexArray = vertices.arrayOf(indices);
    const shaderProgram = this.#programs!.windows;
    // Over the walls, which are all there then.
    const parts = { shaderProgram, vertexArray, renderState: blendedState(), pass: Pass.OPAQUE };
    return { upToTier, vertices, vertexArray, command: this.#command(drawn, parts) };
  }

  #uploadRims(drawn: DrawnCell, vertices: OwnVertices): NonNullable<DrawnCell['rims']> {
    const indices = roofRimsOf(drawn.cell);
    if (indices.length === 0) return { vertexArray: null, command: null };
    const vertexArray = vertices.arrayOf(indices);
    const [primitiveType, shaderProgram] = [PrimitiveType.LINES, this.#programs!.rim];
    const parts = { primitiveType, shaderProgram, vertexArray, renderState: blendedState(), pass: Pass.OPAQUE };
    const command = this.#command(drawn, parts);
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
    for (const program of Object.values(this.#programs ?? {})) program.destroy();
  }
}
