/**
 * The city's world: tiles, sky and ground marks in one Cesium scene, drawn only when asked. No globe, no default loop,
 * no input handling; the eye comes as a View in district ENU and is placed in ECEF here and nowhere else.
 */
import {
  Cartesian3,
  type Cesium3DTileset,
  Color,
  type CustomShader,
  JulianDate,
  Matrix4,
  RequestScheduler,
  Scene,
} from '@cesium/engine';
import type { Manifest } from '../../../model/contract/manifest.ts';
import type { FaultAnswer } from '../../../model/faults/fault.ts';
import { invariant } from '../../../model/faults/invariant.ts';
import { EnuFrame } from '../../../model/frames/enu.ts';
import { nearestMetersPerPx } from '../../camera/metersPerPx.ts';
import { axesOf, type View } from '../../camera/pose.ts';
import type { StateRows } from '../../layers/buildings/buildingStates.ts';
import type { FarCell } from '../../layers/buildings/farCity.ts';
import { FAR_LIGHTS, FULL_METERS_PER_PX } from '../../layers/buildings/farLights.ts';
import type { FarGround } from '../../layers/ground/farGround.ts';
import { type GroundLines, shoreLinesOf } from '../../layers/ground/groundLines.ts';
import type { ShadeCasters } from '../../layers/ground/groundShade.ts';
import type { GroundMesh } from '../../layers/groundMesh.ts';
import { UNKNOWN_COLOUR } from '../../layers/thematic/ramps.ts';
import type { CityLight } from '../../light/cityLight.ts';
import type { Palette } from '../../palette.ts';
import type { PictureQuality } from '../../quality/tiers.ts';
import { putStates } from './buildingStateTexture.ts';
import { setCesiumBase } from './cesiumBase.ts';
import { buildingShader, classColoursTexture, groundShader, lightTiles, type TilesetName } from './cityTiles.ts';
import { CityTilesets } from './cityTilesets.ts';
import { DirectDrawing } from './directDrawing.ts';
import { FarBuildings } from './farBuildings.ts';
import { FarGroundSheet } from './farGround.ts';
import { type GroundLineKind, GroundLineSheet } from './groundLines.ts';
import { groundPrimitive, isEmptyMesh } from './groundPrimitive.ts';
import { GroundShading } from './groundShading.ts';
import { SkyDome } from './skyDome.ts';
import { SunShadows, shadowModeOf } from './sunShadows.ts';
import { TangentFrustum } from './tangentFrustum.ts';

export interface CitySceneOptions {
  readonly canvas: HTMLCanvasElement;
  readonly base: string;
  readonly manifest: Manifest;
  /** That it begins with: `setLight` follows the clock. */
  readonly light: CityLight;
  /** That it begins with. */
  readonly quality: PictureQuality;
  onFault(fault: FaultAnswer): void;
  /** What was told aloud is over. */
  onFaultGone?(fault: FaultAnswer): void;
  /** Something changed that a new frame would show. */
  onChange(): void;
}

const NEAR_METERS = 12;
const FAR_METERS = 90_000;
const SKY_RADIUS_METERS = 70_000;
/** Where a line in the middle of a road is thinner than a fifth of a pixel, roads need none. */
const LINELESS_METERS_PER_PX = 1.6;

export class CityScene {
  readonly #scene: Scene;
  readonly #frame: EnuFrame;
  readonly #ecefFromEnu: Matrix4;
  readonly #options: CitySceneOptions;
  readonly #shaders: Record<TilesetName, CustomShader>;
  /** By name, or by path for what the package brings besides. */
  readonly #tilesets: CityTilesets;
  readonly #marks = new Map<string, ReturnType<typeof groundPrimitive>>();
  readonly #hidden = new Set<string>();
  readonly #sky: SkyDome;
  readonly #direct: DirectDrawing;
  readonly #shadows: SunShadows;
  readonly #far: FarBuildings;
  #farComes = true;
  readonly #farGround: FarGroundSheet;
  readonly #groundShading: GroundShading;
  readonly #shore: GroundLineSheet;
  readonly #roadLines: GroundLineSheet;
  #farGroundComes = true;
  readonly #frustum: TangentFrustum;
  #palette: Palette;
  #quality: PictureQuality;
  #roadsShown = true;
  #disposed = false;

