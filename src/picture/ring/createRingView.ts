/**
 * The hall's picture on one page: one world, drawn once per segment and copied into that segment's canvas. Whether a
 * page holds one segment or all seven, each segment is the same picture.
 */
import type { LiveLink, SharedClock } from '../../live/links.ts';
import type { Manifest } from '../../model/contract/manifest.ts';
import type { Stage } from '../../model/contract/stage.ts';
import type { FaultAnswer, Language } from '../../model/faults/fault.ts';
import { CityPicture } from '../cityPicture.ts';
import type { CityProgress } from '../cityView.ts';
import { measuredRendering } from '../engines/rendering.ts';
import { startFrameLoop } from '../frameLoop.ts';
import { FrameTimes } from '../frameTimes.ts';
import { departmentHue, palettes } from '../palette.ts';
import { type QualityState, RunningQuality } from '../quality/runningQuality.ts';
import type { QualityChoice } from '../quality/tiers.ts';
import { CityTexts } from '../text/cityTexts.ts';
import type { Box } from '../text/placement.ts';
import { canvasTooSmall } from '../viewCanvases.ts';
import { segmentView } from './ringGeometry.ts';
import { DISSOLVE_MILLIS, frameAt, millisOfFrame, RingMotion } from './ringMotion.ts';

/** Above the roofs of most towers, low enough to be among them. */
const EYE_UP_METERS = 220;

export interface RingViewOptions {
  /** One element per segment, in order; each is filled with its picture. */
  readonly containers: readonly HTMLElement[];
  /** Segment (0…6) of each container. */
  readonly segments: readonly number[];
  readonly base: string;
  readonly manifest: Manifest;
  readonly live: LiveLink;
  readonly clock: SharedClock;
  readonly language: Language;
  readonly drifts: boolean;
  /** All pages of a hall alike: `auto`, where it is not said, is the ring's own. */
  readonly quality?: QualityChoice;
  onProgress(progress: CityProgress): void;
  onFault(fault: FaultAnswer): void;
  /** What was told is over. */
  onFaultGone?(fault: FaultAnswer): void;
}

export interface RingView {
  /** Every segment of this page was drawn once with all its tiles. Never comes where that failed: onFault says why. */
  readonly ready: Promise<void>;
  applyStage(stage: Stage): void;
  setLanguage(language: Language): void;
  /** What stands over a pane, in its CSS pixels: nothing is lettered beneath it. */
  setOver(pane: number, boxesCssPx: readonly Box[]): void;
  readonly quality: QualityState;
  frameMillisP95(): number | null;
  /** How often a graphics card took the picture away since the view was opened. */
  contextLosses(): number;
  dispose(): void;
}

interface Pane {
  readonly segment: number;
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** The last picture before a cut, fading out over the new one. */
  readonly before: HTMLCanvasElement;
  /** Its own: what stood in one window says nothing about another, whether they share a page or not. */
  readonly texts: CityTexts;
  covered: readonly Box[];
}

function paneIn(container: HTMLElement, segment: number): Pane {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%' });
  container.append(canvas);
  const context = canvas.getContext('2d')!;
  return { segment, canvas, context, before: document.createElement('canvas'), texts: new CityTexts(), covered: [] };
}

/** The engines' canvases are never shown themselves: kept out of sight, at one segment's size. */
function hiddenCanvas(host: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, {
    position: 'absolute',
    left: '0',
    top: '0',
    visibility: 'hidden',
    pointerEvents: 'none',
  });
  host.append(canvas);
  return canvas;
}

