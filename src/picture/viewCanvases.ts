/**
 * The canvases of a free view, one over the other: city, marks, texts. Where the card has none so large, strips of the view
 * side by side instead.
 */
import type { FaultAnswer } from '../model/faults/fault.ts';
import { answerFault, fault } from '../model/faults/fault.ts';
import type { View } from './camera/pose.ts';
import { canvasIn } from './canvasIn.ts';
import type { CityPicture, Dirty } from './cityPicture.ts';
import { StripPanes } from './still/stripPanes.ts';
import { CityTexts, type TextsNow } from './text/cityTexts.ts';

export interface ViewCanvasesOptions {
  readonly container: HTMLElement;
  readonly pixelRatio: number;
  /** No canvas of this card may be wider or higher. */
  readonly mostCanvasPx: number;
  onFault(fault: FaultAnswer): void;
  onFaultGone?(fault: FaultAnswer): void;
}

/** A card that gives less than this is out of memory: parting the picture further does not help. */
const LEAST_STRIP_PX = 512;

export class ViewCanvases {
  readonly #options: ViewCanvasesOptions;
  /** Holds what a line between before and now may clip. */
  readonly nowBox = document.createElement('div');
  /** The first ones; a picture that lost its context has others. */
  readonly cityCanvas: HTMLCanvasElement;
  readonly markCanvas: HTMLCanvasElement;
  readonly #textCanvas: HTMLCanvasElement;
  readonly #textContext: CanvasRenderingContext2D;
  readonly #texts = new CityTexts();
  #panes: StripPanes | null = null;
  #hadTexts = false;
  #placesAnew = false;
  /** A still is being taken: the canvases are its own, and get the view's size when it has them no more. */
  #isFrozen = false;
  #mostPx: number;
  #tooSmall: FaultAnswer | null = null;

  constructor(options: ViewCanvasesOptions) {
    this.#options = options;
    this.#mostPx = options.mostCanvasPx;
    Object.assign(this.nowBox.style, { position: 'absolute', inset: '0', pointerEvents: 'none' });
    options.container.append(this.nowBox);
    this.cityCanvas = canvasIn(this.nowBox);
    this.markCanvas = canvasIn(options.container);
    this.#textCanvas = canvasIn(options.container);
    this.#textContext = this.#textCanvas.getContext('2d')!;
  }

  /** Strips that the view is drawn in; one where it is drawn in one piece. */
  get isParted(): boolean {
    return this.#panes !== null;
  }

