/**
 * The whole picture of the city on three canvases: world (Cesium), marks (deck.gl), texts (2-D). Draws a given view at a
 * given instant and nothing else: who moves the eye, and how many windows there are, is decided above.
 */
import type { Footprints } from '../model/contract/footprintsFile.ts';
import { answerFault, type FaultAnswer, fault, type Language } from '../model/faults/fault.ts';
import type { HeightField } from '../model/geometry/heightField.ts';
import type { View } from './camera/pose.ts';
import type { CityPictureOptions } from './cityPictureOptions.ts';
import type { CityFocus, CityLayer, LayerState } from './cityView.ts';
import { DutyParts } from './dutyParts.ts';
import type { CityScene } from './engines/cesium/cityScene.ts';
import { gathered } from './giveWay.ts';
import type { LayerDrawing, LayerStyle, PickTarget } from './layerDrawing.ts';
import { isPartShown, LayerRows } from './layerRows.ts';
import { BuildingsDrawing } from './layers/buildings/buildingsDrawing.ts';
import { farCells } from './layers/buildings/farCity.ts';
import { cityDrawings } from './layers/cityDrawings.ts';
import { roadLinesOf } from './layers/ground/groundLines.ts';
import { shadeCastersOf } from './layers/ground/groundShade.ts';
import type { GroundMesh } from './layers/groundMesh.ts';
import type { Thematic } from './layers/thematic/thematic.ts';
import { RunningLight } from './light/cityLight.ts';
import { type PackagePart, PackageParts } from './packageParts.ts';
import { lampColour, palettes } from './palette.ts';
import { type PictureQuality, tiers } from './quality/tiers.ts';
import { PictureScenes } from './recovery/pictureScenes.ts';
import { CityFonts } from './text/cityFonts.ts';
import type { CityTexts, TextsNow } from './text/cityTexts.ts';
import { type PlacedText, TextBoard } from './text/textBoard.ts';

/** What a frame has to draw again. */
export interface Dirty {
  readonly city: boolean;
  readonly marks: boolean;
  /** Something changed: tiles on their way alone are no change. */
  readonly isChanged: boolean;
}

export class CityPicture {
  readonly #options: CityPictureOptions;
  readonly scenes: PictureScenes;
  readonly #fonts = new CityFonts(() => this.#fontsCame());
  readonly #buildings = new BuildingsDrawing();
  readonly #drawings: readonly LayerDrawing[] = [this.#buildings, ...cityDrawings()];
  /** Meshes as the scene has them. */
  readonly #meshesDrawn = new Map<string, GroundMesh | null>();
  readonly #board = new TextBoard();
  readonly #abort = new AbortController();
  readonly #shown: Set<CityLayer>;
  readonly #reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  readonly #rows = new LayerRows();
  #farCity: Promise<void> = Promise.resolve();
  readonly parts: PackageParts;
  readonly #dutyParts: DutyParts;
  #language: Language;
  #focus: CityFocus = {};
  readonly #light: RunningLight;
  #style: LayerStyle;
  #quality: PictureQuality;
  #cityDirty = true;
  #marksDirty = true;
  #tilesTold = '';
  /** Areas, footprints and fonts are there, or were asked for in vain once; what is missing is asked for again. */
  readonly loaded: Promise<void>;