  constructor(options: CitySceneOptions) {
    setCesiumBase();
    this.#options = options;
    const { palette } = options.light;
    this.#palette = palette;
    this.#quality = options.quality;
    this.#frame = new EnuFrame(options.manifest.enuOrigin);
    this.#ecefFromEnu = Matrix4.fromArray(this.#frame.ecefFromEnuMatrix());
    this.#scene = new Scene({
      canvas: options.canvas,
      creditContainer: creditBox(),
      scene3DOnly: true,
      orderIndependentTranslucency: false,
      msaaSamples: options.quality.samplesPerPixel,
      contextOptions: { webgl: { alpha: false, antialias: false, powerPreference: 'high-performance' } },
    });
    const scene = this.#scene;
    scene.rethrowRenderErrors = true;
    scene.logarithmicDepthBuffer = false;
    scene.farToNearRatio = FAR_METERS;
    scene.fog.enabled = false;
    scene.sunBloom = false;
    scene.highDynamicRange = false;
    scene.useDepthPicking = false;
    scene.backgroundColor = Color.BLACK.clone();
    scene.postProcessStages.fxaa.enabled = false;
    this.#frustum = new TangentFrustum({ left: -1, right: 1, bottom: -1, top: 1 }, NEAR_METERS, FAR_METERS);
    scene.camera.frustum = this.#frustum;
    this.#direct = new DirectDrawing(scene);
    this.#sky = new SkyDome(palette, SKY_RADIUS_METERS);
    scene.primitives.add(this.#sky.primitive);
    this.#shaders = { buildings: buildingShader(palette), ground: groundShader(palette) };
    this.#shadows = new SunShadows(scene, this.#frame, this.#shaders.buildings);
    this.#shadows.setQuality(options.quality.shadows, options.quality.shadowMapPx);
    this.#shadows.fromEnu = options.light.shadowsFromEnu;
    this.#far = scene.primitives.add(new FarBuildings(this.#ecefFromEnu, this.#shaders.buildings));
    this.#groundShading = new GroundShading(this.#shaders.ground, options.light.shadowsFromEnu);
    this.#farGround = scene.primitives.add(new FarGroundSheet(this.#ecefFromEnu, this.#shaders.ground));
    const lines = (kind: GroundLineKind): GroundLineSheet =>
      scene.primitives.add(new GroundLineSheet(kind, this.#ecefFromEnu, this.#shaders.ground));
    [this.#shore, this.#roadLines] = [lines('shore'), lines('roads')];
    RequestScheduler.maximumRequestsPerServer = 12;
    this.#tilesets = new CityTilesets({ ...options, onTileset: (name, tileset) => this.#takeTileset(name, tileset) });
    for (const name of ['ground', 'buildings'] as const) {
      this.#tilesets.open(name, `${name}/tileset.json`, this.#shaders[name]);
    }
    for (const { tileset } of options.manifest.layers ?? []) this.#tilesets.open(tileset, tileset, null);
  }

  #takeTileset(name: string, tileset: Cesium3DTileset): void {
    tileset.shadows = shadowModeOf(name);
    tileset.show = name !== 'buildings' && name !== 'ground' && !this.#hidden.has(name);
    this.#scene.primitives.add(tileset);
  }

  /** False while tiles of the last drawn view are on their way: then frames must go on, loading is clocked by them. */
  get settled(): boolean {
    return this.#tilesets.settled;
  }

  /** Tiles loaded so far and known to be on their way. */
  get tiles(): { done: number; total: number } {
    return this.#tilesets.tiles;
  }

  /** What does not come of the ground, or of the buildings and what stands among them; null for nothing. */
  tilesFault(name: TilesetName): FaultAnswer | null {
    return this.#tilesets.faultOf((tileset) => (tileset === 'ground') === (name === 'ground'));
  }

  setVisible(name: TilesetName, visible: boolean): void {
    // What the package brings besides stands among its buildings.
    if (name === 'buildings') this.#groundShading.setShown(visible);
    const besides = name === 'buildings' ? (this.#options.manifest.layers ?? []).map(({ tileset }) => tileset) : [];
    for (const each of [name, ...besides]) {
      if (visible) this.#hidden.delete(each);
      else this.#hidden.add(each);
      const tileset = this.#tilesets.get(each);
      if (tileset && each !== name) tileset.show = visible;
    }
  }

  /** The city from afar; null where it does not come. Until it is known which, no tile of a building is asked for. */
  setFarCity(cells: Iterable<FarCell> | null): void {
    this.#farComes = false;
    this.#far.clear();
    for (const cell of cells ?? []) this.#far.add(cell);
  }

  /** The middle of roads; null for none. */
  setRoadLines(lines: GroundLines | null): void {
    this.#roadLines.set(lines);
  }

  /** What takes light of the ground; null for nothing. */
  setShadeCasters(casters: ShadeCasters | null): void {
    this.#groundShading.setCasters(casters);
  }

  /** The ground from afar; null where it does not come. */
  setFarGround(ground: FarGround | null): void {
    this.#farGroundComes = false;
    if (ground) this.#farGround.set(ground);
    this.#shore.set(ground && shoreLinesOf(ground));
  }

  /** Tiles near by, what is resident beyond; while tiles are on their way it stands for them. */
  #chooseDetail(view: View, nearestMetersPerPx: number): void {
    // Only tiles throw shadows, and only they are thrown upon.
    const needsTiles = this.#shadows.areThrown;
    const metersPerPx = needsTiles ? 0 : nearestMetersPerPx;
    const choose = (
      name: TilesetName,
      far: { isEmpty: boolean; show: boolean },
      comes: boolean,
      limit: number,
    ): void => {
      const isHidden = this.#hidden.has(name);
      const wanted = !isHidden && (far.isEmpty ? !comes : metersPerPx <= limit);
      const tileset = this.#tilesets.get(name);
      if (tileset) {
        tileset.show = wanted && (tileset.show || far.isEmpty || this.#tilesets.isPreloaded(tileset));
        this.#tilesets.preload(tileset, wanted && !tileset.show);
      }
      far.show = !isHidden && !tileset?.show;
    };
    choose('buildings', this.#far, this.#farComes, this.#quality.windowsMetersPerPx);
    choose('ground', this.#farGround, this.#farGroundComes, this.#quality.lanesMetersPerPx);
    this.#roadLines.show = this.#roadsShown && nearestMetersPerPx <= LINELESS_METERS_PER_PX;
    this.#far.showRims = !this.#hidden.has('buildings');
    this.#far.hasLights = this.#marks.get(FAR_LIGHTS)?.show === true && nearestMetersPerPx >= FULL_METERS_PER_PX;
    this.#far.place(view.pose.eyeEnuMeters, view.tangents.top - view.tangents.bottom);
    const { drawingBufferWidth, drawingBufferHeight } = this.#scene;
    this.#farGround.place(view.tangents, drawingBufferWidth, drawingBufferHeight);
  }

  /** Another light falls on everything from the next frame on. */
  setLight({ palette, shadowsFromEnu }: CityLight): void {
    if (palette === this.#palette) return;
    this.#shadows.fromEnu = shadowsFromEnu;
    this.#groundShading.setSun(shadowsFromEnu);
    this.#palette = palette;
    lightTiles(this.#shaders, palette);
    this.#sky.light(palette);
  }

  /** From the next frame on. The detail of tiles is told apart: a first picture comes coarser. */
  setQuality(quality: PictureQuality): void {
    this.#quality = quality;
    this.#scene.msaaSamples = quality.samplesPerPixel;
    this.#shadows.setQuality(quality.shadows, quality.shadowMapPx);
  }

  setRoadsVisible(visible: boolean): void {
    this.#roadsShown = visible;
    this.#shaders.ground.setUniform('u_roadsShown', visible ? 1 : 0);
  }

  /** `#RRGGBB` of the thematic classes 1… */
  setClassColours(colours: readonly string[]): void {
    this.#shaders.buildings.setUniform('u_classColours', classColoursTexture(colours, UNKNOWN_COLOUR));
  }

  /** What every building is shaded by, as far as it changed. */
  setBuildingStates(rows: StateRows): void {
    putStates(this.#shaders.buildings, rows);
    this.#far.setStates(rows);
  }

  /** Draws this mesh under this name instead of what had the name before; null takes it away. */
  setMarks(name: string, mesh: GroundMesh | null): void {
    const previous = this.#marks.get(name);
    if (previous) this.#scene.primitives.remove(previous);
    this.#marks.delete(name);
    if (!mesh || isEmptyMesh(mesh)) return;
    this.#marks.set(name, this.#scene.primitives.add(groundPrimitive(mesh, this.#ecefFromEnu)));
  }

  setMarksVisible(name: string, visible: boolean): void {
    const primitive = this.#marks.get(name);
    if (primitive) primitive.show = visible;
  }

  /** Drawing buffer in device pixels; the size that the browser gave, which may be less than asked. */
  setSize(widthPx: number, heightPx: number): readonly [widthPx: number, heightPx: number] {
    const { canvas } = this.#options;
    if (canvas.width !== widthPx) canvas.width = widthPx;
    if (canvas.height !== heightPx) canvas.height = heightPx;
    return [this.#scene.drawingBufferWidth, this.#scene.drawingBufferHeight];
  }

  /** Error of a tile, in pixels of the drawing buffer, up to which no finer one is loaded. Holds for later tilesets too. */
  setDetail(screenSpaceErrorPx: number): void {
    this.#tilesets.setDetail(screenSpaceErrorPx);
  }

  /**
   * One frame. Same view and instant, same picture. `metersPerPx` of the nearest pixel decides what is drawn from afar: of the
   * whole picture that the view is a part of, its own where it is whole.
   */
  draw(view: View, atMillis: number, metersPerPx = nearestMetersPerPx(view, this.#scene.drawingBufferHeight)): void {
    invariant(!this.#disposed, 'the scene is gone');
    this.#place(view);
    this.#chooseDetail(view, metersPerPx);
    this.#direct.fit();
    (this.#scene as unknown as FrameBegin).initializeFrame();
    this.#scene.render(JulianDate.fromDate(new Date(atMillis)));
  }

  #place(view: View): void {
    const camera = this.#scene.camera;
    const { right, up, forward } = axesOf(view.pose);
    const eye = this.#frame.ecefFromEnu(view.pose.eyeEnuMeters);
    const set = (target: Cartesian3, [x, y, z]: readonly [number, number, number]): void => {
      Cartesian3.fromElements(x, y, z, target);
    };
    set(camera.position, eye);
    set(camera.direction, this.#frame.ecefDirectionFromEnu(forward));
    set(camera.up, this.#frame.ecefDirectionFromEnu(up));
    set(camera.right, this.#frame.ecefDirectionFromEnu(right));
    // Haze lies low: an eye above it looks down through less of it.
    const hazeStart = this.#palette.hazeStartMeters + 1.6 * view.pose.eyeEnuMeters[2];
    for (const name of ['buildings', 'ground'] as const) this.#shaders[name].setUniform('u_hazeStart', hazeStart);
    this.#shadows.fit(view.pose.eyeEnuMeters[2]);
    this.#groundShading.place(view.pose, this.#shadows.areThrown ? this.#scene.shadowMap.maximumDistance : 0);
    this.#frustum.tangents = view.tangents;
    this.#frustum.near = Math.min(NEAR_METERS, Math.max(2, view.pose.eyeEnuMeters[2] / 10));
    const { modelMatrix } = this.#sky.primitive;
    const atEye = Matrix4.clone(this.#ecefFromEnu, modelMatrix);
    Matrix4.setTranslation(atEye, Cartesian3.fromElements(...eye), modelMatrix);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#tilesets.dispose();
    this.#direct.dispose();
    this.#scene.destroy();
    // Theirs are the textures of states and colours; a scene destroys only what is in it.
    for (const shader of Object.values(this.#shaders)) shader.destroy();
  }
}

/** Cesium lays the style of its credits into the document, for each scene once more: in here it goes with its scene. */
function creditBox(): HTMLElement {
  const box = document.createElement('div');
  document.createElement('div').attachShadow({ mode: 'open' }).append(box);
  return box;
}

/** What CesiumWidget calls before each render (request throttling, tile processing); not in the type declarations. */
interface FrameBegin {
  initializeFrame(): void;
}
