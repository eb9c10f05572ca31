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
} from '../../layers/buildings/farCity.ts';
import { glslConstants } from '../shaderText.ts';
import { ownProgram, ownVertexArray, solidState } from './ownDrawing.ts';
import { uniformMapOf } from './sharedUniforms.ts';

/** What is smaller on the screen is left out: nobody would miss it. */
const LEAST_PX = 1.8;
/** Floats of a building's state: the first counts its lit windows. */
const STATE_CHANNELS = 4;
/** From here on outlines are not told from boxes. */
const BOX_METERS_PER_PX = 4;
/** Of what is smaller only the roof is drawn, which then is most of what is seen of it. */
const LEAST_WALL_PX = 4;

interface DrawnCell {
  readonly cell: FarCell;
  readonly modelMatrix: Matrix4;
  readonly sphere: BoundingSphere;
  /** A window is lit in it. */
  isLit: boolean;
  /** Null until its first frame. */
  drawn: {
    readonly vertexArray: VertexArray;
    readonly commands: readonly { readonly tier: FarTier; readonly plain: DrawCommand; readonly lit: DrawCommand }[];
  } | null;
}

export class FarBuildings {
  show = true;
  #cells: DrawnCell[] = [];
  readonly #ecefFromEnu: Matrix4;
  readonly #shader: CustomShader;
  /** For cells without a lit window, which are spared what windows cost; and for the others. */
  #programs: { readonly plain: ShaderProgram; readonly lit: ShaderProgram } | null = null;
  #states = new Float32Array(0);
  #eyeEnuMeters: Vec3 = [0, 0, 0];
  /** Height of the picture at a metre before the eye. */
  #heightTangent = 1;
  #destroyed = false;

  /** @param shader whose uniforms are shared: what is set there holds here. */
  constructor(ecefFromEnu: Matrix4, shader: CustomShader) {
    this.#ecefFromEnu = ecefFromEnu;
    this.#shader = shader;
  }

  add(cell: FarCell): void {
    const middle = Cartesian3.fromElements(...cell.middleEnuMeters);
    const modelMatrix = Matrix4.multiplyByTranslation(this.#ecefFromEnu, middle, new Matrix4());
    const centre = Matrix4.getTranslation(modelMatrix, new Cartesian3());
    const sphere = new BoundingSphere(centre, cell.radiusMeters);
    this.#cells.push({ cell, modelMatrix, sphere, isLit: this.#isLit(cell), drawn: null });
  }

  /** What changed of the buildings' states: most changes light no window, and every building is walked for one that does. */
  setStates({ texels, isLitChanged }: StateRows): void {
    if (texels === this.#states && !isLitChanged) return;
    this.#states = texels;
    for (const drawn of this.#cells) drawn.isLit = this.#isLit(drawn.cell);
  }

  #isLit({ buildingRows }: FarCell): boolean {
    return buildingRows.some((row) => this.#states[row * STATE_CHANNELS]! > 0);
  }

  clear(): void {
    for (const { drawn } of this.#cells) drawn?.vertexArray.destroy();
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
    if (!this.show || !frame.passes.render) return;
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
    drawn.drawn ??= this.#upload(drawn, frame);
    drawn.drawn.commands.forEach(({ tier, plain, lit }, rank) => {
      if (rank > 0 && tier.sizeMeters < LEAST_PX * metersPerPx) return;
      // The largest keep their walls: they are the skyline.
      const isFlat = rank > 0 && Math.min(tier.sizeMeters, tier.heightMeters) < LEAST_WALL_PX * metersPerPx;
      const shapes = metersPerPx < BOX_METERS_PER_PX ? tier.prisms : tier.boxes;
      const { offset, count } = isFlat ? shapes.roofs : facingRange(shapes, towardEye, spread);
      const command = drawn.isLit ? lit : plain;
      command.offset = offset;
      command.count = count;
      frame.commandList.push(command);
    });
  }

  #upload({ cell, modelMatrix, sphere }: DrawnCell, { context }: FrameState): NonNullable<DrawnCell['drawn']> {
    const vertexArray = ownVertexArray(
      context,
      [
        { name: 'place', values: cell.places, components: 4 },
        { name: 'look', values: cell.looks, components: 4 },
        { name: 'fact', values: cell.facts, components: 3 },
      ],
      cell.indices,
    );
    const constants = glslConstants({ STEPS_PER_METER: FAR_STEPS_PER_METER });
    const program = (before: string): ShaderProgram =>
      ownProgram(context, 'farBuildings', this.#shader, ['place', 'look', 'fact'], before + constants);
    this.#programs ??= { plain: program(''), lit: program('#define LIT\n') };
    const { plain, lit } = this.#programs;
    const renderState = solidState();
    const uniformMap = uniformMapOf(this.#shader);
    const command = (shaderProgram: ShaderProgram): DrawCommand =>
      new DrawCommand({
        owner: this,
        primitiveType: PrimitiveType.TRIANGLES,
        vertexArray,
        shaderProgram,
        uniformMap,
        renderState,
        // Before all else: what stands on the ground hides most of it.
        pass: Pass.GLOBE,
        modelMatrix,
        boundingVolume: sphere,
      });
    const commands = cell.tiers.map((tier) => ({ tier, plain: command(plain), lit: command(lit) }));
    return { vertexArray, commands };
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
  }
}