  constructor(options: CityPictureOptions) {
    this.#options = options;
    this.#language = options.language;
    this.#quality = options.quality ?? tiers.software;
    this.#shown = new Set(options.layers);
    this.parts = new PackageParts({
      base: options.base,
      manifest: options.manifest,
      signal: this.#abort.signal,
      onPart: (part) => this.#partCame(part),
      onState: (part, problem) => this.#partIs(part, problem),
    });
    this.#dutyParts = new DutyParts(this.parts, this.#rows);
    this.#light = new RunningLight(options.theme, options.manifest.enuOrigin.lonLatDeg, options.atMillis);
    this.#style = this.#makeStyle();
    this.scenes = new PictureScenes({
      ...options,
      quality: this.#quality,
      light: () => this.#light.now,
      onChange: () => this.touch(),
      onReopened: () => {
        this.#buildings.tellAnew();
        this.#takeStates(this.#buildings);
        this.touch();
      },
    });
    this.#showLayers();
    // Asked before anything is drawn: the first picture has its windows.
    if (this.#shown.has('buildings')) options.live.windows.open();
    this.loaded = this.#load();
  }

  async #load(): Promise<void> {
    await this.parts.load();
    // Rather prisms on a plane than tiles of the whole city; rather those than nothing.
    const { footprints, ground, isGrounded } = this.parts;
    if (!this.parts.farGround) this.scenes.tell('farGround', (scene) => scene.setFarGround(null));
    if (!footprints) this.scenes.tell('farCity', (scene) => scene.setFarCity(null));
    else if (!isGrounded) this.#farCity = this.#makeFarCity(footprints, ground);
    await Promise.all([this.#farCity, this.#loadFonts()]);
    this.touch();
  }

  /** The fault stands on its layers' rows until the part comes; it is told aloud once. */
  #partIs(part: PackagePart, problem: FaultAnswer | null): void {
    const before = this.#rows.partIs(part, problem);
    // These are asked for beside the picture, not for it: their rows alone tell.
    if (part === 'videoPoints' || part === 'slivers' || part === 'components' || part === 'namedRoads') return;
    if (problem && !before) this.#options.onFault(problem);
    if (before && !problem) this.#options.onFaultGone?.(before);
    this.#options.onProgress({ part, done: problem ? 0 : 1, total: 1 });
  }

  #partCame(part: PackagePart): void {
    if (part === 'heights') {
      this.#style = this.#makeStyle();
      this.#options.onGround?.(this.parts.ground);
    } else if (part === 'areas') {
      this.#options.onPlaces?.();
    } else if (part === 'farGround') {
      const { farGround } = this.parts;
      this.scenes.tell('farGround', (scene) => scene.setFarGround(farGround));
    } else if (part === 'namedRoads') {
      const lines = roadLinesOf(this.parts.streets);
      this.scenes.tell('roadLines', (scene) => scene.setRoadLines(lines));
    } else if (part === 'footprints' && this.parts.isGrounded) {
      this.#farCity = this.#makeFarCity(this.parts.footprints!, this.parts.ground);
    }
    this.touch();
  }