  /** @param cityScale of the city's canvas against the screen's pixels. */
  resize(picture: CityPicture, widthCssPx: number, heightCssPx: number, cityScale: number): void {
    if (this.#isFrozen) return;
    const { pixelRatio } = this.#options;
    const [widthPx, heightPx] = [Math.round(widthCssPx * pixelRatio), Math.round(heightCssPx * pixelRatio)];
    let missing = this.#layOut(picture, widthPx, heightPx, cityScale);
    while (missing && this.#mostPx > LEAST_STRIP_PX) {
      // What it gave is what it has: as large are the strips that it can draw.
      const [gotWidthPx, gotHeightPx] = missing.got;
      const side = Math.floor(Math.sqrt(gotWidthPx * gotHeightPx) / cityScale);
      this.#mostPx = Math.max(LEAST_STRIP_PX, Math.min(side, Math.floor(this.#mostPx / 2)));
      missing = this.#layOut(picture, widthPx, heightPx, cityScale);
    }
    this.#tell(missing);
  }

  /** What was asked for and what came, where that is less; else null. */
  #layOut(picture: CityPicture, widthPx: number, heightPx: number, cityScale: number): TooSmall | null {
    this.#panes?.dispose();
    this.#panes = null;
    const isParted = Math.max(widthPx, heightPx) > this.#mostPx;
    if (isParted) {
      const { pixelRatio } = this.#options;
      this.#panes = new StripPanes({ box: this.nowBox, widthPx, heightPx, mostPx: this.#mostPx, pixelRatio });
      this.#textCanvas.style.visibility = 'hidden';
      Object.assign(this.#textCanvas, { width: 1, height: 1 });
    } else {
      Object.assign(this.#textCanvas, { width: widthPx, height: heightPx });
    }
    picture.scenes.cityCanvas.style.visibility = isParted ? 'hidden' : 'visible';
    if (picture.scenes.markCanvas) picture.scenes.markCanvas.style.visibility = 'hidden';
    const [pieceWidthPx, pieceHeightPx] = this.#panes?.stripPx ?? [widthPx, heightPx];
    const asked = [Math.round(pieceWidthPx * cityScale), Math.round(pieceHeightPx * cityScale)] as const;
    const got = picture.setSize(...asked);
    return got[0] < asked[0] || got[1] < asked[1] ? { asked, got } : null;
  }

  #tell(missing: TooSmall | null): void {
    const before = this.#tooSmall;
    this.#tooSmall = missing && canvasTooSmall(missing);
    if (before) this.#options.onFaultGone?.(before);
    if (this.#tooSmall) this.#options.onFault(this.#tooSmall);
  }

  /** Other places are free for texts than before. */
  placeAnew(): void {
    this.#placesAnew = true;
  }

  /** What is due of a frame. True where marks or texts were drawn, or the city was. */
  draw(picture: CityPicture, view: View, dirty: Dirty, now: TextsNow): boolean {
    if (this.#panes && picture.scenes.isLost) return false; // the panes keep what they show
    const isTextDue = this.#placesAnew || this.#texts.isDueAt(now.atMillis);
    this.#placesAnew = false;
    if (this.#panes) {
      const placed = dirty.isChanged || isTextDue ? picture.placeTexts(view, this.#texts, now) : null;
      return this.#panes.draw(picture, view, now.atMillis, placed);
    }
    if (dirty.city) picture.drawCity(view, now.atMillis);
    if (!dirty.city && !dirty.marks && !isTextDue) return false;
    const hasMarks = picture.drawMarks(view);
    const { markCanvas } = picture.scenes;
    // An empty canvas would still be blended over the city, pixel by pixel.
    if (markCanvas) markCanvas.style.visibility = hasMarks ? 'visible' : 'hidden';
    const { width, height } = this.#textCanvas;
    if (this.#hadTexts) this.#textContext.clearRect(0, 0, width, height);
    this.#hadTexts = picture.drawTexts(this.#textContext, view, this.#texts, now);
    this.#textCanvas.style.visibility = this.#hadTexts ? 'visible' : 'hidden';
    return true;
  }

  /** No tile of the view is missing. */
  isSettled(picture: CityPicture): boolean {
    return this.#panes ? this.#panes.isWhole : picture.settled;
  }

  /** And no text is due, either: at that time another frame of the same view is the same picture. */
  isStill(picture: CityPicture, atMillis: number): boolean {
    if (this.#placesAnew || this.#texts.isDueAt(atMillis)) return false;
    return this.isSettled(picture) && !picture.scenes.isLost;
  }

  /**
   * Lays a copy of what is shown over the engines' canvases, so that they can draw something else meanwhile. To be called
   * with a picture that is settled; the returned function takes it away.
   */
  freeze(picture: CityPicture, view: View, atMillis: number): () => void {
    if (this.#panes) return this.#frozen(); // what is shown is a copy already
    const { cityCanvas, markCanvas } = picture.scenes;
    const copy = canvasIn(this.nowBox);
    Object.assign(copy, { width: cityCanvas.width, height: cityCanvas.height });
    const context = copy.getContext('2d')!;
    picture.drawCity(view, atMillis);
    // A canvas keeps what was drawn on it until the task ends.
    context.drawImage(cityCanvas, 0, 0);
    if (markCanvas && picture.drawMarks(view)) context.drawImage(markCanvas, 0, 0, copy.width, copy.height);
    if (markCanvas) markCanvas.style.visibility = 'hidden';
    return this.#frozen(copy);
  }

  #frozen(copy?: HTMLCanvasElement): () => void {
    this.#isFrozen = true;
    return () => {
      this.#isFrozen = false;
      copy?.remove();
    };
  }

  dispose(): void {
    this.#panes?.dispose();
    this.nowBox.remove();
    this.#textCanvas.remove();
  }
}

interface TooSmall {
  readonly asked: readonly [widthPx: number, heightPx: number];
  readonly got: readonly [widthPx: number, heightPx: number];
}

/** PICTURE-003: a canvas that is smaller than asked. */
export function canvasTooSmall({ asked, got }: TooSmall): FaultAnswer {
  return answerFault(fault('PICTURE-003', { asked: asked.join(' × '), got: got.join(' × ') }));
}