export function createRingView(options: RingViewOptions): RingView {
  const { containers, segments, clock, manifest } = options;
  const host = containers[0]!;
  const panes = containers.map((container, index) => paneIn(container, segments[index]!));
  const cityCanvas = hiddenCanvas(host);
  const markCanvas = hiddenCanvas(host);
  const pixelRatio = window.devicePixelRatio || 1;
  let size = { width: 1, height: 1 };
  const measured = measuredRendering();
  const quality = new RunningQuality({
    measured,
    choice: options.quality ?? 'auto',
    usual: 'ring',
    pixels: host.clientWidth * host.clientHeight * pixelRatio ** 2,
  });
  const { minX, maxX, minY, maxY } = manifest.boundsEnuMeters;
  const motion = new RingMotion([(minX + maxX) / 2, (minY + maxY) / 2, EYE_UP_METERS], options.drifts);
  const picture = new CityPicture({
    cityCanvas,
    markCanvas,
    base: options.base,
    manifest,
    live: options.live,
    theme: 'night',
    atMillis: options.clock.nowMillis(),
    language: options.language,
    layers: ['buildings', 'roads', 'labels', 'cases'],
    textScale: Math.max(0.75, host.clientHeight / 800),
    pixelRatio,
    quality: quality.now,
    onGround: (ground) => {
      motion.setGround(ground);
      settledPanes = 0;
    },
    beaconColour: (beacon) => departmentHue[beacon.departmentKey] ?? palettes.night.offline,
    onProgress: options.onProgress,
    onFault: options.onFault,
    ...(options.onFaultGone ? { onFaultGone: options.onFaultGone } : {}),
  });
  picture.setDetail(quality.now.tileErrorPx);

  let loaded = false;
  let shownFrame = -1;
  let drewBefore = false;
  /** Segments whose tiles are all there; the first that is not is drawn alone until it is. */
  let settledPanes = 0;
  /** Losses after which all panes were drawn anew. */
  let lossesSeen = 0;
  const times = new FrameTimes();
  let tellReady: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve;
  });
  Promise.all([picture.loaded, picture.marksReady]).then(() => {
    loaded = true;
  });

  const resize = (): void => {
    size = { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight) };
    const [widthPx, heightPx] = [Math.round(size.width * pixelRatio), Math.round(size.height * pixelRatio)];
    for (const { canvas, before } of panes) {
      for (const each of [canvas, before]) Object.assign(each, { width: widthPx, height: heightPx });
    }
    Object.assign(picture.scenes.markCanvas!.style, { width: `${size.width}px`, height: `${size.height}px` });
    const got = picture.setSize(widthPx, heightPx);
    if (got[0] < widthPx || got[1] < heightPx) options.onFault(canvasTooSmall({ asked: [widthPx, heightPx], got }));
    shownFrame = -1;
  };

  const drawPane = (pane: Pane, gridFrame: number): void => {
    const view = segmentView(motion.rigAt(gridFrame), pane.segment, size.width, size.height);
    const { context, canvas } = pane;
    picture.drawCity(view, millisOfFrame(gridFrame));
    context.globalAlpha = 1;
    const { cityCanvas: city, markCanvas: marks } = picture.scenes;
    context.drawImage(city, 0, 0, canvas.width, canvas.height);
    picture.drawMarks(view);
    if (marks && marks.width > 1) context.drawImage(marks, 0, 0, canvas.width, canvas.height);
    picture.drawTexts(context, view, pane.texts, { covered: pane.covered, atMillis: millisOfFrame(gridFrame) });
    const since = motion.shownSinceMillis;
    const gone = since === null ? 1 : (millisOfFrame(gridFrame) - since) / DISSOLVE_MILLIS;
    if (gone < 1) {
      context.globalAlpha = 1 - gone;
      context.drawImage(pane.before, 0, 0);
      context.globalAlpha = 1;
    }
  };

  /** While tiles are missing, one segment at a time: another view would cancel what this one asked for. */
  const drawLoading = (gridFrame: number): void => {
    const pane = panes[settledPanes]!;
    drawPane(pane, gridFrame);
    if (loaded && picture.settled) settledPanes++;
    if (settledPanes === panes.length) shownFrame = -1;
  };

  const drawFrame = (): void => {
    if (picture.scenes.isLost) return; // the panes keep what they show
    if (lossesSeen !== picture.scenes.losses) {
      lossesSeen = picture.scenes.losses;
      settledPanes = 0;
    }
    const gridFrame = frameAt(clock.nowMillis());
    if (motion.cutAt(gridFrame)) {
      for (const { before, canvas } of panes) before.getContext('2d')!.drawImage(canvas, 0, 0);
      settledPanes = 0;
    }
    const view = segmentView(motion.rigAt(gridFrame), panes[0]!.segment, size.width, size.height);
    const dirty = picture.update(view, millisOfFrame(gridFrame));
    const moves = motion.isDrifting || stillMoving(gridFrame);
    const draws = dirty.city || dirty.marks || moves || shownFrame < 0 || hasTextDue(millisOfFrame(gridFrame));
    if (settledPanes < panes.length) drawLoading(gridFrame);
    else if (draws) {
      for (const pane of panes) drawPane(pane, gridFrame);
      shownFrame = gridFrame;
      tellReady();
    }
    if (draws) {
      times.drawn(performance.now(), drewBefore);
      // It never steps down here: it only tells that it is too slow.
      quality.drawn(times.p95Millis(), performance.now());
    }
    drewBefore = draws;
  };
  /** A text that lost its room in a cut comes back when its time is over, whatever else rests. */
  const hasTextDue = (atMillis: number): boolean => panes.some(({ texts }) => texts.isDueAt(atMillis));
  const stillMoving = (gridFrame: number): boolean =>
    millisOfFrame(gridFrame) - (motion.shownSinceMillis ?? Number.NEGATIVE_INFINITY) < DISSOLVE_MILLIS + 200;

  const observer = new ResizeObserver(resize);
  observer.observe(host);
  resize();
  const loop = startFrameLoop(drawFrame, options.onFault);

  return {
    ready,
    applyStage: (stage) => motion.follow(stage),
    setLanguage: (language) => picture.setLanguage(language),
    setOver(pane, boxesCssPx) {
      panes[pane]!.covered = boxesCssPx;
      shownFrame = -1;
    },
    get quality() {
      return quality.state(times.p95Millis());
    },
    frameMillisP95: () => times.p95Millis(),
    contextLosses: () => picture.scenes.losses,
    dispose() {
      loop.stop();
      observer.disconnect();
      picture.dispose();
      for (const { canvas } of panes) canvas.remove();
    },
  };
}