  /** On the ground of now: what was begun on another is left. */
  async #makeFarCity(footprints: Footprints, ground: HeightField): Promise<void> {
    const isWanted = (): boolean => !this.#abort.signal.aborted && this.parts.ground === ground;
    const cells = await gathered(farCells(footprints, ground), isWanted);
    if (!cells) return;
    this.scenes.tell('farCity', (scene) => scene.setFarCity(cells));
    const casters = shadeCastersOf(footprints);
    this.scenes.tell('shade', (scene) => scene.setShadeCasters(casters));
    this.touch();
  }

  async #loadFonts(): Promise<void> {
    // Without names nothing waits: texts bring their letters when they are first drawn.
    const isNamed = this.#shown.has('labels');
    const names = [...new Set(this.parts.labels.flatMap((label) => [...label.zh, ...label.en]))].join('');
    const came = await this.#fonts.load(isNamed ? `${names}剩超时分天0123456789` : '');
    if (this.#abort.signal.aborted) return this.#fonts.dispose();
    this.#options.onProgress({ part: 'fonts', done: 1, total: 1 });
    if (isNamed && !came) this.#rows.setFault('labels', answerFault(fault('PICTURE-007', { font: 'Noto Sans SC' })));
  }

  #fontsCame(): void {
    this.#board.clear();
    this.#marksDirty = true;
  }

  #followSun(atMillis: number): void {
    if (!this.#light.follow(atMillis)) return;
    this.scenes.put((scene) => scene.setLight(this.#light.now)); // one that is opened later begins with it
    if (this.#light.now.theme !== this.#style.theme) this.#style = this.#makeStyle();
    this.touch();
  }

  #makeStyle(): LayerStyle {
    const { textScale, beaconColour } = this.#options;
    const { theme } = this.#light.now;
    return {
      theme,
      palette: palettes[theme],
      scale: textScale,
      language: this.#language,
      beaconColour: beaconColour ?? (({ lamp }) => lampColour[lamp][theme]),
      ground: this.parts.ground,
      reducedMotion: this.#reducedMotion,
    };
  }

  get #shownDrawings(): readonly LayerDrawing[] {
    return this.#drawings.filter(({ layer }) => layer === null || this.#shown.has(layer));
  }

  get #scene(): CityScene {
    return this.scenes.city;
  }
  /** By which marks are coloured now. */
  get theme(): LayerStyle['theme'] {
    return this.#style.theme;
  }
  /** What a finger may mean among the marks on show. */
  *pickTargets(): Iterable<PickTarget> {
    for (const drawing of this.#shownDrawings) yield* drawing.targets();
  }
  get marksReady(): Promise<void> {
    return this.scenes.marks?.ready ?? Promise.resolve();
  }
  /** No tile of the last drawn view is missing. */
  get settled(): boolean {
    return this.#scene.settled;
  }

  /** Tiles are on their way: frames clock them. */
  get waitsForTiles(): boolean {
    const { done, total } = this.#scene.tiles;
    return done < total;
  }

  /** All must be drawn again. */
  touch(): void {
    this.#cityDirty = true;
    this.#marksDirty = true;
  }

  /** The city's canvas in device pixels; the size that the browser gave: less than asked is for the caller to tell. */
  setSize(widthPx: number, heightPx: number): readonly [widthPx: number, heightPx: number] {
    this.touch();
    return this.scenes.setCitySize(widthPx, heightPx);
  }

  setQuality(quality: PictureQuality): void {
    this.#quality = quality;
    this.scenes.tell('quality', (scene) => scene.setQuality(quality));
    this.touch();
  }

  setDetail(screenSpaceErrorPx: number): void {
    this.scenes.tell('detail', (scene) => scene.setDetail(screenSpaceErrorPx));
    this.touch();
  }

  setLanguage(language: Language): void {
    this.#language = language;
    this.#style = this.#makeStyle();
    this.#marksDirty = true;
  }

  setLayerVisible(layer: CityLayer, visible: boolean): void {
    if (visible) this.#shown.add(layer);
    else this.#shown.delete(layer);
    this.#showLayers();
  }

  setLayerClassVisible(layer: CityLayer, code: string, visible: boolean): void {
    this.#drawings.find((drawing) => drawing.layer === layer)?.setClassVisible?.(code, visible);
    this.#marksDirty = true;
  }

  #showLayers(): void {
    const [buildings, roads] = [this.#shown.has('buildings'), this.#shown.has('roads')];
    this.scenes.tell('buildings', (scene) => scene.setVisible('buildings', buildings));
    this.scenes.tell('roads', (scene) => scene.setRoadsVisible(roads));
    for (const drawing of this.#drawings) this.#showMeshes(drawing);
    this.touch();
  }

  #showMeshes({ layer, meshes }: LayerDrawing): void {
    const isShown = layer === null || this.#shown.has(layer);
    for (const name of Object.keys(meshes)) {
      this.scenes.tell(`${name} shown`, (scene) => scene.setMarksVisible(name, isShown));
    }
  }

  /** Hands the scene what a layer made anew; true when there was any. */
  #takeMeshes(drawing: LayerDrawing): boolean {
    let changed = false;
    for (const [name, mesh] of Object.entries(drawing.meshes)) {
      if (this.#meshesDrawn.get(name) === mesh) continue;
      this.#meshesDrawn.set(name, mesh);
      this.scenes.tell(name, (scene) => scene.setMarks(name, mesh));
      changed = true;
    }
    if (changed) this.#showMeshes(drawing);
    return changed;
  }

  #takeStates(drawing: LayerDrawing): boolean {
    if (this.scenes.isCityLost) return false; // told anew when it is there again
    const states = drawing.takeStates?.() ?? null;
    if (states) this.scenes.put((scene) => scene.setBuildingStates(states));
    return states !== null;
  }

  /** Colours the city by an attribute; null takes the colours away. */
  setThematic(thematic: Thematic | null): void {
    const colours = thematic?.colours ?? [];
    this.scenes.tell('classColours', (scene) => scene.setClassColours(colours));
    this.#buildings.setClasses(thematic?.classes ?? null);
    this.touch();
  }

  setFocus(focus: CityFocus): void {
    this.#focus = focus;
    this.touch();
  }

  /** Lets every layer on show read facts, columns and parts; tells what a frame would change. Once per frame, before draw. */
  update(view: View, atMillis: number): Dirty {
    this.#dutyParts.ask(this.#options.live, this.#shown);
    if (isPartShown('namedRoads', this.#shown)) this.parts.wantNamedRoads();
    this.#followSun(atMillis);
    const frame = {
      view,
      atMillis,
      live: this.#options.live,
      parts: this.parts,
      style: this.#style,
      focus: this.#focus,
    };
    for (const drawing of this.#shownDrawings) {
      if (!drawing.update(frame)) continue;
      this.#marksDirty = true;
      // Both: what was changed is told only once.
      const [hasMeshes, hasStates] = [this.#takeMeshes(drawing), this.#takeStates(drawing)];
      if (hasMeshes || hasStates) this.#cityDirty = true;
    }
    const isDue = this.#cityDirty || !this.#scene.settled;
    const isChanged = this.#cityDirty || this.#marksDirty;
    return { city: isDue && !this.scenes.isCityLost, marks: this.#marksDirty, isChanged };
  }

  /** @param metersPerPx of the whole picture that the view is a part of; its own where it is whole. */
  drawCity(view: View, atMillis: number, metersPerPx?: number): void {
    this.#cityDirty = false;
    this.scenes.drawCity((scene) => scene.draw(view, atMillis, metersPerPx));
    const tiles = this.#scene.tiles;
    const told = `${tiles.done}/${tiles.total}`;
    if (told === this.#tilesTold) return;
    this.#tilesTold = told;
    this.#options.onProgress({ part: 'tiles', ...tiles });
  }

  /** True where there were any. */
  drawMarks(view: View): boolean {
    this.#marksDirty = false;
    const sets = this.#shownDrawings.flatMap(({ marks }) => marks);
    this.scenes.drawMarks((scene) => scene.draw(view, sets));
    return this.scenes.marks?.isEmpty === false;
  }

  /**
   * `context` in device pixels, already cleared by the caller. `texts` is the window's own: it remembers what stood
   * there, and what stood in another window says nothing. True where there were any.
   */
  drawTexts(context: CanvasRenderingContext2D, view: View, texts: CityTexts, now: TextsNow): boolean {
    const placed = this.placeTexts(view, texts, now);
    this.writeTexts(context, placed);
    return placed.length > 0;
  }

  /** The first half of it: where they stand. */
  placeTexts(view: View, texts: CityTexts, now: TextsNow): PlacedText[] {
    return texts.place(view, {
      wishes: this.#shownDrawings.map((drawing) => drawing.texts),
      language: this.#language,
      palette: this.#style.palette,
      scale: this.#options.textScale,
      nameGapCssPx: this.#quality.nameGapCssPx,
      ...now,
    });
  }

  /** The second half: a window moved aside shows a part of them. */
  writeTexts(context: CanvasRenderingContext2D, placed: readonly PlacedText[]): void {
    this.#board.draw(context, placed, this.#options.pixelRatio);
  }

  layerStates(): LayerState[] {
    return this.#rows.states(this.#drawings, {
      isShown: (layer) => this.#shown.has(layer),
      countOf: (layer) => {
        if (layer === 'buildings') return this.#options.manifest.counts.buildings;
        // Ranks; single roads have no identity in the tiles.
        if (layer === 'roads') return this.#scene.settled ? this.#style.palette.roads.length : 0;
        return undefined;
      },
      tilesFaultOf: (layer) => {
        if (layer === 'roads') return this.#scene.tilesFault('ground');
        return layer === 'buildings' ? this.#scene.tilesFault('buildings') : null;
      },
    });
  }

  dispose(): void {
    this.#abort.abort();
    this.#fonts.dispose();
    this.#board.clear();
    this.scenes.dispose();
  }
}
