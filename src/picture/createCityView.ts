/** One free view of the city in a container: canvases, eye, hands, frame loop. Imported when needed: engines are heavy. */

import type { Manifest } from '../model/contract/manifest.ts';
import { groundHitOf } from '../model/geometry/groundRay.ts';
import { groundUpMeters } from '../model/geometry/heightField.ts';
import { borrowContainer } from './borrowContainer.ts';
import { Eye } from './camera/eye.ts';
import { cornersOf } from './camera/frameLook.ts';
import { limitsOf, tangentsOf } from './camera/look.ts';
import { pointerControl } from './camera/pointerControl.ts';
import { projectEnu, rayThroughPixel, type View } from './camera/pose.ts';
import { CityPicture } from './cityPicture.ts';
import type { CityFocus, CityLayer, CityView, CityViewOptions, Look, Pick } from './cityView.ts';
import { coveredBoxes } from './coveredBoxes.ts';
import { measuredRendering } from './engines/rendering.ts';
import { FirstPicture } from './firstPicture.ts';
import { startFrameLoop } from './frameLoop.ts';
import { FrameTimes } from './frameTimes.ts';
import { namedCamerasAround } from './layers/fieldsOfView/camerasAround.ts';
import type { Thematic } from './layers/thematic/thematic.ts';
import { cityLightAt } from './light/cityLight.ts';
import { palettes } from './palette.ts';
import { PartialFrames } from './partialFrames.ts';
import { Hover } from './picking/hover.ts';
import { pickAt } from './picking/pickAt.ts';
import { areaLook, homeLook } from './placeLook.ts';
import { placeNameOf } from './placeName.ts';
import { RunningQuality } from './quality/runningQuality.ts';
import { Stills } from './still/stills.ts';
import { Swipe } from './swipe/swipe.ts';
import { NAMES_PER_PICTURE } from './text/nameSight.ts';
import { ViewCanvases } from './viewCanvases.ts';

/** The first picture is drawn coarser: loading is clocked by frames, and frames are cheap this way. */
const FIRST_PICTURE_SCALE = 0.5;
/** Beyond this a denser screen shows no more of a city, only heat. */
const MAX_PIXEL_RATIO = 2;
const FINGER_REACH_CSS_PX = 18;
/** A step nearer by a double tap: seen as a way, and over before the next. */
const NEARER_MILLIS = 280;
/** Beyond it no gesture takes hold of the ground. */
const FAR_METERS = 60_000;

export function createCityView(options: CityViewOptions): CityView {
  const { container, clock, manifest } = options;
  const light = cityLightAt(options.theme, clock.nowMillis(), manifest.enuOrigin.lonLatDeg);
  const giveBack = borrowContainer(container, palettes[light.theme].halo, options.interactive);
  const pixelRatio = Math.min(MAX_PIXEL_RATIO, window.devicePixelRatio || 1);
  const measured = measuredRendering();
  const quality = new RunningQuality({
    measured,
    choice: options.quality ?? 'auto',
    ...(options.shadows ? { shadows: options.shadows } : {}),
    pixels: container.clientWidth * container.clientHeight * pixelRatio ** 2,
  });
  const canvases = new ViewCanvases({
    container,
    pixelRatio,
    mostCanvasPx: measured.mostCanvasPx,
    onFault: options.onFault,
    ...(options.onFaultGone ? { onFaultGone: options.onFaultGone } : {}),
  });
  let swipe: Swipe | null = null;
  let thematicBefore: Thematic | null = null;
  /** Of the line between before and now: it stays where it was put. */
  let divider = 0.5;

  const picture = new CityPicture({
    cityCanvas: canvases.cityCanvas,
    markCanvas: canvases.markCanvas,
    base: options.base,
    manifest,
    live: options.live,
    theme: options.theme,
    atMillis: clock.nowMillis(),
    quality: quality.now,
    language: options.language,
    layers: options.layers,
    textScale: options.textScale,
    pixelRatio,
    onPlaces: () => stayHome(),
    onGround: (ground) => {
      eye.setGround(ground);
      stayHome();
    },
    onProgress: options.onProgress,
    onFault: options.onFault,
    ...(options.onFaultGone ? { onFaultGone: options.onFaultGone } : {}),
  });

  let inset = options.insetCssPx ?? { left: 0, right: 0, top: 0, bottom: 0 };
  let over: Parameters<CityView['setOver']>[0] = [];
  let size = { width: Math.max(1, container.clientWidth), height: Math.max(1, container.clientHeight) };
  const shown = new Set<CityLayer>(options.layers);
  const viewOf = (look: Look): View => ({
    pose: eye.poseOf(look),
    tangents: tangentsOf(size.width, size.height, inset),
    widthCssPx: size.width,
    heightCssPx: size.height,
  });
  const freeAspect = (): number =>
    Math.max(0.3, (size.width - inset.left - inset.right) / Math.max(1, size.height - inset.top - inset.bottom));
  /** The district by its outline; by its bounds until that is there. */
  const homeOfDistrict = (): Look => {
    const places = picture.parts.places;
    const corners = places?.districtId == null ? null : places.cornersMeters(places.districtId);
    return homeLook(corners ?? cornersOf(manifest.boundsEnuMeters), freeAspect());
  };

  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const eye = new Eye(homeOfDistrict(), limitsOf(manifest.boundsEnuMeters), still);
  let view = viewOf(eye.look);
  let homeUntilTouched = true;
  let viewDirty = true;
  let scale = FIRST_PICTURE_SCALE;
  let drewBefore = false;
  /** The whole picture is being drawn; where it is parted, over several frames. */
  let isBegun = false;
  let loaded = false;
  const partial = new PartialFrames();
  const waitForStill: (() => void)[] = [];
  let times = new FrameTimes();
  // Houses to keep clear of are found by an index that the first picture does not wait for: but for who points at one before.
  const first = new FirstPicture(() => canvases.placeAnew());
  Promise.all([picture.loaded, picture.marksReady]).then(() => {
    loaded = true;
  });

  const resize = (): void => {
    if (isDisposed) return;
    const width = Math.max(1, container.clientWidth);
    const height = Math.max(1, container.clientHeight);
    size = { width, height };
    canvases.resize(picture, width, height, scale * Math.min(1, quality.now.mostPixelRatio / pixelRatio));
    swipe?.setSize(Math.round(width * pixelRatio), Math.round(height * pixelRatio));
    stayHome();
  };
  /** Until someone takes the camera, home is kept fitted to what is free and to what is known of the district. */
  const stayHome = (): void => {
    if (homeUntilTouched) eye.place(homeOfDistrict());
    viewDirty = true;
  };

  picture.setDetail(quality.now.tileErrorPx * scale);
  const finishFirstPicture = (): void => {
    scale = 1;
    picture.setDetail(quality.now.tileErrorPx);
    resize();
  };
  const takeQuality = (): void => {
    picture.setQuality(quality.now);
    picture.setDetail(quality.now.tileErrorPx * scale);
    swipe?.setQuality(quality.now);
    times = new FrameTimes(); // what the other took says nothing about it
    resize();
  };

  const stills = new Stills({ picture, canvases, pixelRatio, onTaken: resize });
  /** From then on nobody's call does anything: React cleans up in an order of its own. */
  let isDisposed = false;
  const drawFrame = (): void => {
    if (stills.isTaking) return;
    const atMillis = clock.nowMillis();
    const isFlying = eye.advance(atMillis);
    if (isFlying) viewDirty = true;
    if (partial.isHeld(isFlying || loaded || picture.waitsForTiles)) return;
    if (loaded && scale < 1 && picture.settled) finishFirstPicture(); // no tile is waited for: whole at once
    if (first.isSeen && eye.setRoofs(picture.parts.rays)) viewDirty = true;
    hover?.frame(viewDirty);
    const moved = viewDirty;
    if (viewDirty) {
      view = viewOf(eye.look);
      picture.touch();
      viewDirty = false;
    }
    const dirty = picture.update(view, atMillis);
    const sight = { rays: () => (first.isSeen ? picture.parts.rays : null), mostNames: NAMES_PER_PICTURE };
    const isDrawn = canvases.draw(picture, view, dirty, { covered: coveredBoxes(size, inset, over), atMillis, sight });
    const isOtherStill = swipe?.frame(view, atMillis, moved) ?? true;
    partial.drawn();
    if (isDrawn) times.drawn(performance.now(), drewBefore);
    drewBefore = dirty.city || dirty.marks;
    if (dirty.city && scale === 1) isBegun = true;
    const isStill = first.isSeen && scale === 1 && !isDrawn && !dirty.isChanged && canvases.isStill(picture, atMillis);
    if (isStill && isOtherStill) for (const tell of waitForStill.splice(0)) tell();
    if (!loaded || !canvases.isSettled(picture)) return;
    if (scale < 1) finishFirstPicture();
    else if (isBegun) first.tell();
    if (isDrawn && quality.drawn(times.p95Millis(), performance.now())) takeQuality();
  };

  const observer = new ResizeObserver(resize);
  observer.observe(container);
  resize();
  const loop = startFrameLoop(drawFrame, options.onFault);

  const pick = (x: number, y: number): Pick | null => {
    if (swipe?.isBefore(x / size.width)) return null;
    return pickAt(view, x, y, {
      targets: picture.pickTargets(),
      rays: picture.parts.rays,
      places: picture.parts.places,
      ground: picture.parts.ground,
      shown: (layer) => shown.has(layer),
      reachCssPx: FINGER_REACH_CSS_PX * options.textScale,
    });
  };
  const depart = (start: () => void): void => {
    homeUntilTouched = false;
    start();
    viewDirty = true;
  };
  const fly = (look: Look, durationMillis?: number): void =>
    depart(() => eye.flyTo(look, clock.nowMillis(), durationMillis));
  const home = (durationMillis?: number): void => {
    fly(homeOfDistrict(), durationMillis);
    homeUntilTouched = true;
  };
  const openSwipe = (before: Manifest): Swipe => {
    const opened = new Swipe({
      nowBox: canvases.nowBox,
      base: options.base,
      before,
      theme: options.theme,
      atMillis: clock.nowMillis(),
      language: options.language,
      pixelRatio,
      quality: quality.now,
      share: divider,
      onProgress: options.onProgress,
      onFault: options.onFault,
      ...(options.onFaultGone ? { onFaultGone: options.onFaultGone } : {}),
    });
    opened.setThematic(thematicBefore);
    for (const layer of options.layers) opened.setLayerVisible(layer, shown.has(layer));
    return opened;
  };
  let screenFocus: CityFocus = {};
  let hovered: Pick | null = null;
  const showFocus = (): void => {
    if (!isDisposed) picture.setFocus(hovered ? { ...screenFocus, hovered } : screenFocus);
  };
  const setFocus = (focus: CityFocus): void => {
    screenFocus = focus;
    showFocus();
  };
  let letGo: () => void = () => {};
  let hover: Hover | null = null;
  /** Keys held when a finger or button was last let go: the tap that follows does not tell. */
  let adds = false;
  const noteKeys = ({ ctrlKey, shiftKey, metaKey }: PointerEvent): void => {
    adds = ctrlKey || shiftKey || metaKey;
  };
  if (options.interactive) {
    container.addEventListener('pointerup', noteKeys, { capture: true });
    hover = new Hover({
      element: container,
      pick,
      onHover(over) {
        hovered = over;
        showFocus();
        options.onHover?.(over);
      },
    });
    letGo = pointerControl({
      element: container,
      look: () => eye.look,
      standing: () => ({ footUpMeters: eye.footUpMeters, viewOf }),
      onGrab(x, y) {
        const at = groundHitOf(picture.parts.ground, eye.pose().eyeEnuMeters, rayThroughPixel(view, x, y), FAR_METERS);
        if (at) eye.standOn(at[2]);
      },
      rangeLimitsMeters: () => [eye.limits.minRangeMeters, eye.limits.maxRangeMeters],
      onLook(look) {
        homeUntilTouched = false;
        partial.end();
        eye.take(look);
        viewDirty = true;
        options.onTouch?.();
      },
      onRelease(enuMetersPerSec) {
        eye.glide(enuMetersPerSec, clock.nowMillis());
      },
      onNearer: (look) => depart(() => eye.flyOnLevel(look, clock.nowMillis(), NEARER_MILLIS)),
      onTap: (x, y) => options.onPick(pick(x, y), adds),
      onHome: () => home(),
    });
  }

  return {
    ready: first.shown,
    whenStill: () => new Promise((resolve) => waitForStill.push(resolve)),
    get look() {
      return eye.look;
    },
    flyTo: fly,
    flyToArea(areaId, durationMillis) {
      // Asked before the areas are there, it flies when they come.
      picture.loaded.then(() => {
        const corners = picture.parts.places?.cornersMeters(areaId);
        if (corners) fly(areaLook(corners, eye.look.headingDeg, freeAspect()), durationMillis);
      });
    },
    home,
    applyStage(stage) {
      if (stage.curve) homeUntilTouched = false; // a new language alone moves nobody
      eye.follow(stage);
      const focus = stage.focus;
      if (focus?.kind === 'area') setFocus({ areaId: focus.id });
      else if (focus?.kind === 'case') setFocus({ caseId: focus.id });
      // A building comes by its id, which the station must first ask the hub to turn into a row.
      else if (focus?.kind !== 'building') setFocus({});
    },
    setFocus: (focus: CityFocus | null) => setFocus(focus ?? {}),
    setLayerVisible(layer, visible) {
      if (isDisposed) return;
      if (visible) shown.add(layer);
      else shown.delete(layer);
      picture.setLayerVisible(layer, visible);
      swipe?.setLayerVisible(layer, visible);
    },
    compareWith(before) {
      if (isDisposed) return;
      swipe?.dispose();
      swipe = before && openSwipe(before);
      resize();
    },
    setDivider(share) {
      divider = share;
      swipe?.setDivider(share);
    },
    setLayerClassVisible(layer, code, visible) {
      if (!isDisposed) picture.setLayerClassVisible(layer, code, visible);
    },
    setThematic(thematic, before = null) {
      if (isDisposed) return;
      thematicBefore = before;
      picture.setThematic(thematic);
      swipe?.setThematic(before);
    },
    get theme() {
      return picture.theme;
    },
    layerStates: () => picture.layerStates(),
    setLanguage(language) {
      if (!isDisposed) picture.setLanguage(language);
    },
    setInset(next) {
      inset = next;
      stayHome();
    },
    setOver(boxesCssPx) {
      over = boxesCssPx;
      canvases.placeAnew();
    },
    pickAt: pick,
    nameOf: (pick) => picture.parts.nameOf(pick),
    camerasAround: (placeEnuMeters) => namedCamerasAround(picture.parts, options.live.videoPoints, placeEnuMeters),
    cssPxFromEnu([east, north, aboveMeters]) {
      const up = groundUpMeters(picture.parts.ground, east, north) + aboveMeters;
      const at = projectEnu(view, [east, north, up]);
      return at && [at.xCssPx, at.yCssPx];
    },
    still: (widthPx, heightPx, asked = {}) => stills.take(view, widthPx, heightPx, clock.nowMillis(), asked),
    get placeName() {
      return picture.parts.places && placeNameOf(picture.parts.places, eye.look);
    },
    get quality() {
      return quality.state(times.p95Millis());
    },
    setQuality(choice) {
      if (isDisposed) return;
      quality.choose(choice);
      takeQuality();
    },
    frameMillisP95: () => times.p95Millis(),
    contextLosses: () => picture.scenes.losses,
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      stills.dispose();
      loop.stop();
      observer.disconnect();
      letGo();
      hover?.dispose();
      container.removeEventListener('pointerup', noteKeys, { capture: true });
      swipe?.dispose();
      swipe = null;
      canvases.dispose();
      picture.dispose();
      giveBack();
    },
  };
}
